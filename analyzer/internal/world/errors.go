package world

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

// global is what is known of a package-level variable: an error variable is a
// sentinel, and wraps what it was made from.
//
//	var ErrNotFound = gorm.ErrRecordNotFound           the same sentinel
//	var ErrNoUser = fmt.Errorf("user: %w", ErrNotFound) another that is also it
func (e *Engine) global(g *ssa.Global) Val {
	if v, ok := e.glob[g]; ok {
		return v
	}
	e.glob[g] = Val{} // an initialisation cycle is not known
	v := e.sentinel(g)
	e.glob[g] = v
	return v
}

func (e *Engine) sentinel(g *ssa.Global) Val {
	obj := g.Object()
	elem := g.Type().Underlying().(*types.Pointer).Elem()
	if obj == nil || !isError(elem) && !implementsError(elem) {
		return Val{}
	}
	err := &Err{Ident: obj, Is: append([]types.Object{obj}, e.Ops.Models().Also(obj)...)}
	if init := initialiser(g); init != nil {
		switch init := init.(type) {
		case *ssa.UnOp:
			if from, ok := init.X.(*ssa.Global); ok && init.Op == token.MUL {
				return e.global(from)
			}
		case *ssa.Call:
			for _, op := range init.Operands(nil) {
				e.wrapGlobals(*op, err)
			}
		}
	}
	return Val{Kind: Error, Err: err}
}

// wrapGlobals adds the sentinels that a call in an initialiser is given.
func (e *Engine) wrapGlobals(v ssa.Value, err *Err) {
	vals := []ssa.Value{v}
	if elems, ok := variadic(v); ok {
		vals = elems
	}
	for _, v := range vals {
		if load, ok := strip(v).(*ssa.UnOp); ok && load.Op == token.MUL {
			if from, ok := load.X.(*ssa.Global); ok {
				if w := e.global(from); w.Kind == Error {
					err.Is = append(err.Is, w.Err.Is...)
				}
			}
		}
	}
}

func initialiser(g *ssa.Global) ssa.Value {
	if g.Pkg == nil || g.Pkg.Func("init") == nil {
		return nil
	}
	for _, b := range g.Pkg.Func("init").Blocks {
		for _, instr := range b.Instrs {
			if st, ok := instr.(*ssa.Store); ok && st.Addr == g {
				return st.Val
			}
		}
	}
	return nil
}

// is evaluates errors.Is(x, target).
func (f *frame) is(x, target Val) Val {
	switch {
	case x.Kind == Zero:
		return truth(target.Kind == Zero)
	case x.Kind != Error || target.Kind != Error || target.Err.Ident == nil:
		return Val{}
	}
	for _, o := range x.Err.Is {
		if o == target.Err.Ident {
			return yes
		}
	}
	if x.Err.Class == Conflict && f.Ops.Models().ConflictSentinel(target.Err.Ident) {
		return yes
	}
	return no
}

// equalErrors evaluates ==, which sees no wrapping.
func (f *frame) equalErrors(x, y *Err) Val {
	if x.Ident == nil && y.Ident == nil {
		return Val{}
	}
	if x.Ident == y.Ident {
		return yes
	}
	for _, p := range [][2]*Err{{x, y}, {y, x}} {
		if p[0].Class == Conflict && p[0].Ident == nil && f.Ops.Models().ConflictSentinel(p[1].Ident) {
			return yes
		}
	}
	return no
}

// asType evaluates errors.As and type assertions on the error x: the value as
// type t, and whether it is one.
func (f *frame) asType(x Val, t types.Type) (Val, Val) {
	if x.Kind == Zero {
		return zero, no
	}
	if x.Kind != Error {
		return Val{}, Val{}
	}
	elem := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		elem = p.Elem()
	}
	n, _ := types.Unalias(elem).(*types.Named)
	if n != nil && x.Err.Type == n.Origin().Obj() {
		return x, yes
	}
	if x.Err.Class == Conflict || x.Err.Class == Failed {
		if _, ok := f.Ops.Models().ConflictType(elem); ok || sqlState(t) {
			return Val{Kind: Detail, Err: x.Err, Text: ""}, yes
		}
		return Val{}, Val{}
	}
	if _, isIface := t.Underlying().(*types.Interface); isIface {
		return Val{}, Val{}
	}
	return zero, no
}

