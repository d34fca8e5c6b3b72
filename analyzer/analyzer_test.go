package analyzer_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/toctou-lint/toctou/analyzer"
)

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
	analysistest.Run(t, dir, a, "./databasesql/...", "./gorm/...", "./pgx/...", "./sqlx/...", "./textbook/...")
}
