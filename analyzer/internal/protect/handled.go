package protect

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// handled holds when a unique violation of the create is told apart from other
// failures, and the loser of the race ends as one who found the row does:
// where that returns the row, the loser must too; where that refuses with an
// error, an error that says so is enough.
//
// The lost world (the create violates a unique key) is compared with the
// broken one (it fails otherwise). If both end alike nobody looks at the error
// here, and the question goes to the callers in the package.
//
// Looking for the row again after any failure is handling too: the loser then
// finds the winner's row. So is not looking at the error at all, when a unique
// key is known to have kept the second row out.
func handled(c *Checker, p *Pair) (bool, Weak) {
	lost, broken := c.sums.Runs(p.Fn, p.Create, world.Lost), c.sums.Runs(p.Fn, p.Create, world.Broken)
	present := vectors(p.Present)
	if c.settled(p.Fn, lost, broken, present, 0) || c.looksAgain(p) && endsAlike(vectors(lost), present) {
		weak := c.undone(p, lost, present)
		return weak.Kind == NoWeak && !c.updatesInstead(p, lost), weak
	}
	return false, c.mistaken(p, lost)
}

// updatesInstead reports whether one who finds the row writes it, where the loser is
// refused and writes nothing: an upsert by hand, of which nobody expects that.
//
//	if n == 0 { err = asExists(tx.Create(row).Error) } else { err = tx.Updates(row).Error }
func (c *Checker) updatesInstead(p *Pair, lost []*world.Run) bool {
	for _, v := range vectors(lost) {
		if refuses, known := v.Refuses(); !known || !refuses {
			return false
		}
	}
	others := reached(lost)
	for instr := range reached(p.Present) {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || others[instr] {
			continue
		}
		o := c.sums.Ops.Of(call)
		if o != nil && (o.Verb == model.Update || o.Verb == model.Find && o.Bound != nil && o.Bound.Does == model.Update) && op.SameEntity(o.Entity, p.Create.Entity) == value.Same {
			return len(vectors(lost)) > 0
		}
	}
	return false
}

// mistaken finds a test for an error that is not the one that the loser gets.
func (c *Checker) mistaken(p *Pair, lost []*world.Run) Weak {
	if weak := c.hidden(p.Fn); weak.Kind != NoWeak {
		return weak
	}
	return c.foreignKey(p, lost)
}

// hidden finds a test for an error that never shows, as the program does not
// do what it needs:
//
//	errors.Is(err, gorm.ErrDuplicatedKey)     // and no TranslateError anywhere
func (c *Checker) hidden(fn *ssa.Function) Weak {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			for _, arg := range call.Call.Args {
				load, ok := value.Strip(arg).(*ssa.UnOp)
				if !ok {
					continue
				}
				if g, ok := load.X.(*ssa.Global); ok && g.Object() != nil && c.sums.Ops.Models().NeverShows(g.Object()) {
					return Weak{Kind: HiddenError, At: call}
				}
			}
		}
	}
	return Weak{}
}

// looksAgain reports whether a find of the same entity runs only when the
// create failed.
func (c *Checker) looksAgain(p *Pair) bool {
	for _, s := range c.sums.Of(p.Fn).Sites {
		if s.Verb != model.Find || op.SameEntity(s.Entity, p.Create.Entity) != value.Same {
			continue
		}
		if c.onlyAfter(p, s.Reach()) || c.behind(p, s) {
			return true
		}
	}
	return false
}

// behind reports whether a find follows the transaction that the create runs in
// and is reached by the loser, or may be where the callback has more states than
// can be followed. The transaction may fail for many reasons, so that winners look
// again, too.
func (c *Checker) behind(p *Pair, find *summary.Site) bool {
	if !p.Create.Callback || find.At == p.Create.At || !value.Dominates(p.Create.At, find.Reach()) {
		return false
	}
	lost := c.sums.Runs(p.Fn, p.Create, world.Lost)
	return len(lost) == 0 || reached(lost)[find.Reach()]
}