// sqlState reports whether t is the anonymous interface by which code asks any
// driver for its error code.
func sqlState(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if m.Name() == "SQLState" {
			return true
		}
	}
	return false
}

// equalDetail compares a driver error's code with a constant: in the lost
// world it is the one that means unique violation, else it is another.
//
//	var pgErr *pgconn.PgError
//	if errors.As(err, &pgErr) && pgErr.Code == "23505"
func (f *frame) equalDetail(x, y Val) Val {
	if y.Kind == Detail {
		x, y = y, x
	}
	switch {
	case y.Kind == Zero:
		return no
	case y.Kind != Const:
		return Val{}
	case x.Err.Class != Conflict:
		return no
	}
	return truth(f.conflictCode(y.Text))
}

// conflictCode reports whether a model lists the constant as a code of a
// unique violation.
func (f *frame) conflictCode(text string) bool {
	return f.Ops.Models().ConflictCode(strings.Trim(text, `"`))
}

// text evaluates a search in an error's message.
//
//	strings.Contains(err.Error(), "duplicate key")
func (f *frame) textContains(x Val, needle string) Val {
	if x.Kind != ErrorText {
		return Val{}
	}
	needle = strings.ToLower(needle)
	words := conflictWords
	switch x.Err.Class {
	case Failed:
		return no
	case Absence:
		words = absenceWords
	case Other:
		return Val{}
	}
	return truth(slices.ContainsFunc(words, func(w string) bool { return strings.Contains(needle, w) }))
}

// The words by which code recognises errors in messages, of all drivers.
var (
	conflictWords = []string{"duplicate", "unique", "23505", "1062", "2067", "1555", "already exists", "constraint", "e11000", "2627"}
	absenceWords  = []string{"not found", "no rows", "no documents", "does not exist", "no record"}
)

// intrinsic evaluates the functions of the standard library, and of those that
// models say are like them, that make, wrap and test errors.
func (f *frame) intrinsic(call *ssa.Call, s *state) (Val, bool) {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return f.builtin(b.Name(), common.Args, s)
	}
	if common.IsInvoke() && common.Method.Name() == "Error" && len(common.Args) == 0 {
		return f.errorText(f.eval(common.Value, s))
	}
	fn := callee(common)
	if fn == nil {
		return Val{}, false
	}
	arg := func(i int) Val { return f.eval(common.Args[i], s) }
	switch fn.FullName() {
	case "errors.Is", "github.com/pkg/errors.Is", "golang.org/x/xerrors.Is", "github.com/cockroachdb/errors.Is":
		return f.is(arg(0), arg(1)), true
	case "errors.Join":
		return f.wrap(common, s, true), true
	case "errors.Unwrap", "github.com/pkg/errors.Cause":
		return f.unwrap(arg(0)), true
	case "errors.New", "github.com/pkg/errors.New", "github.com/pkg/errors.Errorf":
		return Val{Kind: Error, Err: &Err{}}, true
	case "fmt.Errorf", "golang.org/x/xerrors.Errorf":
		format, _ := f.Ops.Text(common.Args[0])
		if !strings.Contains(format, "%w") {
			return Val{Kind: Error, Err: &Err{}}, true
		}
		return f.wrap(common, s, false), true
	case "strings.Contains", "strings.HasPrefix", "strings.HasSuffix", "strings.EqualFold":
		if t, ok := f.Ops.Text(common.Args[1]); ok {
			return f.textContains(arg(0), t), true
		}
	case "strings.ToLower", "strings.ToUpper":
		if v := arg(0); v.Kind == ErrorText {
			return v, true
		}
	}
	return f.modelled(call, s)
}

