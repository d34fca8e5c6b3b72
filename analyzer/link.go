package analyzer

import (
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// maxRounds bounds how many interfaces may stand between a handler and the
// store: each round carries what implementations do one interface further.
const maxRounds = 2

// Link looks again at the packages that call methods through interfaces, now
// that the types that implement them are known: all units of one program, each
// after those it imports. It returns the diagnostics that only this shows, by
// unit. Directives that nothing needs are among it.
func Link(units []*Unit) map[*Unit][]analysis.Diagnostic {
	out := newProgram(units).link()
	for _, u := range units {
		out[u] = append(out[u], u.unneeded()...)
	}
	return out
}

// unneeded reports the directives that kept no finding silent. Where rules or
// stores are switched off, or a package could not be read in full, nobody knows.
func (u *Unit) unneeded() []analysis.Diagnostic {
	if len(u.cfg.Rules)+len(u.cfg.DisableStores)+len(u.pass.TypeErrors) > 0 {
		return nil
	}
	var out []analysis.Diagnostic
	for _, d := range u.directives.Declarations() {
		if !u.needed[d.Pos] && !u.reported[d.Pos] {
			u.reported[d.Pos] = true
			out = append(out, analysis.Diagnostic{Pos: d.Pos, Category: "directive", Message: fmt.Sprintf(
				"directive: %s(%s) silences nothing here: no finding looks these columns up", d.Table, strings.Join(d.Columns, ", "))})
		}
	}
	return out
}

func newProgram(units []*Unit) *program {
	p := &program{
		units: units, unitOf: map[*types.Package]*Unit{}, facts: map[*types.Func]*summary.Fact{}, dropped: map[types.Object]bool{},
		methods: map[*types.Func][]*types.Func{}, guesses: map[*types.Func][]*summary.Fact{},
	}
	for _, u := range units {
		p.unitOf[u.pass.Pkg] = u
		for _, obj := range u.dropped {
			p.dropped[obj] = true
		}
		for fn, f := range u.facts {
			p.facts[fn] = f
		}
	}
	p.collectTypes()
	return p
}

// link looks at packages again as long as there is news.
func (p *program) link() map[*Unit][]analysis.Diagnostic {
	out := map[*Unit][]analysis.Diagnostic{}
	var news map[*types.Func]bool // facts that the last round changed; nil before the first
	for range maxRounds {
		changed := map[*types.Func]bool{}
		for _, u := range p.units {
			if p.concerned(u, news) {
				out[u] = append(out[u], p.again(u, news, changed)...)
			}
		}
		if len(changed) == 0 {
			break
		}
		news = changed
	}
	return out
}

// program is all packages together.
type program struct {
	units   []*Unit
	unitOf  map[*types.Package]*Unit
	facts   map[*types.Func]*summary.Fact
	dropped map[types.Object]bool         // what does not type-check
	types   []*types.Named                // that are not generic …
	generic []*types.Named                // … and that are
	methods map[*types.Func][]*types.Func // what an interface method may run
	guesses map[*types.Func][]*summary.Fact
}

// Func implements summary.Facts.
func (p *program) Func(fn *types.Func) *summary.Fact { return p.facts[fn] }

// Methods implements summary.Facts.
func (p *program) Methods(m *types.Func) []*summary.Fact {
	var out []*summary.Fact
	for _, fn := range p.implementations(m) {
		if f := p.fact(fn); f != nil {
			out = append(out, f)
		}
	}
	if out == nil {
		return p.inferred(m)
	}
	return out
}

// inferred is what an interface method is taken to do by its name, where no
// implementation of it can be read: there is none in the program, or the bodies
// of all do not type-check.
func (p *program) inferred(m *types.Func) []*summary.Fact {
	if out, ok := p.guesses[m]; ok {
		return out
	}
	var out []*summary.Fact
	u := p.unitOf[m.Pkg()]
	readable := func(fn *types.Func) bool { return !p.dropped[fn.Origin()] }
	if u != nil && u.cfg.wantsInferred() && !slices.ContainsFunc(p.implementations(m), readable) {
		out = passFacts{u.pass, true}.Methods(m)
	}
	p.guesses[m] = out
	return out
}

// collectTypes lists the types that may stand behind an interface. Mocks and
// fakes are none: they do nothing to a store.
func (p *program) collectTypes() {
	for _, u := range p.units {
		scope := u.pass.Pkg.Scope()
		for _, name := range scope.Names() {
			obj, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || obj.IsAlias() {
				continue
			}
			n, ok := obj.Type().(*types.Named)
			if !ok || types.IsInterface(n) || n.NumMethods() == 0 && !embeds(n) || mock(n) {
				continue
			}
			if n.TypeParams().Len() > 0 {
				p.generic = append(p.generic, n)
				continue
			}
			p.types = append(p.types, n)
		}
	}
}

func embeds(n *types.Named) bool {
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() {
			return true
		}
	}
	return false
}

