package directive

import (
	"go/ast"
	"go/token"
)

// placeKind is the kind of source that a declaration covers.
type placeKind uint8

const (
	nowhere placeKind = iota
	onCode            // a statement, a function or another declaration
	onType
	onFile
)

func (k placeKind) String() string {
	return [...]string{"nowhere", "code", "type", "file"}[k]
}

// place is a piece of source that a declaration covers.
type place struct {
	kind       placeKind
	start, end token.Pos
}

// place finds what comment, a member of group, covers.
func (o *outline) place(group *ast.CommentGroup, comment *ast.Comment) place {
	line := o.line(comment.Pos())
	if comment.Pos() < o.file.Package || line == o.line(o.file.Package) {
		return place{onFile, o.file.FileStart, o.file.FileEnd}
	}
	var n ast.Node
	if first, ok := o.code[line]; ok && first < comment.Pos() {
		n = o.beside(comment.Pos(), line)
	} else {
		below := o.line(group.End()) + 1
		n = o.first(func(n ast.Node) bool { return isUnit(n) && o.line(n.Pos()) == below })
	}
	if t := o.typeAround(comment.Pos(), n); t != nil {
		return place{onType, t.Pos(), t.End()}
	}
	if n == nil {
		return place{}
	}
	return place{onCode, n.Pos(), n.End()}
}

// beside returns what a comment behind code on the same line is about: the
// outermost unit that begins on the line, else the outermost that ends there,
// else the one whose middle it is.
func (o *outline) beside(pos token.Pos, line int) ast.Node {
	n := o.first(func(n ast.Node) bool { return isUnit(n) && n.Pos() < pos && o.line(n.Pos()) == line })
	if n == nil {
		n = o.first(func(n ast.Node) bool { return isUnit(n) && n.End() <= pos && o.line(n.End()-1) == line })
	}
	if n == nil {
		n = o.innermost(pos)
	}
	return n
}

// typeAround returns the type that a comment at pos, which was found to belong
// to n, declares something about: n itself, or the type whose fields it stands
// among.
func (o *outline) typeAround(pos token.Pos, n ast.Node) ast.Node {
	if d, ok := n.(*ast.DeclStmt); ok {
		n = d.Decl
	}
	switch n := n.(type) {
	case *ast.TypeSpec:
		return n
	case *ast.GenDecl:
		if n.Tok == token.TYPE {
			return n
		}
	}
	if spec, ok := o.innermost(pos).(*ast.TypeSpec); ok {
		return spec
	}
	return nil
}