// modelled evaluates calls that a model knows as error functions.
func (f *frame) modelled(call *ssa.Call, s *state) (Val, bool) {
	b, ok := f.Ops.Bound(call.Common())
	if !ok {
		return Val{}, false
	}
	switch b.Does {
	case model.Wrap:
		for _, a := range call.Call.Args {
			if isError(a.Type()) {
				v := f.eval(a, s)
				if v.Kind == Zero || v.Kind == Unknown || v.Kind == Failure {
					return v, true
				}
			}
		}
		return f.wrap(call.Common(), s, true), true
	case model.IsConflict, model.IsAbsent:
		want := Conflict
		if b.Does == model.IsAbsent {
			want = Absence
		}
		for _, v := range f.tested(call, b, s) {
			switch v.Kind {
			case Zero:
				return no, true
			case Error:
				return truth(v.Err.Class == want), true
			}
		}
	}
	return Val{}, false
}

// tested are the errors that a test looks at: those it is given, or the one at
// the place that its model names.
//
//	gorm.IsRecordNotFoundError(err)    db.First(&u).RecordNotFound()
func (f *frame) tested(call *ssa.Call, b *model.Bound, s *state) []Val {
	var vals []Val
	if at := b.ErrorAt; at.Kind != model.NoPlace && len(at.Fields) > 0 {
		for _, a := range op.PlaceValues(call.Common(), at) {
			p := f.place(a)
			if v, ok := s.read(p.Root, dotted(p.Path)+dotted(at.Fields)); ok {
				vals = append(vals, v)
			}
		}
		return vals
	}
	for _, a := range call.Call.Args {
		if isError(a.Type()) {
			vals = append(vals, f.eval(a, s))
		}
	}
	return vals
}

// wrap is the error made from those among the arguments of a call; nil ones
// count only where all are nil.
func (f *frame) wrap(common *ssa.CallCommon, s *state, nilAllowed bool) Val {
	var errs []Val
	unknown := false
	for _, a := range common.Args {
		vals := []ssa.Value{a}
		if elems, ok := variadic(a); ok {
			vals = elems
		}
		for _, v := range vals {
			// A variadic argument hides the error in an interface.
			if !isError(strip(v).Type()) && !isError(v.Type()) {
				continue
			}
			switch val := f.eval(strip(v), s); val.Kind {
			case Zero:
			case Unknown:
				unknown = true
			default:
				errs = append(errs, val)
			}
		}
	}
	switch {
	case len(errs) == 0 && nilAllowed && unknown:
		return Val{}
	case len(errs) == 0 && nilAllowed:
		return zero
	case unknown && !nilAllowed:
		return nonNil
	}
	return wrapErrs(errs)
}

func (f *frame) unwrap(x Val) Val {
	if x.Kind == Zero {
		return zero
	}
	if x.Kind != Error {
		return Val{}
	}
	if x.Err.Base == nil {
		return x
	}
	e := *x.Err
	e.Ident, e.Base = e.Base, nil
	return Val{Kind: Error, Err: &e}
}

func (f *frame) errorText(x Val) (Val, bool) {
	if x.Kind == Error || x.Kind == Detail {
		return Val{Kind: ErrorText, Err: x.Err}, true
	}
	return Val{}, true
}

func (f *frame) builtin(name string, args []ssa.Value, s *state) (Val, bool) {
	switch name {
	case "len", "cap":
		switch f.eval(args[0], s).Kind {
		case Zero:
			return zero, true
		case Set, Const:
			return set, true
		}
	case "append":
		if f.eval(args[0], s).Kind == Set {
			return set, true
		}
		if elems, ok := variadic(args[1]); ok && len(elems) > 0 {
			return set, true
		}
	}
	return Val{}, true
}
