package protect

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// lockCall is what a call does to the lock set: by its model, by the callee's
// body, by what a fact says of it, or else by the shape of the callee's type.
func (c *Checker) lockCall(f *lockFlow, call ssa.CallInstruction, set []held) []held {
	common := call.Common()
	if b, ok := c.sums.Ops.Bound(common); ok {
		switch b.Does {
		case model.DoLock:
			return append(set, c.lockOf(f, call, b))
		case model.DoUnlock:
			return c.release(f, set, f.exprs[c.lockOf(f, call, b).key])
		case model.Upsert:
			return c.claim(f, call, b, set)
		case model.Delete:
			return c.unclaim(call, b, set)
		}
		// An open that makes the file, or fails where it is there: os.O_EXCL.
		if o := c.sums.Ops.Of(call); o != nil && o.Verb == model.Upsert {
			return c.claim(f, call, b, set)
		}
		return set
	}
	// unlock := mu.lockKey(k); …; unlock()
	if from, ok := returnedBy(common.Value); ok {
		return slices.DeleteFunc(set, func(h held) bool { return h.by == from })
	}
	if fn := value.Callee(common); fn != nil && len(fn.Blocks) > 0 && fn != call.Parent() {
		if inner := c.flow(fn); len(inner.exit)+len(inner.releases) > 0 {
			return c.helper(f, call, fn, inner, set)
		}
	} else if after, ok := c.stranger(f, call, set); ok {
		return after
	}
	return c.locker(f, call, set)
}

// helper is a call of a function of this package that locks or unlocks.
func (c *Checker) helper(f *lockFlow, call ssa.CallInstruction, fn *ssa.Function, inner *lockFlow, set []held) []held {
	view := c.sums.Ops.View()
	for _, released := range inner.releases {
		set = c.release(f, set, view.Subst(released, fn, call))
	}
	for _, h := range inner.exit {
		e := view.Subst(inner.exprs[h.key], fn, call)
		g := f.hold(e, call, h.process)
		g.asked = h.asked
		set = append(set, g)
	}
	return set
}

func (f *lockFlow) hold(e *value.Expr, by ssa.Instruction, process bool) held {
	f.exprs[e.Key()] = e
	return held{key: e.Key(), by: by, local: local(e), process: process}
}

// stranger is a call of functions of other packages of which facts are known.
func (c *Checker) stranger(f *lockFlow, call ssa.CallInstruction, set []held) (after []held, known bool) {
	for _, g := range c.sums.Guards(call) {
		known = known || len(g.Held)+len(g.Releases) > 0
		for _, released := range g.Releases {
			if e := c.sums.At(released, call); e != nil {
				set = c.release(f, set, e)
			}
		}
		for _, h := range g.Held {
			e := c.sums.At(h.Lock, call)
			if e == nil {
				e = value.ConstExpr(call.String()) // one that only the callee can name
			}
			taken := f.hold(e, call, h.Process)
			taken.asked = h.Asked
			set = append(set, taken)
		}
	}
	return set, known
}

// locker is a call of a method of a type that has the shape of a lock, of which
// nothing else is known: a lock of a library without a model, an interface, a
// script sent to a store. What may be a lock is taken to be one.
//
//	type Locker interface {
//		Lock(ctx context.Context, key string) error
//		Unlock(ctx context.Context, key string) error
//	}
func (c *Checker) locker(f *lockFlow, call ssa.CallInstruction, set []held) []held {
	common := call.Common()
	fn := value.Called(common)
	recv := op.PlaceValues(common, model.Place{Kind: model.Recv})
	if fn == nil || len(recv) != 1 || !answersOnly(fn.Signature().Results()) {
		return set
	}
	acquires, releases := lockMethod(fn, recv[0].Type())
	if !acquires && !releases {
		return set
	}
	view := c.sums.Ops.View()
	all := view.Address(recv[0])
	e := all
	for _, arg := range common.Args {
		if arg != recv[0] && isText(arg.Type()) {
			e = value.ElemExpr(all, view.Of(arg))
			break
		}
	}
	if acquires {
		return append(set, f.hold(e, call, true))
	}
	return slices.DeleteFunc(set, func(h held) bool { return h.key == e.Key() || h.key == all.Key() })
}

