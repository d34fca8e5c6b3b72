package harm

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// onlyThere reports whether the condition in front of the block b asks no more of
// what was found than whether it is there, or still there:
//
//	if id != "" { return ErrRunning }
//	if time.Since(last.Sent) < pause { return ErrTooSoon }
//
// Where the content was read, what else is asked may be what it says, by ways that
// are not seen: json.Unmarshal(data, &v).
func (j *Judge) onlyThere(find *summary.Site, b *ssa.BasicBlock) bool {
	d := b.Idom()
	if d == nil {
		return !find.Of.Content
	}
	cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
	switch {
	case !ok:
		return !find.Of.Content
	case something(cond, b, find.At) || j.clocked(cond.Cond, 0):
		return true
	}
	return !find.Of.Content && !asks(cond.Cond, find.At, 0)
}

// something reports whether b runs where a text or a number that was found is not
// empty.
func something(cond *ssa.If, b *ssa.BasicBlock, find ssa.Instruction) bool {
	cmp, ok := cond.Cond.(*ssa.BinOp)
	if !ok || !isEmpty(cmp.Y) {
		return false
	}
	found, ok := cmp.X.(ssa.Instruction)
	if e, tuple := cmp.X.(*ssa.Extract); tuple {
		found, ok = e.Tuple.(ssa.Instruction)
	}
	if !ok || found != find {
		return false
	}
	then, other := cond.Block().Succs[0], cond.Block().Succs[1]
	switch cmp.Op {
	case token.NEQ, token.GTR:
		return b == then
	case token.EQL:
		return b == other
	}
	return false
}

// isEmpty reports whether a value is the text or the number of nothing.
func isEmpty(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil {
		return false
	}
	switch k.Value.Kind() {
	case constant.String, constant.Int:
		return value.IsZero(value.ConstExpr(k.Value.ExactString()))
	}
	return false
}

// clocked reports whether a condition compares with the time that it is: what was
// found is too old, or not old enough.
func (j *Judge) clocked(v ssa.Value, depth int) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok || depth > 6 {
		return false
	}
	if call, ok := v.(*ssa.Call); ok {
		if b, bound := j.sums.Ops.Bound(&call.Call); bound && b.Does == model.Fresh && b.File.Store == "time" {
			return true
		}
		if !aboutTime(call.Call.Args) {
			return false
		}
	}
	for _, o := range instr.Operands(nil) {
		if *o != nil && j.clocked(*o, depth+1) {
			return true
		}
	}
	return false
}

// aboutTime reports whether a call is of a method of a time: t.Before(time.Now()).
func aboutTime(args []ssa.Value) bool {
	if len(args) == 0 {
		return false
	}
	n, ok := types.Unalias(args[0].Type()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time"
}

// asks reports whether a condition is made from what a call returned, other than
// its errors and bools.
func asks(v ssa.Value, find ssa.Instruction, depth int) bool {
	if depth > 6 {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	if e, ok := v.(*ssa.Extract); ok {
		if tuple, ok := e.Tuple.(ssa.Instruction); ok && tuple == find {
			return !isError(e) && !value.IsBool(e.Type())
		}
	}
	if instr == find {
		return !isError(v) && !value.IsBool(v.Type())
	}
	if b, ok := v.(*ssa.BinOp); ok && value.IsNil(b.Y) && !isPart(b.X) {
		return false // there or not
	}
	for _, o := range instr.Operands(nil) {
		if *o != nil && asks(*o, find, depth+1) {
			return true
		}
	}
	return false
}

// isPart reports whether a value is a field or an element of another.
func isPart(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Field, *ssa.Index, *ssa.Lookup:
		return true
	case *ssa.UnOp:
		switch v.X.(type) {
		case *ssa.FieldAddr, *ssa.IndexAddr:
			return true
		}
	}
	return false
}
