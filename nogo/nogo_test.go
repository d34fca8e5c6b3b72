package nogo_test

import (
	"testing"

	"github.com/toctou-lint/toctou/nogo"
	"golang.org/x/tools/go/analysis"
)

// TestAnalyzer expects what nogo does.
func TestAnalyzer(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{nogo.Analyzer}); err != nil {
		t.Fatal(err)
	}
}
