package analyzer

import (
	"go/ast"
	"go/token"
)

// FuncName names the declaration that pos lies in: F, T.Method, the first
// variable of a var declaration, a type; "" outside of declarations. A closure
// belongs to what it is written in.
func FuncName(files []*ast.File, pos token.Pos) string {
	for _, file := range files {
		if pos < file.FileStart || pos >= file.FileEnd {
			continue
		}
		for _, d := range file.Decls {
			if d.Pos() <= pos && pos < d.End() {
				return declName(d, pos)
			}
		}
	}
	return ""
}

func declName(d ast.Decl, pos token.Pos) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			if t := receiver(d.Recv.List[0].Type); t != "" {
				return t + "." + d.Name.Name
			}
		}
		return d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if pos < spec.Pos() || pos >= spec.End() {
				continue
			}
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				return spec.Names[0].Name
			case *ast.TypeSpec:
				return spec.Name.Name
			}
		}
	}
	return ""
}

// receiver is the name of a receiver's type: T of *T and of T[P].
func receiver(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// callExprs finds calls by the position that go/ssa gives them.
func callExprs(files []*ast.File) map[token.Pos]*ast.CallExpr {
	calls := map[token.Pos]*ast.CallExpr{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				calls[call.Lparen] = call
			}
			return true
		})
	}
	return calls
}
