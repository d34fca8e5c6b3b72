package sqltext

import (
	"strings"
	"testing"
)

// FuzzParse checks that no text makes the package panic, and that blanks,
// comments and the case of keywords do not change what kind a statement is of.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"SELECT EXISTS(SELECT 1 FROM users WHERE lower(email) = lower($1))",
		"INSERT INTO t (a, b) VALUES (?, :b) ON CONFLICT (a) DO NOTHING RETURNING id",
		"INSERT INTO `t` SELECT * FROM (SELECT ? AS a) x WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = ?)",
		"WITH s AS (SELECT 1), i AS (INSERT INTO t SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM s)) SELECT 1 FROM i",
		"IF NOT EXISTS (SELECT 1 FROM [t] WITH (UPDLOCK)) INSERT INTO [t] VALUES (@p1)",
		"UPDATE t SET (a, b) = ($1, $2::text[]) WHERE c = $3 FOR UPDATE; BEGIN IMMEDIATE; COMMIT",
		"CREATE TRIGGER x BEGIN INSERT INTO t VALUES (1); END; LOCK TABLE t",
		"SELECT $tag$ x $tag$, E'it\\'s', a[1], b <=> c, @@x, '\uFFFC' FROM \uFFFC WHERE \uFFFC # end",
		"SELECT CASE WHEN COUNT(*) > 0 THEN 1 ELSE 0 END /* c */ FROM t -- x\nWHERE a IN (?)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		ParseCondition(src)
		want := kinds(src)
		if len(src) > maxText/16 || strings.ContainsAny(src, "'\"`$#[]-/*\uFFFC") {
			return // blanks and case mean something in strings, comments and names
		}
		for _, same := range []string{
			asciiUpper(src),
			strings.ReplaceAll(src, " ", "\n\t "),
			strings.ReplaceAll(src, " ", " /* c; */ "),
			strings.ReplaceAll(src, " ", " -- c;\n"),
			"/* c */" + src + "\n-- c",
		} {
			if got := kinds(same); got != want {
				t.Errorf("%q\n got %s\nwant %s, as of %q", same, got, want, src)
			}
		}
	})
}

func kinds(src string) string {
	var b strings.Builder
	for _, s := range Parse(src) {
		b.WriteString(s.Kind.String() + " ")
	}
	return b.String()
}

// asciiUpper maps a-z only: other letters may change their length.
func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}