// lockMethod reports whether a method is one half of a lock: its type has the
// other half as well.
func lockMethod(fn *types.Func, recv types.Type) (acquires, releases bool) {
	has := func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(recv, true, fn.Pkg(), name)
		_, ok := obj.(*types.Func)
		return ok
	}
	for _, half := range []struct{ acquire, release string }{{"Lock", "Unlock"}, {"Acquire", "Release"}} {
		switch rest, try := strings.CutPrefix(fn.Name(), "Try"); {
		case fn.Name() == half.acquire, try && rest == half.acquire:
			return has(half.release), false
		case fn.Name() == half.release:
			return false, has(half.acquire) || has("Try"+half.acquire)
		}
	}
	return false, false
}

// answersOnly reports whether results say no more than whether something worked:
// a pool's Acquire returns what it has acquired.
func answersOnly(results *types.Tuple) bool {
	for v := range results.Variables() {
		switch t := v.Type().Underlying().(type) {
		case *types.Basic:
			if t.Kind() != types.Bool {
				return false
			}
		case *types.Signature: // the unlock function
		default:
			if !value.IsError(v.Type()) {
				return false
			}
		}
	}
	return true
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// maxReleases is how many locks a function may release for its callers; more
// are taken to be none of theirs.
const maxReleases = 16

// release removes a lock; releasing one that is not held is the caller's, if the
// caller can name it.
func (c *Checker) release(f *lockFlow, set []held, e *value.Expr) []held {
	taken := false
	set = slices.DeleteFunc(set, func(h held) bool {
		taken = taken || h.key == e.Key() && !h.entry
		return h.key == e.Key()
	})
	if !taken && len(f.releases) < maxReleases && nameable(e, f.fn) && !slices.ContainsFunc(f.releases, func(r *value.Expr) bool { return r.Key() == e.Key() }) {
		f.releases = append(f.releases, e)
	}
	return set
}

// nameable reports whether the callers of fn, or the function around it, can
// hold the lock e: it hangs from a parameter, from a variable of the package or
// of the function around.
func nameable(e *value.Expr, fn *ssa.Function) bool {
	root, _ := e.Root()
	for root.Op == value.Elem {
		root, _ = root.Args[0].Root()
	}
	switch root.Op {
	case value.Param, value.Global, value.Const:
		return true
	}
	return root.Ref != nil && root.Ref.Parent() != fn
}

// returnedBy returns the call whose result the function value v is.
func returnedBy(v ssa.Value) (ssa.Instruction, bool) {
	switch v := v.(type) {
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return call, ok
	case *ssa.Call:
		return v, true
	}
	return nil, false
}

// lockOf identifies the lock of a lock or unlock call: its receiver, and the
// key if it has one.
func (c *Checker) lockOf(f *lockFlow, call ssa.CallInstruction, b *model.Bound) held {
	common := call.Common()
	view := c.sums.Ops.View()
	var e *value.Expr
	if recv := op.PlaceValues(common, model.Place{Kind: model.Recv}); len(recv) == 1 {
		e = view.Address(recv[0])
	} else {
		e = value.ConstExpr(b.File.Store)
	}
	isLocal := local(e)
	for _, k := range b.KeyAt {
		for _, v := range op.PlaceValues(common, k) {
			e = value.ElemExpr(e, view.Of(v))
		}
	}
	h := f.hold(e, call, b.File.Process)
	h.local = isLocal
	return h
}

// local reports whether a lock is a variable of this call alone.
func local(e *value.Expr) bool {
	root, _ := e.Root()
	return root.Op == value.Alloc || root.Op == value.Zero
}
