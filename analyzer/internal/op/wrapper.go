package op

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A function that hands a statement and its arguments on to a modelled call, and
// hands back what that returns, is that call by another name:
//
//	func (d *DB) Exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
//		defer d.observe(time.Now())
//		return d.sql.ExecContext(ctx, d.rebind(q), args...)
//	}
//
// One that returns anything else only sends what it is given: what comes of it is
// its own.

// Wrap says which call a function is by another name, or sends its statement by.
type Wrap struct {
	Of *types.Func
	// SQL, Args, Named and Dest are parameters of the function, the receiver not
	// counted: the statement, the list of its arguments, what has them by name, and
	// what the destinations of the model are; -1 for none.
	SQL, Args, Named int
	Dest             []int
	// Renders is the method by which the parameter SQL gives the statement, "" when
	// it is the text.
	Renders string
	// Results are, for each result of the function, the result of the call that it
	// is, -1 for none; nil where the function makes something else of them.
	Results []int
	// Call is the call in the function, if its body is here.
	Call *ssa.Call
}

// Foreign tells of functions of other packages.
type Foreign interface {
	// Wraps is Classifier.Wraps for a function of another package.
	Wraps(fn *types.Func) *Wrap
	// Rewrites is the parameter that a function hands through, -1 for none.
	Rewrites(fn *types.Func) int
}

// SetForeign tells of functions of other packages.
func (c *Classifier) SetForeign(f Foreign) { c.foreign = f }

func (c *Classifier) foreignWrap(fn *types.Func) *Wrap {
	if c.foreign == nil {
		return nil
	}
	return c.foreign.Wraps(fn)
}

// otherName returns the model of a call by another name, nil for anything else.
func (c *Classifier) otherName(fn *types.Func, common *ssa.CallCommon) *model.Bound {
	if fn.Pkg() == nil {
		return nil
	}
	fn = fn.Origin()
	if b, ok := c.wraps[fn]; ok {
		return b
	}
	c.wraps[fn] = nil // a function that calls itself is none
	if w := c.wrapOf(fn, value.Callee(common)); w != nil && w.Results != nil {
		if inner, ok := c.models.Call(w.Of); ok {
			c.wraps[fn] = rebound(inner, fn, w)
		}
	}
	return c.wraps[fn]
}

func (c *Classifier) wrapOf(obj *types.Func, fn *ssa.Function) *Wrap {
	if fn == nil || len(fn.Blocks) == 0 {
		return c.foreignWrap(obj)
	}
	return c.Wraps(fn)
}

// Wraps returns the call that a function of this package is by another name, or
// sends the statement that it is given by; nil for none.
func (c *Classifier) Wraps(fn *ssa.Function) *Wrap {
	sig := fn.Signature
	if !c.models.Rows() || sig.Params().Len() == 0 {
		return nil
	}
	sends := c.GivenText(fn)
	if len(sends) != 1 {
		return nil
	}
	call, ok := sends[0].(*ssa.Call)
	if !ok {
		return nil
	}
	b, _ := c.Bound(&call.Call)
	if b.Words != nil || len(b.KeyAt) > 1 || !onlyText(b) {
		return nil
	}
	w := &Wrap{Of: b.Func, Args: -1, Named: paramAt(call, b.NamedAt, fn), Call: call}
	w.SQL, w.Renders = c.textParam(call, b, fn)
	if len(b.KeyAt) == 1 && w.Renders == "" {
		if w.Args = argsParam(call, fn); w.Args < 0 {
			return nil
		}
	}
	if w.SQL < 0 || b.NamedAt.Kind != model.NoPlace && w.Named < 0 {
		return nil
	}
	for _, d := range b.DestAt {
		w.Dest = append(w.Dest, paramAt(call, d, fn))
	}
	if b.Does != model.Filter {
		w.Results = handedBack(c, call, fn)
	} else if w.Results = alike(call.Call.Signature().Results(), sig.Results()); w.Results == nil {
		return nil
	}
	return w
}

// paramAt is the parameter that a call passes at a place, -1 for none.
func paramAt(call *ssa.Call, p model.Place, fn *ssa.Function) int {
	if vals := PlaceValues(&call.Call, p); len(vals) == 1 && len(p.Fields) == 0 {
		return paramOf(vals[0], fn)
	}
	return -1
}

// alike are the results of a call that prepares a statement which a function's are
// by their types, nil if the statement is none of them: it may have been prepared
// before.
func alike(call, fn *types.Tuple) []int {
	if fn.Len() == 0 || !types.Identical(call.At(0).Type(), fn.At(0).Type()) {
		return nil
	}
	out := make([]int, fn.Len())
	for k := range out {
		out[k] = -1
		if k < call.Len() && types.Identical(call.At(k).Type(), fn.At(k).Type()) {
			out[k] = k
		}
	}
	return out
}

