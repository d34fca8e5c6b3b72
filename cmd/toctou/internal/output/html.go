package output

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
)

// page is the template of the HTML report: one file that needs no server and
// nothing from elsewhere, and is whole without its script but for the filter.
//
//go:embed report.html
var page string

type (
	htmlReport struct {
		*Report
		Summary           string
		ByRule, ByPackage []htmlCount
		Shown             []htmlFinding
	}
	htmlCount struct {
		Name  string
		Count int
	}
	htmlFinding struct {
		Finding
		Package  string
		Page     Rule
		Excerpts []htmlExcerpt
		Steps    []htmlStep
	}
	// htmlExcerpt is a run of lines of one file, which is named when it is not
	// the finding's.
	htmlExcerpt struct {
		File  string
		Lines []htmlLine
	}
	htmlLine struct {
		Number             int // 0: lines are left out here
		Text, Class, Label string
	}
	htmlStep struct {
		step
		Place, Source string
		Last          bool
	}
)

// writeHTML prints the report as a page for a browser.
func writeHTML(w io.Writer, r *Report, _ Style) error {
	t, err := template.New("report").Parse(page)
	if err != nil {
		return err
	}
	out := htmlReport{Report: r, Summary: Summary(r)}
	rules, packages := make(map[string]int), make(map[string]int)
	for _, f := range r.Findings {
		shown := r.html(f)
		rules[f.Rule]++
		packages[shown.Package]++
		out.Shown = append(out.Shown, shown)
	}
	out.ByRule, out.ByPackage = counts(rules), counts(packages)
	var b strings.Builder
	if err := t.Execute(&b, out); err != nil {
		return err
	}
	_, err = io.WriteString(w, strings.ToValidUTF8(b.String(), "\uFFFD"))
	return err
}

func counts(times map[string]int) []htmlCount {
	var all []htmlCount
	for name, n := range times {
		all = append(all, htmlCount{name, n})
	}
	slices.SortFunc(all, func(x, y htmlCount) int { return cmp.Compare(x.Name, y.Name) })
	return all
}

func (r *Report) html(f Finding) htmlFinding {
	out := htmlFinding{Finding: f, Page: r.rule(f.Rule)}
	out.Package, _, _ = strings.Cut(f.Package, " [")
	steps := r.steps(f)
	for i, s := range steps {
		out.Steps = append(out.Steps, htmlStep{s, r.place(s.Span, f), r.source(s.Span), i+1 == len(steps)})
	}
	files := []string{f.File}
	for _, rel := range f.Related {
		if !slices.Contains(files, rel.File) {
			files = append(files, rel.File)
		}
	}
	for _, file := range files {
		if e := r.excerptOf(f, file); len(e.Lines) > 0 {
			out.Excerpts = append(out.Excerpts, e)
		}
	}
	return out
}

// excerptOf shows the lines of a file that a finding is about.
func (r *Report) excerptOf(f Finding, file string) htmlExcerpt {
	var e htmlExcerpt
	if file != f.File {
		e.File = file
	}
	labels, classes := make(map[int]string), make(map[int]string)
	var spans []Span
	mark := func(s Span, class, label string) {
		if s.File != file {
			return
		}
		n := s.Start.Line
		spans = append(spans, s)
		classes[n] = class
		if labels[n] != "" {
			label = labels[n] + "; " + label
		}
		labels[n] = label
	}
	_, check, _ := split(f)
	for _, rel := range f.Related {
		class := "check"
		switch {
		case isCreate(rel):
			class = "create"
		case isGuard(rel):
			class = "guard"
		}
		mark(rel.Span, class, rel.Message)
	}
	if check != nil && check.File == f.File && f.Start.Line-check.Start.Line <= maxWindow {
		spans = append(spans, Span{f.File, check.Start, f.Start})
	}
	mark(f.Span, "create", "the create")
	before := 0
	for _, n := range numbers(spans) {
		text, ok := r.line(file, n)
		if !ok {
			continue
		}
		if before > 0 && n > before+1 {
			e.Lines = append(e.Lines, htmlLine{Class: "gap"})
		}
		before = n
		e.Lines = append(e.Lines, htmlLine{n, text, classes[n], labels[n]})
	}
	return e
}

// numbers lists the lines of spans and those around them, in order.
func numbers(spans []Span) []int {
	var all []int
	for _, s := range spans {
		for n := max(1, s.Start.Line-around); n <= min(s.End.Line, s.Start.Line+maxWindow)+around; n++ {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
