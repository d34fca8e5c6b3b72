package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// entry are the locks that the callers of a function hold, because it lets them go
// without having taken them: to unlock what nobody has locked ends the program.
//
//	// s.mu is held on entry.
//	func (s *Set) addLocked(k string) {
//		if s.m[k] != nil { return }
//		s.m[k] = newItem()
//		s.mu.Unlock()
//		s.tell(k)
//		s.mu.Lock()
//	}
func (c *Checker) entry(f *lockFlow) []held {
	locks, unlocks := c.halves(f)
	var out []held
	for _, u := range unlocks {
		if _, isCall := u.by.(*ssa.Call); !isCall || u.local || !nameable(f.exprs[u.key], f.fn) || slices.ContainsFunc(out, func(h held) bool { return h.key == u.key }) {
			continue
		}
		// A lock that is taken before under this name, or under another that
		// nothing lets go, may be the one.
		before := func(l held) bool {
			other := l.key != u.key && slices.ContainsFunc(unlocks, func(v held) bool { return v.key == l.key })
			return !other && value.Reaches(l.by, u.by)
		}
		if !slices.ContainsFunc(locks, before) {
			u.entry = true
			out = append(out, u)
		}
	}
	return out
}

// halves are the calls of a function that take a lock, and those that let one go.
func (c *Checker) halves(f *lockFlow) (locks, unlocks []held) {
	for _, b := range f.fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			bound, ok := c.sums.Ops.Bound(call.Common())
			switch {
			case !ok:
			case bound.Does == model.DoLock:
				locks = append(locks, c.lockOf(f, call, bound))
			case bound.Does == model.DoUnlock:
				unlocks = append(unlocks, c.lockOf(f, call, bound))
			}
		}
	}
	return locks, unlocks
}
