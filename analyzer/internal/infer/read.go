package infer

import (
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

type role uint8

const (
	none role = iota
	finds
	creates
)

// The words that method names begin with, and those that make them something
// else wherever they stand.
var (
	findWords   = []string{"get", "find", "take", "lookup", "exist", "exists", "has", "is", "check", "count", "fetch", "load", "query", "select"}
	createWords = []string{"create", "insert", "add", "save", "store", "register", "persist"}
	otherWords  = []string{"upsert", "or", "update", "replace", "ignore", "if", "ensure", "merge", "cache", "cached", "tx", "batch", "bulk", "many", "all"}
	// A bool is an answer to "is it there?" when the name has one of these.
	thereWords = []string{"exist", "exists", "has", "taken", "used", "registered", "duplicate", "contains"}
)

// method is an interface method as its name and signature read.
type method struct {
	fn    *types.Func
	role  role
	words []string // of the name, in lower case
	// entity is the struct that the method returns, or that it is given as a row;
	// nil for a find that only says whether there is one.
	entity *types.Named
	row    int // index of the row among receiver and parameters; 0 for none
	// entityOfRow is the type of the row.
	entityOfRow *types.Named
	keys        []key // the other parameters, but for contexts
}

// key is a parameter and the column that it is compared with or written to.
type key struct {
	column string
	index  int // among receiver and parameters
}

// read reads a method's name and signature.
func read(fn *types.Func) method {
	m := method{fn: fn, words: strings.Split(op.Snake(fn.Name()), "_")}
	first := m.words[0]
	for _, w := range m.words {
		if slices.Contains(otherWords, w) {
			return m
		}
	}
	m.parameters()
	m.entity = returned(fn)
	switch {
	case slices.Contains(createWords, first) && m.writes():
		m.role = creates
		if m.entity == nil {
			m.entity = m.entityOfRow
		}
	case slices.Contains(findWords, first) && m.asks():
		m.role = finds
	}
	return m
}

// parameters sorts the parameters into the row and keys.
func (m *method) parameters() {
	var columns []string
	if i := slices.Index(m.words, "by"); i >= 0 {
		columns = strings.Split(strings.Join(m.words[i+1:], "_"), "_and_")
	}
	params := m.fn.Signature().Params()
	var free []key
	for i := range params.Len() {
		p := params.At(i)
		if isContext(p.Type()) {
			continue
		}
		if n := row(p.Type()); n != nil && m.row == 0 {
			m.row, m.entityOfRow = i+1, n
			continue
		}
		free = append(free, key{op.Snake(p.Name()), i + 1})
	}
	if len(columns) == len(free) {
		for i := range free {
			free[i].column = columns[i]
		}
	}
	m.keys = slices.DeleteFunc(free, func(k key) bool { return k.column == "" || k.column == "_" })
}

// writes reports whether the method can be a create: it has something to
// write, a context, since it goes elsewhere, and an error that may come back.
func (m *method) writes() bool {
	sig := m.fn.Signature()
	hasContext := false
	for p := range sig.Params().Variables() {
		hasContext = hasContext || isContext(p.Type())
	}
	return hasContext && !sig.Variadic() && returnsError(sig) && (m.row > 0 || len(m.keys) > 0)
}

// asks reports whether the method can be a find: it has a key, and its result
// says whether there is a row.
func (m *method) asks() bool {
	sig := m.fn.Signature()
	if len(m.keys) == 0 || m.row > 0 || sig.Variadic() || sig.Results().Len() == 0 || sig.Results().Len() > 3 {
		return false
	}
	result := sig.Results().At(0).Type()
	if b, ok := result.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		return slices.ContainsFunc(m.words, func(w string) bool { return slices.Contains(thereWords, w) })
	}
	if b, ok := result.Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
		return m.words[0] == "count"
	}
	return m.entity != nil
}

// returned is the struct that a method returns first, or points to.
func returned(fn *types.Func) *types.Named {
	results := fn.Signature().Results()
	if results.Len() == 0 {
		return nil
	}
	return row(results.At(0).Type())
}

// row is the struct that t is, or points to, when it can be a row: it has fields
// that others can read, and a name.
func row(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.TypeArgs().Len() > 0 || n.Obj().Pkg().Path() == "time" {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if f.Exported() {
			return n
		}
	}
	return nil
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" && n.Obj().Name() == "Context"
}

func returnsError(sig *types.Signature) bool {
	n := sig.Results().Len()
	return n > 0 && value.IsError(sig.Results().At(n-1).Type())
}
