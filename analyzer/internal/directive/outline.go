package directive

import (
	"go/ast"
	"go/token"
)

// outline knows where the parts of a file lie that a comment can cover.
type outline struct {
	fset  *token.FileSet
	file  *ast.File
	nodes []ast.Node        // every node but the file and comments, outer ones first
	code  map[int]token.Pos // line → where its first node begins or ends
}

func newOutline(fset *token.FileSet, file *ast.File) *outline {
	o := &outline{fset: fset, file: file, code: make(map[int]token.Pos)}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.File:
			return true
		case nil, *ast.CommentGroup, *ast.Comment:
			return false
		}
		o.nodes = append(o.nodes, n)
		o.touch(n.Pos())
		o.touch(n.End() - 1)
		return true
	})
	return o
}

func (o *outline) touch(pos token.Pos) {
	if first, ok := o.code[o.line(pos)]; !ok || pos < first {
		o.code[o.line(pos)] = pos
	}
}

// line counts in the file itself, whatever //line comments say.
func (o *outline) line(pos token.Pos) int { return o.fset.PositionFor(pos, false).Line }

func (o *outline) column(pos token.Pos) int { return o.fset.PositionFor(pos, false).Column }

// first returns the outermost node that fits, nil when none does.
func (o *outline) first(fits func(ast.Node) bool) ast.Node {
	for _, n := range o.nodes {
		if fits(n) {
			return n
		}
	}
	return nil
}

// innermost returns the unit that pos lies in and no smaller one.
func (o *outline) innermost(pos token.Pos) ast.Node {
	var found ast.Node
	for _, n := range o.nodes {
		if isUnit(n) && n.Pos() <= pos && pos < n.End() {
			found = n
		}
	}
	return found
}

// isUnit reports whether n is something that a declaration can be written on.
func isUnit(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt:
		return false
	case ast.Stmt, ast.Decl, ast.Spec:
		return true
	}
	return false
}
