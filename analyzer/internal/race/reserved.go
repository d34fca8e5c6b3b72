package race

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// reserved reports whether an exclusive create of the key that was looked for
// stands between the check and the create of p: the loser does not get past it.
//
//	if exists(dir) { return ErrExists }
//	if err := os.Mkdir(dir, 0o700); err != nil { return err }
//	return os.WriteFile(filepath.Join(dir, "config"), data, 0o600)
//
// A row in another table is one when a unique key of that table has values that
// the looked-up key determines.
func (a *Analysis) reserved(f *summary.Func, p *protect.Pair) bool {
	for _, s := range f.Sites {
		if s == p.Create || !a.claims(s, p) || !value.Dominates(s.Reach(), p.Create.Reach()) {
			continue
		}
		lost := a.sums.Runs(f.Fn, s, world.Lost)
		if len(lost) > 0 && anyReached(p.Absent, s) && !anyReached(lost, p.Create) {
			return true
		}
	}
	return false
}

// claims reports whether only one of two requests with the key of p can do what
// s does.
func (a *Analysis) claims(s *summary.Site, p *protect.Pair) bool {
	view := a.view(p)
	if p.Create.Of.Holds == "" {
		keys := a.keys(s)
		if s.Verb != model.Create || s.Of.Holds != "" || len(keys) == 0 {
			return false
		}
		r := row{a.sums.Ops, s, view}
		_, ok := r.covered(keys, schema.Lookup{Meets: r.meets}, p.Find.Key(view))
		return ok
	}
	exclusive := s.Verb == model.Create && s.Of.Loser == model.Fails || s.Verb == model.Upsert
	return exclusive && op.SameEntity(s.Entity, p.Find.Entity) == value.Same && a.sameKey(p.Find, s, view) == value.Same
}

// keyed reports whether the function of p is a closure that is handed to a
// function which nobody here sees, together with a key: it may run one at a time
// for each key, as singleflight groups and keyed locks do.
func keyed(p *protect.Pair) bool {
	if p.Fn.Parent() == nil || p.Create.Of.Holds == "" {
		return false
	}
	for _, b := range p.Fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			fn := value.Callee(call.Common())
			if fn != nil && len(fn.Blocks) > 0 {
				continue
			}
			given, key := false, false
			for _, arg := range call.Common().Args {
				_, basic := arg.Type().Underlying().(*types.Basic)
				given, key = given || value.FuncValue(arg) == p.Fn, key || basic
			}
			if given && key {
				return true
			}
		}
	}
	return false
}
