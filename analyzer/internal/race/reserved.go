package race

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
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
func (a *Analysis) reserved(f *summary.Func, p *protect.Pair) bool {
	if p.Create.Of.Holds == "" {
		return false
	}
	for _, s := range f.Sites {
		exclusive := s.Verb == model.Create && s.Of.Loser == model.Fails || s.Verb == model.Upsert
		if !exclusive || s == p.Create || op.SameEntity(s.Entity, p.Find.Entity) != value.Same || a.sameKey(p.Find, s, a.view(p)) != value.Same {
			continue
		}
		lost := a.sums.Runs(f.Fn, s, world.Lost)
		if len(lost) > 0 && anyReached(p.Absent, s) && !anyReached(lost, p.Create) {
			return true
		}
	}
	return false
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
