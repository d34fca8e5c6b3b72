package analyzer_test

import (
	"fmt"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/toctou-lint/toctou/analyzer"
)

// TestConstraints: each library has its own way to declare a key, and what has no
// SQL gets none.
func TestConstraints(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{"./gorm/basic", "User [email] 3 [Email `gorm:\"uniqueIndex\"`] \"\""},
		{"./xorm/basic", "User [email] 3 [Email `xorm:\"unique\"`] \"\""},
		{"./bun/basic", "User [mail] 3 [Email `bun:\"unique\"`] \"\""},
		{"./beegoorm/basic", "User [email display_name] 3 [] \"func (T) TableUnique() [][]string { return [][]string{{\\\"email\\\", \\\"display_name\\\"}} }\""},
		{"./beegoorm/unique", "Membership [mail] 3 [Email `orm:\"unique\"`] \"\""},
		{"./ent/basic", "User [email tenant_id] 3 [] \"index.Fields(\\\"email\\\", \\\"tenant_id\\\").Unique() in Indexes() of the schema\""},
		{"./pop/basic", "User [mail name] 3 [] \"\""},
		{"./mongo/unique", "badges [nick] 0 [] \"mongo.IndexModel{Keys: bson.D{{Key: \\\"nick\\\", Value: 1}}, Options: options.Index().SetUnique(true)}\""},
		{"./mongo/unique", "unique.Other.coll [slug] 0 [] \"mongo.IndexModel{Keys: bson.D{{Key: \\\"slug\\\", Value: 1}}, Options: options.Index().SetUnique(true)}\""},
	} {
		var got []string
		for _, k := range analyzer.Constraints(units(analyse(t, false, c.pattern))) {
			got = append(got, fmt.Sprintf("%s %v %d %v %q", k.Entity, k.Columns, len(k.Statements), k.Tags, k.Code))
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.pattern, got, c.want)
		}
	}
}

// units links what a run of the analyzer has left.
func units(graph *checker.Graph) []*analyzer.Unit {
	var units []*analyzer.Unit
	for _, act := range graph.Roots {
		if res, ok := act.Result.(*analyzer.Result); ok && res.Unit != nil {
			units = append(units, res.Unit)
		}
	}
	analyzer.Link(units, func(*analyzer.Unit, analysis.Diagnostic) {})
	return units
}
