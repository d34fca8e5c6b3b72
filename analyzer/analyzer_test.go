package analyzer_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/toctou-lint/toctou/analyzer"
)

// factless leaves out what analysistest says of facts: every function of the
// corpus has one, and their content is tested where they are made.
type factless struct{ t *testing.T }

func (f factless) Errorf(format string, args ...any) {
	f.t.Helper()
	if message := fmt.Sprintf(format, args...); !strings.Contains(message, "unexpected fact: ") {
		f.t.Error(message)
	}
}

// corpus selects the packages of testdata that TestCorpus runs over:
//
//	go test ./analyzer -run TestCorpus -corpus ./gorm/...,./xorm/...
var corpus = flag.String("corpus", "./beegoorm/...,./bun/...,./databasesql/...,./ent/...,./gopg/...,./goqu/...,./gorm/...,"+
	"./gorm1/...,./gormgen/...,./mongo/...,./pgx/...,./pop/...,./sqlx/...,./squirrel/...,./textbook/...,./xorm/...",
	"packages of testdata for TestCorpus, with commas between")

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
	analysistest.Run(factless{t}, dir, a, strings.Split(*corpus, ",")...)
}
