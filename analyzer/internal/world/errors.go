package world

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
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
	if e.Ops.Models().Zero(obj) {
		return zero
	}
	elem := g.Type().Underlying().(*types.Pointer).Elem()
	if obj == nil || !value.ImplementsError(elem) {
		return Val{}
	}
	obj = e.renamed(obj)
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

// renamed is the sentinel that another package has another name for, or obj.
func (e *Engine) renamed(obj types.Object) types.Object {
	for range maxNames {
		v, ok := obj.(*types.Var)
		if !ok || e.Renamed == nil {
			break
		}
		of := e.Renamed(v)
		if of == nil {
			break
		}
		obj = of
	}
	return obj
}

// maxNames bounds the packages that hand a sentinel on under names of their own.
const maxNames = 4

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

// foreign reports whether x is an error of a library that does not know the
// sentinel y: what json.Unmarshal returns is never sql.ErrNoRows.
func foreign(x, y Val) bool {
	return x.Kind == Failure && x.Text != "" && y.Kind == Error && y.Err.Ident != nil && y.Err.Ident.Pkg() != nil && y.Err.Ident.Pkg().Path() != x.Text
}

// is evaluates errors.Is(x, target).
func (f *frame) is(x, target Val) Val {
	switch {
	case x.Kind == Zero:
		return truth(target.Kind == Zero)
	case foreign(x, target):
		return no
	case x.Kind != Error || target.Kind != Error || target.Err.Ident == nil:
		return Val{}
	}
	if x.Err.Any {
		return yes
	}
	for _, o := range x.Err.Is {
		if o == target.Err.Ident {
			return yes
		}
	}
	if x.Err.Class == Conflict && f.Ops.Models().ConflictSentinel(target.Err.Ident) {
		return yes
	}
	if x.Err.Open {
		return Val{}
	}
	return no
}

// equalErrors evaluates ==, which sees no wrapping.
func (f *frame) equalErrors(x, y *Err) Val {
	if x.Ident == nil && y.Ident == nil {
		return Val{}
	}
	if x.Any || y.Any || f.Ops.Models().Same(x.Ident, y.Ident) {
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
	if x.Err.Any {
		return Val{Kind: Detail, Err: x.Err}, yes
	}
	n, _ := types.Unalias(elem).(*types.Named)
	if n != nil && x.Err.Type == n.Origin().Obj() {
		return x, yes
	}
	if x.Err.Class == Conflict || x.Err.Class == Failed {
		if c, ok := f.Ops.Models().ConflictType(elem); ok || sqlState(t) {
			if ok && c.Form.Field == "" && x.Err.Class == Failed {
				return zero, no // every error of the type is a unique violation
			}
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
	case Conflict:
		if x.Err.Any {
			return yes
		}
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
