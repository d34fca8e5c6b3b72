package harm

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// refuses reports whether whoever finds the key taken is told so, by an error, by
// false or by an HTTP status, where whoever does not find it goes on.
//
//	if _, err := os.Stat(name); err == nil { return ErrExists }
//	if m.Has(k) { return false }
//	if taken { http.Error(w, "taken", http.StatusConflict); return }
//	if taken { panic(BadRequest("taken")) }
func refuses(p *protect.Pair) bool {
	present, absent := vectors(p.Present), vectors(p.Absent)
	if len(present) == 0 {
		return len(absent) > 0 && panics(p)
	}
	if every(present, refused) && !every(absent, refused) {
		return true
	}
	if i := answerAt(p.Fn.Signature.Results()); i >= 0 {
		no := func(v world.Vector) bool { return v.Results[i].Kind == world.Zero }
		yes := func(v world.Vector) bool { return v.Results[i].Kind == world.Const }
		failed := func(v world.Vector) bool { r, _ := v.Refuses(); return i < len(v.Results)-1 && r }
		return every(present, no) && every(absent, func(v world.Vector) bool { return yes(v) || failed(v) }) && !every(absent, failed)
	}
	return len(present[0].Results) == 0 && answersRefusal(p)
}

// panics reports whether whoever finds the key taken ends with a panic of his own.
func panics(p *protect.Pair) bool {
	absent := blocks(p.Absent)
	for b := range blocks(p.Present) {
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Panic); ok && !absent[b] && b.Parent() == p.Fn {
			return true
		}
	}
	return false
}

// answerAt is the index of the result that says yes or no, -1 for none: the last,
// or the one before an error.
func answerAt(r *types.Tuple) int {
	last := r.Len() - 1
	if last > 0 && value.IsError(r.At(last).Type()) {
		last--
	}
	if last >= 0 && types.Identical(r.At(last).Type(), types.Typ[types.Bool]) {
		return last
	}
	return -1
}

func vectors(runs []*world.Run) []world.Vector {
	var out []world.Vector
	for _, r := range runs {
		out = append(out, r.Vectors...)
	}
	return out
}

func every(vs []world.Vector, holds func(world.Vector) bool) bool {
	for _, v := range vs {
		if !holds(v) {
			return false
		}
	}
	return len(vs) > 0
}

// refused reports whether a function returns in a way that says no.
func refused(v world.Vector) bool {
	for i, r := range v.Results {
		if r.Kind == world.Error && i == len(v.Results)-1 || r.Kind == world.Const && isRefusal(r.Text) {
			return true
		}
	}
	return false
}

// isRefusal reports whether a constant is an HTTP status that says no.
func isRefusal(text string) bool { return len(text) == 3 && text[0] == '4' }

// answersRefusal reports whether a call that only the present world reaches is
// given an HTTP status that says no.
func answersRefusal(p *protect.Pair) bool {
	for _, run := range p.Present {
		for call := range run.Reached {
			c, ok := call.(ssa.CallInstruction)
			if ok && !reachedIn(p.Absent, call) && givenRefusal(c.Common()) {
				return true
			}
		}
	}
	return false
}

func reachedIn(runs []*world.Run, call ssa.Instruction) bool {
	for _, r := range runs {
		if r.Reached[call] {
			return true
		}
	}
	return false
}

func givenRefusal(common *ssa.CallCommon) bool {
	for _, a := range common.Args {
		k, ok := a.(*ssa.Const)
		if !ok || k.Value == nil || k.Value.Kind() != constant.Int {
			continue
		}
		if b, ok := k.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Int && isRefusal(k.Value.ExactString()) {
			return true
		}
	}
	return false
}

// TurnsAway reports whether some of those who find the key taken are refused, and
// others go on to replace what is there, as they say they want to:
//
//	if _, err := os.Stat(name); err == nil && !force { return ErrExists }
//	return os.WriteFile(name, data, 0o600)
//
// A refusal that depends on what was found says something else (it is a
// directory, it is corrupt) and is none, unless what was found is asked no more
// than whether it is something, or how old it is.
func (j *Judge) TurnsAway(p *protect.Pair) bool {
	if p.Create.Of.Loser != model.Overwrites {
		return false
	}
	absent := blocks(p.Absent)
	for b := range blocks(p.Present) {
		if !absent[b] && b.Parent() == p.Fn && returnsRefusal(b) && j.onlyThere(p.Find, b) {
			return true
		}
	}
	return false
}

