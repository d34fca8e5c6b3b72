package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// embedded are the package-level variables that hold one embedded file, each with
// the file's path:
//
//	//go:embed queries/find.sql
//	var findSQL string
func embedded(pass *analysis.Pass) map[types.Object]string {
	files := map[types.Object]string{}
	for _, file := range pass.Files {
		if !imports(file, "embed") {
			continue
		}
		dir := filepath.Dir(pass.Fset.PositionFor(file.FileStart, false).Filename) // whatever a //line comment says
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				v := spec.(*ast.ValueSpec)
				name := embedsOne(v.Doc)
				if name == "" && len(gen.Specs) == 1 {
					name = embedsOne(gen.Doc)
				}
				if obj := pass.TypesInfo.Defs[v.Names[0]]; name != "" && obj != nil && len(v.Names) == 1 {
					files[obj] = filepath.Join(dir, filepath.FromSlash(name))
				}
			}
		}
	}
	return files
}

func imports(file *ast.File, path string) bool {
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil && p == path {
			return true
		}
	}
	return false
}

// embedsOne is the one file that a comment says to embed, "" for none or several.
func embedsOne(doc *ast.CommentGroup) string {
	if doc == nil {
		return ""
	}
	for _, c := range doc.List {
		rest, ok := strings.CutPrefix(c.Text, "//go:embed ")
		rest = strings.Trim(strings.TrimSpace(rest), "\"`")
		if ok && !strings.ContainsAny(rest, " *?[") {
			return rest
		}
	}
	return ""
}

// maxEmbedded bounds the bytes of a file that is read as a statement.
const maxEmbedded = 64 << 10

// texts reads embedded files when they are asked for: what a variable holds. The
// pass would read Go's own files only; what the go command embeds is a regular file
// of the package's folder.
func texts(pass *analysis.Pass) func(types.Object) (string, bool) {
	files := embedded(pass)
	return func(obj types.Object) (string, bool) {
		name, ok := files[obj]
		if !ok {
			return "", false
		}
		if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() || info.Size() > maxEmbedded {
			return "", false
		}
		data, err := os.ReadFile(name)
		return string(data), err == nil
	}
}
