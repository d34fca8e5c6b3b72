package fix

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// imported is the name by which the file knows a package, "" when it does not.
func (m *maker) imported(importPath string) string {
	for _, spec := range m.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || p != importPath {
			continue
		}
		if spec.Name == nil {
			return path.Base(importPath)
		}
		if spec.Name.Name != "_" && spec.Name.Name != "." {
			return spec.Name.Name
		}
	}
	return ""
}

// importing adds an import where gofmt would have it: among those that share
// the most of their path. The change is empty when the import is there.
func (d *draft) importing(importPath string) (change, bool) {
	if d.imported(importPath) != "" {
		return change{}, true
	}
	quoted := strconv.Quote(importPath)
	var decl *ast.GenDecl
	var best *ast.ImportSpec
	shared := -1
	for _, x := range d.file.Decls {
		g, ok := x.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		decl = g
		for _, s := range g.Specs {
			spec := s.(*ast.ImportSpec)
			if n := common(spec.Path.Value, quoted); n > shared && g.Lparen.IsValid() {
				best, shared = spec, n
			}
		}
	}
	if best == nil {
		if decl == nil {
			return change{}, false
		}
		at := d.lineEnd(d.offset(decl.End()))
		return change{at, at, "import " + quoted + "\n"}, true
	}
	return d.beside(best, quoted), true
}

// beside puts an import into the group of lines that spec is in, in order.
func (d *draft) beside(spec *ast.ImportSpec, quoted string) change {
	line := d.tok.Line(spec.Pos())
	var group []*ast.ImportSpec
	for _, s := range d.file.Imports {
		group = append(group, s)
	}
	after := (*ast.ImportSpec)(nil)
	first := spec
	for i := indexOf(group, spec); i >= 0; i-- {
		if line-d.tok.Line(group[i].Pos()) > 1 {
			break
		}
		line, first = d.tok.Line(group[i].Pos()), group[i]
	}
	line = d.tok.Line(first.Pos())
	for i := indexOf(group, first); i < len(group); i++ {
		if d.tok.Line(group[i].Pos())-line > 1 {
			break
		}
		line = d.tok.Line(group[i].Pos())
		if group[i].Path.Value < quoted {
			after = group[i]
		}
	}
	at := d.lineStart(d.offset(first.Pos()))
	if after != nil {
		at = d.lineEnd(d.offset(after.End()))
	}
	return change{at, at, "\t" + quoted + "\n"}
}

func indexOf(specs []*ast.ImportSpec, spec *ast.ImportSpec) int {
	for i, s := range specs {
		if s == spec {
			return i
		}
	}
	return -1
}

// common counts the leading path elements that two import paths share.
func common(a, b string) int {
	n := 0
	x, y := strings.Split(strings.Trim(a, `"`), "/"), strings.Split(strings.Trim(b, `"`), "/")
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
