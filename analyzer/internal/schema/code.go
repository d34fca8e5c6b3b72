package schema

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/directive"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// AFact makes what a package declares a fact for the packages that import it.
func (*Schema) AFact() {}

// String renders the schema for tests: "users(email) orders".
func (s *Schema) String() string {
	var words []string
	for _, t := range s.Tables {
		word := t.Name
		for _, k := range t.Keys {
			word += "(" + strings.Join(k.Columns(), ",") + ")"
		}
		words = append(words, word)
	}
	for _, t := range s.Texts {
		words = append(words, t.Type+"."+t.Method+"="+t.Text)
	}
	return strings.Join(words, " ")
}

// FromCode reads what the Go code of one package declares: the statements in
// its string constants, in the order of migrations, and the methods by which
// row types name their tables.
//
// The way down of a migration is left out: what stands in a function or under
// a name that says so. So is DROP TABLE, as programs say it to start afresh.
func FromCode(fset *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info) *Schema {
	r := &reader{fset: fset, pkg: pkg, info: info}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b *ast.File) int {
		x, y := r.base(a.Package), r.base(b.Package)
		return cmp.Or(slices.Compare(numbers(x), numbers(y)), cmp.Compare(x, y))
	})
	h := &history{}
	for _, f := range files {
		if strings.HasSuffix(r.base(f.Package), "_test.go") {
			continue
		}
		r.file(f)
	}
	for _, c := range r.chunks {
		line := fset.Position(c.pos).Line
		for _, change := range sqltext.Changes(upward(verbs.ReplaceAllString(c.text, sqltext.Hole))) {
			if change.Kind != sqltext.DropTable && change.Kind != sqltext.Unread {
				h.apply(change, r.base(c.pos)+":"+strconv.Itoa(line+change.Line-1))
			}
		}
	}
	s := h.result()
	s.Tables = append(s.Tables, r.tables(files)...)
	s.Texts, s.Lists, s.Declared = r.texts, r.lists, r.declared(directive.Parse(fset, files))
	return s
}

// declared takes the directives on types.
func (r *reader) declared(set *directive.Set) []Declared {
	if !set.OnTypes() {
		return nil
	}
	var all []Declared
	for id, obj := range r.info.Defs {
		if t, ok := obj.(*types.TypeName); ok {
			for _, u := range set.UniqueOnType(id.Pos()) {
				all = append(all, Declared{types.TypeString(t.Type(), nil), u.Table, u.Columns})
			}
		}
	}
	slices.SortFunc(all, func(a, b Declared) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Table, b.Table), slices.Compare(a.Columns, b.Columns))
	})
	return all
}

// verbs are those of fmt.Sprintf.
var verbs = regexp.MustCompile(`%[+#]?[sdvq]|%\[\d+\][sdvq]`)

// defines recognises text that may define a schema.
var defines = regexp.MustCompile(`(?i)\b(create\s+table|create\s+unique|alter\s+table|alter\s+index|drop\s+index|rename\s+table)\b`)

// reader goes through the syntax of one package.
type reader struct {
	fset   *token.FileSet
	pkg    *types.Package
	info   *types.Info
	chunks []chunk
	texts  []Text
	lists  []List
}

// chunk is a constant with statements in it.
type chunk struct {
	pos  token.Pos
	text string
}

func (r *reader) base(pos token.Pos) string { return filepath.Base(r.fset.Position(pos).Filename) }

func (r *reader) file(f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			r.method(fn)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return !backward(n.Name.Name)
		case *ast.KeyValueExpr:
			key, ok := n.Key.(*ast.Ident)
			return !ok || !backward(key.Name)
		case *ast.ValueSpec:
			return len(n.Names) != 1 || !backward(n.Names[0].Name)
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				r.text(n)
			}
		case *ast.BinaryExpr:
			return !r.text(n)
		}
		return true
	})
}

// text takes a constant expression if it is text that defines a schema.
func (r *reader) text(e ast.Expr) bool {
	tv := r.info.Types[e]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return false
	}
	if text := constant.StringVal(tv.Value); len(text) > len("create table") && defines.MatchString(text) {
		r.chunks = append(r.chunks, chunk{e.Pos(), text})
	}
	return true
}

// backward reports whether a name is that of a migration's way down.
func backward(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "down") || strings.HasSuffix(name, "down") || strings.Contains(name, "rollback") || strings.Contains(name, "revert")
}

// method takes a method that returns a constant string, or lists of them.
//
//	func (User) TableName() string { return "users" }
//	func (User) TableUnique() [][]string { return [][]string{{"Org", "Email"}} }
func (r *reader) method(fn *ast.FuncDecl) {
	if fn.Recv == nil || fn.Body == nil || len(fn.Body.List) != 1 || len(fn.Type.Params.List) > 0 {
		return
	}
	ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
	obj, _ := r.info.Defs[fn.Name].(*types.Func)
	if !ok || len(ret.Results) != 1 || obj == nil {
		return
	}
	t := obj.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return
	}
	typ, result := types.TypeString(t, nil), ast.Unparen(ret.Results[0])
	if text, ok := r.constant(result); ok {
		r.texts = append(r.texts, Text{typ, fn.Name.Name, text})
	} else if keys := r.list(result); len(keys) > 0 {
		from := r.base(result.Pos()) + ":" + strconv.Itoa(r.fset.Position(result.Pos()).Line)
		r.lists = append(r.lists, List{typ, fn.Name.Name, keys, from})
	}
}

func (r *reader) constant(e ast.Expr) (string, bool) {
	v := r.info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// list returns a list of lists of constants; without those lists that have
// something else in them.
func (r *reader) list(e ast.Expr) (out [][]string) {
	outer, ok := e.(*ast.CompositeLit)
	if !ok || types.TypeString(r.info.TypeOf(e), nil) != "[][]string" {
		return nil
	}
	for _, e := range outer.Elts {
		inner, ok := ast.Unparen(e).(*ast.CompositeLit)
		if !ok {
			continue
		}
		var names []string
		for _, e := range inner.Elts {
			if name, ok := r.constant(e); ok {
				names = append(names, name)
			}
		}
		if len(names) == len(inner.Elts) && len(names) > 0 {
			out = append(out, names)
		}
	}
	return out
}
