package analyzer_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
)

// corpus selects the packages of testdata that TestCorpus runs over, instead of
// all those of corpusFolders:
//
//	go test ./analyzer -run TestCorpus -corpus ./gorm/...,./xorm/...
var corpus = flag.String("corpus", "", "packages of testdata for TestCorpus, with commas between")

// corpusFolders are the folders of testdata whose packages say in comments what
// is to be found in them. The others are for other tests.
func corpusFolders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		switch e.Name() {
		case "bench", "differential", "drivers", "field", "idempotent", "kubernetes", "models", "proving", "scripts", "shapes", "shop", "stubs":
			continue
		}
		if e.IsDir() {
			out = append(out, "./"+e.Name()+"/...")
		}
	}
	return out
}

// TestCorpus runs the analyzer over the nested module with the real libraries.
func TestCorpus(t *testing.T) {
	a, err := analyzer.New(analyzer.Default())
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	patterns := corpusFolders(t)
	if *corpus != "" {
		patterns = strings.Split(*corpus, ",")
	}
	run(t, a, dir, patterns...)
}

// TestIdempotent is TestCorpus for a rule that is off by default.
func TestIdempotent(t *testing.T) {
	rules := []string{"idempotent-create"}
	for name, c := range map[string]struct {
		config   analyzer.Config
		patterns []string
	}{
		"retries accepted": {analyzer.Config{Rules: rules}, []string{"./kubernetes/clientgo", "./kubernetes/runtime", "./kubernetes/reconciler", "./idempotent/buckets"}},
		"retries rejected": {analyzer.Config{Rules: rules, Retries: analyzer.Reject}, []string{"./kubernetes/rejected"}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := analyzer.New(c.config)
			if err != nil {
				t.Fatal(err)
			}
			dir, err := filepath.Abs("../testdata")
			if err != nil {
				t.Fatal(err)
			}
			run(t, a, dir, c.patterns...)
		})
	}
}
