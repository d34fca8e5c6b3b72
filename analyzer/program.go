package analyzer

import (
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// program is all packages together.
type program struct {
	steps   []*step
	unitOf  map[*types.Package]*Unit
	dropped map[types.Object]bool // what does not type-check …
	mended  map[types.Object]bool // … but with stand-ins
	types   []*types.Named        // that are not generic …
	generic []*types.Named        // … and that are

	mu      sync.Mutex                    // for what follows
	methods map[*types.Func][]*types.Func // what an interface method may run
	fits    map[types.Type][]*types.Named // the types that implement an interface
	guesses map[*types.Func][]*summary.Fact
}

func newProgram(units []*Unit) *program {
	p := &program{
		unitOf: map[*types.Package]*Unit{}, dropped: map[types.Object]bool{}, mended: map[types.Object]bool{},
		methods: map[*types.Func][]*types.Func{}, fits: map[types.Type][]*types.Named{}, guesses: map[*types.Func][]*summary.Fact{},
	}
	for _, u := range units {
		p.unitOf[u.pass.Pkg] = u
		for _, obj := range u.dropped {
			p.dropped[obj] = true
		}
		for _, obj := range u.mended {
			p.mended[obj] = true
		}
	}
	p.collectTypes(units)
	p.arrange(units)
	return p
}

// known is the fact of a function, nil for none.
func (p *program) known(fn *types.Func) *summary.Fact {
	if u := p.unitOf[fn.Pkg()]; u != nil {
		return u.facts[fn]
	}
	return nil
}

// Func implements summary.Facts.
func (p *program) Func(fn *types.Func) *summary.Fact { return p.known(fn) }

// Methods implements summary.Facts.
func (p *program) Methods(m *types.Func) []*summary.Fact {
	return p.behind(m, func(*types.Func) bool { return true })
}

// Renamed implements summary.Facts.
func (p *program) Renamed(v *types.Var) string {
	if u := p.unitOf[v.Pkg()]; u != nil && u.renamed[v] != nil {
		return u.renamed[v].Pkg().Path() + "." + u.renamed[v].Name()
	}
	return ""
}

// behind is what is known of the implementations of an interface method that
// may be asked.
func (p *program) behind(m *types.Func, may func(*types.Func) bool) []*summary.Fact {
	var out []*summary.Fact
	unread := true
	for _, fn := range p.implementations(m) {
		if !may(fn) {
			unread = unread && p.dropped[fn.Origin()]
		} else if f := p.fact(fn); f != nil {
			out = append(out, f)
		} else {
			unread = unread && (p.dropped[fn.Origin()] || p.mended[fn.Origin()])
		}
	}
	if out == nil && unread {
		return p.inferred(m)
	}
	return out
}

// view is what a unit is told at one look: of the packages that were waited for.
type view struct {
	*program
	*step
}

// Methods implements summary.Facts.
func (v view) Methods(m *types.Func) []*summary.Fact {
	return v.behind(m, func(fn *types.Func) bool { return v.knows(v.program, fn) })
}

// inferred is what an interface method is taken to do by its name, where no
// implementation of it can be read: there is none in the program, or the bodies
// of all do not type-check, or do nothing that is known but what they do through
// packages that cannot be had.
func (p *program) inferred(m *types.Func) []*summary.Fact {
	p.mu.Lock()
	out, ok := p.guesses[m]
	p.mu.Unlock()
	if ok {
		return out
	}
	u := p.unitOf[m.Pkg()]
	if u != nil && u.cfg.wantsInferred() {
		out = newPassFacts(u.pass, true).Methods(m)
	}
	p.mu.Lock()
	p.guesses[m] = out
	p.mu.Unlock()
	return out
}

// collectTypes lists the types that may stand behind an interface. Mocks and
// fakes are none: they do nothing to a store.
func (p *program) collectTypes(units []*Unit) {
	for _, u := range units {
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
// may run. The standard library's interfaces are too general to be followed:
// who calls a Reader or a Handler asks no store.
func (p *program) implementations(m *types.Func) []*types.Func {
	p.mu.Lock()
	out, ok := p.methods[m]
	p.mu.Unlock()
	recv := m.Signature().Recv()
	if ok || recv == nil || standard(m.Pkg()) {
		return out
	}
	for _, n := range p.fitting(m) {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, m.Pkg(), m.Name())
		if fn, ok := obj.(*types.Func); ok && !slices.Contains(out, fn) {
			out = append(out, fn)
		}
	}
	p.mu.Lock()
	p.methods[m] = out
	p.mu.Unlock()
	return out
}

// fitting are the types that implement the interface of a method.
func (p *program) fitting(m *types.Func) []*types.Named {
	t := m.Signature().Recv().Type()
	p.mu.Lock()
	out, ok := p.fits[t]
	p.mu.Unlock()
	if ok {
		return out
	}
	if iface, ok := t.Underlying().(*types.Interface); ok && iface.NumMethods() > 0 {
		for _, n := range p.candidates(m) {
			if types.Implements(types.NewPointer(n), iface) {
				out = append(out, n)
			}
		}
	}
	p.mu.Lock()
	p.fits[t] = out
	p.mu.Unlock()
	return out
}

// standard reports whether a package is of the standard library, nil being that
// of error.
func standard(pkg *types.Package) bool {
	return pkg == nil || value.Standard(pkg.Path())
}
