package model_test

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/packages"
)

// testdata is the nested module that has the real libraries.
const testdata = "../../../testdata"

// load type-checks one package of the nested module.
func load(t testing.TB, pattern string) *packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Dir: testdata, Mode: packages.LoadSyntax}, pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(pkgs) != 1 || packages.PrintErrors(pkgs) > 0 {
		t.Fatalf("%s does not load (%d packages)", pattern, len(pkgs))
	}
	return pkgs[0]
}

// reachable returns a package and all that it can reach by import.
func reachable(pkg *types.Package) []*types.Package {
	seen := map[*types.Package]bool{pkg: true}
	all := []*types.Package{pkg}
	for i := 0; i < len(all); i++ {
		for _, dep := range all[i].Imports() {
			if !seen[dep] {
				seen[dep] = true
				all = append(all, dep)
			}
		}
	}
	return all
}
