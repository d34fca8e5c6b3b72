package analyzer_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"os"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// The two benchmarks load the same packages; the second also analyses them, so
// that their ratio is what the analysis adds. TOCTOU_BENCH names a module to
// measure instead of testdata:
//
//	TOCTOU_BENCH=../service go test ./analyzer -run '^$' -bench Load -benchmem -count 5

func load(b *testing.B) []*packages.Package {
	cfg := &packages.Config{
		Mode: packages.LoadSyntax | packages.NeedModule,
		Dir:  cmp.Or(os.Getenv("TOCTOU_BENCH"), "../testdata"),
	}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		b.Fatal(err)
	}
	return pkgs
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

func BenchmarkLoadAndAnalyse(b *testing.B) {
	a, err := analyzer.New(analyzer.Config{Whole: true, NoFixes: true})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		graph, err := checker.Analyze([]*analysis.Analyzer{a}, load(b), nil)
		if err != nil {
			b.Fatal(err)
		}
		var units []*analyzer.Unit
		for _, act := range graph.Roots {
			if res, ok := act.Result.(*analyzer.Result); ok && res.Unit != nil {
				units = append(units, res.Unit)
			}
		}
		analyzer.Link(units, func(*analyzer.Unit, analysis.Diagnostic) {})
	}
}

// BenchmarkFacts reports what packages tell their importers of themselves, as go vet
// stores it: functions with a fact, and bytes for each of them. What they hand on of
// the packages that they import is not counted.
func BenchmarkFacts(b *testing.B) {
	a, err := analyzer.New(analyzer.Default())
	if err != nil {
		b.Fatal(err)
	}
	var size, count int
	for b.Loop() {
		graph, err := checker.Analyze([]*analysis.Analyzer{a}, load(b), nil)
		if err != nil {
			b.Fatal(err)
		}
		size, count = 0, 0
		for _, act := range graph.Roots {
			var buf bytes.Buffer
			enc := gob.NewEncoder(&buf)
			for _, f := range act.AllObjectFacts() {
				if _, ok := f.Fact.(*summary.Packed); !ok || f.Object.Pkg() != act.Package.Types {
					continue
				}
				if err := enc.Encode(f.Fact); err != nil {
					b.Fatal(err)
				}
				count++
			}
			for _, f := range act.AllPackageFacts() {
				texts, ok := f.Fact.(*summary.Texts)
				if !ok || f.Package != act.Package.Types {
					continue
				}
				if err := enc.Encode(texts.Own()); err != nil {
					b.Fatal(err)
				}
			}
			size += buf.Len()
		}
	}
	b.ReportMetric(float64(size)/float64(max(count, 1)), "B/function")
	b.ReportMetric(float64(count), "functions")
}
