package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// rootEntity is the entity of what a chain begins with, when no step names one: of
// a handle on one collection, or of a builder that a function which is not seen
// makes for a row that it is given.
//
//	qs, err := orm.QuerySetter(ctx, &User{}, query)      // func QuerySetter(ctx context.Context, model any, …)
//	n, err := qs.Count()
func (c *Classifier) rootEntity(root ssa.Value) Entity {
	if root == nil {
		return Entity{}
	}
	if c.isCollection(root) {
		return c.handleEntity(root)
	}
	v := root
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || call.Call.IsInvoke() || !c.isBuilder(root) {
		return Entity{}
	}
	if fn := value.Callee(&call.Call); fn == nil || len(fn.Blocks) > 0 {
		return Entity{}
	}
	return Entity{Type: onlyRow(call.Call.Args)}
}

// onlyRow is the type of the only row among arguments that may be of any type, nil
// if there is none, or several.
func onlyRow(args []ssa.Value) *types.Named {
	var found *types.Named
	for _, a := range args {
		boxed, ok := a.(*ssa.MakeInterface)
		if !ok || !value.IsAny(a.Type()) {
			continue
		}
		n := namedOf(boxed.X.Type())
		if n == nil {
			continue
		}
		if _, ok := n.Underlying().(*types.Struct); !ok || n.TypeArgs().Len() > 0 {
			continue
		}
		if found != nil {
			return nil
		}
		found = n
	}
	return found
}
