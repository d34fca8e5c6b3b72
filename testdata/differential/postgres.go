package differential

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	pg "github.com/sqlc-dev/oliphant"
)

// postgres are the facts that PostgreSQL's grammar reads in one statement.
func postgres(statement string) (facts, error) {
	tree, err := pg.Parse(statement)
	if err != nil {
		return nil, err
	}
	var f facts
	for _, raw := range tree.Stmts {
		pgStatement(&f, outermost(raw.Stmt))
	}
	return f, nil
}

// outermost is what a statement does: a WITH that writes outweighs a SELECT, and
// one that inserts everything but an INSERT.
func outermost(n *pg.Node) *pg.Node {
	var with *pg.WithClause
	switch {
	case n.GetSelectStmt() != nil:
		with = n.GetSelectStmt().WithClause
	case n.GetUpdateStmt() != nil:
		with = n.GetUpdateStmt().WithClause
	case n.GetDeleteStmt() != nil:
		with = n.GetDeleteStmt().WithClause
	}
	var writing *pg.Node
	for _, c := range with.GetCtes() {
		inner := outermost(c.GetCommonTableExpr().Ctequery)
		insert := inner.GetInsertStmt() != nil
		switch {
		case insert && writing.GetInsertStmt() == nil:
			writing = inner
		case writing == nil && (inner.GetUpdateStmt() != nil || inner.GetDeleteStmt() != nil):
			writing = inner
		}
	}
	if writing.GetInsertStmt() != nil || writing != nil && n.GetSelectStmt() != nil {
		return writing
	}
	return n
}

// pgBlock adds the facts of the statements in a DO block.
func pgBlock(f *facts, n *pg.Node) {
	text, err := pg.Deparse(&pg.ParseResult{Stmts: []*pg.RawStmt{{Stmt: n}}})
	if err != nil {
		return
	}
	tree, err := pg.ParsePlPgSqlToJSON(text)
	if err != nil {
		return
	}
	var v any
	if json.Unmarshal([]byte(tree), &v) == nil {
		pgQueries(f, v)
	}
}

// pgQueries adds the facts of the schema changes among the statements of a
// PL/pgSQL tree.
func pgQueries(f *facts, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			pgQueries(f, e)
		}
	case map[string]any:
		if s, ok := v["sqlstmt"].(map[string]any); ok {
			if e, ok := s["PLpgSQL_expr"].(map[string]any); ok {
				text, _ := e["query"].(string)
				inner, err := postgres(text)
				for _, line := range inner {
					if err == nil && !slices.ContainsFunc([]string{"insert ", "update ", "delete ", "select"}, func(p string) bool { return strings.HasPrefix(line, p) }) {
						f.add(line)
					}
				}
			}
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			pgQueries(f, v[k])
		}
	}
}

func pgStatement(f *facts, n *pg.Node) {
	switch {
	case n.GetCreateStmt() != nil:
		pgCreate(f, n.GetCreateStmt())
	case n.GetCreateTableAsStmt() != nil:
		s := n.GetCreateTableAsStmt()
		if s.Objtype == pg.ObjectType_OBJECT_TABLE && s.Into.Rel.Relpersistence != "t" {
			f.add("create", s.Into.Rel.Relname)
		}
	case n.GetIndexStmt() != nil:
		if s := n.GetIndexStmt(); s.Unique {
			f.add("unique", list(s.Relation.Relname, pgParts(s.IndexParams)), when(s.WhereClause != nil, "partial"))
		}
	case n.GetAlterTableStmt() != nil:
		if s := n.GetAlterTableStmt(); s.Objtype == pg.ObjectType_OBJECT_TABLE {
			for _, c := range s.Cmds {
				pgCommand(f, s.Relation.Relname, c.GetAlterTableCmd())
			}
		}
	case n.GetDropStmt() != nil:
		pgDrop(f, n.GetDropStmt())
	case n.GetRenameStmt() != nil:
		pgRename(f, n.GetRenameStmt())
	case n.GetDoStmt() != nil:
		pgBlock(f, n)
	case n.GetInsertStmt() != nil:
		s := n.GetInsertStmt()
		var columns []string
		for _, c := range s.Cols {
			columns = append(columns, c.GetResTarget().Name)
		}
		f.add("insert", list(s.Relation.Relname, columns), when(s.OnConflictClause != nil, "conflict"))
	case n.GetUpdateStmt() != nil:
		f.add("update", n.GetUpdateStmt().Relation.Relname)
	case n.GetDeleteStmt() != nil:
		f.add("delete", n.GetDeleteStmt().Relation.Relname)
	case n.GetSelectStmt() != nil:
		f.add("select") // compared by kind: see compare
	}
}

