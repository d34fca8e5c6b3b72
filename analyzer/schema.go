package analyzer

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
)

// SchemaOff is the only element of Config.Schema when nothing but the struct
// tags of row types shall say what is unique.
const SchemaOff = "off"

// Source is a package of a program, as far as it may declare the schema.
type Source struct {
	Fset     *token.FileSet
	Files    []*ast.File
	Pkg      *types.Package
	Info     *types.Info
	Module   string   // root folder of its module
	Embedded []string // files that it embeds
}

// declared is what the package's code declares. A bug of ours costs that, no
// more.
func (s Source) declared() (out *schema.Schema) {
	defer func() {
		if recover() != nil {
			out = &schema.Schema{}
		}
	}()
	return schema.FromCode(s.Fset, s.Files, s.Pkg, s.Info)
}

// Warning is a schema file that was not read, or not understood in full. The
// analysis goes on without it.
type Warning struct{ File, Reason string }

// WithSchema returns the configuration for the analysis of a whole program,
// whose analyzer knows the unique keys that its packages and the files of its
// modules declare: those that Schema names, else those that packages embed,
// those that sqlc reads, and those in folders that have a usual name.
func (c Config) WithSchema(sources []Source) (Config, []Warning, error) {
	known := &schema.Schema{}
	c.known, c.mentions = known, mentioned(sources)
	if slices.Equal(c.Schema, []string{SchemaOff}) {
		for _, s := range sources {
			known.Add(s.declared().Directives())
		}
		return c, nil, nil
	}
	embedded := map[string][]string{}
	for _, s := range sources {
		known.Add(s.declared())
		if s.Module == "" {
			continue
		}
		embedded[s.Module] = append(embedded[s.Module], within(s.Module, s.Embedded)...)
	}
	var warnings []Warning
	for _, root := range sorted(embedded) {
		s, problems, err := read(schema.Query{Root: root, Globs: c.Schema, Embedded: embedded[root]})
		if err != nil {
			return c, nil, err
		}
		known.Add(s)
		for _, p := range problems {
			warnings = append(warnings, Warning{filepath.Join(root, filepath.FromSlash(p.File)), p.Reason})
		}
	}
	return c, warnings, nil
}

// mentioned collects the fields and functions that packages mention and do not
// declare.
func mentioned(sources []Source) map[string]bool {
	out := map[string]bool{}
	for _, s := range sources {
		for id, obj := range s.Info.Uses {
			pkg := obj.Pkg()
			if pkg == nil || s.Info.Defs[id] != nil {
				continue
			}
			switch obj := obj.(type) {
			case *types.Var:
				if obj.IsField() {
					out[model.Unversioned(pkg.Path())+"."+obj.Name()] = true
				}
			case *types.Func:
				if obj.Signature().Recv() == nil {
					out[model.Unversioned(pkg.Path())+"."+obj.Name()] = true
				}
			}
		}
	}
	return out
}

func sorted(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// within makes the paths of files relative to a folder, in slashes.
func within(root string, files []string) []string {
	var out []string
	for _, f := range files {
		if rel, err := filepath.Rel(root, f); err == nil && filepath.IsLocal(rel) {
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

func read(q schema.Query) (*schema.Schema, []schema.Problem, error) {
	files, problems, err := schema.Find(q)
	if err != nil {
		return nil, nil, err
	}
	s, more := schema.FromFiles(files)
	return s, append(problems, more...), nil
}

// schemaFiles reads the files that the configuration names, once for each
// module: what drivers use that show one package at a time. They have no place
// for warnings.
type schemaFiles struct {
	mu     sync.Mutex
	byRoot map[string]*schema.Schema
}

func (f *schemaFiles) read(root string, globs []string) *schema.Schema {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s, ok := f.byRoot[root]; ok {
		return s
	}
	s, _, err := read(schema.Query{Root: root, Globs: globs})
	if err != nil {
		s = nil
	}
	f.byRoot[root] = s
	return s
}

// schemaOf returns what is known beside struct tags when pass is analysed, and
// tells importers what its package declares.
func (c Config) schemaOf(pass *analysis.Pass) *schema.Schema {
	if c.known != nil {
		return c.known
	}
	known := &schema.Schema{}
	own := schema.FromCode(pass.Fset, pass.Files, pass.Pkg, pass.TypesInfo)
	if slices.Equal(c.Schema, []string{SchemaOff}) {
		own = own.Directives()
	}
	if !own.Empty() {
		pass.ExportPackageFact(own)
	}
	known.Add(own)
	for _, f := range pass.AllPackageFacts() {
		if s, ok := f.Fact.(*schema.Schema); ok && f.Package != pass.Pkg {
			known.Add(s)
		}
	}
	if root := moduleRoot(pass); len(c.Schema) > 0 && root != "" {
		known.Add(c.files.read(root, c.Schema))
	}
	return known
}

// SchemaDigest is the identity of what the files say that Schema names, in the
// module that dir is in: drivers with a cache have to make it a part of the
// key, as they do not see those files. It is "" when Schema names none.
func (c Config) SchemaDigest(dir string) (string, error) {
	root := rootOf(dir)
	if len(c.Schema) == 0 || slices.Equal(c.Schema, []string{SchemaOff}) || root == "" {
		return "", nil
	}
	files, problems, err := schema.Find(schema.Query{Root: root, Globs: c.Schema})
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, f := range files {
		fmt.Fprintf(hash, "%q %q\n", f.Path, f.Text)
	}
	fmt.Fprintf(hash, "%q\n", problems)
	return fmt.Sprintf("%x", hash.Sum(nil)), nil
}

// moduleRoot is the folder of the module that the package belongs to, "" if
// its files are in none.
func moduleRoot(pass *analysis.Pass) string {
	return rootOf(filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename))
}

// rootOf is the nearest folder from dir upwards that is a module's, "" if none.
func rootOf(dir string) string {
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	return ""
}
