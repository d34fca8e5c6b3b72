package op

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// inPlace adds the steps of a builder whose methods change it, where their
// results are of no interest:
//
//	sb := sqlbuilder.NewSelectBuilder()
//	sb.From("users")
//	if name != "" { sb.Where(sb.Equal("name", name)) }   a maybe step
//	query, args := sb.Build()                            the call at
//
// What others may do to the builder, because it is handed to them, is not known.
func (c *Classifier) inPlace(ch *chain, at ssa.CallInstruction) {
	root := ch.root
	for _, s := range ch.steps { // users.SelectFrom("users") makes it of another type
		if root == nil || !c.isInPlace(root) {
			root, _ = s.call.(*ssa.Call)
		}
	}
	if root == nil || !c.isInPlace(root) {
		return
	}
	known := map[ssa.CallInstruction]bool{}
	for _, s := range ch.steps {
		known[s.call] = true
	}
	todo := []ssa.Value{root}
	for i := 0; i < len(todo) && i < maxChain; i++ {
		if todo[i].Referrers() == nil {
			continue
		}
		for _, ref := range *todo[i].Referrers() {
			call, ok := ref.(*ssa.Call)
			if !ok || ref.Parent() != at.Parent() {
				ch.others = ch.others || shares(ref)
				continue
			}
			b, ok := c.Bound(&call.Call)
			if !ok || receiver(&call.Call) != todo[i] {
				ch.others = ch.others || !ok
				continue
			}
			if b.ReturnsAt.Kind == model.Recv {
				todo = append(todo, call)
			}
			if !known[call] && b.ReturnsAt.Kind == model.Recv && value.Reaches(call, at) {
				known[call] = true
				ch.steps = append(ch.steps, step{call: call, bound: b, maybe: !value.Dominates(call, at)})
			}
		}
	}
	slices.SortStableFunc(ch.steps, func(x, y step) int { return cmp.Compare(x.call.Pos(), y.call.Pos()) })
}

// shares reports whether an instruction hands a builder to code that may change
// it, or puts it where that code finds it.
func shares(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Store, *ssa.MakeClosure, *ssa.MapUpdate, *ssa.Send, *ssa.Phi, *ssa.Go, *ssa.Defer, *ssa.Call:
		return true
	case *ssa.FieldAddr: // &sb.Cond, of promoted methods
		return false
	case *ssa.MakeInterface:
		for _, ref := range *instr.Referrers() {
			if _, ok := ref.(*ssa.DebugRef); !ok {
				return true
			}
		}
	}
	return false
}

func (c *Classifier) isInPlace(v ssa.Value) bool {
	n := namedOf(v.Type())
	return n != nil && c.models.InPlace(n.Origin().Obj())
}