func pgParts(params []*pg.Node) []string {
	var parts []string
	for _, p := range params {
		e := p.GetIndexElem()
		if fields := e.Expr.GetColumnRef().GetFields(); len(fields) == 1 {
			parts = append(parts, fields[0].GetString_().Sval) // (a)
		} else if e.Name != "" {
			parts = append(parts, e.Name)
		} else {
			parts = append(parts, "expr")
		}
	}
	return parts
}

func pgNames(keys []*pg.Node) []string {
	var parts []string
	for _, k := range keys {
		parts = append(parts, k.GetString_().Sval)
	}
	return parts
}

func pgCreate(f *facts, s *pg.CreateStmt) {
	if s.Relation.Relpersistence == "t" || s.Partbound != nil {
		return // temporary tables and partitions are left out by design
	}
	table := s.Relation.Relname
	var primary []string
	copied := false
	for _, e := range s.TableElts {
		if c := e.GetConstraint(); c != nil && c.Contype == pg.ConstrType_CONSTR_PRIMARY {
			primary = append(primary, pgNames(c.Keys)...)
		}
		copied = copied || e.GetTableLikeClause() != nil
	}
	if copied {
		f.add("copy", table)
	} else {
		f.add("create", table)
	}
	for _, e := range s.TableElts {
		if c := e.GetColumnDef(); c != nil {
			pgColumn(f, table, c, slices.Contains(primary, c.Colname))
		}
		if c := e.GetConstraint(); c != nil {
			pgConstraint(f, table, c)
		}
	}
}

func pgColumn(f *facts, table string, c *pg.ColumnDef, notNull bool) {
	for _, n := range c.Constraints {
		switch k := n.GetConstraint(); k.Contype {
		case pg.ConstrType_CONSTR_NOTNULL:
			notNull = true
		case pg.ConstrType_CONSTR_PRIMARY:
			notNull = true
			f.add("primary", list(table, []string{c.Colname}))
		case pg.ConstrType_CONSTR_UNIQUE:
			f.add("unique", list(table, []string{c.Colname}))
		}
	}
	f.add("column", table+"."+c.Colname, when(notNull, "notnull"))
}

func pgConstraint(f *facts, table string, c *pg.Constraint) {
	primary := c.Contype == pg.ConstrType_CONSTR_PRIMARY
	switch {
	case !primary && c.Contype != pg.ConstrType_CONSTR_UNIQUE:
	case c.Indexname != "":
		f.add("using", table, c.Indexname, when(primary, "primary"))
	case primary:
		f.add("primary", list(table, pgNames(c.Keys)))
	default:
		f.add("unique", list(table, pgNames(c.Keys)))
	}
}

func pgCommand(f *facts, table string, c *pg.AlterTableCmd) {
	switch c.Subtype {
	case pg.AlterTableType_AT_AddColumn:
		pgColumn(f, table, c.Def.GetColumnDef(), false)
	case pg.AlterTableType_AT_AddConstraint:
		pgConstraint(f, table, c.Def.GetConstraint())
	case pg.AlterTableType_AT_DropColumn:
		f.add("drop column", table+"."+c.Name)
	case pg.AlterTableType_AT_DropConstraint:
		f.add("drop key", c.Name)
	case pg.AlterTableType_AT_SetNotNull:
		f.add("column", table+"."+c.Name, "notnull")
	case pg.AlterTableType_AT_DropNotNull:
		f.add("column", table+"."+c.Name)
	}
}

func pgDrop(f *facts, s *pg.DropStmt) {
	for _, o := range s.Objects {
		if o.GetList() == nil {
			continue
		}
		items := o.GetList().Items
		name := items[len(items)-1].GetString_().Sval
		switch s.RemoveType {
		case pg.ObjectType_OBJECT_TABLE:
			f.add("drop table", name)
		case pg.ObjectType_OBJECT_INDEX:
			f.add("drop key", name)
		}
	}
}

func pgRename(f *facts, s *pg.RenameStmt) {
	switch {
	case s.RenameType == pg.ObjectType_OBJECT_TABLE:
		f.add("rename table", s.Relation.Relname, s.Newname)
	case s.RenameType == pg.ObjectType_OBJECT_COLUMN && s.RelationType == pg.ObjectType_OBJECT_TABLE:
		f.rename(s.Relation.Relname, s.Subname, s.Newname)
	case s.RenameType == pg.ObjectType_OBJECT_TABCONSTRAINT:
		f.add("rename key", s.Subname, s.Newname)
	case s.RenameType == pg.ObjectType_OBJECT_INDEX:
		f.add("rename key", s.Relation.Relname, s.Newname)
	}
}
