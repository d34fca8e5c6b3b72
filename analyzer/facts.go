package analyzer

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/infer"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// passFacts are the facts that the driver brings from other packages.
type passFacts struct {
	pass *analysis.Pass
	// infer says that methods of interfaces do what their names say.
	infer bool
}

func (p passFacts) Func(fn *types.Func) *summary.Fact {
	fact := &summary.Fact{}
	if fn.Pkg() == nil || !p.pass.ImportObjectFact(fn, fact) {
		return nil
	}
	return fact
}

func (p passFacts) Methods(m *types.Func) []*summary.Fact {
	if !p.infer || !p.own(m) {
		return nil
	}
	if fact := infer.Fact(m); fact != nil {
		return []*summary.Fact{fact}
	}
	return nil
}

// Renamed implements summary.Facts.
func (p passFacts) Renamed(v *types.Var) string {
	fact := &renamed{}
	if v.Pkg() == nil || v.Pkg() == p.pass.Pkg || !p.pass.ImportObjectFact(v, fact) {
		return ""
	}
	return fact.Of
}

// own reports whether the package's own module declares m: the interfaces of
// libraries are for models to know.
func (p passFacts) own(m *types.Func) bool {
	if m.Pkg() == p.pass.Pkg {
		return true
	}
	if p.pass.Module == nil || m.Pkg() == nil {
		return false
	}
	return m.Pkg().Path() == p.pass.Module.Path || strings.HasPrefix(m.Pkg().Path(), p.pass.Module.Path+"/")
}

// inferAny reports whether the package calls a method of an interface of which
// something is inferred.
func (p passFacts) inferAny() bool {
	if !p.infer {
		return false
	}
	for _, sel := range p.pass.TypesInfo.Selections {
		if fn, ok := sel.Obj().(*types.Func); ok && types.IsInterface(sel.Recv()) && len(p.Methods(fn)) > 0 {
			return true
		}
	}
	return false
}
