package ssabuild_test

import (
	"fmt"
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/standin"
)

// TestTakenAway takes each import of packages of this module away in turn, and
// builds what stays: nothing may panic, and most functions that used it have to be
// there, with stand-ins. (It is harder than what happens to programs: what one import
// declares comes back through the others.)
func TestTakenAway(t *testing.T) {
	cfg := &packages.Config{Mode: packages.LoadSyntax}
	const at = "github.com/toctou-lint/toctou/"
	pkgs, err := packages.Load(cfg, at+"analyzer/internal/model", at+"analyzer/internal/schema", at+"cmd/toctou/internal/cli", at+"cmd/toctou/internal/output")
	if err != nil {
		t.Fatal(err)
	}
	var broken, left int
	for _, p := range pkgs {
		for missing := range p.Imports {
			in := without(p, missing)
			plain, all, _ := ssabuild.Salvage(in, false)
			mended, dropped, _ := ssabuild.Salvage(in, true)
			broken, left = broken+len(all), left+len(dropped)
			if _, err := ssabuild.Build(mended); err != nil {
				if _, other := ssabuild.Build(plain); other == nil {
					t.Errorf("%s without %s: %v", p.PkgPath, missing, err)
				}
			}
		}
	}
	t.Logf("of %d functions that used what was taken away %d could not be had with stand-ins", broken, left)
	if 2*left > broken {
		t.Errorf("%d of %d functions have no stand-ins, more than half", left, broken)
	}
}

// without is a package as it is when one of its imports cannot be had.
func without(p *packages.Package, missing string) ssabuild.Input {
	info := standin.NewInfo()
	conf := types.Config{Importer: importer{p, missing}, Sizes: p.TypesSizes, Error: func(error) {}}
	pkg, _ := conf.Check(p.PkgPath, p.Fset, p.Syntax, info) // errors are what this is about
	return ssabuild.Input{Fset: p.Fset, Files: p.Syntax, Pkg: pkg, Info: info, Sizes: p.TypesSizes}
}

type importer struct {
	of      *packages.Package
	missing string
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := i.of.Imports[path]; p != nil && path != i.missing {
		return p.Types, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}
