package schema

import (
	"fmt"
	"regexp"
	"strings"
)

// fizzFile is how the names of pop's migrations end.
const fizzFile = ".fizz"

var (
	fizzCall   = regexp.MustCompile(`^\s*(t\.)?(\w+)\s*\((.*)$`)
	fizzWord   = regexp.MustCompile(`"([^"]*)"`)
	fizzText   = regexp.MustCompile("[\"`](.*?);?\\s*[\"`]\\s*\\)")
	fizzOption = regexp.MustCompile(`"?(\w+)"?\s*:\s*"?([^",}]*)`)
)

// fizz writes the migrations of pop as SQL, a statement for each line, so that
// lines keep their number. What it does not know defines no key.
//
//	create_table("users") {
//		t.Column("email", "string", {})
//		t.Index("email", {"unique": true})
//	}
//	add_index("users", ["org", "name"], {"unique": true})
//	sql("CREATE UNIQUE INDEX …")
func fizz(text string) string {
	var b strings.Builder
	table := ""
	for line := range strings.Lines(text) {
		if m := fizzCall.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil && !strings.Contains(line, "<%") {
			list, rest, _ := strings.Cut(m[3], "{")
			var words []string
			for _, w := range fizzWord.FindAllStringSubmatch(list, -1) {
				words = append(words, w[1])
			}
			switch {
			case m[1] == "t." && table != "":
				words = append([]string{table}, words...)
			case m[2] == "create_table" && len(words) > 0:
				table = words[0]
			}
			if (m[2] == "sql" || m[2] == "raw") && fizzText.MatchString(m[3]) {
				words = fizzText.FindStringSubmatch(m[3])[1:]
			}
			b.WriteString(fizzSQL(m[2], words, fizzOptions(rest)))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func fizzOptions(text string) map[string]string {
	options := map[string]string{}
	for _, m := range fizzOption.FindAllStringSubmatch(text, -1) {
		options[m[1]] = strings.TrimSpace(m[2])
	}
	return options
}

// fizzSQL is one call as a statement; the first word is the table.
func fizzSQL(call string, words []string, options map[string]string) string {
	n := len(words)
	switch {
	case (call == "sql" || call == "raw") && n == 1:
		return words[0] + ";"
	case call == "create_table" && n > 0:
		return fmt.Sprintf(`CREATE TABLE %q ();`, words[0])
	case call == "drop_table" && n == 1:
		return fmt.Sprintf(`DROP TABLE %q;`, words[0])
	case call == "rename_table" && n == 2:
		return fmt.Sprintf(`ALTER TABLE %q RENAME TO %q;`, words[0], words[1])
	case (call == "Column" || call == "add_column") && n > 2:
		kind := ` text`
		if options["primary"] == "true" {
			kind += ` PRIMARY KEY`
		} else if options["null"] != "true" {
			kind += ` NOT NULL`
		}
		return fmt.Sprintf(`ALTER TABLE %q ADD COLUMN %q%s;`, words[0], words[1], kind)
	case call == "drop_column" && n == 2:
		return fmt.Sprintf(`ALTER TABLE %q DROP COLUMN %q;`, words[0], words[1])
	case call == "rename_column" && n == 3:
		return fmt.Sprintf(`ALTER TABLE %q RENAME COLUMN %q TO %q;`, words[0], words[1], words[2])
	case call == "PrimaryKey" && n > 1:
		return fmt.Sprintf(`ALTER TABLE %q ADD PRIMARY KEY ("%s");`, words[0], strings.Join(words[1:], `", "`))
	case (call == "Index" || call == "add_index") && n > 1 && options["unique"] == "true":
		name := options["name"]
		if name == "" {
			name = strings.Join(words, "_") + "_idx"
		}
		return fmt.Sprintf(`CREATE UNIQUE INDEX %q ON %q ("%s");`, name, words[0], strings.Join(words[1:], `", "`))
	case call == "drop_index" && n == 2:
		return fmt.Sprintf(`DROP INDEX %q;`, words[1])
	case call == "rename_index" && n == 3:
		return fmt.Sprintf(`ALTER INDEX %q RENAME TO %q;`, words[1], words[2])
	}
	return ""
}
