package value

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// CallKind is what the models say of a call's results.
type CallKind uint8

// The kinds of calls.
const (
	OtherCall  CallKind = iota
	PureCall            // a function of its arguments
	FreshCall           // a value never seen before
	CoarseCall          // a function of its arguments under which fresh ones agree
	SpellCall           // another spelling of its first argument: path.Clean
)

// maxDepth bounds how far an identity is followed through loads and calls.
const maxDepth = 14

// Reader gives SSA values of one package their identity.
type Reader struct {
	kind     func(*ssa.CallCommon) CallKind
	families map[*ssa.Function]*family
	facts    func(*types.Func) *Func
	copies   func(*ssa.CallCommon) (dst, src ssa.Value)
	made     map[madeKey]*Expr // what functions return and leave, in their own terms
	nulls    map[*types.Named][]string
}

// madeKey names a field of a result of a function, or of what a parameter of
// it points to when it returns.
type madeKey struct {
	fn     *ssa.Function
	result bool
	index  int
	path   string
}

// NewReader returns a reader that asks kind about calls it cannot look into.
// and copies about those that copy a struct field by field.
func NewReader(kind func(*ssa.CallCommon) CallKind, copies func(*ssa.CallCommon) (dst, src ssa.Value)) *Reader {
	return &Reader{kind: kind, copies: copies, families: map[*ssa.Function]*family{}, made: map[madeKey]*Expr{}, nulls: map[*types.Named][]string{}}
}

// View is a reader restricted to the blocks that a world reaches: a phi or a
// local that several branches fill has the value of the live branches only.
type View struct {
	r     *Reader
	live  func(*ssa.BasicBlock) bool
	memo  map[ssa.Value]*Expr
	depth int
	fuel  int
}

// View returns a view of the live blocks; a nil live means all.
func (r *Reader) View(live func(*ssa.BasicBlock) bool) *View {
	if live == nil {
		live = func(*ssa.BasicBlock) bool { return true }
	}
	return &View{r: r, live: live, memo: map[ssa.Value]*Expr{}}
}

// Of returns the identity of v.
func (w *View) Of(v ssa.Value) *Expr {
	if e := w.memo[v]; e != nil {
		return e
	}
	e := w.project(v, nil)
	if w.depth == 0 {
		w.memo[v] = e
	}
	return e
}

// FieldOf returns the identity of a field path of v, a struct or a pointer to
// one, as it is when the instruction at runs.
func (w *View) FieldOf(v ssa.Value, path []string, at ssa.Instruction) *Expr {
	v = strip(v)
	if _, ok := v.Type().Underlying().(*types.Pointer); ok {
		return w.content(w.place(v), path, at)
	}
	return w.project(v, path)
}

// maxFuel bounds the steps of one question; an identity that takes more is
// unknown.
const maxFuel = 150

// enter begins one step; it reports whether there may be another.
func (w *View) enter() bool {
	if w.depth == 0 {
		w.fuel = maxFuel
	}
	if w.depth > maxDepth || w.fuel <= 0 {
		return false
	}
	w.fuel--
	w.depth++
	return true
}

// strip removes conversions that keep the value.
func strip(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.Convert:
			v = x.X
		case *ssa.TypeAssert:
			if x.CommaOk {
				return v
			}
			v = x.X
		default:
			return v
		}
	}
}

// Strip removes conversions, interface boxing and unchecked assertions.
func Strip(v ssa.Value) ssa.Value { return strip(v) }

// project returns the identity of v.path for a v that is not an address. One
// that is beyond a budget is still v itself.
func (w *View) project(v ssa.Value, path []string) *Expr {
	v = strip(v)
	if len(path) == 0 {
		path = w.r.nullable(v.Type())
	}
	if arg := w.wrapped(v, path); arg != nil {
		return w.project(arg, nil)
	}
	if w.enter() {
		defer func() { w.depth-- }()
		if e := w.follow(v, path); e.Op != Opaque || e.Ref != nil {
			return e
		}
	}
	return fields(leaf(Opaque, "", 0, v), path)
}