// mock reports whether a type records calls for a test.
func mock(n *types.Named) bool {
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if strings.HasPrefix(types.TypeString(f.Type(), nil), "github.com/stretchr/testify/mock.") || strings.HasSuffix(types.TypeString(f.Type(), nil), "gomock.Controller") {
			return true
		}
	}
	return false
}

// implementations returns the methods that a call of the interface method m
// may run.
func (p *program) implementations(m *types.Func) []*types.Func {
	if fns, ok := p.methods[m]; ok {
		return fns
	}
	recv := m.Signature().Recv()
	if recv == nil {
		return nil
	}
	var out []*types.Func
	if iface, ok := recv.Type().Underlying().(*types.Interface); ok && iface.NumMethods() > 0 {
		for _, n := range p.candidates(m) {
			ptr := types.NewPointer(n)
			if !types.Implements(ptr, iface) {
				continue
			}
			obj, _, _ := types.LookupFieldOrMethod(ptr, true, m.Pkg(), m.Name())
			if fn, ok := obj.(*types.Func); ok && !slices.Contains(out, fn) {
				out = append(out, fn)
			}
		}
	}
	p.methods[m] = out
	return out
}

// concerned reports whether a package has to be looked at again: at first when
// it calls an interface method whose implementations do something to a store,
// later when it calls a function of which there is news.
func (p *program) concerned(u *Unit, news map[*types.Func]bool) bool {
	if u.pass.TypesInfo == nil {
		return false
	}
	for _, sel := range u.pass.TypesInfo.Selections {
		fn, ok := sel.Obj().(*types.Func)
		if !ok || !types.IsInterface(sel.Recv()) {
			continue
		}
		for _, impl := range p.implementations(fn) {
			if f := p.facts[impl.Origin()]; news[impl.Origin()] || news == nil && f != nil && len(f.Sites)+len(f.Scope) > 0 {
				return true
			}
		}
		if news == nil && len(p.inferred(fn)) > 0 {
			return true
		}
	}
	if len(news) > 0 {
		for _, obj := range u.pass.TypesInfo.Uses {
			if fn, ok := obj.(*types.Func); ok && fn.Pkg() != u.pass.Pkg && news[fn] {
				return true
			}
		}
	}
	return false
}

// tells reports whether linking knows more of a call than the packages alone
// did, or than the round before: what it may run has news. In the first round
// that is whatever stands behind an interface.
func (p *program) tells(call ssa.CallInstruction, news, changed map[*types.Func]bool) bool {
	common := call.Common()
	if !common.IsInvoke() {
		fn := value.Called(common)
		return news[fn] || changed[fn]
	}
	if news == nil && len(p.inferred(common.Method)) > 0 {
		return true
	}
	return slices.ContainsFunc(p.implementations(common.Method), func(fn *types.Func) bool {
		fn = fn.Origin()
		return news == nil && p.facts[fn] != nil || news[fn] || changed[fn]
	})
}

// again analyses a unit with all that is known now, where there is news since
// the round before, and notes which of its own facts that changed.
//
// A bug of ours costs what linking would have told of the package, no more;
// Failure tells it.
func (p *program) again(u *Unit, news, changed map[*types.Func]bool) (found []analysis.Diagnostic) {
	defer func() {
		if r := recover(); r != nil {
			found, u.failure = nil, fmt.Sprintf("internal error while linking %s: %v", u.pass.Pkg.Path(), r)
		}
	}()
	visible := append(ssabuild.Imports(u.pass.Pkg), u.pass.Pkg)
	models, err := u.models(visible)
	if err != nil {
		return nil
	}
	before := u.facts
	u.facts = maps.Clone(before)
	found, _ = u.analyse(models, visible, p, func(call ssa.CallInstruction) bool { return p.tells(call, news, changed) })
	for fn, f := range u.facts {
		if f != before[fn] && !reflect.DeepEqual(f, before[fn]) {
			p.facts[fn] = f
			changed[fn] = true
		}
	}
	return found
}
