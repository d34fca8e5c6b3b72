package analyzer_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
)

var updateSchema = flag.Bool("update-schema", false, "rewrite the JSON schema of the configuration")

// schemaFile is the JSON schema that editors check .toctou.yml with. It is made
// from the Go types: go test ./analyzer -run TestSchema -update-schema
const schemaFile = "../cmd/toctou/docs/toctou.schema.json"

func TestSchema(t *testing.T) {
	g := generator{comments: comments(t, ".", "internal/model"), defs: map[string]any{}}
	root := g.object(reflect.TypeFor[analyzer.Config]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "Configuration of toctou"
	root["$defs"] = g.defs
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		t.Fatal(err)
	}
	if *updateSchema {
		if err := os.WriteFile(schemaFile, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the types say: run this test with -update-schema", schemaFile)
	}
}

// generator turns Go types into JSON schemas.
type generator struct {
	comments map[string]string // of types, and of fields as Type.Field
	defs     map[string]any
}

func (g generator) schema(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return g.schema(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": g.schema(t.Elem())}
	case reflect.Struct:
		if g.defs[t.Name()] == nil {
			g.defs[t.Name()] = true // for types that contain themselves
			g.defs[t.Name()] = g.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	}
	s := map[string]any{"type": "string"}
	if words := words(t); words != nil {
		s["enum"] = words
	}
	if t.Name() == "Path" {
		s["pattern"] = `^(recv|arg\d+(\.\.)?|result\d+|body\.param\d+)(\.?[\p{L}_][\p{L}\p{N}_]*)*$`
	}
	return s
}

// words are the values of a type that has only a few.
func words(t reflect.Type) []string {
	if w, ok := reflect.Zero(t).Interface().(interface{ Words() []string }); ok {
		return w.Words()
	}
	if t == reflect.TypeFor[analyzer.Policy]() {
		return []string{string(analyzer.Accept), string(analyzer.Reject)}
	}
	return nil
}

func (g generator) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for f := range fields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		s := g.schema(f.Type)
		if text := g.comments[t.Name()+"."+f.Name]; text != "" {
			s["description"] = text
		}
		properties[name] = s
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	s := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if required != nil {
		s["required"] = required
	}
	if text := g.comments[t.Name()]; text != "" {
		s["description"] = text
	}
	return s
}

func fields(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// comments reads what the source says of types and their fields.
func comments(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	note := func(name string, groups ...*ast.CommentGroup) {
		for _, group := range groups {
			if text := strings.Join(strings.Fields(group.Text()), " "); out[name] == "" {
				out[name] = text
			}
		}
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				decl, ok := n.(*ast.GenDecl)
				if !ok || decl.Tok != token.TYPE {
					return true
				}
				for _, spec := range decl.Specs {
					spec := spec.(*ast.TypeSpec)
					note(spec.Name.Name, spec.Doc, decl.Doc)
					if st, ok := spec.Type.(*ast.StructType); ok {
						for _, f := range st.Fields.List {
							for _, field := range f.Names {
								note(spec.Name.Name+"."+field.Name, f.Doc, f.Comment)
							}
						}
					}
				}
				return true
			})
		}
	}
	return out
}
