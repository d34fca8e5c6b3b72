package sqltext

import "strings"

// dialect returns the family that the spelling of a statement gives away. The
// signs are tried from the surest on.
func dialect(toks []token) Dialect {
	for _, family := range [...]struct {
		dialect Dialect
		sign    func(toks []token, i int) bool
	}{
		{SQLServer, signOfSQLServer},
		{MySQL, signOfMySQL},
		{SQLite, signOfSQLite},
		{Postgres, signOfPostgres},
	} {
		for i := range toks {
			if family.sign(toks, i) {
				return family.dialect
			}
		}
	}
	return Unspecified
}

func signOfSQLServer(toks []token, i int) bool {
	switch t := toks[i]; {
	case t.class == argument:
		return t.quote == '@'
	case t.class == quotedName:
		return t.quote == '['
	case t.class != word:
		return false
	case t.is("top"):
		return at(toks, i-1).in("select", "distinct") && (at(toks, i+1).is("(") || at(toks, i+1).class == number)
	}
	return toks[i].in("updlock", "holdlock", "nolock", "sp_getapplock", "sp_releaseapplock", "getdate", "count_big") ||
		sequence(toks, i, "begin", "tran") || sequence(toks, i, "output", "inserted")
}

func signOfMySQL(toks []token, i int) bool {
	t := toks[i]
	return t.quote == '`' || t.in("<=>", "get_lock", "release_lock") ||
		sequence(toks, i, "on", "duplicate", "key") || sequence(toks, i, "insert", "ignore") ||
		sequence(toks, i, "lock", "in", "share") || sequence(toks, i, "lock", "tables") ||
		t.is("dual") && at(toks, i-1).is("from")
}

func signOfSQLite(toks []token, i int) bool {
	t := toks[i]
	return t.class == argument && t.quote == '?' && len(t.text) > 1 ||
		i == 0 && t.is("pragma") || t.in("sqlite_master", "sqlite_schema", "autoincrement") ||
		t.is("or") && at(toks, i-1).in("insert", "update") ||
		t.is("begin") && at(toks, i+1).in("immediate", "exclusive", "deferred", "concurrent")
}

func signOfPostgres(toks []token, i int) bool {
	t := toks[i]
	switch {
	case t.class == argument:
		return t.quote == '$'
	case t.class == text:
		return t.quote == '$'
	case sequence(toks, i, "on", "conflict"):
		return !questionMarks(toks)
	}
	return t.in("::", "ilike", "pg_catalog") || t.class == word && strings.HasPrefix(t.text, "pg_") ||
		sequence(toks, i, "distinct", "on", "(") || sequence(toks, i, "for", "no", "key")
}

// questionMarks reports whether arguments are spelled ?, as SQLite's are.
func questionMarks(toks []token) bool {
	for _, t := range toks {
		if t.class == argument && t.quote == '?' {
			return true
		}
	}
	return false
}