// blocks are those that some of the runs go through.
func blocks(runs []*world.Run) map[*ssa.BasicBlock]bool {
	out := map[*ssa.BasicBlock]bool{}
	for _, r := range runs {
		for b := range r.Blocks {
			out[b] = true
		}
	}
	return out
}

// returnsRefusal reports whether a block ends with an error that is made here, or
// an HTTP status that says no.
func returnsRefusal(b *ssa.BasicBlock) bool {
	ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
	if !ok {
		return false
	}
	for i := range ret.Results {
		v := returned(ret, i)
		k, isConst := v.(*ssa.Const)
		switch {
		case isConst && k.Value != nil && k.Value.Kind() == constant.Int && isRefusal(k.Value.ExactString()):
			return true
		case i == len(ret.Results)-1 && value.IsError(v.Type()):
			return madeHere(v)
		}
	}
	return false
}

// returned is result i of a return. A function that defers something keeps its
// results in variables, which the return reads.
func returned(ret *ssa.Return, i int) ssa.Value {
	load, ok := ret.Results[i].(*ssa.UnOp)
	if !ok {
		return ret.Results[i]
	}
	v := ret.Results[i]
	if alloc, ok := load.X.(*ssa.Alloc); ok {
		for _, instr := range ret.Block().Instrs {
			if st, ok := instr.(*ssa.Store); ok && st.Addr == alloc {
				v = st.Val
			}
		}
	}
	return v
}

// madeHere reports whether an error is made from text, or a sentinel, and does
// not hand on another.
func madeHere(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.UnOp:
		_, sentinel := v.X.(*ssa.Global)
		return sentinel
	case *ssa.Call:
		for _, a := range v.Call.Args {
			if args, ok := value.Variadic(a); ok && slices.ContainsFunc(args, ofError) || ofError(a) {
				return false
			}
		}
		fn := v.Call.StaticCallee()
		return fn != nil && fn.Signature.Results().Len() == 1 && makes(fn, &v.Call)
	}
	return false
}

// makes reports whether a function does nothing but make an error: every return
// of its body does; of one in another package the text that it is given, or the
// type that it returns, tells.
//
//	errors.New("taken")    status.Error(codes.AlreadyExists, name)    not: s.load(name)
func makes(fn *ssa.Function, call *ssa.CallCommon) bool {
	if len(fn.Blocks) == 0 {
		_, iface := fn.Signature.Results().At(0).Type().Underlying().(*types.Interface)
		return fn.Signature.Recv() == nil && (!iface || slices.ContainsFunc(call.Args, func(a ssa.Value) bool { return worded(a, 0) }))
	}
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		if c, again := ret.Results[0].(*ssa.Call); again && c.Call.StaticCallee() != nil && len(c.Call.StaticCallee().Blocks) > 0 {
			return false
		}
		if !madeHere(ret.Results[0]) {
			return false
		}
	}
	return true
}

// worded reports whether a text, or a code, is written here, at least in part:
//
//	"taken"    "taken: " + name    colour(red, "taken")
func worded(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil
	case *ssa.BinOp:
		return depth < 3 && (worded(v.X, depth+1) || worded(v.Y, depth+1))
	case *ssa.Call:
		text := func(a ssa.Value) bool { return isText(a) && worded(a, depth+1) }
		return depth < 3 && isText(v) && v.Call.StaticCallee() != nil && slices.ContainsFunc(v.Call.Args, text)
	}
	return false
}

func isText(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// ofError reports whether a value is an error, or its text.
func ofError(v ssa.Value) bool {
	v = value.Strip(v)
	if call, ok := v.(*ssa.Call); ok && value.IsErrorText(&call.Call) {
		return true
	}
	return isError(v)
}

func isError(v ssa.Value) bool {
	return value.IsError(value.Strip(v).Type())
}
