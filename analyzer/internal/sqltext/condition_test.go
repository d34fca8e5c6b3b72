package sqltext

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseCondition(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "#0"},
		{"name = ? AND x = ?", "name=$0 x=$1 #2"},
		{"email = @email", "email=:email #0"},
		{"WHERE email = :email", "email=:email #0"},
		{"`users`.`name` = ?", "name=$0 #1"},
		{`"users"."Name" = $2`, "name=$1 #2"},
		{"[dbo].[Users].[Name] = @p1", "name=$0 #1"},
		{"a = ? OR b = ?", "+others #2"},
		{"a = ? AND (b = ? OR c = ?)", "a=$0 +others #3"},
		{"(a = ? AND (b = ?))", "a=$0 b=$1 #2"},
		{"LOWER(email) = LOWER(?)", "lower(email)=lower($0) #1"},
		{"email = lower(?)", "email=lower($0) #1"},
		{"email::text = $1::citext", "text(email)=citext($0) #1"},
		{"? = name", "name=$0 #1"},
		{"a BETWEEN ? AND ? AND b = ?", "b=$2 +others #3"},
		{"a = ? and not b", "a=$0 +others #1"},
		{"a is null and b = ?", "b=$0 +others #1"},
		{"deleted = false AND kind = 'x' AND n = 3", "deleted='false' kind='x' n='3' #0"},
		{"id IN ?", "id=$0 #1"},
		{"id IN (?)", "id=$0 #1"},
		{"id IN (?, ?)", "+others #2"},
		{"id NOT IN (?)", "+others #1"},
		{"id = ANY($1)", "+others #1"},
		{"id IN (SELECT id FROM t WHERE a = ?)", "+others #1"},
		{"id = (SELECT id FROM t WHERE a = ?)", "+others #1"},
		{"NOT EXISTS (SELECT 1 FROM t WHERE a = ?)", "+others #1"},
		{"(a, b) = (?, ?)", "a=$0 b=$1 #2"},
		{"a <=> ? AND b IS NOT DISTINCT FROM ?", "a=$0 b=$1 #2"},
		{"1 = 1 AND a = ?", "a=$0 #1"},
		{"1 = 0 AND a = ?", "a=$0 +others #1"},
		{"a <> ? AND b != ? AND c LIKE ? AND d >= ?", "+others #4"},
		{"a = b + ?", "a=? +others #1"},
		{"a || b = ?", "+others #1"},
		{"⟦⟧ = ?", "+others #1"},
		{"⟦⟧.name = ?", "name=$0 #1"},
		{"name = ⟦⟧", "name=<_ 0> #0"},
		{"name = '⟦⟧' AND ⟦⟧", "name=<_ 0> +others #0"},
		{"name = ? ⟦⟧", "name=$0 +others #1"},
		{"⟦⟧ name = ?", "name=$0 +others #1"},
		{"name", "+others #0"},
		{"AND", "#0"},
		{"= ? AND", "+others #1"},
		{"a = ", "a=? +others #0"},
		{")(", "+others #0"},
	} {
		got := ParseCondition(holes(c.text))
		s := renderEqualities(got.Equalities)
		if got.Others {
			s += " +others"
		}
		if s = strings.TrimSpace(fmt.Sprintf("%s #%d", s, got.Placeholders)); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestNarrowed(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT 1 FROM t WHERE a = ANY($1) AND lower(b) = $2":                                            "[a]",
		"SELECT 1 FROM t WHERE a IN (?, ?) AND t.b IN (SELECT x FROM s) AND c NOT IN (?, ?)":             "[a b]",
		"SELECT 1 FROM t WHERE a = ALL($1) AND b > 1":                                                    "[]",
		"SELECT 1 FROM subs s JOIN bundles b ON b.id = s.bundle_id AND b.x = 1 WHERE b.name = $1":        "[bundle_id]",
		"SELECT 1 FROM subs JOIN bundles USING (bundle_id) LEFT JOIN c ON c.id = subs.c_id, d WHERE 1=1": "[bundle_id c_id]",
	} {
		if got := fmt.Sprint(Parse(sql)[0].Narrowed); got != want {
			t.Errorf("%s: %s, want %s", sql, got, want)
		}
	}
	if got := fmt.Sprint(ParseCondition("a IN (?, ?) AND b = ?").Narrowed); got != "[a]" {
		t.Errorf("fragment: %s", got)
	}
}
