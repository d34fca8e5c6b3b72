package differential

import (
	"slices"

	"github.com/sqlc-dev/marino/ast"
	"github.com/sqlc-dev/marino/parser"
)

// mysql are the facts that MySQL's grammar reads in one statement.
func mysql(statement string) (facts, error) {
	all, _, err := parser.New().Parse(statement, "", "")
	if err != nil {
		return nil, err
	}
	var f facts
	for _, s := range all {
		mysqlStatement(&f, s)
	}
	return f, nil
}

func mysqlStatement(f *facts, n ast.StmtNode) {
	switch s := n.(type) {
	case *ast.CreateTableStmt:
		mysqlCreate(f, s)
	case *ast.CreateIndexStmt:
		if s.KeyType == ast.IndexKeyTypeUnique {
			f.add("unique", list(s.Table.Name.L, mysqlParts(s.IndexPartSpecifications)))
		}
	case *ast.AlterTableStmt:
		for _, spec := range s.Specs {
			mysqlSpec(f, s.Table.Name.L, spec)
		}
	case *ast.DropTableStmt:
		if !s.IsView {
			for _, t := range s.Tables {
				f.add("drop table", t.Name.L)
			}
		}
	case *ast.DropIndexStmt:
		f.add("drop key", s.IndexName)
	case *ast.RenameTableStmt:
		for _, t := range s.TableToTables {
			f.add("rename table", t.OldTable.Name.L, t.NewTable.Name.L)
		}
	case *ast.InsertStmt:
		var columns []string
		for _, c := range s.Columns {
			columns = append(columns, c.Name.L)
		}
		f.add("insert", list(mysqlTable(s.Table.TableRefs), columns), when(s.IsReplace || s.IgnoreErr || len(s.OnDuplicate) > 0, "conflict"))
	case *ast.UpdateStmt:
		f.add("update", mysqlTable(s.TableRefs.TableRefs))
	case *ast.DeleteStmt:
		f.add("delete", mysqlTable(s.TableRefs.TableRefs))
	case *ast.SelectStmt, *ast.SetOprStmt:
		f.add("select")
	}
}

func mysqlTable(n ast.ResultSetNode) string {
	switch t := n.(type) {
	case *ast.Join:
		return mysqlTable(t.Left)
	case *ast.TableSource:
		return mysqlTable(t.Source)
	case *ast.TableName:
		return t.Name.L
	}
	return ""
}

func mysqlParts(parts []*ast.IndexPartSpecification) []string {
	var out []string
	for _, p := range parts {
		if p.Column == nil {
			out = append(out, "expr")
		} else {
			out = append(out, p.Column.Name.L)
		}
	}
	return out
}

func mysqlCreate(f *facts, s *ast.CreateTableStmt) {
	if s.TemporaryKeyword != ast.TemporaryNone {
		return
	}
	table := s.Table.Name.L
	if s.ReferTable != nil {
		f.add("copy", table)
		return
	}
	f.add("create", table)
	var primary []string
	for _, c := range s.Constraints {
		mysqlConstraint(f, table, c)
		if c.Tp == ast.ConstraintPrimaryKey {
			primary = append(primary, mysqlParts(c.Keys)...)
		}
	}
	for _, c := range s.Cols {
		mysqlColumn(f, table, c, slices.Contains(primary, c.Name.Name.L))
	}
}

func mysqlConstraint(f *facts, table string, c *ast.Constraint) {
	switch c.Tp {
	case ast.ConstraintPrimaryKey:
		f.add("primary", list(table, mysqlParts(c.Keys)))
	case ast.ConstraintUniq, ast.ConstraintUniqKey, ast.ConstraintUniqIndex:
		f.add("unique", list(table, mysqlParts(c.Keys)))
	}
}

func mysqlColumn(f *facts, table string, c *ast.ColumnDef, notNull bool) {
	for _, o := range c.Options {
		switch o.Tp {
		case ast.ColumnOptionNotNull:
			notNull = true
		case ast.ColumnOptionPrimaryKey:
			notNull = true
			f.add("primary", list(table, []string{c.Name.Name.L}))
		case ast.ColumnOptionUniqKey:
			f.add("unique", list(table, []string{c.Name.Name.L}))
		}
	}
	f.add("column", table+"."+c.Name.Name.L, when(notNull, "notnull"))
}

func mysqlSpec(f *facts, table string, s *ast.AlterTableSpec) {
	switch s.Tp {
	case ast.AlterTableAddColumns:
		for _, c := range s.NewColumns {
			mysqlColumn(f, table, c, false)
		}
		for _, c := range s.NewConstraints {
			mysqlConstraint(f, table, c)
		}
	case ast.AlterTableAddConstraint:
		mysqlConstraint(f, table, s.Constraint)
	case ast.AlterTableDropColumn:
		f.add("drop column", table+"."+s.OldColumnName.Name.L)
	case ast.AlterTableDropPrimaryKey:
		f.add("drop primary", table)
	case ast.AlterTableDropIndex:
		f.add("drop key", s.Name)
	case ast.AlterTableRenameTable:
		f.add("rename table", table, s.NewTable.Name.L)
	case ast.AlterTableRenameColumn:
		f.rename(table, s.OldColumnName.Name.L, s.NewColumnName.Name.L)
	case ast.AlterTableRenameIndex:
		f.add("rename key", s.FromKey.L, s.ToKey.L)
	case ast.AlterTableModifyColumn, ast.AlterTableChangeColumn:
		if s.OldColumnName != nil {
			f.rename(table, s.OldColumnName.Name.L, s.NewColumns[0].Name.Name.L)
		}
		mysqlColumn(f, table, s.NewColumns[0], false)
	}
}
