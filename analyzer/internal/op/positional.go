package op

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// unnamed is the column that a statement gives a value without naming it, or
// under a name that the program computes from the row type: that of the field
// which the value is read from. It is "" for any other value.
//
//	"insert into %s (%s) values (?, ?)", table, columns    exec(query, u.Email, u.Name)
func (c *Classifier) unnamed(o *Op, operand sqltext.Operand, args []ssa.Value) string {
	if operand.Kind != sqltext.Placeholder || operand.Index >= len(args) {
		return ""
	}
	t, field := fieldRead(value.Strip(args[operand.Index]))
	n := namedOf(t)
	if n == nil {
		return ""
	}
	for _, f := range c.naming.fields(n, o.Bound.File.Rows) {
		if len(f.path) == 1 && f.path[0] == field {
			return f.column
		}
	}
	return ""
}

// columnField is the column that v names, which is read from a struct of the names
// of columns.
//
//	dao.User.Columns().Email
func (c *Classifier) columnField(v ssa.Value) string {
	t, field := fieldRead(v)
	n := namedOf(t)
	if n == nil {
		return ""
	}
	if role, _ := c.models.Type(n.Origin().Obj()); role != model.Columns {
		return ""
	}
	return Snake(field)
}

// fieldRead returns the struct, or pointer to one, and the field that v is read
// from; nil if it is not read from one.
func fieldRead(v ssa.Value) (t types.Type, field string) {
	switch v := v.(type) {
	case *ssa.Field:
		return v.X.Type(), value.FieldName(v.X.Type(), v.Field)
	case *ssa.UnOp:
		if addr, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return addr.X.Type(), value.FieldName(addr.X.Type(), addr.Field)
		}
	}
	return nil, ""
}
