package op

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/cypher"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// readSQL lets the text of the statement that step s carries decide what the
// operation does. It reports whether the text is known well enough.
//
// The arguments of its placeholders are given with the text, or to the call
// that sends it: stmt, _ := db.Prepare(text); stmt.Exec(args…).
func (c *Classifier) readSQL(o *Op, s step) {
	texts := c.fieldsAt(s.call.Common(), s.bound.SQLAt)
	if len(texts) == 0 || s.bound.Renders != "" && c.renderedBy(o, texts[0], s.call, s.bound.Renders) || c.built(o, texts[0]) {
		return
	}
	text, holes := c.textHoles(texts[0])
	stmt := pick(statements(s.bound.File.Language, text))
	if stmt == nil {
		return
	}
	o.SQL = stmt
	o.Entity = c.tableOf(stmt, holes)
	args, named := c.arguments(s)
	if s.call != o.Call && o.Bound.ConditionAt.Kind == model.NoPlace {
		more, n := c.arguments(step{call: o.Call, bound: o.Bound})
		args = append(args, more...)
		if named == nil {
			named = n
		}
	}
	if named == nil {
		named = o.parts.named
	}
	in := operands{args, named, holes}
	o.Verb = verb(stmt)
	switch o.Verb {
	case model.Find:
		o.RowLock = stmt.RowLock && !stmt.SharedLock
		o.Others = o.Others || stmt.Others
		o.Narrowed = append(o.Narrowed, stmt.Narrowed...)
		n := len(o.Key)
		c.equalities(o, s, stmt.Where, in)
		c.maybe(o, n, texts[0], s.bound.File.Language)
		c.alternatives(o, s, stmt.Alternatives, in)
	case model.Update:
		o.Others = o.Others || stmt.Others || len(stmt.Alternatives) > 0
		c.equalities(o, s, stmt.Where, in)
	case model.Create, model.FindOrCreate, model.Upsert:
		for _, a := range stmt.Insert {
			column := cmp.Or(a.Column, c.unnamed(o, a.Operand, args))
			if e := c.operand(a.Operand, in, s.call); e != nil && column != "" {
				o.Row.Cells = append(o.Row.Cells, Cell{column, e})
			}
		}
		o.Row.Complete = len(o.Row.Cells) == len(stmt.Insert) && len(stmt.Insert) > 0
		if o.Verb == model.FindOrCreate {
			c.equalities(o, s, stmt.Where, in)
		}
	}
}

// statements are those of a text in a language.
func statements(language model.Language, text string) []sqltext.Statement {
	if language == model.Cypher {
		return cypher.Parse(text)
	}
	return sqltext.Parse(text)
}

// arguments returns what a call passes for the placeholders of a statement.
func (c *Classifier) arguments(s step) (args []ssa.Value, named ssa.Value) {
	for _, k := range s.bound.KeyAt {
		args = append(args, c.arguable(c.placeValues(s.call.Common(), k))...)
	}
	if vals := c.arguable(c.fieldsAt(s.call.Common(), s.bound.NamedAt)); len(vals) == 1 {
		named = vals[0]
	}
	return args, named
}

// tableOf is the entity of a statement. A table whose name has a hole is known
// by the text around it and the value in it.
func (c *Classifier) tableOf(stmt *sqltext.Statement, holes []ssa.Value) Entity {
	e := Entity{Table: stmt.Table, Schema: stmt.Schema}
	if i := stmt.TableHole - 1; i >= 0 && i < len(holes) && holes[i] != nil {
		e.Pattern, e.Hole = stmt.TablePattern, c.view.Of(holes[i])
	}
	return e
}

// pick returns the statement of a text that matters here: the first that
// inserts, else the first.
func pick(stmts []sqltext.Statement) *sqltext.Statement {
	for i := range stmts {
		if stmts[i].Kind == sqltext.Insert {
			return &stmts[i]
		}
	}
	if len(stmts) == 0 {
		return nil
	}
	return &stmts[0]
}

// verb is what a statement does.
func verb(s *sqltext.Statement) model.Verb {
	switch s.Kind {
	case sqltext.Select:
		return model.Find
	case sqltext.Insert:
		switch {
		case s.OnConflict != sqltext.NoClause:
			return model.Upsert
		case s.OpenTail:
			return model.Nothing // a conflict clause may follow
		case s.NotExists:
			return model.FindOrCreate
		}
		return model.Create
	case sqltext.Merge:
		return model.Upsert
	case sqltext.Update:
		return model.Update
	case sqltext.Delete:
		return model.Delete
	case sqltext.LockTable, sqltext.AdvisoryLock:
		return model.DoLock
	case sqltext.AdvisoryUnlock:
		return model.DoUnlock
	case sqltext.Begin, sqltext.Set:
		return model.Begin
	}
	return model.Nothing
}

