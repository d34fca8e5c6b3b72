package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/internal/plain"
)

// why explains what was seen around a line and what was decided of it.
func why(args []string, stdout, stderr io.Writer) error {
	o, dir, err := start(args, stdout)
	if err != nil || dir == "" {
		return err
	}
	if len(o.patterns) != 1 || o.fix || o.diff {
		return usagef("why: want one FILE:LINE")
	}
	file, line, err := place(o.patterns[0])
	if err != nil {
		return err
	}
	path := file
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, file)
	}
	// What stands behind interfaces shows only in the whole module.
	o.patterns = []string{"./..."}
	root := filepath.Dir(path)
	if mod, err := above(root, "go.mod"); err == nil && mod != "" {
		root = filepath.Dir(mod)
	}
	if strings.HasSuffix(path, "_test.go") {
		o.config.Tests = true
	}
	l, roots, err := examine(o, root)
	if err != nil {
		return err
	}
	name := l.fileName(path)
	if name == "" {
		return usagef("why: no package of the module has the file %s", file)
	}
	units, _ := unitsOf(roots)
	e, err := analyzer.Explain(units, name, line)
	if err != nil {
		return usagef("why: %w", err)
	}
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(e)
	}
	return writeWhy(stdout, e, line)
}

// place splits FILE:LINE, or FILE:LINE:COLUMN as findings have it.
func place(text string) (file string, line int, err error) {
	file, number, ok := cutLast(text)
	if before, column := file, number; ok {
		if f, l, ok := cutLast(before); ok && isNumber(l) && isNumber(column) {
			file, number = f, l
		}
	}
	line, _ = strconv.Atoi(number)
	if !ok || file == "" || line < 1 {
		return "", 0, usagef("why: %q is no FILE:LINE", text)
	}
	return file, line, nil
}

func cutLast(text string) (before, after string, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

func writeWhy(w io.Writer, e *analyzer.Explanation, line int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", e.Package)
	if e.Note != "" {
		fmt.Fprintf(&b, "%s\n", e.Note)
	}
	for _, f := range e.Functions {
		fmt.Fprintf(&b, "\n%s", f)
	}
	if len(e.Calls) > 0 {
		fmt.Fprintf(&b, "\ncalls on line %d\n", line)
	}
	for _, c := range e.Calls {
		fmt.Fprintf(&b, "  %s: %s\n", c.Func, c.Known)
	}
	_, err := io.WriteString(w, plain.Lines(b.String()))
	return err
}

// fileName returns the name that the packages have for a file, "" if none has
// it.
func (l *loaded) fileName(path string) string {
	for _, p := range l.sound {
		if i := slices.IndexFunc(p.CompiledGoFiles, func(f string) bool { return sameFile(f, path) }); i >= 0 {
			return p.CompiledGoFiles[i]
		}
	}
	return ""
}