// Ignored reports whether the create's error is not looked at: the loser goes
// on as the winner does.
func (c *Checker) Ignored(p *Pair) bool {
	lost, won := c.sums.Runs(p.Fn, p.Create, world.Lost), c.sums.Runs(p.Fn, p.Create, world.Won)
	return len(lost) > 0 && !toldApart(lost, won) && sameKeys(blocks(lost), blocks(won))
}

func (c *Checker) settled(fn *ssa.Function, lost, broken []*world.Run, present []world.Vector, depth int) bool {
	if toldApart(lost, broken) {
		return endsAlike(vectors(lost), present)
	}
	if depth >= maxCallers {
		return false
	}
	calls, _ := c.sums.Callers(fn)
	n := 0
	for _, call := range calls {
		if _, ok := call.Call.(*ssa.Call); !ok {
			return false
		}
		n++
		if !c.settledIn(fn, call, lost, broken, present, depth) {
			return false
		}
	}
	return n > 0
}

// settledIn asks a caller, which sees the function's results in each world.
func (c *Checker) settledIn(fn *ssa.Function, call summary.Caller, lost, broken []*world.Run, present []world.Vector, depth int) bool {
	run := func(vs []world.Vector, w world.World) []*world.Run {
		var out []*world.Run
		for i := range vs {
			seed := world.Seed{At: call.Call, World: w, Vector: &vs[i]}
			if value.Callee(call.Call.Common()) != fn {
				seed.Callback, seed.Literal = true, fn
			}
			out = append(out, c.sums.Engine.Run(call.Fn, seed))
		}
		return out
	}
	l, b := run(vectors(lost), world.Lost), run(vectors(broken), world.Broken)
	return c.settled(call.Fn, l, b, vectors(run(present, world.Present)), depth+1)
}

func vectors(runs []*world.Run) []world.Vector {
	var out []world.Vector
	for _, r := range runs {
		out = append(out, r.Vectors...)
	}
	return out
}

// toldApart reports whether the two worlds differ in what the function does or
// returns, other than handing on the error as it is.
func toldApart(lost, broken []*world.Run) bool {
	for _, r := range lost {
		if r.Exceeded {
			return true // not decided: rather silent
		}
	}
	a, b := vectors(lost), vectors(broken)
	return !world.EndsWithin(a, b) || !world.EndsWithin(b, a) || !sameKeys(reached(lost), reached(broken)) || goesOwnWay(lost, broken)
}

// goesOwnWay reports whether the loser comes where no other failure does, or hands
// its error to a function that answers it otherwise.
//
//	code := http.StatusInternalServerError
//	if isUniqueViolation(err) { code = http.StatusConflict }
func goesOwnWay(lost, broken []*world.Run) bool {
	others := blocks(broken)
	for _, r := range lost {
		if r.Told {
			return true
		}
		for b := range r.Blocks {
			if !others[b] {
				return true
			}
		}
	}
	return false
}

func blocks(runs []*world.Run) map[*ssa.BasicBlock]bool {
	out := map[*ssa.BasicBlock]bool{}
	for _, r := range runs {
		for b := range r.Blocks {
			out[b] = true
		}
	}
	return out
}

func reached(runs []*world.Run) map[ssa.Instruction]bool {
	out := map[ssa.Instruction]bool{}
	for _, r := range runs {
		for call := range r.Reached {
			out[call] = true
		}
	}
	return out
}

func sameKeys[K comparable](a, b map[K]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// endsAlike reports whether the loser ends as one who found the row. Where
// that one gets the row, some lost path must end without an error.
func endsAlike(lost, present []world.Vector) bool {
	for _, v := range present {
		if refuses, known := v.Refuses(); refuses || !known && !v.Gives() {
			continue
		}
		for _, l := range lost {
			if refuses, known := l.Refuses(); !known || !refuses {
				return true
			}
		}
		return len(lost) == 0
	}
	return true
}

// ToldApart reports whether the error of p's create is told apart, whatever
// follows: the question for a call that finds and creates inside.
func (c *Checker) ToldApart(p *Pair) bool {
	return toldApart(c.sums.Runs(p.Fn, p.Create, world.Lost), c.sums.Runs(p.Fn, p.Create, world.Broken))
}
