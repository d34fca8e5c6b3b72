package protect

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// undone finds what makes nothing of a conflict that is told apart, where one who
// finds the row gets it, or is refused for it.
func (c *Checker) undone(p *Pair, lost []*world.Run, present []world.Vector) Weak {
	if len(present) == 0 {
		return Weak{} // who finds the row tries something else, and so may the loser
	}
	if w := c.aborted(p, lost, present); w.Kind != NoWeak {
		return w
	}
	return c.renamed(p)
}

// aborted finds a statement of the create's transaction that runs after a violation
// only. PostgreSQL refuses it, unless the transaction goes back to a savepoint:
//
//	err := tx.QueryRow(ctx, insert, email).Scan(&id)
//	if isUniqueViolation(err) {
//		err = tx.QueryRow(ctx, find, email).Scan(&id) // current transaction is aborted
//	}
//
// Whatever else is done with the transaction before may go back to one.
func (c *Checker) aborted(p *Pair, lost []*world.Run, present []world.Vector) Weak {
	handle := p.Create.Handle()
	if p.Create.Inner != nil || handle == nil || c.dialect() != "postgres" || c.Transactional(p) != value.Same {
		return Weak{}
	}
	if !slices.ContainsFunc(present, func(v world.Vector) bool { refuses, known := v.Refuses(); return !known || !refuses }) {
		return Weak{}
	}
	var again *summary.Site
	for _, s := range c.sums.Of(p.Fn).Sites {
		if s.Verb == model.Find && s.Inner == nil && value.Compare(s.Handle(), handle) == value.Same && c.onlyAfter(p, s.Reach()) {
			again = s
		}
	}
	if again == nil {
		return Weak{}
	}
	for instr := range reached(lost) {
		call, ok := instr.(ssa.CallInstruction)
		if ok && call != again.At && c.onlyAfter(p, call) && !value.Dominates(again.At, call) && c.uses(call, handle) && !feeds(call, again.At, 0) {
			return Weak{}
		}
	}
	return Weak{Kind: AbortedTransaction, At: again.At}
}

// dialect is what the user says, or the only driver in reach.
func (c *Checker) dialect() string {
	if c.opts.Dialect != "" {
		return c.opts.Dialect
	}
	return c.sums.Ops.Models().Dialect()
}

// uses reports whether a handle is the receiver or an argument of a call.
func (c *Checker) uses(call ssa.CallInstruction, handle *value.Expr) bool {
	common := call.Common()
	args := common.Args
	if common.IsInvoke() {
		args = append(slices.Clone(args), common.Value)
	}
	return slices.ContainsFunc(args, func(a ssa.Value) bool {
		return value.Compare(c.sums.Ops.View().Of(a), handle) == value.Same
	})
}

// feeds reports whether a call is a step of the statement that ends at an
// instruction.
func feeds(call ssa.CallInstruction, end ssa.Instruction, depth int) bool {
	v := call.Value()
	if v == nil || v.Referrers() == nil || depth > maxSteps {
		return false
	}
	for _, ref := range *v.Referrers() {
		if next, ok := ref.(ssa.CallInstruction); ok && (next == end || feeds(next, end, depth+1)) {
			return true
		}
	}
	return false
}

// maxSteps bounds the steps of a statement.
const maxSteps = 16

// renamed finds a create of the same entity under another key that runs after a
// violation only: the loser ends up with a row that one who found the key would
// not have got.
//
//	err := insert(slug)
//	if isUniqueViolation(err) {
//		err = insert(slug + "-2")
//	}
func (c *Checker) renamed(p *Pair) Weak {
	view := c.sums.Ops.View()
	for _, s := range c.sums.Of(p.Fn).Sites {
		if s == p.Create || s.Verb != model.Create && s.Verb != model.Save || op.SameEntity(s.Entity, p.Create.Entity) != value.Same || !c.onlyAfter(p, s.Reach()) {
			continue
		}
		if slices.ContainsFunc(p.Present, func(r *world.Run) bool { return r.Reached[s.Reach()] }) {
			continue
		}
		for _, k := range p.Find.Key(view) {
			before, after := p.Create.Column(k.Column, view), s.Column(k.Column, view)
			if value.Exact(after, k.Value) == value.Different && value.Exact(after, before) == value.Different {
				return Weak{Kind: Renamed, At: s.Reach()}
			}
		}
	}
	return Weak{}
}

// foreignKey finds a test, behind the create, for the error that says that a row
// which is referred to is missing.
func (c *Checker) foreignKey(p *Pair, lost []*world.Run) Weak {
	create := p.Create.Reach()
	for _, b := range p.Fn.Blocks {
		if !slices.ContainsFunc(lost, func(r *world.Run) bool { return r.Blocks[b] }) {
			continue
		}
		for _, instr := range b.Instrs {
			if value.Dominates(create, instr) && c.testsForeignKey(instr, 0) {
				return Weak{Kind: ForeignKeyTest, At: instr}
			}
		}
	}
	return Weak{}
}

func (c *Checker) testsForeignKey(instr ssa.Instruction, depth int) bool {
	models := c.sums.Ops.Models()
	switch instr := instr.(type) {
	case *ssa.BinOp:
		return instr.Op == token.EQL && (c.foreignCode(instr.X) || c.foreignCode(instr.Y))
	case *ssa.Call:
		for _, arg := range instr.Call.Args {
			if load, ok := value.Strip(arg).(*ssa.UnOp); ok {
				if g, ok := load.X.(*ssa.Global); ok && g.Object() != nil && models.ForeignKey(g.Object()) {
					return true
				}
			}
		}
		callee := value.Callee(&instr.Call)
		if callee == nil || depth > 1 || !slices.ContainsFunc(callee.Params, func(p *ssa.Parameter) bool { return value.IsError(p.Type()) }) {
			return false
		}
		if callee.Object() != nil && models.ForeignKey(callee.Object()) {
			return true
		}
		for _, b := range callee.Blocks {
			if slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return c.testsForeignKey(i, depth+1) }) {
				return true
			}
		}
	}
	return false
}

// foreignCode reports whether v is the code of such an error.
func (c *Checker) foreignCode(v ssa.Value) bool {
	k, ok := value.Strip(v).(*ssa.Const)
	if !ok || k.Value == nil {
		return false
	}
	text := k.Value.ExactString()
	if k.Value.Kind() == constant.String {
		text = constant.StringVal(k.Value)
	}
	return c.sums.Ops.Models().ForeignKeyCode(text)
}
