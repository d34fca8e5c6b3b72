// Package value decides whether two SSA values are the same value: the key a
// find looked for and the key a create writes.
//
// A value's identity is an expression over parameters, constants, globals,
// fields of a root and pure functions of such. Reads of struct locals go back
// to what was stored there. The answer is three-valued; whatever this package
// cannot follow (aliases through unknown calls, arithmetic, reflection) has
// an identity of its own that compares as unknown. It refuses to say what a
// value is, only whether two are the same.
package value

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Op is the kind of an Expr.
type Op uint8

// The kinds of expressions.
const (
	Opaque  Op = iota // a value with no identity but its own
	Param             // parameter Index of a function
	Const             // a constant; Name is its exact text
	Zero              // the zero value of some type
	Global            // a package-level variable
	Alloc             // a variable or composite literal that was filled elsewhere
	Field             // Args[0].Name
	Elem              // Args[0][Args[1]]
	Call              // pure function Name of Args
	Extract           // result Index of Args[0]
	Fresh             // never seen before: a uuid, a time, an autoincrement
	Any               // one of Args
	Each              // the index of any element of a list
)

// Expr is the identity of a value. It is immutable.
type Expr struct {
	Op    Op
	Name  string
	Index int
	Args  []*Expr
	// Ref is the SSA value behind a Param, Global, Alloc or Opaque; nil in an
	// expression that came from another package.
	Ref ssa.Value

	key string
}

func leaf(op Op, name string, index int, ref ssa.Value) *Expr {
	e := &Expr{Op: op, Name: name, Index: index, Ref: ref}
	switch {
	case op == Const:
		e.key = "c:" + name
	case op == Zero:
		e.key = "0"
	case op == Each:
		e.key = "*"
	case op == Global && ref == nil:
		e.key = "g:" + name
		e.Name = name[strings.LastIndexByte(name, '/')+1:]
	case op == Global:
		e.key = "g:" + ref.String()
	case ref != nil:
		e.key = refKey(ref)
	default:
		e.key = "p" + strconv.Itoa(index) + ":" + name
	}
	return e
}

// refKey is unique within a program and the same in every run.
func refKey(v ssa.Value) string {
	if fn := v.Parent(); fn != nil {
		return fn.String() + "#" + v.Name()
	}
	return v.String()
}

// Budgets: an identity beyond them is unknown.
const (
	maxKey          = 700 // bytes of its key
	maxAlternatives = 5   // values that it may be
)

func node(op Op, name string, index int, args ...*Expr) *Expr {
	var b strings.Builder
	b.WriteByte("opczgafeixFA"[op])
	b.WriteString(name)
	if index != 0 {
		b.WriteString(strconv.Itoa(index))
	}
	b.WriteByte('(')
	for i, a := range args {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(a.key)
	}
	b.WriteByte(')')
	if b.Len() > maxKey {
		return leaf(Opaque, "", 0, nil)
	}
	return &Expr{Op: op, Name: name, Index: index, Args: args, key: b.String()}
}

// ZeroExpr is the zero value.
func ZeroExpr() *Expr { return leaf(Zero, "", 0, nil) }

// ConstExpr is the constant whose exact text is given.
func ConstExpr(text string) *Expr { return leaf(Const, text, 0, nil) }

// FieldExpr is a field of e.
func FieldExpr(e *Expr, name string) *Expr {
	switch e.Op {
	case Zero:
		return e
	case Any:
		alt := make([]*Expr, len(e.Args))
		for i, a := range e.Args {
			alt[i] = FieldExpr(a, name)
		}
		return anyOf(alt)
	}
	return node(Field, name, 0, e)
}

// anyOf joins alternatives, dropping duplicates.
func anyOf(alt []*Expr) *Expr {
	var kept []*Expr
	seen := map[string]bool{}
	for _, e := range alt {
		parts := []*Expr{e}
		if e.Op == Any {
			parts = e.Args
		}
		for _, p := range parts {
			if !seen[p.key] {
				seen[p.key] = true
				kept = append(kept, p)
			}
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	if len(kept) > maxAlternatives {
		return leaf(Opaque, "", 0, nil)
	}
	return node(Any, "", 0, kept...)
}

// Key is the same for two expressions only if they are the same expression.
func (e *Expr) Key() string { return e.key }

// Root returns the expression at the bottom of a chain of fields, and the
// fields from there.
func (e *Expr) Root() (*Expr, []string) {
	var path []string
	for e.Op == Field {
		path = append([]string{e.Name}, path...)
		e = e.Args[0]
	}
	return e, path
}

// String renders e as source text, as near as it can.
func (e *Expr) String() string {
	switch e.Op {
	case Param, Global:
		return e.Name
	case Const:
		return e.Name
	case Zero:
		return "zero"
	case Alloc:
		if e.Name != "" {
			return e.Name
		}
		return "value"
	case Field:
		return e.Args[0].String() + "." + e.Name
	case Elem:
		switch index := e.Args[1]; index.Op {
		case Const, Param, Field:
			return e.Args[0].String() + "[" + index.String() + "]"
		}
		return e.Args[0].String() + "[…]"
	case Call:
		if e.Name == "+" {
			return e.Args[0].String() + " + " + e.Args[1].String()
		}
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = a.String()
		}
		if strings.HasPrefix(e.Name, ".") && len(args) > 0 { // a method of the first
			return args[0] + e.Name + "(" + strings.Join(args[1:], ", ") + ")"
		}
		return e.Name + "(" + strings.Join(args, ", ") + ")"
	case Extract:
		return e.Args[0].String()
	case Any:
		for _, a := range e.Args {
			if a.Op != Zero {
				return a.String()
			}
		}
	}
	if e.Name != "" {
		return e.Name
	}
	return "…"
}

// ElemExpr is e[index].
func ElemExpr(e, index *Expr) *Expr { return node(Elem, "", 0, e, index) }
