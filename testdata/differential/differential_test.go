package differential

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pg "github.com/sqlc-dev/oliphant"
)

// oracle is a real parser.
type oracle struct {
	name string
	read func(string) (facts, error)
}

func oracles() map[string]oracle {
	return map[string]oracle{"postgres": {"postgres", postgres}, "mysql": {"mysql", mysql}, "sqlite": {"sqlite", sqlite}}
}

// TestStatements compares the statements of statements/*.sql, each with the
// parser that its file names: all must agree.
func TestStatements(t *testing.T) {
	for name, o := range oracles() {
		data, err := os.ReadFile(filepath.Join("statements", name+".sql"))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for statement := range strings.SplitSeq(string(data), ";\n") {
			if statement = strings.TrimSpace(statement); statement == "" {
				continue
			}
			n++
			want, err := o.read(statement)
			if err != nil {
				t.Errorf("%s does not parse: %v\n%s", name, err, statement)
				continue
			}
			if got := ours(statement); got.String() != want.String() {
				t.Errorf("%s\n%s\n got:\n%s\nwant:\n%s", name, statement, got, want)
			}
		}
		if n < 20 {
			t.Errorf("%s: %d statements only", name, n)
		}
	}
}

// TestFolder compares the statements of every .sql file below the folder that
// TOCTOU_SQL names, and wants 99 % of those that some parser reads to agree.
// What no parser reads is counted and listed with -v.
//
//	TOCTOU_SQL=/repositories go test -run TestFolder -v
func TestFolder(t *testing.T) {
	root := os.Getenv("TOCTOU_SQL")
	if root == "" {
		t.Skip("TOCTOU_SQL names no folder")
	}
	c := comparison{t: t, repositories: map[string]bool{}, byOracle: map[string]int{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		c.file(root, path, string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	total := c.same + c.different
	t.Logf("%d files of %d repositories, %d statements: %d agree, %d differ, %d that no parser reads (%d of them templates); read by %v",
		c.files, len(c.repositories), total+c.unread, c.same, c.different, c.unread, c.templates, c.byOracle)
	if total == 0 || c.different*100 > total {
		t.Errorf("%d of %d statements differ", c.different, total)
	}
}

// comparison counts.
type comparison struct {
	t                                         *testing.T
	repositories                              map[string]bool
	byOracle                                  map[string]int
	files, same, different, unread, templates int
}

// file compares the statements of one file, each with the parsers in the order
// that the file suggests: the first that takes the whole file, then the others.
func (c *comparison) file(root, path, text string) {
	c.files++
	rel, _ := filepath.Rel(root, path)
	repository, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	c.repositories[repository] = true
	order := []string{"postgres", "mysql", "sqlite"}
	if strings.Contains(text, "`") {
		order = []string{"mysql", "sqlite", "postgres"}
	}
	for _, name := range order {
		if _, err := c.read(name, text); err == nil {
			order = append([]string{name}, order...)
			break
		}
	}
	for _, statement := range statements(text) {
		c.statement(rel, statement, order)
	}
}

// read guards against parsers that panic.
func (c *comparison) read(name, text string) (f facts, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fs.ErrInvalid
		}
	}()
	return oracles()[name].read(text)
}

func (c *comparison) statement(rel, statement string, order []string) {
	for _, name := range order {
		want, err := c.read(name, statement)
		if err != nil {
			continue
		}
		c.byOracle[name]++
		if got := ours(statement); got.String() != want.String() {
			c.different++
			c.t.Logf("DIFFERS %s (%s)\n%s\n got:\n%s\nwant:\n%s", rel, name, statement, got, want)
			return
		}
		c.same++
		return
	}
	c.unread++
	if strings.Contains(statement, "{{") || strings.Contains(statement, "${") {
		c.templates++
	}
	if len(statement) > 200 {
		statement = statement[:200] + "…"
	}
	c.t.Logf("NO PARSER %s: %s", rel, statement)
}

// statements splits a file with PostgreSQL's scanner, or at the ends of lines
// where that cannot read it.
func statements(text string) []string {
	all, err := pg.SplitWithScanner(text, true)
	if err != nil {
		all = strings.Split(text, ";\n")
	}
	var out []string
	for _, s := range all {
		if s = strings.TrimSpace(s); bare(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// bare is a statement without the comments before it.
func bare(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n;")
		switch {
		case strings.HasPrefix(s, "--"), strings.HasPrefix(s, "#"):
			_, s, _ = strings.Cut(s, "\n")
		case strings.HasPrefix(s, "/*") && !strings.HasPrefix(s, "/*!"):
			_, s, _ = strings.Cut(s, "*/")
		default:
			return s
		}
	}
}
