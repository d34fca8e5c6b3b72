package harm

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// identity reports whether the value in a map of this process is more than what
// it holds: it is locked, sent on, counted up, closed. Two calls that each store
// one go on with different ones.
func (j *Judge) identity(p *protect.Pair) bool {
	v := rowValue(p.Create)
	if v == nil || !p.Create.Of.Process {
		return false
	}
	v = value.Strip(v)
	if _, shared := v.(*ssa.Const); shared {
		return false
	}
	return j.hasIdentity(v.Type(), 0) || made(v, 0) && j.changes(v.Type())
}

// made reports whether the value is an object that the function itself makes, or
// has made by another that does nothing else; what comes from elsewhere is the same
// for both, as far as anybody knows.
func made(v ssa.Value, depth int) bool {
	switch v := value.Strip(v).(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Call:
		return depth < 3 && constructs(v.Call.StaticCallee(), depth)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if depth < 3 && made(e, depth+1) {
				return true
			}
		}
	case *ssa.UnOp:
		return depth < 3 && storedMade(v, depth)
	}
	return false
}

// constructs reports whether whatever a function returns it has made itself.
//
//	func newCounters() *counters { return &counters{since: time.Now()} }
func constructs(fn *ssa.Function, depth int) bool {
	if fn == nil || len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 {
		return false
	}
	returns := false
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b == fn.Recover {
			continue
		}
		if !made(returned(ret, 0), depth+1) {
			return false
		}
		returns = true
	}
	return returns
}

// storedMade is made for a variable: what it is assigned.
func storedMade(load *ssa.UnOp, depth int) bool {
	alloc, ok := load.X.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *alloc.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == ssa.Value(alloc) && made(st.Val, depth+1) {
			return true
		}
	}
	return false
}

// changes reports whether the package changes the struct that t points to.
func (j *Judge) changes(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && j.isChanged(n)
}

func (j *Judge) hasIdentity(t types.Type, depth int) bool {
	if depth > 3 {
		return false
	}
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	case *types.Pointer:
		if b, basic := u.Elem().Underlying().(*types.Basic); basic {
			return b.Info()&types.IsString == 0 // a counter
		}
		return j.closes(t) || j.named(u.Elem(), depth)
	case *types.Interface:
		return j.closes(t)
	}
	return false
}

// named looks into the struct that a pointer points to.
func (j *Judge) named(t types.Type, depth int) bool {
	n, _ := types.Unalias(t).(*types.Named)
	if n != nil && synchronises(n) {
		return true
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		ft := types.Unalias(f.Type())
		if fn, ok := ft.(*types.Named); ok && synchronises(fn) {
			return true
		}
		if _, ok := ft.Underlying().(*types.Chan); ok {
			return true
		}
		if inner, ok := ft.(*types.Named); ok && depth < 2 {
			if _, isStruct := inner.Underlying().(*types.Struct); isStruct && j.named(inner, depth+1) {
				return true
			}
		}
	}
	return false
}

// synchronises reports whether a type is one of those that goroutines meet at.
func synchronises(n *types.Named) bool {
	pkg := n.Obj().Pkg()
	return pkg != nil && (pkg.Path() == "sync" || pkg.Path() == "sync/atomic") && n.Obj().Name() != "Pool"
}

// closes reports whether values of a type hold something that has to be given
// back, or run until they are stopped: they have a method for that which takes
// nothing.
func (j *Judge) closes(t types.Type) bool {
	return slices.ContainsFunc([]string{"Close", "Stop", "Shutdown", "Destroy"}, func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		fn, ok := obj.(*types.Func)
		return ok && fn.Signature().Params().Len() == 0
	})
}

// isChanged reports whether the package changes structs of a type in place,
// other than where it makes them.
//
//	atomic.AddInt32(&status.active, 1)    s.count++
func (j *Judge) isChanged(n *types.Named) bool {
	if !j.scanned {
		j.scanned = true
		for _, fn := range j.sums.Funcs {
			j.scanChanges(fn)
		}
	}
	return j.mutable[typeName(n)]
}

func typeName(n *types.Named) string { return types.TypeString(n.Origin(), nil) }

func (j *Judge) scanChanges(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			addr, ok := instr.(*ssa.FieldAddr)
			if !ok || !written(addr) || j.madeIn(addr.X, 0) {
				continue
			}
			if p, ok := addr.X.Type().Underlying().(*types.Pointer); ok {
				if n, ok := types.Unalias(p.Elem()).(*types.Named); ok {
					j.mutable[typeName(n)] = true
				}
			}
		}
	}
}

// madeIn reports whether a struct is a variable of the function itself, or one of
// all its callers, which it helps to make. What is exported and called to make one
// is taken to be for that.
func (j *Judge) madeIn(v ssa.Value, depth int, seen ...*ssa.Parameter) bool {
	switch root := value.PlaceOf(v).Root.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Parameter:
		if slices.Contains(seen, root) {
			return true // handed on to itself
		}
		calls, complete := j.sums.Callers(root.Parent())
		complete = complete || token.IsExported(root.Parent().Name())
		i := slices.Index(root.Parent().Params, root)
		return complete && len(calls) > 0 && depth < 4 && !slices.ContainsFunc(calls, func(c summary.Caller) bool {
			arg := value.Argument(c.Call.Common(), i)
			return arg == nil || !j.madeIn(arg, depth+1, append(seen, root)...)
		})
	case *ssa.Call:
		return anew(root, depth)
	}
	return false
}

// anew reports whether each return of the function that is called makes what it
// returns there.
func anew(call *ssa.Call, depth int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 || depth > 4 {
		return false
	}
	return !slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b == fn.Recover {
			return false
		}
		switch v := value.Strip(returned(ret, 0)).(type) {
		case *ssa.Alloc:
			return false
		case *ssa.Call:
			return !anew(v, depth+1)
		}
		return true
	})
}

// written reports whether something is stored at an address, or an atomic
// operation done on it, or on what it points to.
//
//	s.n = 1    atomic.AddInt64(&s.n, 1)    atomic.AddInt64(s.count, 1)
func written(addr *ssa.FieldAddr) bool {
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == addr {
				return true
			}
		case *ssa.Call:
			if atomically(ref) {
				return true
			}
		case *ssa.UnOp:
			if _, pointer := ref.Type().Underlying().(*types.Pointer); pointer && slices.ContainsFunc(*ref.Referrers(), atomically) {
				return true
			}
		}
	}
	return false
}

// atomically reports whether an instruction is an atomic operation on something
// that is not an atomic type.
func atomically(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	fn := call.Call.StaticCallee()
	return fn != nil && fn.Pkg != nil && fn.Pkg.Pkg.Path() == "sync/atomic" && fn.Signature.Recv() == nil
}

// started reports whether only the absent world starts a goroutine on the way to
// the create: it goes on whoever wins.
func (j *Judge) started(p *protect.Pair) bool {
	if !p.Create.Of.Process {
		return false
	}
	create := p.Create.Reach()
	for _, run := range p.Absent {
		for call := range run.Reached {
			if _, ok := call.(*ssa.Go); ok && !reachedIn(p.Present, call) && call.Parent() == create.Parent() && value.Reaches(call, create) {
				return true
			}
		}
	}
	return false
}
