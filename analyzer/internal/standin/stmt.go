package standin

import (
	"go/ast"
	"go/token"
	"go/types"
)

func boolType() types.Type { return types.Typ[types.Bool] }

// stmt looks for values without a type in a statement and all that it holds.
func (m *mender) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		if s != nil {
			m.stmts(s.List)
		}
	case *ast.ExprStmt:
		m.alone[s.X] = true
		m.expr(&s.X, nil)
	case *ast.SendStmt:
		var want types.Type
		if t := m.typeOf(s.Value); t != nil && !isNil(t) {
			want = types.NewChan(types.SendRecv, types.Default(t))
		}
		m.expr(&s.Chan, want)
		var elem types.Type
		if t := m.typeOf(s.Chan); t != nil {
			if c, ok := t.Underlying().(*types.Chan); ok {
				elem = c.Elem()
			}
		}
		m.expr(&s.Value, elem)
	case *ast.IncDecStmt:
		m.expr(&s.X, types.Typ[types.Int])
	case *ast.AssignStmt:
		m.assign(s)
	case *ast.GoStmt:
		m.callStmt(&s.Call)
	case *ast.DeferStmt:
		m.callStmt(&s.Call)
	case *ast.ReturnStmt:
		m.values(s.Results, m.results[len(m.results)-1])
	case *ast.IfStmt:
		m.optional(s.Init)
		m.expr(&s.Cond, boolType())
		m.stmt(s.Body)
		m.optional(s.Else)
	case *ast.LabeledStmt:
		m.stmt(s.Stmt)
	case *ast.DeclStmt:
		m.decl(s)
	default:
		m.branches(s)
	}
}

// branches is stmt for statements that choose.
func (m *mender) branches(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.CaseClause:
		for i := range s.List {
			m.expr(&s.List[i], nil)
		}
		m.stmts(s.Body)
	case *ast.CommClause:
		m.optional(s.Comm)
		m.stmts(s.Body)
	case *ast.SwitchStmt:
		m.optional(s.Init)
		if s.Tag != nil {
			m.expr(&s.Tag, m.caseType(s.Body))
		}
		m.stmt(s.Body)
	case *ast.TypeSwitchStmt:
		m.optional(s.Init)
		m.optional(s.Assign)
		m.types(s.Body)
		m.stmt(s.Body)
	case *ast.SelectStmt:
		m.stmt(s.Body)
	case *ast.ForStmt:
		m.optional(s.Init)
		if s.Cond != nil {
			m.expr(&s.Cond, boolType())
		}
		m.optional(s.Post)
		m.stmt(s.Body)
	case *ast.RangeStmt:
		m.ranged(s)
		m.stmt(s.Body)
	}
}

func (m *mender) stmts(list []ast.Stmt) {
	for _, s := range list {
		m.stmt(s)
	}
}

func (m *mender) optional(s ast.Stmt) {
	if s != nil {
		m.stmt(s)
	}
}

func (m *mender) callStmt(call **ast.CallExpr) {
	var e ast.Expr = *call
	m.alone[e] = true
	m.expr(&e, nil)
	if c, ok := e.(*ast.CallExpr); ok {
		*call = c
	}
}

// types declares the types of the cases of a type switch.
func (m *mender) types(body *ast.BlockStmt) {
	for _, s := range body.List {
		if c, ok := s.(*ast.CaseClause); ok {
			for _, e := range c.List {
				m.typeExpr(e)
			}
		}
	}
}

// caseType is the type of the first case that has one.
func (m *mender) caseType(body *ast.BlockStmt) types.Type {
	for _, s := range body.List {
		if c, ok := s.(*ast.CaseClause); ok {
			for _, e := range c.List {
				if t := m.typeOf(e); t != nil {
					return types.Default(t)
				}
			}
		}
	}
	return types.Typ[types.String]
}

func (m *mender) decl(s *ast.DeclStmt) {
	decl, ok := s.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range decl.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if v.Type != nil {
			m.typeExpr(v.Type)
		}
		var wants []*types.Var
		for _, name := range v.Names {
			t := m.defined(name)
			if v.Type != nil {
				t = m.typeOf(v.Type)
			}
			wants = append(wants, types.NewParam(token.NoPos, nil, "", t))
		}
		m.values(v.Values, types.NewTuple(wants...))
	}
}

// assign gives the values on the right the types of what is on the left.
func (m *mender) assign(s *ast.AssignStmt) {
	var wants []*types.Var
	for i := range s.Lhs {
		var t types.Type
		if s.Tok == token.DEFINE {
			t = m.defined(s.Lhs[i])
		} else {
			var from types.Type
			if len(s.Lhs) == len(s.Rhs) {
				from = m.typeOf(s.Rhs[i])
			}
			m.expr(&s.Lhs[i], from)
			t = m.typeOf(s.Lhs[i])
			if id, ok := s.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
				t = anything()
			}
		}
		wants = append(wants, types.NewParam(token.NoPos, nil, "", t))
	}
	m.values(s.Rhs, types.NewTuple(wants...))
}

// values are as many expressions as there are types, or one call that returns all.
func (m *mender) values(list []ast.Expr, wants *types.Tuple) {
	if len(list) == 1 && wants.Len() > 1 {
		m.expr(&list[0], wants)
		return
	}
	for i := range list {
		var t types.Type
		if i < wants.Len() {
			t = wants.At(i).Type()
		}
		m.expr(&list[i], t)
	}
}

// ranged takes what is ranged over for a list.
func (m *mender) ranged(s *ast.RangeStmt) {
	var want types.Type
	if s.Tok == token.DEFINE && m.typeOf(s.X) == nil {
		elem := anything()
		if s.Value != nil {
			elem = m.defined(s.Value)
		}
		want = types.NewSlice(elem)
	}
	m.expr(&s.X, want)
}
