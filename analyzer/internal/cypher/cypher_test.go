package cypher_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/cypher"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// say writes what was read in one line.
func say(text string) string {
	all := cypher.Parse(text)
	if len(all) == 0 {
		return ""
	}
	s := all[0]
	out := s.Kind.String() + " " + s.Table
	for _, e := range s.Where {
		out += fmt.Sprintf(" %s=%s", e.Column, value(e.Operand))
	}
	for _, a := range s.Insert {
		out += fmt.Sprintf(" %s:%s", a.Column, value(a.Operand))
	}
	if s.Others {
		out += " others"
	}
	return strings.TrimSpace(out)
}

func value(o sqltext.Operand) string {
	switch o.Kind {
	case sqltext.Named:
		return "$" + o.Name
	case sqltext.Literal:
		return "'" + o.Text + "'"
	}
	return "?"
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":      "",
		"  // ": "",
		"MATCH (u:User {email: $email}) RETURN u":                                  "Select user email=$email",
		"match (u:`User`:Person {email: $email, tenant: 1}) return u.name LIMIT 1": "Select user email=$email tenant='1'",
		"MATCH (u:User) WHERE u.email = $email AND (u.tenant = 'a') RETURN u":      "Select user email=$email tenant='a'",
		"MATCH (u:User) WHERE u.email = $email OR u.name = $name RETURN u":         "Select user others",
		"MATCH (u:User) WHERE u.age > $age RETURN u":                               "Select user others",
		"MATCH (u:User) WHERE toLower(u.email) = $email RETURN u":                  "Select user others",
		"MATCH (:User {email: $email})-[:OWNS]->(c:Car {plate: $p}) RETURN c":      "Select user email=$email others",
		"MATCH (u:User {email: $email}), (t:Tenant) RETURN u":                      "Select user email=$email others",
		"MATCH (u:User {email: $email}) MATCH (t:Tenant) RETURN u":                 "Select user email=$email others",
		"MATCH (u:User {email: toLower($email)}) RETURN u":                         "Select user email=?",
		"MATCH (u:User $properties) RETURN u":                                      "Select user others",
		"MATCH (u {email: $email}) RETURN u":                                       "Unknown",
		"MATCH (u:User {email: $email}) RETURN count(u)":                           "Unknown",
		"OPTIONAL MATCH (u:User {email: $email}) RETURN u":                         "Unknown",
		"MATCH (u:User {email: $email}) WITH u RETURN u":                           "Unknown",
		"UNWIND $rows AS row CREATE (u:User {email: row.email})":                   "Unknown",
		"MATCH (u:User {email: $email}) SET u.name = $name RETURN u":               "Update",
		"MATCH (u:User {email: $email}) DETACH DELETE u":                           "Delete",
		"MERGE (u:User {email: $email}) ON CREATE SET u.name = $name RETURN u":     "Merge",
		"CREATE (u:User {email: $email, id: randomUUID(), on: 'x'}) RETURN u":      "Insert user email:$email id:? on:'x'",
		"CREATE (u:User) SET u.email = $email, u += $more":                         "Insert user email:$email :?",
		"CREATE (u:User $properties)":                                              "Insert user",
		"MATCH (t:Tenant {id: $t}) CREATE (u:User {email: $e})-[:IN]->(t)":         "Insert user email:$e",
		"MATCH (t:Tenant {id: $t}) CREATE (t)-[:HAS]->(u:User {email: $e})":        "Insert user email:$e",
		"MATCH (a:A {id: $a}), (b:B {id: $b}) CREATE (a)-[:R]->(b)":                "Unknown",
		"CREATE CONSTRAINT FOR (u:User) REQUIRE u.email IS UNIQUE":                 "Unknown",
		"MATCH (u:\uFFFC {email: $email}) RETURN u":                                "Unknown",
		"MATCH (u:User {email: 'a\\'\uFFFC'}) RETURN u":                            "Select user email=?",
		"RETURN 1 /* MATCH */":                                                     "Unknown",
		"SHOW CONSTRAINTS":                                                         "Unknown",
	} {
		if got := say(text); got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}

// FuzzParse checks that no text makes the package panic, and that blanks and
// comments between the tokens do not matter.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"MATCH (u:User {email: $email})-[:IN]->(t) WHERE u.a = 'x' RETURN u // end",
		"CREATE (u:`a b`:C {x: \"\\\"\", y: [1, {z: 2}]}) SET u.q = \uFFFC, u += $p",
		"MERGE (n {a: 1.5}) ON CREATE SET n.b = true /* c */",
		"MATCH (((", "CREATE )(:A", "(:{", "$", "`", "'\\",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := say(text)
		if strings.ContainsAny(text, "'\"`/") || len(text) > 1000 {
			return
		}
		for _, same := range []string{strings.ReplaceAll(text, " ", "\n\t"), strings.ReplaceAll(text, " ", " /* c */ "), text + " // c"} {
			if got := say(same); got != want {
				t.Errorf("%q\n got %q\nwant %q, as of %q", same, got, want, text)
			}
		}
	})
}