// follow is project without a budget.
func (w *View) follow(v ssa.Value, path []string) *Expr {
	switch v := v.(type) {
	case *ssa.Const:
		return constant(v)
	case *ssa.Parameter:
		return fields(paramExpr(v), path)
	case *ssa.Global:
		return fields(leaf(Global, v.Name(), 0, v), path)
	case *ssa.FreeVar:
		if b := binding(v); b != nil {
			return w.project(b, path)
		}
	case *ssa.Alloc:
		if len(path) > 0 {
			return w.content(w.place(v), path, nil)
		}
		if all := Stores(v); len(all) == 1 && pointsToScalar(v) {
			return w.project(all[0], nil)
		}
		return leaf(Alloc, v.Comment, 0, v)
	case *ssa.FieldAddr:
		if pointsToScalar(v) {
			return w.content(w.place(v), path, v)
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return w.content(w.place(v.X), path, v)
		}
	case *ssa.Field:
		return w.project(v.X, append([]string{FieldName(v.X.Type(), v.Field)}, path...))
	case *ssa.Lookup:
		if !v.CommaOk {
			return fields(w.elem(v.X, v.Index), path)
		}
	case *ssa.Index:
		return fields(w.elem(v.X, v.Index), path)
	case *ssa.Phi:
		return w.phi(v, path)
	case *ssa.Call:
		return w.call(v, 0, path)
	case *ssa.Extract:
		return w.extract(v, path)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return w.pure("+", w.Of(v.X), w.Of(v.Y))
		}
	}
	return fields(leaf(Opaque, "", 0, v), path)
}

func (w *View) extract(v *ssa.Extract, path []string) *Expr {
	switch tuple := v.Tuple.(type) {
	case *ssa.Call:
		return w.call(tuple, v.Index, path)
	case *ssa.Lookup:
		if v.Index == 0 {
			return fields(w.elem(tuple.X, tuple.Index), path)
		}
	case *ssa.TypeAssert:
		if v.Index == 0 {
			return w.project(tuple.X, path)
		}
	case *ssa.Next:
		if loop, ok := tuple.Iter.(*ssa.Range); ok && !tuple.IsString && v.Index == 2 {
			return fields(node(Elem, "", 0, w.Of(loop.X), each()), path)
		}
	}
	return fields(leaf(Opaque, "", 0, v), path)
}

func (w *View) elem(x, index ssa.Value) *Expr {
	if isEach(index) {
		return w.Element(x, nil, nil)
	}
	return node(Elem, "", 0, w.Of(x), w.Of(index))
}

func (w *View) phi(v *ssa.Phi, path []string) *Expr {
	var alt []*Expr
	for i, edge := range v.Edges {
		pred := v.Block().Preds[i]
		// A back edge brings a later round's value, which is another question.
		if edge == v || !w.live(pred) || v.Block().Dominates(pred) {
			continue
		}
		alt = append(alt, w.project(edge, path))
	}
	if len(alt) == 1 && !hasBackEdge(v) {
		return alt[0]
	}
	if len(alt) == 0 || hasBackEdge(v) || len(alt) > 4 {
		return fields(leaf(Opaque, v.Comment, 0, v), path)
	}
	return anyOf(alt)
}

func hasBackEdge(v *ssa.Phi) bool {
	for _, pred := range v.Block().Preds {
		if v.Block().Dominates(pred) {
			return true
		}
	}
	return false
}

func paramExpr(p *ssa.Parameter) *Expr {
	for i, q := range p.Parent().Params {
		if q == p {
			return leaf(Param, p.Name(), i, p)
		}
	}
	return leaf(Opaque, p.Name(), 0, p)
}

func constant(c *ssa.Const) *Expr {
	if c.Value == nil {
		return ZeroExpr()
	}
	return ConstExpr(c.Value.ExactString())
}

func fields(e *Expr, path []string) *Expr {
	for _, f := range path {
		e = FieldExpr(e, f)
	}
	return e
}

// FieldName is the name of field i of a struct type, or of the one that a pointer
// type points to.
func FieldName(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := coreStruct(t); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return "?"
}
