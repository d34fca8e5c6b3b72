// Package fix makes the edits that repair a finding.
//
// A fix is offered when the edited package type-checks, when the loser of the
// race then gets what a later caller gets, and when the edit is right whatever
// database the program talks to, or the database is known. Otherwise there is
// none and the message has to do. Each family is one file:
//
//	guard.go   the check refuses: when the create fails, check again
//	branch.go  the check decides whether to create: when that fails, find again
//	           (look.go, declared.go), also where the function returns what one
//	           of the two returns (handson.go)
//	helper.go  find-or-create in one call: when that fails, call again
//	nothing.go inside a transaction: an insert that does nothing on conflict
//	sqltext.go the same in the text of a statement, by dialect
//	upsert.go  the same by another call: one that leaves alone what is there
//	exclusive.go a key, file or map entry: store it only if it is not there
//	sqltx.go   inside a transaction: a conflict clause, and the count of rows
//	savepoint.go inside a transaction: a create that fails alone
//	quiet.go   inside a transaction: an insert that does nothing, and tells
//
// The first three never look at which error it was, so that they need no
// driver, no translation of errors and no knowledge of keys: a failure for any
// other reason finds nothing and is handled as before. They are not offered
// inside a transaction, which PostgreSQL aborts with the violation and where
// InnoDB does not show the winner's row. A fix for a finding whose unique key
// is not known says which key it needs, in its message and in the code.
//
// Known limits: one statement per line of reasoning is copied as it is written;
// what stands between find and create is not moved.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// Fix is a change of one file that repairs a finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// Edit replaces the text from Pos to End.
type Edit struct {
	Pos, End token.Pos
	New      string
}

// Package is what fixes are made from: one type-checked package.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
	// ReadFile returns the content of a file as it was parsed.
	ReadFile func(name string) ([]byte, error)
	Sums     *summary.Package
	Check    *protect.Checker
	// Dialect is the database's, when the user has named it.
	Dialect sqltext.Dialect
}

// For returns the fix of a finding, nil when no edit is known to be right.
func (p *Package) For(f *race.Finding) *Fix {
	switch f.Rule {
	case race.Duplicate, race.Conflict, race.Helper, race.Overwrite:
	default:
		return nil
	}
	m := p.maker(f)
	if m == nil || slices.ContainsFunc(f.Finds, changes) {
		return nil
	}
	families := []func(*maker) *draft{helper, nothing, statement, upsert, guard, branch, exclusive, inside, savepoint}
	if f.Rule == race.Overwrite {
		families = []func(*maker) *draft{exclusive} // what is overwritten does not fail
	}
	for _, family := range families {
		if d := family(m); d != nil {
			if edits := d.edits(); edits != nil {
				return &Fix{Message: d.says + m.needs(), Edits: edits}
			}
		}
	}
	return nil
}

// changes reports whether a find changes the row that it finds: then the create
// is no row that is only looked at, and to leave it out loses the change.
func changes(find *summary.Site) bool { return find.Op != nil && find.Op.Changes }

// maker makes the fix of one finding.
type maker struct {
	*Package
	finding *race.Finding
	file    *ast.File
	src     []byte
	tok     *token.File
	create  *spot
}

// maker returns nil when the place of the finding cannot be edited.
func (p *Package) maker(f *race.Finding) *maker {
	m := &maker{Package: p, finding: f}
	pos := op.Pos(f.Create.At)
	for _, file := range p.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			m.file = file
		}
	}
	if m.file == nil || ast.IsGenerated(m.file) || p.ReadFile == nil {
		return nil
	}
	if p.Fset.Position(pos) != p.Fset.PositionFor(pos, false) {
		return nil // a //line comment says that the code is made from another file
	}
	m.tok = p.Fset.File(m.file.FileStart)
	src, err := p.ReadFile(m.tok.Name())
	if err != nil || len(src) != m.tok.Size() {
		return nil
	}
	m.src = src
	if m.create = m.spot(pos); m.create == nil {
		return nil
	}
	return m
}

// unique are the columns that have to be unique for the fix to work, and
// whether they are known to be.
func (m *maker) unique() (columns []string, known bool) {
	if columns := m.finding.Unique.Columns(); len(columns) > 0 {
		return columns, true
	}
	for _, p := range m.finding.Key {
		if p.Column != op.Whole {
			columns = append(columns, p.Column)
		}
	}
	return columns, false
}

// key names the unique key that a fix needs: "users(email)".
func (m *maker) key() string {
	columns, _ := m.unique()
	table := m.finding.Create.Entity.Table
	if table == "" {
		table = m.finding.Create.Entity.String()
	}
	if len(columns) == 0 {
		return table
	}
	return table + "(" + strings.Join(columns, ", ") + ")"
}

// needs is the second half of a fix's message.
func (m *maker) needs() string {
	if _, known := m.unique(); known || m.finding.Rule == race.Overwrite {
		return ""
	}
	return "; it needs a unique key on " + m.key()
}

// comment is the line above what a fix adds.
func (m *maker) comment(why string) string {
	if _, known := m.unique(); known {
		return "// " + strings.ToUpper(why[:1]) + why[1:] + ".\n"
	}
	return "// With a unique key on " + m.key() + " " + why + ".\n"
}

// text is a node's source.
func (m *maker) text(n ast.Node) string { return string(m.src[m.offset(n.Pos()):m.offset(n.End())]) }

func (m *maker) offset(p token.Pos) int { return m.tok.Offset(p) }
