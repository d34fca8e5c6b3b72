package analyzer

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"
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

	texts map[*types.Package]*summary.Texts
	read  map[*types.Func]*summary.Fact
	err   error // of a fact that cannot be read
}

func newPassFacts(pass *analysis.Pass, infer bool) *passFacts {
	return &passFacts{pass: pass, infer: infer, texts: map[*types.Package]*summary.Texts{}, read: map[*types.Func]*summary.Fact{}}
}

// exportFacts gives the driver what importers may ask of the pass's package.
func exportFacts(pass *analysis.Pass, facts map[*types.Func]*summary.Fact) error {
	fns := slices.SortedFunc(maps.Keys(facts), func(a, b *types.Func) int { return cmp.Compare(a.FullName(), b.FullName()) })
	list := make([]*summary.Fact, len(fns))
	for i, fn := range fns {
		list[i] = facts[fn]
	}
	packed, texts, err := summary.Pack(list)
	if err != nil {
		return err
	}
	for _, imp := range pass.Pkg.Imports() {
		of := &summary.Texts{}
		if pass.ImportPackageFact(imp, of) {
			texts.Carry(imp.Path(), of)
		}
	}
	if !texts.Empty() {
		pass.ExportPackageFact(texts)
	}
	for i, fn := range fns {
		pass.ExportObjectFact(fn, packed[i])
	}
	return nil
}

// Func implements summary.Facts.
func (p *passFacts) Func(fn *types.Func) *summary.Fact {
	if fn.Pkg() == nil {
		return nil
	}
	f, ok := p.read[fn]
	if ok {
		return f
	}
	packed := &summary.Packed{}
	if p.pass.ImportObjectFact(fn, packed) {
		texts, known := p.textsOf(fn.Pkg())
		var err error
		if f, err = texts.Unpack(packed); err != nil && known && p.err == nil {
			p.err = fmt.Errorf("%s: %w", fn.FullName(), err)
		}
	}
	p.read[fn] = f
	return f
}

// textsOf are the texts in the facts of a package; a driver may not have handed them
// on, and then those facts are unknown.
func (p *passFacts) textsOf(pkg *types.Package) (texts *summary.Texts, known bool) {
	if t, ok := p.texts[pkg]; ok {
		return t, t != nil
	}
	t := &summary.Texts{}
	if !p.pass.ImportPackageFact(pkg, t) {
		t = p.carried(pkg.Path())
	}
	p.texts[pkg] = t
	return t, t != nil
}

// carried are the texts of a package that an import has handed on, nil for none.
func (p *passFacts) carried(path string) *summary.Texts {
	for _, imp := range p.pass.Pkg.Imports() {
		through := &summary.Texts{}
		if p.pass.ImportPackageFact(imp, through) {
			if of := through.Of(path); of != nil {
				return of
			}
		}
	}
	return nil
}

// Methods implements summary.Facts.
func (p *passFacts) Methods(m *types.Func) []*summary.Fact {
	if !p.infer || !p.own(m) {
		return nil
	}
	if fact := infer.Fact(m); fact != nil {
		return []*summary.Fact{fact}
	}
	return nil
}

// Renamed implements summary.Facts.
func (p *passFacts) Renamed(v *types.Var) string {
	fact := &renamed{}
	if v.Pkg() == nil || v.Pkg() == p.pass.Pkg || !p.pass.ImportObjectFact(v, fact) {
		return ""
	}
	return fact.Of
}

// own reports whether the package's own module declares m: the interfaces of
// libraries are for models to know.
func (p *passFacts) own(m *types.Func) bool {
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
func (p *passFacts) inferAny() bool {
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
