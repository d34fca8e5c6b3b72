package differential

import (
	"slices"

	"github.com/sqlc-dev/meyer/ast"
	"github.com/sqlc-dev/meyer/parser"
)

// sqlite are the facts that SQLite's grammar reads in one statement.
func sqlite(statement string) (facts, error) {
	all, err := parser.ParseString(statement)
	if err != nil {
		return nil, err
	}
	var f facts
	for _, s := range all {
		sqliteStatement(&f, s)
	}
	return f, nil
}

func sqliteStatement(f *facts, n ast.Stmt) {
	switch s := n.(type) {
	case *ast.CreateTableStmt:
		sqliteCreate(f, s)
	case *ast.CreateIndexStmt:
		if s.Unique {
			f.add("unique", list(s.Table.Name, sqliteParts(s.Columns)), when(s.Where != nil, "partial"))
		}
	case *ast.AlterTableStmt:
		sqliteAlter(f, s)
	case *ast.DropTableStmt:
		f.add("drop table", s.Name.Name.Name)
	case *ast.DropIndexStmt:
		f.add("drop key", s.Name.Name.Name)
	case *ast.InsertStmt:
		var columns []string
		for _, c := range s.Columns {
			columns = append(columns, c.Name)
		}
		conflict := s.Replace || s.OrConflict == ast.ConflictIgnore || s.OrConflict == ast.ConflictReplace || len(s.Upserts) > 0
		f.add("insert", list(s.Table.Name.Name, columns), when(conflict, "conflict"))
	case *ast.UpdateStmt:
		f.add("update", s.Table.Name.Name)
	case *ast.DeleteStmt:
		f.add("delete", s.Table.Name.Name)
	case *ast.SelectStmt:
		f.add("select")
	}
}

func sqliteParts(terms []*ast.OrderingTerm) []string {
	var out []string
	for _, t := range terms {
		e := t.Expr
		if c, ok := e.(*ast.CollateExpr); ok {
			e = c.X
		}
		if id, ok := e.(*ast.Ident); ok {
			out = append(out, id.Name)
		} else {
			out = append(out, "expr")
		}
	}
	return out
}

func sqliteCreate(f *facts, s *ast.CreateTableStmt) {
	if s.Temp {
		return
	}
	table := s.Name.Name.Name
	f.add("create", table)
	var primary []string
	for _, c := range s.Constraints {
		switch c.Kind {
		case ast.TablePrimaryKey:
			primary = append(primary, sqliteParts(c.Columns)...)
			f.add("primary", list(table, sqliteParts(c.Columns)))
		case ast.TableUnique:
			f.add("unique", list(table, sqliteParts(c.Columns)))
		}
	}
	for _, c := range s.Columns {
		sqliteColumn(f, table, c, slices.Contains(primary, c.Name.Name))
	}
}

func sqliteColumn(f *facts, table string, c *ast.ColumnDef, notNull bool) {
	for _, k := range c.Constraints {
		switch k.Kind {
		case ast.ColumnNotNull:
			notNull = true
		case ast.ColumnPrimaryKey:
			notNull = true
			f.add("primary", list(table, []string{c.Name.Name}))
		case ast.ColumnUnique:
			f.add("unique", list(table, []string{c.Name.Name}))
		}
	}
	f.add("column", table+"."+c.Name.Name, when(notNull, "notnull"))
}

func sqliteAlter(f *facts, s *ast.AlterTableStmt) {
	table := s.Table.Name.Name
	switch s.Action {
	case ast.AlterRenameTable:
		f.add("rename table", table, s.NewName.Name)
	case ast.AlterRenameColumn:
		f.rename(table, s.Column.Name, s.NewName.Name)
	case ast.AlterAddColumn:
		sqliteColumn(f, table, s.ColumnDef, false)
	case ast.AlterDropColumn:
		f.add("drop column", table+"."+s.Column.Name)
	}
}
