package proving

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

const page = "../../cmd/toctou/docs/protections.md"

var update = flag.Bool("update", false, "write the table of "+page)

// stores opens every SQL store that can be had, and says which cannot.
func stores(t *testing.T) []*Store {
	t.Helper()
	var all []*Store
	for _, name := range []string{SQLite, PostgreSQL, MariaDB} {
		s, err := Open(name)
		if errors.Is(err, ErrAbsent) {
			fmt.Printf("SKIPPED: %s is not proved: %v\n", name, err)
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		t.Cleanup(s.Close)
		all = append(all, s)
	}
	return all
}

// line is one row of the table.
type line struct {
	family, store, form string
	verdict             Verdict
	outcome             string
}

// check compares an outcome with what the form is known to do.
func check(t *testing.T, family, store, form string, want Verdict, out Outcome, err error) line {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !want.Shows(out) {
		t.Errorf("%s, want %s: %s", out.Verdict(), want, out)
	}
	return line{family, store, form, want, out.String()}
}

// TestForms runs every form on every store.
func TestForms(t *testing.T) {
	ctx := context.Background()
	var lines []line
	all := stores(t)
	for _, s := range all {
		for _, f := range slices.Concat(Guards(), Protections(), GormForms()) {
			want, ok := f.On[s.Name]
			if !ok {
				continue
			}
			t.Run(s.Name+"/"+f.Name, func(t *testing.T) {
				out, err := f.Prove(ctx, s, Rounds)
				lines = append(lines, check(t, f.Family, s.Name, f.Name, want, out, err))
			})
		}
	}
	for _, f := range slices.Concat(redisForms(t), FileForms(t.TempDir()), MapForms()) {
		t.Run(f.Store+"/"+f.Name, func(t *testing.T) {
			out, err := f.Prove(ctx, Rounds)
			lines = append(lines, check(t, f.Family, f.Store, f.Name, f.Verdict, out, err))
		})
	}
	if *update && len(all) == 3 && !t.Failed() {
		write(t, lines)
	}
}

func redisForms(t *testing.T) []LocalForm {
	t.Helper()
	forms := RedisForms("miniredis", redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), PoolSize: Workers}))
	address, stop, err := Redis()
	if errors.Is(err, ErrAbsent) {
		fmt.Printf("SKIPPED: Redis is not proved: %v\n", err)
		return forms
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return append(forms, RedisForms("Redis", redis.NewClient(&redis.Options{Network: "unix", Addr: address, PoolSize: Workers}))...)
}

const begin, end = "<!-- proving ground: begin -->\n", "<!-- proving ground: end -->\n"

// write puts the table into the page.
func write(t *testing.T, lines []line) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", page)
	}
	var b strings.Builder
	b.WriteString("| protection | store | form | it | rounds gone wrong; failed calls |\n|---|---|---|---|---|\n")
	slices.SortStableFunc(lines, func(x, y line) int {
		return strings.Compare(order(x.family)+x.form, order(y.family)+y.form)
	})
	for _, l := range lines {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", l.family, l.store, strings.ReplaceAll(l.form, "|", `\|`), l.verdict, l.outcome)
	}
	if err := os.WriteFile(page, []byte(head+begin+b.String()+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

// order puts the guards that are none last.
func order(family string) string {
	if family == "none" {
		return "~"
	}
	return family
}

// TestPage compares the page with the forms: each form on each store has one
// line, with the verdict that the forms give it.
func TestPage(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	row := func(family, store, form string, v Verdict) {
		want = append(want, fmt.Sprintf("| %s | %s | %s | %s |", family, store, strings.ReplaceAll(form, "|", `\|`), v))
	}
	for _, f := range slices.Concat(Guards(), Protections(), GormForms()) {
		for store, v := range f.On {
			row(f.Family, store, f.Name, v)
		}
	}
	client := redis.NewClient(&redis.Options{})
	for _, f := range slices.Concat(RedisForms("miniredis", client), RedisForms("Redis", client), FileForms(""), MapForms()) {
		row(f.Family, f.Store, f.Name, f.Verdict)
	}
	_, table, _ := strings.Cut(string(text), begin)
	table, _, _ = strings.Cut(table, end)
	var got []string
	for l := range strings.Lines(table) {
		cells := strings.SplitAfter(strings.TrimSpace(l), " |")
		got = append(got, strings.Join(cells[:max(0, len(cells)-2)], ""))
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s lacks %s", page, w)
		}
	}
	if len(got) != len(want)+2 {
		t.Errorf("%s has %d lines, want %d: run go test -update here", page, len(got), len(want)+2)
	}
}
