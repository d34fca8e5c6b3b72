package harm

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// emptied reports whether the file is made with nothing in it, for others to fill:
// whoever finds it and whoever makes it both hand on its name. What the winner's
// caller has written by then is gone.
//
//	if _, err := os.Stat(name); err == nil { return name, nil }
//	return name, os.WriteFile(name, nil, 0o600)
func (j *Judge) emptied(p *protect.Pair) bool {
	if p.Create.Of.Holds != "file" || p.Create.Inner != nil || p.Create.Op == nil || !storesNothing(p.Create.Op.Row.Value, p.Create.At) {
		return false
	}
	key := p.Find.Key(j.sums.Ops.View())
	return len(key) == 1 && j.handsOn(p.Present, p, key[0].Value) && j.handsOn(p.Absent, p, key[0].Value)
}

// handsOn reports whether some return of the runs that one world alone comes to, or
// that both do, has the name as a result.
func (j *Judge) handsOn(runs []*world.Run, p *protect.Pair, name *value.Expr) bool {
	for b := range blocks(runs) {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b.Parent() != p.Fn {
			continue
		}
		named := func(r ssa.Value) bool { return isText(r) && value.Exact(j.sums.Ops.View().Of(r), name) == value.Same }
		if slices.ContainsFunc(ret.Results, named) {
			return true
		}
	}
	return false
}

// storesNothing reports whether a create writes an empty text, or makes a file that
// is closed and no more.
func storesNothing(row ssa.Value, create ssa.Instruction) bool {
	if row != nil {
		return isNothing(row)
	}
	call, ok := create.(*ssa.Call)
	if !ok {
		return false
	}
	if sig := call.Call.Signature(); sig.Results().Len() != 2 || sig.Params().Len() != 1 {
		return false // an open with flags may leave what is there
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == 0 && !onlyClosed(e) {
			return false
		}
	}
	return true
}

// isNothing recognises nil, []byte{} and []byte("").
func isNothing(v ssa.Value) bool {
	switch v := value.Strip(v).(type) {
	case *ssa.Const:
		return v.Value == nil || isEmpty(v)
	case *ssa.Convert:
		return isNothing(v.X)
	case *ssa.Slice:
		array, ok := v.X.Type().Underlying().(*types.Pointer)
		if !ok {
			return false
		}
		a, ok := array.Elem().Underlying().(*types.Array)
		return ok && a.Len() == 0
	}
	return false
}

// onlyClosed reports whether nothing is done with a file but that it is closed.
func onlyClosed(f ssa.Value) bool {
	return !slices.ContainsFunc(*f.Referrers(), func(ref ssa.Instruction) bool {
		if _, debug := ref.(*ssa.DebugRef); debug {
			return false
		}
		call, ok := ref.(ssa.CallInstruction)
		return !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().Name() != "Close"
	})
}
