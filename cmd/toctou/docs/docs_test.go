package docs

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite what the rules' pages take from protections.md")

// TestMeasured keeps the figures in the rules' pages equal to those that the
// proving ground has written into protections.md. A page names the forms that
// it shows in a comment.
func TestMeasured(t *testing.T) {
	page, err := os.ReadFile("protections.md")
	if err != nil {
		t.Fatal(err)
	}
	all := measurements(string(page))
	if len(all) < 50 {
		t.Fatalf("protections.md has only %d measurements", len(all))
	}
	shown := regexp.MustCompile(`(?s)(<!-- proving ground: ([^\n]*) -->\n)(.*?)<!-- end -->\n`)
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		file := "rules/" + rule + ".md"
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := string(data)
		if n := len(shown.FindAllString(got, -1)); n != 1 && rule != "directive" {
			t.Errorf("%s shows %d tables of the proving ground, want 1", file, n)
		}
		want := shown.ReplaceAllStringFunc(got, func(block string) string {
			m := shown.FindStringSubmatch(block)
			return m[1] + table(t, all, strings.Split(m[2], "; ")) + "<!-- end -->\n"
		})
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got != want {
			t.Errorf("%s is stale; go test ./cmd/toctou/docs -update rewrites it", file)
		}
	}
}

// measurement is a row of protections.md.
type measurement struct{ form, store, cell string }

func measurements(page string) (all []measurement) {
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 5 || strings.HasPrefix(line, "|---") || cells[1] == "store" {
			continue
		}
		outcome, figures := cells[3], strings.TrimSpace(cells[4])
		cell := outcome
		if _, failures, ok := strings.Cut(figures, "; "); ok {
			cell += ", " + failures
		} else if outcome == "races" {
			rounds, _, _ := strings.Cut(figures, " ")
			cell += " " + rounds
		}
		all = append(all, measurement{cells[2], cells[1], cell})
	}
	return all
}

// table has a row for each form and a column for each store that has one of
// them. miniredis stands in for Redis where there is none.
func table(t *testing.T, all []measurement, forms []string) string {
	t.Helper()
	var stores []string
	cells := make(map[[2]string]string)
	for _, m := range all {
		if m.store == "miniredis" || !slices.Contains(forms, m.form) {
			continue
		}
		if !slices.Contains(stores, m.store) {
			stores = append(stores, m.store)
		}
		cells[[2]string{m.form, m.store}] = m.cell
	}
	slices.Sort(stores)
	text := "| form | " + strings.Join(stores, " | ") + " |\n|---|" + strings.Repeat("---|", len(stores)) + "\n"
	for _, form := range forms {
		row, some := "| "+form+" |", false
		for _, store := range stores {
			cell := cells[[2]string{form, store}]
			some = some || cell != ""
			if cell == "" {
				cell = "–"
			}
			row += " " + cell + " |"
		}
		if !some {
			t.Errorf("protections.md has no form %q", form)
		}
		text += row + "\n"
	}
	return text
}

// TestComments expects the pages that users see to be without the tests' marks.
func TestComments(t *testing.T) {
	for name, read := range map[string]func(string) (string, error){"duplicate": Rule, "protections": Page} {
		page, err := read(name)
		if err != nil || strings.Contains(page, "<!--") || !strings.Contains(page, "\n| ") {
			t.Errorf("%s: %v: %s", name, err, page)
		}
	}
}
