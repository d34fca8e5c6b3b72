package schema

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// File is one file that defines a schema, or a part of one.
type File struct {
	Path string // slash-separated, for messages and for its place in the order
	Text string
}

// Problem is a file that could not be read as it should.
type Problem struct{ File, Reason string }

// FromFiles applies the statements of files in the order of their migrations.
//
// Files whose names, or whose folders' names, begin with a number are a chain
// of migrations with the others in their folder. Every other file is a schema
// of its own.
//
//	migrations/0001_init.up.sql   migrations/V1_2__more.sql   migrations/20240102_x/up.sql
//	schema.sql
//
// Where file names tell databases apart, each has a chain of its own, which
// the files that name none belong to as well.
func FromFiles(files []File) (*Schema, []Problem) {
	var problems []Problem
	s := &Schema{}
	for _, chain := range chains(files) {
		h := &history{}
		for _, f := range chain {
			for _, p := range h.read(f) {
				if !slices.Contains(problems, p) {
					problems = append(problems, p)
				}
			}
		}
		s.Add(h.result())
	}
	return s, problems
}

// read applies the statements of a file. A bug of ours costs what the file would
// have told from there on, no more.
func (h *history) read(f File) (problems []Problem) {
	defer func() {
		if r := recover(); r != nil {
			problems = append(problems, Problem{f.Path, fmt.Sprintf("internal error: %v", r)})
		}
	}()
	text := f.Text
	if path.Ext(f.Path) == fizzFile {
		text = fizz(text)
	}
	for _, c := range sqltext.Changes(upward(text)) {
		if c.Kind == sqltext.Unread {
			problems = append(problems, Problem{f.Path, fmt.Sprintf("line %d: not understood: %s", c.Line, c.Name)})
			continue
		}
		h.apply(c, fmt.Sprintf("%s:%d", path.Base(f.Path), c.Line))
	}
	return problems
}

// step is a file with its place in its chain.
type step struct {
	File
	chain   string
	version []int // nil for a file that is no migration
	dialect string
}

// chains groups files into chains, each in its order.
func chains(files []File) [][]File {
	byChain := map[string][]step{}
	dialects := map[string][]string{}
	var names []string
	for _, f := range files {
		s := place(f)
		if s.chain == "" {
			continue // the way down
		}
		if byChain[s.chain] == nil {
			names = append(names, s.chain)
		}
		byChain[s.chain] = append(byChain[s.chain], s)
		if d := s.dialect; d != "" && !slices.Contains(dialects[s.chain], d) {
			dialects[s.chain] = append(dialects[s.chain], d)
		}
	}
	slices.Sort(names)
	var out [][]File
	for _, name := range names {
		steps := byChain[name]
		slices.SortStableFunc(steps, func(a, b step) int { return cmp.Or(slices.Compare(a.version, b.version), cmp.Compare(a.Path, b.Path)) })
		all := dialects[name]
		if len(all) == 0 {
			all = []string{""}
		}
		slices.Sort(all)
		for _, d := range all {
			var chain []File
			for _, s := range steps {
				if s.dialect == "" || s.dialect == d {
					chain = append(chain, s.File)
				}
			}
			out = append(out, chain)
		}
	}
	return out
}

var (
	leading   = regexp.MustCompile(`^[vV]?(\d+(?:[._]\d+)*)`)
	downName  = regexp.MustCompile(`(?i)(^|[._-])(down|rollback|undo|revert|drop)([._-]|$)`)
	undone    = regexp.MustCompile(`^U\d.*__`)
	dialectIn = regexp.MustCompile(`(?i)[._-](postgres|postgresql|pgsql|pg|mysql|mariadb|sqlite|sqlite3|cockroach|cockroachdb|crdb|mssql|sqlserver|oracle|clickhouse)([._-]|$)`)
)

// place finds the chain that a file belongs to; "" for the way down.
func place(f File) step {
	s := step{File: f}
	dir, base := path.Split(f.Path)
	stem := strings.TrimSuffix(base, path.Ext(base))
	dir = strings.TrimSuffix(dir, "/")
	if downName.MatchString(stem) || undone.MatchString(base) || downName.MatchString(path.Base(dir)) {
		return s
	}
	if m := dialectIn.FindStringSubmatch(stem); m != nil {
		s.dialect = strings.ToLower(m[1])
	}
	s.chain = "file " + f.Path
	version := numbers(stem)
	for leading.MatchString(path.Base(dir)) { // a folder for each migration
		version = append(numbers(path.Base(dir)), version...)
		dir = path.Dir(dir)
	}
	if len(version) > 0 {
		s.chain, s.version = "folder "+dir, version
	} else if strings.HasPrefix(base, "R__") {
		s.chain, s.version = "folder "+dir, []int{math.MaxInt} // repeatable, after all others
	}
	return s
}

// numbers reads the version that a name begins with.
func numbers(name string) []int {
	m := leading.FindStringSubmatch(name)
	if m == nil {
		return nil
	}
	var out []int
	for part := range strings.FieldsFuncSeq(m[1], func(r rune) bool { return r == '.' || r == '_' }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

var (
	marker   = regexp.MustCompile(`(?i)^--+\s*(?:\+\w+\s+|\w+:|rambler\s+|@)(up|down|undo)\b`)
	tern     = regexp.MustCompile(`(?i)^--+\s*create above\b`)
	control  = regexp.MustCompile(`\{\{-?\s*(?:if|else|end|range|with|template|define|block|/\*).*?\}\}`)
	template = regexp.MustCompile(`\{\{.*?\}\}|\$\{[^}]*\}`)
)

// upward returns the text of a migration without its way down; lines keep
// their number, and templates become holes.
//
//	-- +goose Down     -- migrate:down     -- +migrate Down     ---- create above / drop below ----
func upward(text string) string {
	if strings.Contains(text, "{{") || strings.Contains(text, "${") {
		text = control.ReplaceAllString(text, " ")
		text = template.ReplaceAllString(text, sqltext.Hole)
	}
	var b strings.Builder
	down := false
	for line := range strings.Lines(text) {
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "--") {
			if m := marker.FindStringSubmatch(trimmed); m != nil {
				down = !strings.EqualFold(m[1], "up")
			} else if tern.MatchString(trimmed) {
				down = true
			}
		}
		if down {
			b.WriteByte('\n')
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}
