package analyzer_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
)

// corpus selects the packages of testdata that TestCorpus runs over:
//
//	go test ./analyzer -run TestCorpus -corpus ./gorm/...,./xorm/...
var corpus = flag.String("corpus", "./afero/...,./beegoorm/...,./bun/...,./caches/...,./databasesql/...,./dbx/...,./ent/...,./gopg/...,./goqu/...,./gorm/...,"+
	"./gorm1/...,./gormgen/...,./inferred/...,./maps/...,./mongo/...,./os/...,./pgx/...,./pop/...,./redis/...,./sqlbuilder/...,./sqlx/...,./squirrel/...,"+
	"./syncmap/...,./textbook/...,./upperdb/...,./xorm/...",
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
	run(t, a, dir, strings.Split(*corpus, ",")...)
}