// Row is what a create writes.
type Row struct {
	// Cells are the columns whose value is known by name.
	Cells []Cell
	// Complete says that there are no other columns than Cells.
	Complete bool
	// Given is what the call is given as the row: one, or a list of rows.
	Given ssa.Value
	// Value is the struct, or pointer to one, whose fields are the columns.
	Value ssa.Value
	// Base is Value's identity.
	Base *value.Expr
}

// Cell is one column of a row.
type Cell struct {
	Column string
	Value  *value.Expr
}

// resolveRow finds the row among the arguments of a create, or of the steps
// that lead to it.
//
//	db.Create(&u)    db.NewInsert().Model(&u).Exec(ctx)
func (c *Classifier) resolveRow(o *Op, ch chain) {
	switch o.Verb {
	case model.Create, model.Save, model.Upsert, model.FindOrCreate:
	default:
		return
	}
	var vals []ssa.Value
	for _, s := range ch.steps {
		if at := c.fieldsAt(s.call.Common(), s.bound.RowAt); len(at) > 0 {
			vals = at
		}
	}
	if len(vals) == 0 {
		return
	}
	v := c.encoded(value.Strip(vals[0]))
	o.Row.Given = v
	if !isPairs(v.Type()) {
		v = c.element(v)
	}
	if c.entryRow(o, value.Strip(v)) {
		return
	}
	o.Row.Value = v
	o.Row.Base = c.view.Of(o.Row.Value)
	if c.documents(o.Bound.File) && o.Entity.Type == nil {
		o.Entity.Type = EntityOf(rowType(value.Strip(v))).Type // whose columns these are
	}
}

// element returns the first element of a slice literal, or v.
//
//	db.Create([]*User{{Name: n}})    session.Insert(&[]*User{{Name: n}})
func (c *Classifier) element(v ssa.Value) ssa.Value {
	if list := onlyStored(v); list != nil {
		v = list
	}
	if elems, ok := value.Variadic(v); ok && len(elems) > 0 {
		return elems[0]
	}
	return v
}

// Column returns the identity of a column of the row that o creates, as view
// sees it when the call runs: Zero when nothing is written there, nil when it
// cannot be known.
func (c *Classifier) Column(o *Op, column string, view *value.View) *value.Expr {
	for _, cell := range o.Row.Cells {
		if cell.Column == column {
			return cell.Value
		}
	}
	if o.Row.Value == nil {
		if o.Row.Complete {
			return value.ZeroExpr()
		}
		return nil
	}
	return c.columnOf(o.Bound.File.Rows, o.Row.Value, nil, column, o.Call, view)
}

// Columns lists the columns that a create may write.
func (c *Classifier) Columns(o *Op) []string {
	var out []string
	for _, cell := range o.Row.Cells {
		out = append(out, cell.Column)
	}
	if o.Row.Value != nil {
		for _, col := range c.Fields(o) {
			out = append(out, col.Name)
		}
	}
	return out
}

// ColumnOf is Column for a row that the caller of a helper passes: v, of row
// type t, as it is when the call at runs, by the conventions of a model.
func (c *Classifier) ColumnOf(model string, v ssa.Value, t *types.Named, column string, at ssa.Instruction, view *value.View) *value.Expr {
	for _, f := range c.models.Files() {
		if f.Package != model {
			continue
		}
		call, ok := at.(ssa.CallInstruction)
		o := &Op{Call: call}
		if ok && c.entryRow(o, value.Strip(v)) { // a map, or a document
			return c.Column(o, column, view)
		}
		return c.columnOf(f.Rows, v, t, column, at, view)
	}
	return nil
}

func (c *Classifier) columnOf(rows *model.Rows, v ssa.Value, t *types.Named, column string, at ssa.Instruction, view *value.View) *value.Expr {
	v = value.Strip(v)
	if t == nil {
		t = namedOf(rowType(v))
	}
	if t == nil {
		return nil
	}
	f, ok := c.naming.field(t, rows, column)
	if !ok {
		return nil
	}
	path := append(slices.Clip(f.path), value.Nullable(f.typ)...)
	if isList(v.Type()) {
		return view.Element(v, path, at)
	}
	e := fieldOf(view, v, path, at)
	if e.Op == value.Zero {
		if later := c.filledLater(rows, v, t, path, at, view); later != nil {
			return later
		}
	}
	return e
}
