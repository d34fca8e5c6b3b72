package fix

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// statement repairs an INSERT whose text stands in the call, when nobody uses
// the row afterwards: a conflict clause for the dialect is added.
//
//	INSERT INTO t (a) VALUES ($1)
//	INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO NOTHING
func statement(m *maker) *draft {
	o := m.finding.Create.Op
	if o == nil || o.SQL == nil || o.SQL.Kind != sqltext.Insert || o.SQL.OnConflict != sqltext.NoClause || o.SQL.Returning {
		return nil
	}
	if m.finding.Rule != race.Helper {
		if len(m.finding.Pairs) != 1 {
			return nil
		}
		b := m.branching(m.finding.Pairs[0])
		if b == nil || !b.alike() {
			return nil
		}
		if rows, ok := b.rows(); !ok || len(rows) > 0 || m.asksForMore() {
			return nil
		}
	}
	at, clause := m.conflictClause()
	if clause == "" {
		return nil
	}
	return m.draft("let the insert do nothing when the row is there", m.create.stmt(), m.create.stmt()).insert(at, " "+clause)
}

// conflictClause is what makes the create's statement do nothing when the row is
// there, and where its text has room for that: at the end, before RETURNING. It is
// "" when the text is not written out in the call.
func (m *maker) conflictClause() (token.Pos, string) {
	lit := m.literal()
	if lit == nil {
		return token.NoPos, ""
	}
	s := m.finding.Create.Op.SQL
	quote := lit.Value[len(lit.Value)-1:]
	text := strings.TrimSuffix(lit.Value, quote)
	if s.Returning {
		found := returning.FindAllStringIndex(text, -1)
		if len(found) != 1 {
			return token.NoPos, ""
		}
		text = text[:found[0][0]]
	}
	body := strings.TrimRight(text, " \t\n;")
	if strings.ContainsAny(body, ";") || strings.Contains(body[strings.LastIndexByte(body, '\n')+1:], "--") || strings.HasSuffix(body, `\n`) {
		return token.NoPos, ""
	}
	return lit.Pos() + token.Pos(len(body)), m.clause(s, lit.Value)
}

var returning = regexp.MustCompile(`(?i)\bRETURNING\b`)

// literal is the statement's text, when it is written out in the call.
func (m *maker) literal() *ast.BasicLit {
	at := m.finding.Create.Op.Bound.SQLAt
	if at.Kind != model.Arg || at.Index >= len(m.create.call.Args) {
		return nil
	}
	lit, ok := m.create.call.Args[at.Index].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	return lit
}

// clause is what the dialect says for "nothing, when the row is there"; "" when
// the dialect is not known.
func (m *maker) clause(s *sqltext.Statement, text string) string {
	columns, known := m.unique()
	names := make([]string, len(columns))
	for i, c := range columns {
		if names[i] = spelled(c, text); names[i] == "" {
			return ""
		}
	}
	switch m.dialect(s) {
	case sqltext.Postgres, sqltext.SQLite:
		if known && plain(m.finding.Unique) {
			return "ON CONFLICT (" + strings.Join(names, ", ") + ") DO NOTHING"
		}
		return "ON CONFLICT DO NOTHING" // naming columns without a key is an error
	case sqltext.MySQL:
		switch {
		case len(names) == 0:
			return ""
		case s.NotExists:
			return "ON DUPLICATE KEY UPDATE " + names[0] + " = VALUES(" + names[0] + ")"
		}
		return "ON DUPLICATE KEY UPDATE " + names[0] + " = " + names[0]
	}
	return ""
}

// plain reports whether a conflict clause that names a key's columns means it:
// partial indexes and expressions need more words.
func plain(k schema.Key) bool {
	return !k.Partial && len(k.Where) == 0 && !slices.ContainsFunc(k.Parts, func(p sqltext.KeyPart) bool { return p.Column == "" })
}

// spelled is a column as a statement's source has it, quotes and all: only its
// author knows whether it needs them.
func spelled(column, text string) string {
	return regexp.MustCompile(`(?i)(\\"|["` + "`" + `])?\b` + regexp.QuoteMeta(column) + `\b(\\"|["` + "`" + `])?`).FindString(text)
}

// dialect is what the text gives away, what the user says, or the only one
// whose driver the package can reach.
func (m *maker) dialect(s *sqltext.Statement) sqltext.Dialect {
	if s != nil && s.Dialect != sqltext.Unspecified {
		return s.Dialect
	}
	if m.Dialect != sqltext.Unspecified {
		return m.Dialect
	}
	return sqltext.DialectNamed(m.Sums.Ops.Models().Dialect())
}
