package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGolden shows the same findings in every format.
func TestGolden(t *testing.T) {
	r := fixture(t)
	for _, name := range Names() {
		golden(t, "report."+name, render(t, name, r, Style{}))
	}
	golden(t, "verbose.text", render(t, "text", r, Style{Verbose: true}))
	golden(t, "terminal.text", render(t, "text", r, Style{Verbose: true, Color: true, Width: 72}))
}

// TestReplay reads the report back and expects every format to be the same.
func TestReplay(t *testing.T) {
	r := fixture(t)
	again, err := Read([]byte(render(t, "json", r, Style{})))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		if got, want := render(t, name, again, Style{Verbose: true}), render(t, name, r, Style{Verbose: true}); got != want {
			t.Errorf("%s: replayed\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestEmpty writes a report of nothing.
func TestEmpty(t *testing.T) {
	for name, want := range map[string]string{
		"text": "", "github": "", "rdjsonl": "", "gitlab": "[]\n", "vet": "{}\n",
		"checkstyle": "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"5.0\"></checkstyle>\n",
	} {
		if got := render(t, name, &Report{}, Style{}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := render(t, "sarif", &Report{}, Style{}); !strings.Contains(got, `"results": []`) || !strings.Contains(got, `"rules": []`) {
		t.Errorf("sarif: %s", got)
	}
	if r, err := Read([]byte(render(t, "json", &Report{}, Style{}))); err != nil || len(r.Findings) != 0 {
		t.Errorf("json: %v, %v", r, err)
	}
}

// TestPlain expects no colours and no wrapping without a terminal.
func TestPlain(t *testing.T) {
	got := render(t, "text", fixture(t), Style{Verbose: true})
	if strings.Contains(got, "\x1b") {
		t.Errorf("escapes in a pipe: %q", got)
	}
	for _, f := range fixture(t).Findings {
		if !strings.Contains(got, f.Message+"\n") {
			t.Errorf("the message is not on one line: %s", f.Message)
		}
	}
}

// TestWidth expects lines to fit a terminal where they can.
func TestWidth(t *testing.T) {
	for _, width := range []int{60, 80, 120} {
		for line := range strings.Lines(render(t, "text", fixture(t), Style{Verbose: true, Width: width})) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > max(width, 95) {
				t.Errorf("width %d: %d columns: %s", width, n, line)
			}
		}
	}
	if got := wrap("a bb ccc dddddddd", 8, 2); got != "a bb\n  ccc\n  dddddddd" {
		t.Errorf("wrap: %q", got)
	}
}

func TestShown(t *testing.T) {
	root := filepath.FromSlash("/src/shop")
	for _, c := range []struct{ dir, name, want string }{
		{".", "/src/shop/a/b.go", "a/b.go"},
		{"a", "/src/shop/a/b.go", "b.go"},
		{"a", "/src/shop/ab/c.go", "/src/shop/ab/c.go"},
		{"a", "/src/shop/..b/c.go", "/src/shop/..b/c.go"},
		{".", "/src/shop2/c.go", "/src/shop2/c.go"},
		{".", `C:\src\a.go`, `C:\src\a.go`},
	} {
		r := &Report{Root: root, Directory: c.dir}
		if got := r.shown(Path(root, filepath.FromSlash(c.name))); got != c.want {
			t.Errorf("%s seen from %s: %s, want %s", c.name, c.dir, got, c.want)
		}
	}
}

func TestURI(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.go":        "a/b.go",
		"a b/ü%.go":     "a%20b/%C3%BC%25.go",
		"a:b.go":        "./a:b.go",
		"a\nb?#.go":     "a%0Ab%3F%23.go",
		"/abs/a.go":     "file:///abs/a.go",
		`C:\src\a b.go`: "file:///C:/src/a%20b.go",
		"bad\xff.go":    "bad%FF.go",
	} {
		if got := uri(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

// TestFingerprints changes what must not matter, and what must.
func TestFingerprints(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.go")
	of := func(source string, f Finding) string {
		t.Helper()
		if err := os.WriteFile(name, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		_, call, _ := strings.Cut(source, "Create(")
		call, _, _ = strings.Cut(call, ")")
		f.Span = spanOf(t, name, source, "Create("+call+")")
		r := &Report{Findings: []Finding{f, f}}
		r.Complete()
		if r.Findings[0].Fingerprint == r.Findings[1].Fingerprint {
			t.Error("two findings share a fingerprint")
		}
		return r.Findings[0].Fingerprint
	}
	base := Finding{Rule: "duplicate", Package: "p", Function: "F", Message: "at line 3"}
	want := of("x\n\ty.Create(a, b)\n", base)
	variant := base
	variant.Package, variant.Message = "p [p.test]", "at line 90"
	for _, same := range []string{of("x\n\n\n// more\n\ty.Create(a,\n\t\tb)\n", base), of("y.Create(a, b) // z\n", variant)} {
		if same != want {
			t.Errorf("fingerprint %s, want %s", same, want)
		}
	}
	rule, function, pkg := base, base, base
	rule.Rule, function.Function, pkg.Package = "conflict", "G", "q"
	seen := map[string]bool{want: true}
	for _, other := range []string{of("y.Create(a, c)\n", base), of("y.Create(a, b)", rule), of("y.Create(a, b)", function), of("y.Create(a, b)", pkg)} {
		if seen[other] {
			t.Errorf("fingerprint %s is used twice", other)
		}
		seen[other] = true
	}
}

// TestMoved has findings that a //line comment moves to another file, where they
// have no columns: one that is there, and one that is not.
func TestMoved(t *testing.T) {
	dir := t.TempDir()
	of := func(file, source string, line int) Finding {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "a.y"), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		at := Position{Line: line, Column: 1, UTF16: 1, Offset: 700} // of the Go file
		r := &Report{Root: dir, Directory: ".", Findings: []Finding{{
			Rule: "duplicate", Severity: Error, Message: fmt.Sprintf("duplicate: checked at line %d", line-1), Span: Span{file, at, at},
			Related: []Related{{"the check", Span{file, at, at}}},
		}}}
		r.Complete()
		for _, name := range Names() {
			wellFormed(t, name, render(t, name, r, Style{Verbose: true}), 1)
		}
		return r.Findings[0]
	}
	here, below, other := of("a.y", "x\n y\n", 2), of("a.y", "x\n\n y\n", 3), of("a.y", "x\n\n z\n", 3)
	if here.Start.Offset != 2 || here.Fingerprint != below.Fingerprint || here.Fingerprint == other.Fingerprint {
		t.Errorf("%+v\n%+v\n%+v", here, below, other)
	}
	if here, below := of("b.y", "", 2), of("b.y", "", 3); here.Fingerprint != below.Fingerprint {
		t.Errorf("%+v\n%+v", here, below)
	}
}

func TestSummary(t *testing.T) {
	find := func(rules ...string) (all []Finding) {
		for _, rule := range rules {
			all = append(all, Finding{Rule: rule})
		}
		return all
	}
	for want, r := range map[string]*Report{
		"no findings in 1 package":                                           {Packages: 1},
		"1 finding (1 helper) in 2 packages":                                 {Packages: 2, Findings: find("helper")},
		"3 findings (2 conflict, 1 duplicate) in 92 packages":                {Packages: 92, Findings: find("conflict", "duplicate", "conflict")},
		"no findings in 0 packages; 1 could not be analysed in full":         {Failures: []Failure{{"p", "r"}}},
		"1 finding (1 other) in 3 packages; 2 could not be analysed in full": {Packages: 3, Findings: find(""), Failures: make([]Failure, 2)},
		"no new findings in 3 packages; 7 known before":                      {Packages: 3, Known: 7},
		"1 finding (1 helper) in 3 packages; 7 known before":                 {Packages: 3, Known: 7, Findings: find("helper")},
	} {
		if got := Summary(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestByName(t *testing.T) {
	if _, err := ByName("sarfi"); err == nil || !strings.Contains(err.Error(), `did you mean "sarif"`) {
		t.Errorf("error %v", err)
	}
}
