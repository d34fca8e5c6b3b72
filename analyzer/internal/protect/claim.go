package protect

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A key that is set only if nobody has set it is a lock, as long as nobody deletes
// it, for whoever goes on only when told that it was they who set it:
//
//	ok, err := rdb.SetNX(ctx, "lock:"+email, 1, ttl).Result()
//	if err != nil || !ok { return errBusy }
//	defer rdb.Del(ctx, "lock:"+email)

// claim is a call that sets a key if nobody has.
func (c *Checker) claim(f *lockFlow, call ssa.CallInstruction, b *model.Bound, set []held) []held {
	if b.File.Holds == "" || call.Value() == nil {
		return set
	}
	e := c.claimed(call.Common(), b)
	if e == nil {
		e = value.ConstExpr(call.String() + call.Value().Name())
	} else if madeAnew(e) {
		return set // a name that nobody else has
	}
	h := f.hold(e, call, b.File.Process)
	h.local, h.asked = false, !c.awaits(call)
	return append(set, h)
}

// madeAnew reports whether a key is, in part, what each call makes anew.
func madeAnew(e *value.Expr) bool {
	return e.Op == value.Fresh || slices.ContainsFunc(e.Args, madeAnew)
}

// unclaim is a call that deletes keys.
func (c *Checker) unclaim(call ssa.CallInstruction, b *model.Bound, set []held) []held {
	if len(set) == 0 || b.File.Holds == "" {
		return set
	}
	e := c.claimed(call.Common(), b)
	return slices.DeleteFunc(set, func(h held) bool { return e != nil && h.key == e.Key() })
}

// claimed is the identity of the key that a call names, nil for none.
func (c *Checker) claimed(common *ssa.CallCommon, b *model.Bound) *value.Expr {
	e := value.ConstExpr(b.File.Package)
	n := 0
	for _, at := range b.KeyAt {
		for _, v := range op.PlaceValues(common, at) {
			e = value.ElemExpr(e, c.sums.Ops.View().Of(v))
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return e
}

// heldBefore are the locks that are held when a function comes to an instruction.
func (c *Checker) heldBefore(fn *ssa.Function, at ssa.Instruction) []held {
	set := c.flow(fn).at[at]
	refused := func(h held) bool { return h.asked && !decides(h.by, at.Block()) }
	if !slices.ContainsFunc(set, refused) {
		return set
	}
	return slices.DeleteFunc(slices.Clone(set), refused)
}

// exits are the locks that a function holds wherever it returns.
type exits struct {
	locks, claims       []held
	anyLock, anyClaimed bool
}

// add notes what is held at a return. What only those have who set a key need not
// be held where the function answers no.
func (e *exits) add(ret *ssa.Return, set []held) {
	var locks, claims []held
	for _, h := range set {
		switch {
		case !h.asked:
			locks = append(locks, h)
		case decidesReturn(h.by, ret):
			claims = append(claims, h)
		}
	}
	if !e.anyLock {
		e.locks, e.anyLock = locks, true
	} else {
		e.locks = intersect(e.locks, locks)
	}
	if answersNo(ret) {
		return
	}
	if !e.anyClaimed {
		e.claims, e.anyClaimed = claims, true
	} else {
		e.claims = intersect(e.claims, claims)
	}
}

// all are the locks that fn's callers hold then. Whether it was they who set a
// key, they learn from the answer, if there is one.
func (e *exits) all(fn *ssa.Function) []held {
	out := e.locks
	for _, h := range e.claims {
		h.asked = answers(fn.Signature.Results()) != nil
		out = append(out, h)
	}
	return out
}

// answersNo reports whether a function returns false; or an error that is not nil
// for all that is known, where it returns nil elsewhere.
func answersNo(ret *ssa.Return) bool {
	kind := answers(ret.Parent().Signature.Results())
	if kind == nil {
		return false
	}
	if value.IsBool(kind) {
		return isFalse(answerOf(ret, kind))
	}
	return !value.IsNil(answerOf(ret, kind)) && slices.ContainsFunc(ret.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		other, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ok && value.IsNil(answerOf(other, kind))
	})
}

// answerOf is the result that is of the type of the answer.
func answerOf(ret *ssa.Return, kind types.Type) ssa.Value {
	for _, r := range ret.Results {
		if types.Identical(r.Type(), kind) {
			return r
		}
	}
	return nil
}

func isFalse(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && k.Value.Kind() == constant.Bool && !constant.BoolVal(k.Value)
}

// answers is the type of the result that says whether something worked: a bool,
// or else an error. It is nil for none.
func answers(results *types.Tuple) types.Type {
	var out types.Type
	for v := range results.Variables() {
		switch {
		case value.IsBool(v.Type()):
			return v.Type()
		case value.IsError(v.Type()):
			out = v.Type()
		}
	}
	return out
}

// decides reports whether a block runs only if a call answers one way.
func decides(call ssa.Instruction, b *ssa.BasicBlock) bool {
	return (&decision{block: b}).by(call)
}

// decidesReturn reports whether a function returns so only if a call answers one
// way, or hands the answer on.
func decidesReturn(call ssa.Instruction, ret *ssa.Return) bool {
	return (&decision{block: ret.Block(), ret: ret}).by(call)
}

type decision struct {
	block   *ssa.BasicBlock
	ret     *ssa.Return // may hand the answer on; nil for none
	byError bool        // the answer is an error
	seen    map[ssa.Value]bool
}

func (d *decision) by(call ssa.Instruction) bool {
	c, ok := call.(*ssa.Call)
	if !ok {
		return false
	}
	kind := answers(c.Common().Signature().Results())
	d.byError, d.seen = kind != nil && !value.IsBool(kind), map[ssa.Value]bool{}
	return d.on(c)
}

// on reports whether a branch on v, or on what is made of it, decides.
func (d *decision) on(v ssa.Value) bool {
	if d.seen[v] || v.Referrers() == nil {
		return false
	}
	d.seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.If:
			if slices.ContainsFunc(ref.Block().Succs, func(s *ssa.BasicBlock) bool { return len(s.Preds) == 1 && s.Dominates(d.block) }) {
				return true
			}
		case *ssa.Return:
			if ref == d.ret {
				return true
			}
		case *ssa.Extract:
			if (d.byError || !value.IsError(ref.Type())) && d.on(ref) {
				return true
			}
		case *ssa.Call: // ok, err := cmd.Result()
			if len(ref.Call.Args) > 0 && ref.Call.Args[0] == v && d.on(ref) {
				return true
			}
		case *ssa.UnOp:
			if ref.Op == token.NOT && d.on(ref) {
				return true
			}
		case *ssa.BinOp, *ssa.Phi: // err == nil, ok && fresh
			if d.on(ref.(ssa.Value)) {
				return true
			}
		}
	}
	return false
}
