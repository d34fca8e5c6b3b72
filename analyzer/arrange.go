package analyzer

import (
	"cmp"
	"go/types"
	"maps"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// Packages are analysed in an order in which what stands behind an interface is
// known before the interface is called, so that most are analysed once:
//
//	domain      type UserRepo interface{ Find; Create }
//	postgres    implements it                  imports domain
//	service     calls it                       imports domain: after postgres
//
// A package that has to come before the one that implements what it calls,
// because that imports it, is looked at again right after that.

// step is one look at a unit.
type step struct {
	unit *Unit
	// after are the units that are known by then, each with the look at it that is
	// waited for.
	after map[*Unit]*step
	since *step // the look before, nil for the first
	done  chan struct{}
}

// schedule puts the looks at units in order.
type schedule struct {
	*program
	index   map[*Unit]int
	imports map[*Unit][]*Unit // directly or not
	began   map[*Unit]bool
	last    map[*Unit]*step // the latest look at a unit, nil until it is planned
}

// arrange plans the looks at units, which come each after those they import.
func (p *program) arrange(units []*Unit) {
	s := &schedule{program: p, index: map[*Unit]int{}, imports: map[*Unit][]*Unit{}, began: map[*Unit]bool{}, last: map[*Unit]*step{}}
	for i, u := range units {
		s.index[u] = i
		u.visible = append(ssabuild.Imports(u.pass.Pkg), u.pass.Pkg)
		u.asks = interfaceMethods(u)
		for _, pkg := range u.visible[:len(u.visible)-1] {
			if dep := p.unitOf[pkg]; dep != nil {
				s.imports[u] = append(s.imports[u], dep)
			}
		}
	}
	for _, u := range units {
		s.visit(u)
	}
	p.settle()
}

// visit plans the looks at u and at what it needs.
func (s *schedule) visit(u *Unit) {
	if s.began[u] {
		return
	}
	s.began[u] = true
	first := &step{unit: u, after: map[*Unit]*step{}, done: make(chan struct{})}
	for _, dep := range s.imports[u] {
		s.visit(dep)
		first.after[dep] = s.last[dep]
	}
	behind := s.implementers(u)
	s.look(first, behind)
	again := &step{unit: u, after: maps.Clone(first.after), since: first, done: make(chan struct{})}
	s.look(again, behind)
	if len(again.after) == len(first.after) {
		s.steps = s.steps[:len(s.steps)-1] // nothing more is known
		s.last[u], u.final = first, first
	}
}

// look plans one look at a unit, after those that implement what it calls as far
// as they can come before it: what imports a unit whose turn is not over cannot.
func (s *schedule) look(at *step, behind []*Unit) {
	for _, dep := range behind {
		if !s.began[dep] && !slices.ContainsFunc(s.imports[dep], func(u *Unit) bool { return s.began[u] && s.last[u] == nil }) {
			s.visit(dep)
		}
		if last := s.last[dep]; last != nil {
			at.after[dep] = last
		}
	}
	s.steps = append(s.steps, at)
	s.last[at.unit], at.unit.final = at, at
}

// settle finds the units that nothing which is analysed later tells more of.
func (p *program) settle() {
	for _, s := range p.steps {
		s.unit.settled = !slices.ContainsFunc(s.unit.asks, func(m *types.Func) bool {
			return slices.ContainsFunc(p.implementations(m), func(fn *types.Func) bool { return p.late(s.unit, fn) })
		})
	}
	for changed := true; changed; {
		changed = false
		for _, s := range p.steps {
			for dep := range s.after {
				if s.unit.settled && !dep.settled {
					s.unit.settled, changed = false, true
				}
			}
		}
	}
}

// implementers are the units with a method that u may call through an interface
// of the program, in order.
func (s *schedule) implementers(u *Unit) []*Unit {
	seen := map[*Unit]bool{}
	for _, m := range u.asks {
		if s.unitOf[m.Pkg()] == nil {
			continue
		}
		for _, fn := range s.implementations(m) {
			if dep := s.unitOf[fn.Pkg()]; dep != nil && dep != u {
				seen[dep] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b *Unit) int { return cmp.Compare(s.index[a], s.index[b]) })
}

// knows reports whether a method's package was waited for; its own is.
func (s *step) knows(p *program, fn *types.Func) bool {
	dep := p.unitOf[fn.Pkg()]
	return dep == nil || dep == s.unit || s.after[dep] != nil
}

// late reports whether a method's package is not known when u is looked at.
func (p *program) late(u *Unit, fn *types.Func) bool { return !u.final.knows(p, fn) }

// interfaceMethods are the methods of interfaces that a unit calls, or takes as
// values.
func interfaceMethods(u *Unit) []*types.Func {
	if u.pass.TypesInfo == nil {
		return nil
	}
	seen := map[*types.Func]bool{}
	for _, sel := range u.pass.TypesInfo.Selections {
		fn, ok := sel.Obj().(*types.Func)
		if ok && types.IsInterface(fn.Signature().Recv().Type()) && !standard(fn.Pkg()) {
			seen[fn] = true
		}
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b *types.Func) int {
		return cmp.Or(cmp.Compare(a.FullName(), b.FullName()), cmp.Compare(a.Pos(), b.Pos()))
	})
}

// acts reports whether a package calls functions of others, directly or through
// interfaces, that do something to a store: it need not reach the store itself.
// Of files and maps, which everybody comes to, worthwhile knows more.
func acts(u *Unit, facts summary.Facts) bool {
	for _, m := range u.asks {
		if slices.ContainsFunc(facts.Methods(m), (*summary.Fact).Acts) {
			return true
		}
	}
	rows := func(s summary.SiteFact) bool { return s.Of.Holds == "" }
	for _, obj := range u.pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Pkg() == nil || fn.Pkg() == u.pass.Pkg {
			continue
		}
		if f := facts.Func(fn.Origin()); f != nil && (len(f.Scope) > 0 || slices.ContainsFunc(f.Sites, rows)) {
			return true
		}
	}
	return false
}
