package op

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Receiver returns the receiver of a call, nil for a plain function.
func receiver(common *ssa.CallCommon) ssa.Value {
	if common.IsInvoke() {
		return common.Value
	}
	if sig := common.Signature(); sig.Recv() != nil && len(common.Args) > 0 {
		return common.Args[0]
	}
	return nil
}

// placeValues returns the SSA values at a place of a call; a variadic tail is
// spread out. It is empty when the place cannot be seen.
func (c *Classifier) placeValues(common *ssa.CallCommon, p model.Place) []ssa.Value {
	return PlaceValues(common, p)
}

// PlaceValues returns the SSA values at place p of a call, before it runs. A
// variadic tail is spread out; a result is the call's own value.
func PlaceValues(common *ssa.CallCommon, p model.Place) []ssa.Value {
	switch p.Kind {
	case model.Recv:
		if r := receiver(common); r != nil {
			return []ssa.Value{r}
		}
	case model.Arg:
		args := common.Args
		if !common.IsInvoke() && common.Signature().Recv() != nil {
			args = args[1:]
		}
		args = spread(common, args)
		if p.Index >= len(args) {
			return nil
		}
		if p.Rest {
			return args[p.Index:]
		}
		return args[p.Index : p.Index+1]
	}
	return nil
}

// spread replaces the slice that a variadic call passes by its elements.
func spread(common *ssa.CallCommon, args []ssa.Value) []ssa.Value {
	n := len(args) - 1
	if n < 0 || !common.Signature().Variadic() {
		return args
	}
	if elems, ok := appended(args[n], false, 0); ok {
		return append(slices.Clone(args[:n]), elems...)
	}
	switch value.Strip(args[n]).(type) {
	case *ssa.Call, *ssa.Phi: // made here, nobody knows of what: it is no argument itself
		return args[:n]
	}
	return args
}

// Named is the named type that t is, points to or lists, nil for none.
func Named(t types.Type) *types.Named { return namedOf(t) }

func namedOf(t types.Type) *types.Named {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Named:
			if s, ok := u.Underlying().(*types.Slice); ok {
				t = s.Elem()
				continue
			}
			return u
		default:
			return nil
		}
	}
}
