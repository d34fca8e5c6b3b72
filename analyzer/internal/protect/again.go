package protect

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// CalledAgain reports whether a call that finds and creates inside is followed,
// when it fails, by another that looks for the row, or is itself that other.
//
//	err := db.FirstOrCreate(&u).Error
//	if err != nil {
//		err = db.FirstOrCreate(&u).Error // finds the winner's row
//	}
func (c *Checker) CalledAgain(p *Pair) bool {
	for _, s := range c.sums.Of(p.Fn).Sites {
		looks := s.Verb == model.FindOrCreate || s.Verb == model.Find
		if s == p.Create || !looks || op.SameEntity(s.Entity, p.Create.Entity) != value.Same {
			continue
		}
		if c.onlyAfter(p, s.Reach()) {
			return true
		}
		if s.Verb == model.FindOrCreate && c.onlyAfter(&Pair{Fn: p.Fn, Create: s}, p.Create.Reach()) {
			return true
		}
	}
	return false
}

// onlyAfter reports whether an instruction runs when p's create violated a unique key,
// and does not when the create succeeded.
func (c *Checker) onlyAfter(p *Pair, at ssa.Instruction) bool {
	lost, won := c.sums.Runs(p.Fn, p.Create, world.Lost), c.sums.Runs(p.Fn, p.Create, world.Won)
	return len(won) > 0 && reached(lost)[at] && !reached(won)[at]
}

// Transactional says whether the create of p runs inside a transaction: Same
// when it does, Unknown when the handle comes from the caller and its type is
// connection and transaction alike.
func (c *Checker) Transactional(p *Pair) value.Tri {
	if o := p.Create.Op; o != nil && o.Bound.File.Contextual {
		if c.runsInTransaction(p.Fn) {
			return value.Same
		}
		return value.Different // one that a caller has put into the context fails as a whole, whoever looks again
	}
	handle := p.Create.Handle()
	for _, t := range c.transactions(p.Create) {
		if t != nil {
			return value.Same
		}
	}
	if handle == nil || handle.Ref == nil {
		return value.Different
	}
	named := pointedName(handle.Ref.Type())
	if named == nil {
		return value.Different
	}
	role, file := c.sums.Ops.Models().Type(named.Obj())
	switch {
	case role == model.Transaction || role == model.Optimistic:
		return value.Same
	case handle.Op == value.Param && (role == "" || file.MayBegin(named.Obj())):
		return value.Unknown
	}
	return value.Different
}

// runsInTransaction reports whether a function is a closure that is handed to a
// call which runs it in a transaction.
func (c *Checker) runsInTransaction(fn *ssa.Function) bool {
	for ; fn.Parent() != nil; fn = fn.Parent() {
		for _, b := range fn.Parent().Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				bound, ok := c.sums.Ops.Bound(call.Common())
				if !ok || bound.Does != model.RunTx {
					continue
				}
				for _, body := range op.PlaceValues(call.Common(), bound.BodyAt) {
					if value.FuncValue(body) == fn {
						return true
					}
				}
			}
		}
	}
	return false
}