// onlyText reports whether the statement's text says all of what a call does.
func onlyText(b *model.Bound) bool {
	switch b.Does {
	case "":
	case model.Filter: // which prepares it
		if b.ReturnsAt.Kind != model.Recv {
			return false
		}
	default:
		return false
	}
	for _, p := range []model.Place{b.ConditionAt, b.BodyAt, b.HandleAt, b.IsolationAt, b.ColumnAt, b.TailAt, b.ProjectionAt, b.NamesAt, b.ValuesAt, b.TextAt} {
		if p.Kind != model.NoPlace {
			return false
		}
	}
	return b.SQLAt.Kind == model.Arg && (b.Does != "" || b.ReturnsAt.Kind == model.NoPlace) && len(b.Adds) == 0 && len(b.ColumnsAt) == 0
}

// textParam is the parameter that is the whole statement, -1 for none, or the
// builder of it and the method by which that renders it.
func (c *Classifier) textParam(call *ssa.Call, b *model.Bound, fn *ssa.Function) (param int, renders string) {
	texts := PlaceValues(&call.Call, b.SQLAt)
	if len(texts) != 1 || len(b.SQLAt.Fields) > 0 {
		return -1, ""
	}
	if p, method := renderedParam(texts[0], fn); p != nil {
		return paramOf(p, fn), method
	}
	text, holes := c.textHoles(texts[0])
	if text != sqltext.Hole || len(holes) != 1 {
		return -1, ""
	}
	return paramOf(holes[0], fn), ""
}

// argsParam is the list that a call hands on as its variadic tail, -1 for none; what
// a function makes of the list is as long:
//
//	return c.db.Exec(c.translate(q), c.translateArgs(args)...)
func argsParam(call *ssa.Call, fn *ssa.Function) int {
	if !call.Call.Signature().Variadic() {
		return -1
	}
	tail := value.Strip(call.Call.Args[len(call.Call.Args)-1])
	if made, ok := tail.(*ssa.Call); ok {
		for _, a := range made.Call.Args {
			if types.Identical(a.Type(), made.Type()) {
				tail = a
			}
		}
	}
	return paramOf(tail, fn)
}

// paramOf is the number of the parameter that v is, the receiver not counted.
func paramOf(v ssa.Value, fn *ssa.Function) int {
	p, ok := value.Strip(v).(*ssa.Parameter)
	if !ok {
		return -1
	}
	i := slices.Index(fn.Params, p)
	if fn.Signature.Recv() != nil {
		i--
	}
	return i
}

// rebound is the model of a call as it applies to a function that is it by another
// name.
func rebound(inner *model.Bound, fn *types.Func, w *Wrap) *model.Bound {
	b := *inner
	b.Func, b.SQLAt, b.Renders = fn, model.Place{Kind: model.Arg, Index: w.SQL}, w.Renders
	b.EntityAt, b.RowAt, b.KeyAt, b.DestAt, b.Signs, b.Given = model.Place{}, model.Place{}, nil, nil, nil, nil
	b.NamedAt = model.Place{}
	if w.Named >= 0 {
		b.NamedAt = model.Place{Kind: model.Arg, Index: w.Named}
	}
	if w.Args >= 0 {
		tail := fn.Signature().Variadic() && w.Args == fn.Signature().Params().Len()-1
		b.KeyAt = []model.Place{{Kind: model.Arg, Index: w.Args, Rest: tail}}
	}
	for _, d := range w.Dest {
		if d >= 0 {
			b.DestAt = append(b.DestAt, model.Place{Kind: model.Arg, Index: d})
		}
	}
	b.OutcomeAt, b.ErrorAt = handed(inner.OutcomeAt, w), handed(inner.ErrorAt, w)
	for _, s := range inner.Signs {
		s.Error, s.Unset = handed(s.Error, w), handed(s.Unset, w)
		if s.Error.Kind != model.NoPlace || s.Unset.Kind != model.NoPlace {
			b.Signs = append(b.Signs, s)
		}
	}
	return &b
}

// handed is where the function that w is of has what the call has at p.
func handed(p model.Place, w *Wrap) model.Place {
	switch p.Kind {
	case model.Result:
		for k, from := range w.Results {
			if from == p.Index {
				p.Index = k
				return p
			}
		}
	case model.Recv:
		return p
	}
	return model.Place{}
}
