package output

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostile are texts that break formats which believe them.
func hostile() []string {
	return []string{
		"plain.go", "a::b.go", "::error file=x::y", "a\nb.go", "a\r\nb.go", `a"b'c<d>&.go`, "bad\xff\xfe.go", "nul\x00.go",
		`C:\src\m\a.go`, `..\..\a.go`, "/abs/a.go", "a,b;c=d%25.go", "]]>.go", "</script><script>alert(1)</script>",
		"\x1b[31mred\x1b[0m", "\u202egnp.go", "ü 𝕏 \u2028.go", "{{.Message}}", "a b.go", strings.Repeat("long", 100_000) + ".go",
	}
}

// hostileReport uses each text in every place that takes one.
func hostileReport() *Report {
	r := &Report{Tool: Tool{Name: "toctou"}, Root: "/src", Directory: ".", Sources: map[string]map[int]string{}}
	for i, text := range hostile() {
		span := Span{text, Position{i + 1, 1, 1, 0}, Position{i + 1, 5, 5, 4}}
		r.Sources[text] = map[int]string{i + 1: text}
		r.Rules = append(r.Rules, Rule{fmt.Sprint("r", i), text, text, text, "", text})
		r.Warnings = append(r.Warnings, text)
		r.Failures = append(r.Failures, Failure{text, text})
		r.Findings = append(r.Findings, Finding{
			Rule: fmt.Sprint("r", i), Severity: Error, Message: text, Package: text, Function: text, Fingerprint: fmt.Sprintf("%032d", i), Span: span,
			Related: []Related{{"the check " + text, span}},
			Fixes:   []Fix{{text, []Edit{{span, text}}}},
		})
	}
	return r
}

// TestHostile expects every format to keep its form whatever it is told.
func TestHostile(t *testing.T) {
	r := hostileReport()
	for _, name := range Names() {
		wellFormed(t, name, render(t, name, r, Style{Verbose: true}), len(r.Findings))
		wellFormed(t, name, render(t, name, r, Style{Verbose: true, Width: 80}), len(r.Findings))
	}
}

// TestMany writes ten thousand findings.
func TestMany(t *testing.T) {
	const n = 10_000
	one := fixture(t)
	r := &Report{Tool: one.Tool, Root: t.TempDir(), Directory: "."}
	for i := range n {
		f := one.Findings[0]
		f.File, f.Fixes = fmt.Sprintf("p%d/a.go", i/7), nil
		r.Findings = append(r.Findings, f)
	}
	r.Complete()
	seen := make(map[string]bool)
	for _, f := range r.Findings {
		seen[f.Fingerprint] = true
	}
	if len(seen) != n {
		t.Errorf("%d fingerprints of %d findings", len(seen), n)
	}
	for _, name := range Names() {
		wellFormed(t, name, render(t, name, r, Style{}), n)
	}
}

// wellFormed parses what a format wrote of n findings.
func wellFormed(t *testing.T, name, got string, n int) {
	t.Helper()
	if !utf8.ValidString(got) {
		t.Errorf("%s: not UTF-8", name)
	}
	count, err := 0, error(nil)
	switch name {
	case "text":
		inert(t, name, got)
		for line := range strings.Lines(got) {
			if line != "\n" && line[0] != ' ' { // what belongs to a finding is indented
				count++
			}
		}
	case "json":
		var again *Report
		if again, err = Read([]byte(got)); err == nil {
			count = len(again.Findings)
		}
	case "vet":
		var tree map[string]map[string]json.RawMessage
		err = json.Unmarshal([]byte(got), &tree)
		count = strings.Count(got, `"category": `)
	case "sarif":
		count, err = sarifResults(got)
	case "github":
		inert(t, name, got)
		for line := range strings.Lines(got) {
			command, text, ok := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
			if !ok || strings.ContainsAny(command+text, "\r\n") || strings.Count(command, "=") < 4 {
				err = fmt.Errorf("no workflow command: %.200q", line)
			}
			count++
		}
	case "gitlab":
		count, err = gitlabIssues(got)
	case "checkstyle":
		count, err = xmlElements(got, "error")
	case "rdjsonl":
		for line := range strings.Lines(got) {
			var d rdDiagnostic
			err = errors.Join(err, json.Unmarshal([]byte(line), &d))
			count++
		}
	case "html":
		count = strings.Count(got, "<article ")
		if strings.Count(got, "<script") != 1 {
			err = errors.New("a script that is not ours")
		}
	default:
		t.Fatalf("no test of format %s", name)
	}
	if err != nil || count != n {
		t.Errorf("%s: %d findings, want %d; %v", name, count, n, err)
	}
}

// inert expects nothing that a terminal would obey.
func inert(t *testing.T, name, got string) {
	t.Helper()
	for _, c := range got {
		if c != '\n' && !unicode.IsPrint(c) && !unicode.Is(unicode.Zs, c) {
			t.Errorf("%s: %q", name, c)
		}
	}
}

func sarifResults(got string) (int, error) {
	var log sarifLog
	dec := json.NewDecoder(strings.NewReader(got))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		return 0, err
	}
	run := log.Runs[0]
	for _, res := range run.Results {
		at := res.Locations[0].Physical
		if _, err := url.Parse(at.Artifact.URI); err != nil {
			return 0, err
		}
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID || at.Region.StartLine < 1 || at.Region.EndColumn < at.Region.StartColumn {
			return 0, fmt.Errorf("bad result %+v", res)
		}
	}
	return len(run.Results), nil
}

func gitlabIssues(got string) (int, error) {
	var issues []gitlabIssue
	err := json.Unmarshal([]byte(got), &issues)
	seen := make(map[string]bool)
	for _, issue := range issues {
		seen[issue.Fingerprint] = true
	}
	return len(seen), err
}

func xmlElements(got, name string) (int, error) {
	dec, n := xml.NewDecoder(bytes.NewReader([]byte(got))), 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			n++
		}
	}
}

func TestRead(t *testing.T) {
	good := render(t, "json", fixture(t), Style{})
	change := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the report", old)
		}
		return strings.Replace(good, old, with, 1)
	}
	for want, data := range map[string]string{
		"line 1: unexpected end":                                    "",
		"line 2: invalid character":                                 change(`"version": 1`, `"version": x`),
		"version: this is no report of version 1":                   change(`"version": 1`, `"version": 2`),
		`unknown field "findigs"`:                                   change(`"findings"`, `"findigs"`),
		"packages: want int, not string":                            change(`"packages": 3`, `"packages": "3"`),
		"after top-level value":                                     good + "{}",
		"findings[0].rule: is missing":                              change(`"rule": "duplicate"`, `"rule": ""`),
		`findings[0].severity: unknown severity "bad"`:              change(`"severity": "error"`, `"severity": "bad"`),
		"findings[0].location app/users.go:0:30: lines and columns": change(`"line": 9`, `"line": 0`),
		"findings[0].location app/users.go:99:30: it ends before":   change(`"line": 9`, `"line": 99`),
	} {
		if _, err := Read([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"version":1,"findings":[{"rule":"r","severity":"info","fingerprint":"f","location":{"file":"a","start":{"line":1,"column":2,"column_utf16":1,"offset":0},"end":{"line":1,"column":9,"column_utf16":1,"offset":0}},"related":[]}],"sources":{"a":{"1":"é"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(data)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, name := range Names() {
			wellFormed(t, name, render(t, name, r, Style{Verbose: true}), len(r.Findings))
		}
	})
}
