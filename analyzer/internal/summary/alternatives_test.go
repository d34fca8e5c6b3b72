package summary

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

func find(table, where string, handle *ExprFact) *Fact {
	return &Fact{Sites: []SiteFact{{
		Verb: model.Find, Entity: EntityFact{Table: table}, Handle: handle, Of: Description{Store: "sql", Where: where},
		Key: []PredFact{{Column: "name", Value: &ExprFact{Op: value.Param, Index: 1}}},
	}}}
}

// Implementations that do the same in other places, over other handles, count
// once; those that ask for something else, or elsewhere, do not.
func TestAlternatives(t *testing.T) {
	pool := find("plans", "mysql.go:10", &ExprFact{Op: value.Param})
	tx := find("plans", "sqlite.go:12", nil)
	tx.Sites[0].Depth = 1
	other := find("tariffs", "mysql.go:10", nil)
	key := find("plans", "mysql.go:10", nil)
	key.Sites[0].Key[0].Column = "code"
	rare := find("plans", "mysql.go:10", nil)
	rare.Sites[0].Of.Loser = model.Fails

	got := alternatives([]*Fact{pool, tx, other, key, rare})
	want := []*SiteFact{&pool.Sites[0], &other.Sites[0], &key.Sites[0], &rare.Sites[0]}
	if len(got) != len(want) {
		t.Fatalf("%d sites, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("site %d is %+v, want %+v", i, *got[i], *want[i])
		}
	}
	// One function may do the same twice.
	twice := &Fact{Sites: []SiteFact{pool.Sites[0], pool.Sites[0]}}
	if n := len(alternatives([]*Fact{twice})); n != 2 {
		t.Errorf("%d sites of one function that has 2", n)
	}
}

// What a call may do instead of something else is not one more call.
func TestCalls(t *testing.T) {
	a, b := &ssa.Call{}, &ssa.Call{}
	if n := calls([]*Site{{At: a}, {At: a}, {At: b}}); n != 2 {
		t.Errorf("%d calls, want 2", n)
	}
}
