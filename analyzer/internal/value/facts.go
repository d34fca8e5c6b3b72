package value

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Func is what is known of the values that a function of another package
// makes, in terms of its parameters.
type Func struct {
	Results []Part // of results; Index is the result's
	Fills   []Part // stored to what a pointer parameter points to; Index is the parameter's
}

// Part is the identity of a field of a result or parameter.
type Part struct {
	Index int
	Path  []string // empty: the value itself
	Value *Expr
}

// maxFacts bounds the fields that are told of one function.
const maxFacts = 80

// Describe returns what callers in other packages need to know of the values
// that fn returns and stores, nil when that is nothing.
func (r *Reader) Describe(fn *ssa.Function) *Func {
	out := &Func{}
	results := fn.Signature.Results()
	for i := range results.Len() {
		for _, path := range leafPaths(results.At(i).Type()) {
			if e := r.result(fn, i, path); tells(e) {
				out.Results = append(out.Results, Part{i, path, e})
			}
			if len(out.Results) > maxFacts {
				return nil
			}
		}
	}
	stores := r.family(fn).stores
	for i, p := range fn.Params {
		if _, ok := p.Type().Underlying().(*types.Pointer); !ok {
			continue
		}
		seen := map[string]bool{}
		for _, s := range stores[p] {
			if k := strings.Join(s.path, "."); len(s.path) > 0 && !seen[k] {
				seen[k] = true
				if e := r.left(fn, i, s.path); tells(e) {
					out.Fills = append(out.Fills, Part{i, s.path, e})
				}
				if len(out.Results)+len(out.Fills) > maxFacts {
					return nil
				}
			}
		}
	}
	if len(out.Results)+len(out.Fills) == 0 {
		return nil
	}
	return out
}

// tells reports whether a caller can make something of e.
func tells(e *Expr) bool {
	if e == nil {
		return false
	}
	switch e.Op {
	case Opaque, Alloc:
		return false
	case Global:
		return true
	}
	return !slices.ContainsFunc(e.Args, func(a *Expr) bool { return !tells(a) })
}

// leafPaths are the paths whose values are worth telling of a type: the fields
// of a struct, or of what a pointer points to, else the value itself.
func leafPaths(t types.Type) [][]string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		if _, ok := t.Underlying().(*types.Basic); ok {
			return [][]string{nil}
		}
		return nil
	}
	return structPaths(s, nil, 0)
}

func structPaths(s *types.Struct, prefix []string, depth int) [][]string {
	var out [][]string
	for f := range s.Fields() {
		path := append(slices.Clone(prefix), f.Name())
		if inner, ok := f.Type().Underlying().(*types.Struct); ok && f.Embedded() && depth < 2 {
			out = append(out, structPaths(inner, path, depth+1)...)
			continue
		}
		out = append(out, path)
	}
	return out
}

// result is the identity of a field of a result over all returns of fn, in
// its own terms; nil when it is not known, or being asked for already.
func (r *Reader) result(fn *ssa.Function, index int, path []string) *Expr {
	return r.make(madeKey{fn, true, index, strings.Join(path, ".")}, func(w *View) *Expr { return w.result(fn, index, path) })
}

// left is the identity of what fn leaves in a field of what a parameter
// points to; nil like result.
func (r *Reader) left(fn *ssa.Function, param int, path []string) *Expr {
	return r.make(madeKey{fn, false, param, strings.Join(path, ".")}, func(w *View) *Expr {
		return w.content(Place{Root: fn.Params[param]}, path, exit(fn))
	})
}

func (r *Reader) make(key madeKey, compute func(*View) *Expr) *Expr {
	if e, ok := r.made[key]; ok {
		return e
	}
	r.made[key] = nil // recursion is not followed
	e := compute(r.View(nil))
	r.made[key] = e
	return e
}

// successes are the returns of fn that return a nil error, all of them when
// none says so.
func successes(fn *ssa.Function) []*ssa.Return {
	var all, good []*ssa.Return
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || fn.Recover == block {
			continue
		}
		all = append(all, ret)
		if n := len(ret.Results); n > 1 {
			if k, ok := ret.Results[n-1].(*ssa.Const); ok && k.IsNil() {
				good = append(good, ret)
			}
		}
	}
	if len(good) > 0 {
		return good
	}
	return all
}

func (w *View) result(fn *ssa.Function, index int, path []string) *Expr {
	var alt []*Expr
	refusal := false
	for _, ret := range successes(fn) {
		if index >= len(ret.Results) {
			continue
		}
		v := ret.Results[index]
		if k, ok := v.(*ssa.Const); ok && (k.IsNil() || len(ret.Results) > 1) {
			continue // the result that goes with an error
		}
		if isEmptyText(v) {
			refusal = true // in place of an error, where there is another result
			continue
		}
		if len(path) == 0 {
			alt = append(alt, w.Of(v))
		} else {
			alt = append(alt, w.FieldOf(v, path, ret))
		}
	}
	switch {
	case len(alt) == 0 && refusal:
		return ConstExpr(`""`)
	case len(alt) == 0:
		return nil
	}
	if e := anyOf(alt); e.Op != Any || len(e.Args) <= maxReturns {
		return e
	}
	return nil
}

func isEmptyText(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && k.Value.ExactString() == `""`
}

// known returns what facts say of a field of a result of a call of a function
// of another package.
func (w *View) known(c *ssa.Call, index int, path []string) *Expr {
	if w.r.facts == nil {
		return nil
	}
	fn := Called(&c.Call)
	if fn == nil {
		return nil
	}
	desc := w.r.facts(fn)
	if desc == nil {
		return nil
	}
	for _, f := range desc.Results {
		if f.Index == index && len(f.Path) <= len(path) && slices.Equal(f.Path, path[:len(f.Path)]) {
			return w.Subst(fields(f.Value, path[len(f.Path):]), nil, c)
		}
	}
	return nil
}

// Called returns the function or method that common calls: of a generic one the
// declaration; nil for a dynamic call.
func Called(common *ssa.CallCommon) *types.Func {
	if common.IsInvoke() {
		return common.Method
	}
	fn := common.StaticCallee()
	if fn == nil {
		return nil
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// SetFacts lets the reader ask for functions of other packages.
func (r *Reader) SetFacts(facts func(*types.Func) *Func) { r.facts = facts }

// Leaf makes an expression without arguments that comes from another package.
func Leaf(op Op, name string, index int) *Expr { return leaf(op, name, index, nil) }

// Node makes an expression with arguments.
func Node(op Op, name string, index int, args ...*Expr) *Expr {
	switch op {
	case Any:
		return anyOf(args)
	case Field:
		return FieldExpr(args[0], name)
	}
	return node(op, name, index, args...)
}
