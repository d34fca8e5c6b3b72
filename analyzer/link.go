package analyzer

import (
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// maxRounds bounds how many interfaces may stand between a handler and the
// store where packages cannot be put in an order in which what stands behind an
// interface comes first: each round carries what implementations do one
// interface further.
const maxRounds = 2

// Link analyses the packages of one program, given that Config.Whole made their
// units: each after those it imports, and after what stands behind the
// interfaces that it calls, as all types of the program are known. It tells the
// diagnostics, in no order; directives that nothing needs are among them.
//
// The syntax and the types of a package are given back as soon as nothing more
// can come of it: then its files are nil, and Explain has nothing to look at.
func Link(units []*Unit, tell func(*Unit, analysis.Diagnostic)) {
	newProgram(units).link(tell)
	for _, u := range units {
		if !u.settled {
			u.finish(tell)
		}
	}
}

// finish tells which directives of the unit nothing needs, and gives back what
// it was analysed with.
func (u *Unit) finish(tell func(*Unit, analysis.Diagnostic)) {
	for _, d := range u.unneeded() {
		tell(u, d)
	}
	clear(u.pass.Files)
	*u.pass.TypesInfo = types.Info{}
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

// link analyses every package, and looks at packages again as long as there is
// news for them. Without tell nothing is given back.
func (p *program) link(tell func(*Unit, analysis.Diagnostic)) {
	p.first(tell)
	var news map[*types.Func]bool // facts that the last round changed; nil before the first
	for range maxRounds {
		changed := map[*types.Func]bool{}
		for _, s := range p.steps {
			if s != s.unit.final || !p.concerned(s.unit, news) {
				continue
			}
			for _, d := range p.again(s.unit, p, changed, func(call ssa.CallInstruction) bool { return p.tells(s.unit, call, news, changed) }) {
				if tell != nil {
					tell(s.unit, d)
				}
			}
		}
		if len(changed) == 0 {
			break
		}
		news = changed
	}
}

// first takes the planned looks, as many at a time as there are processors, each
// after those that it has to wait for.
func (p *program) first(tell func(*Unit, analysis.Diagnostic)) {
	running := make(chan struct{}, runtime.GOMAXPROCS(0))
	var telling sync.Mutex
	var all sync.WaitGroup
	for _, s := range p.steps {
		all.Go(func() {
			defer close(s.done)
			for _, before := range s.after {
				<-before.done
			}
			running <- struct{}{}
			defer func() { <-running }()
			found := p.take(s)
			if tell == nil {
				return
			}
			telling.Lock()
			defer telling.Unlock()
			for _, d := range found {
				tell(s.unit, d)
			}
			if s.unit.settled && s == s.unit.final {
				s.unit.finish(tell)
			}
		})
	}
	all.Wait()
}

// take is one look at a unit: the first at all of it, a later one at what more
// is known of.
func (p *program) take(s *step) (found []analysis.Diagnostic) {
	u, facts := s.unit, view{p, s}
	fresh := func(fn *types.Func) bool { return fn.Pkg() == u.pass.Pkg }
	if s.since == nil {
		found = u.guarded("", func() []analysis.Diagnostic { return u.look(facts, nil) })
	} else {
		fresh = func(fn *types.Func) bool { return s.knows(p, fn) && !s.since.knows(p, fn) }
	}
	if p.asks(u, fresh) {
		found = append(found, p.again(u, facts, map[*types.Func]bool{}, func(call ssa.CallInstruction) bool { return p.runs(call, fresh) })...)
	}
	return found
}

// guarded runs an analysis of the unit. A bug of ours costs what it would have
// told of the package, no more; Failure tells it.
func (u *Unit) guarded(while string, look func() []analysis.Diagnostic) (found []analysis.Diagnostic) {
	defer func() {
		if r := recover(); r != nil {
			found, u.failure = nil, fmt.Sprintf("internal error%s in %s: %v", while, u.pass.Pkg.Path(), r)
		}
	}()
	return look()
}

// look analyses the unit with what facts say of others, if it can come to
// anything; with news, only where calls are news.
func (u *Unit) look(facts summary.Facts, news func(ssa.CallInstruction) bool) []analysis.Diagnostic {
	models, err := u.models(u.visible, facts)
	if err != nil {
		u.failure = err.Error()
		return nil
	}
	if news == nil && !worthwhile(u.pass, models, facts) && !acts(u, facts) {
		return nil
	}
	found, skipped := u.analyse(models, u.visible, facts, news)
	u.failure = skipped
	return found
}

// concerned reports whether a package has to be looked at again: at first when
// it calls an interface method whose implementations were not known and do
// something to a store, later when it calls a function of which there is news.
func (p *program) concerned(u *Unit, news map[*types.Func]bool) bool {
	if news == nil {
		return p.asks(u, func(fn *types.Func) bool { return p.late(u, fn) })
	}
	if p.asks(u, func(fn *types.Func) bool { return news[fn.Origin()] }) {
		return true
	}
	for _, obj := range u.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != u.pass.Pkg && news[fn] {
			return true
		}
	}
	return false
}

// tells reports whether more is known of a call than when the unit was looked at
// before: what it may run has news. In the first round that is whatever stands
// behind an interface and was not known yet.
func (p *program) tells(u *Unit, call ssa.CallInstruction, news, changed map[*types.Func]bool) bool {
	if common := call.Common(); !common.IsInvoke() {
		fn := value.Called(common)
		return news[fn] || changed[fn]
	}
	return p.runs(call, func(fn *types.Func) bool {
		origin := fn.Origin()
		return news == nil && p.late(u, fn) || news[origin] || changed[origin]
	})
}

// asks reports whether a unit calls interface methods with an implementation of
// some kind that does something to a store.
func (p *program) asks(u *Unit, kind func(*types.Func) bool) bool {
	return slices.ContainsFunc(u.asks, func(m *types.Func) bool {
		return slices.ContainsFunc(p.implementations(m), func(fn *types.Func) bool {
			if !kind(fn) { // first, as others may be at work on what is not known yet
				return false
			}
			f := p.known(fn.Origin())
			return f != nil && f.Acts()
		})
	})
}

// runs reports whether a call may run a method of some kind, of which something
// is known, through an interface.
func (p *program) runs(call ssa.CallInstruction, kind func(*types.Func) bool) bool {
	return call.Common().IsInvoke() && slices.ContainsFunc(p.implementations(call.Common().Method), func(fn *types.Func) bool {
		return kind(fn) && p.known(fn.Origin()) != nil
	})
}

// again analyses the functions of a unit that calls with news affect, and notes
// which of its facts that changed.
func (p *program) again(u *Unit, facts summary.Facts, changed map[*types.Func]bool, news func(ssa.CallInstruction) bool) []analysis.Diagnostic {
	before := u.facts
	u.facts = maps.Clone(before)
	found := u.guarded(" while linking", func() []analysis.Diagnostic { return u.look(facts, news) })
	for fn, f := range u.facts {
		if f != before[fn] && !reflect.DeepEqual(f, before[fn]) {
			changed[fn] = true
		}
	}
	return found
}
