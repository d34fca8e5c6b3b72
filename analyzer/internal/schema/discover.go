package schema

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Budgets of a module: what lies beyond them is not read.
const (
	maxFile  = 4 << 20  // bytes of one file
	maxTotal = 64 << 20 // bytes of all files
	maxFiles = 5000
)

// Query says which files of a module define its schema.
type Query struct {
	// Root is the module's folder. Nothing outside it is read but in the repository
	// that it is a folder of, and no symbolic link is followed.
	Root string
	// Globs name the files, relative to Root. Empty: the files that the module
	// embeds, that sqlc reads, and those in folders that have a usual name. Where
	// there is none, those of the repository, without its other modules.
	Globs []string
	// Embedded are files that Go packages embed, relative to Root.
	Embedded []string
}

// Find reads the files that q asks for, sorted by path, and says of which it
// could not. It returns an error when the root itself cannot be read.
func Find(q Query) ([]File, []Problem, error) {
	files, problems, err := find(q)
	if err != nil || len(q.Globs)+len(files)+len(problems) > 0 {
		return files, problems, err
	}
	above, prefix := repository(q.Root)
	if above == "" {
		return nil, nil, nil
	}
	files, problems, err = find(Query{Root: above})
	for i := range files {
		files[i].Path = prefix + files[i].Path
	}
	for i := range problems {
		problems[i].File = prefix + problems[i].File
	}
	if err != nil {
		problems = append(problems, Problem{prefix, err.Error()})
	}
	return files, problems, nil
}

// repository is the repository that a folder lies in and is not itself, and the
// way up to it; "" when it lies in none.
func repository(dir string) (root, way string) {
	dir, err := filepath.Abs(dir)
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			if way == "" {
				return "", ""
			}
			return dir, way
		}
		dir, way = filepath.Dir(dir), way+"../"
	}
	return "", ""
}

func find(q Query) ([]File, []Problem, error) {
	root, err := os.OpenRoot(q.Root)
	if err != nil {
		return nil, nil, fmt.Errorf("schema: %w", err)
	}
	defer root.Close() //nolint:errcheck // opened for reading
	w := &walker{fs: root.FS(), query: q, globs: q.Globs, used: map[string]bool{}}
	if len(q.Globs) == 0 {
		w.sqlc()
	}
	err = fs.WalkDir(w.fs, ".", w.visit)
	for _, g := range q.Globs {
		if !w.used[g] {
			w.problem(g, "the pattern matches no file")
		}
	}
	return w.files, w.problems, err
}

// walker goes through the files of a module.
type walker struct {
	fs       fs.FS
	query    Query
	globs    []string // of the query, or what sqlc reads
	used     map[string]bool
	files    []File
	problems []Problem
	total    int
}

func (w *walker) problem(file, reason string) {
	w.problems = append(w.problems, Problem{file, reason})
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil && name == ".":
		return err
	case err != nil:
		if w.wanted(name) || len(w.query.Globs) == 0 {
			w.problem(name, reason(err))
		}
		return nil
	case d.IsDir():
		if name != "." && w.skipped(name) {
			return fs.SkipDir
		}
		return nil
	case d.Type()&fs.ModeSymlink != 0 && w.folder(name):
		w.problem(name, "a symbolic link, which is not followed")
		return nil
	case !w.wanted(name):
		return nil
	case d.Type()&fs.ModeSymlink != 0:
		w.problem(name, "a symbolic link, which is not followed")
		return nil
	case !d.Type().IsRegular():
		w.problem(name, "not a regular file")
		return nil
	}
	w.read(name)
	return nil
}

// folder reports whether a symbolic link stands for a folder in which a schema is
// usually kept: one that is not there, leads out of the module or to itself counts.
func (w *walker) folder(name string) bool {
	if len(w.query.Globs) > 0 || path.Ext(name) != "" || !usual(path.Base(name)+"/") {
		return false
	}
	info, err := fs.Stat(w.fs, name)
	return err != nil || info.IsDir()
}

// skipped reports whether a folder holds nothing of this module's schema:
// what the go command leaves out, other modules, dependencies.
func (w *walker) skipped(name string) bool {
	base := path.Base(name)
	if base == ".git" || base == "node_modules" {
		return true
	}
	if len(w.query.Globs) > 0 {
		return false
	}
	if base == "testdata" || base == "vendor" || base[0] == '.' || base[0] == '_' {
		return true
	}
	_, err := fs.Stat(w.fs, path.Join(name, "go.mod"))
	return err == nil
}

// wanted reports whether the query asks for a file.
func (w *walker) wanted(name string) bool {
	for _, g := range w.globs {
		if matches(g, name) {
			w.used[g] = true
			return true
		}
	}
	if len(w.query.Globs) > 0 || !strings.EqualFold(path.Ext(name), ".sql") && path.Ext(name) != fizzFile {
		return false
	}
	return slices.Contains(w.query.Embedded, name) || usual(name)
}

// usual reports whether a schema is usually kept in a file of this name: at
// the root of the module, or where a word of the path says so.
func usual(name string) bool {
	if !strings.Contains(name, "/") {
		return true
	}
	other := func(r rune) bool { return !('a' <= r && r <= 'z') }
	for word := range strings.FieldsFuncSeq(strings.ToLower(name), other) {
		switch word {
		case "migrations", "migration", "migrate", "schema", "schemas", "ddl", "tables", "structure", "database", "databases", "db", "sql",
			"flyway", "goose", "dbmate", "atlas", "changelog", "changesets", "postgres", "postgresql", "mysql", "sqlite", "initdb":
			if word != "sql" || strings.Contains(strings.ToLower(path.Dir(name)), "sql") { // not the extension
				return true
			}
		}
	}
	return false
}

// read reads one file, whole or not at all.
func (w *walker) read(name string) {
	if len(w.files) >= maxFiles || w.total >= maxTotal {
		w.problem(name, "left out: the module has too many schema files")
		return
	}
	f, err := w.fs.Open(name)
	if err != nil {
		w.problem(name, reason(err))
		return
	}
	defer f.Close() //nolint:errcheck // opened for reading
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		w.problem(name, reason(err))
	case len(data) > maxFile:
		w.problem(name, fmt.Sprintf("larger than %d MB", maxFile>>20))
	case bytes.IndexByte(data, 0) >= 0 || !utf8.Valid(data):
		w.problem(name, "not text")
	default:
		w.total += len(data)
		w.files = append(w.files, File{name, string(bytes.TrimPrefix(data, []byte("\uFEFF")))})
	}
}

// reason is an error without the path that it repeats.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
