package world

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// leave follows the edges out of b that st allows.
func (f *frame) leave(b *ssa.BasicBlock, st *state) []succ {
	var out []succ
	if cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		v := f.eval(cond.Cond, st)
		if v.Kind == Cell {
			v = Val{}
		}
		for i, to := range b.Succs {
			want := i == 0
			switch v.Kind {
			case Zero:
				if want {
					continue
				}
			case Const, Set:
				if !want {
					continue
				}
			}
			next := st
			if v.Kind == Unknown && i == 0 {
				next = st.clone()
			}
			if v.Kind == Unknown {
				f.assume(cond.Cond, want, next, b)
			}
			if !want && f.unanswered(cond, next) {
				continue
			}
			f.enter(b, to, next)
			f.phis(b, to, next)
			out = append(out, succ{to, next})
		}
		return out
	}
	for i, to := range b.Succs {
		next := st
		if i < len(b.Succs)-1 {
			next = st.clone()
		}
		f.enter(b, to, next)
		f.phis(b, to, next)
		out = append(out, succ{to, next})
	}
	return out
}

// assume refines s by a condition that was unknown and turned out as want.
func (f *frame) assume(cond ssa.Value, want bool, s *state, b *ssa.BasicBlock) {
	s.set(cond, truth(want))
	f.ask(cond, want, s)
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			f.assume(c.X, !want, s, b)
		}
	case *ssa.BinOp:
		if f.assumeRound(c, want, s) {
			return
		}
		if x := positiveIn(c, want); x != nil {
			if f.eval(x, s).Kind == Unknown {
				f.learn(x, set, s, b)
			}
			return
		}
		equal := c.Op == token.EQL
		if !equal && c.Op != token.NEQ {
			return
		}
		x, y := c.X, c.Y
		if _, ok := x.(*ssa.Const); ok {
			x, y = y, x
		}
		k, ok := y.(*ssa.Const)
		if kind := f.eval(x, s).Kind; !ok || kind != Unknown && kind != Cell {
			return
		}
		kv := ConstVal(k)
		switch {
		case equal == want:
			f.learn(x, kv, s, b)
		case kv.Kind == Zero && value.IsError(x.Type()):
			f.learn(x, Val{Kind: Failure, Text: failedIn(x)}, s, b)
		case kv.Kind == Zero && isNilable(x.Type()):
			f.learn(x, nonNil, s, b)
		case kv.Kind == Zero:
			f.learn(x, set, s, b)
		}
	}
}

// positiveIn is the value that is positive if a comparison with a constant turned
// out as want, nil if there is none.
//
//	id > 0    id >= 1    0 < id    !(id <= 0)    !(id < 1)
func positiveIn(c *ssa.BinOp, want bool) ssa.Value {
	x, y, op := c.X, c.Y, c.Op
	if _, ok := x.(*ssa.Const); ok {
		x, y = y, x
		switch op {
		case token.LSS:
			op = token.GTR
		case token.LEQ:
			op = token.GEQ
		default:
			return nil // nobody writes 0 >= id
		}
	}
	k, ok := y.(*ssa.Const)
	if !ok || k.Value == nil {
		return nil
	}
	n, ok := number(ConstVal(k))
	switch {
	case !ok:
		return nil
	case op == token.GTR && want && n >= 0, op == token.GEQ && want && n >= 1,
		op == token.LEQ && !want && n >= 0, op == token.LSS && !want && n >= 1:
		return x
	}
	return nil
}

// assumeRound learns from whether a loop over a list has a first round that the
// list is empty, or is not: a second loop over it goes the same way.
//
//	for i := 0; i < len(list); i++
func (f *frame) assumeRound(c *ssa.BinOp, want bool, s *state) bool {
	list := lengthIn(c)
	if list == nil || f.eval(c.X, s).Kind != Zero {
		return false
	}
	v := zero
	if want {
		v = set
	}
	s.set(c.Y, v)
	if f.eval(list, s).Kind == Unknown {
		s.set(list, v)
	}
	return true
}

// lengthIn returns the list of a condition i < len(list), nil if it is none.
func lengthIn(c *ssa.BinOp) ssa.Value {
	n, ok := c.Y.(*ssa.Call)
	if !ok || c.Op != token.LSS {
		return nil
	}
	if b, ok := n.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
		return nil
	}
	return n.Call.Args[0]
}

// failedIn is the import path of the standard library's package whose function
// returned the error x, "" for another one: such an error is no store's.
func failedIn(x ssa.Value) string {
	if result, ok := x.(*ssa.Extract); ok {
		x = result.Tuple
	}
	call, ok := x.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return ""
	}
	fn := callee(&call.Call)
	if fn == nil || fn.Pkg() == nil {
		return ""
	}
	if path := fn.Pkg().Path(); !value.Standard(path) || strings.HasPrefix(path, "database/") || path == "errors" || path == "fmt" {
		return ""
	}
	return fn.Pkg().Path()
}

// learn gives x a value, and the variable that x was just loaded from too.
func (f *frame) learn(x ssa.Value, v Val, s *state, b *ssa.BasicBlock) {
	s.set(x, v)
	if load, ok := x.(*ssa.UnOp); ok && load.Op == token.MUL && load.Block() == b {
		p := f.place(load.X)
		switch p.Root.(type) {
		case *ssa.Alloc, *ssa.Parameter:
			s.put(cell{p.Root, dotted(p.Path)}, v)
		}
	}
}
