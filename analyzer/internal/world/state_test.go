package world

import (
	"testing"

	"golang.org/x/tools/go/ssa"
)

// TestCells writes out a table of more rows than a state holds, each zero at
// first and then with one field set. What is forgotten of a row must not leave
// the zero row to speak for its field.
func TestCells(t *testing.T) {
	s := &state{tables: newTables()}
	rows := make([]*ssa.Alloc, 2*maxCells)
	for i := range rows {
		rows[i] = &ssa.Alloc{}
		s.write(rows[i], "", zero)
		s.write(rows[i], ".Name", set)
		if len(s.mem) > maxCells {
			t.Fatalf("%d cells after %d rows, more than %d", len(s.mem), i+1, maxCells)
		}
	}
	for i, r := range rows {
		if v, ok := s.read(r, ".Name"); ok && v.Kind != Set {
			t.Fatalf("the field of row %d is %v", i, v.Kind)
		}
	}
	if _, ok := s.read(rows[0], ".Name"); ok {
		t.Error("the first row is still known")
	}
	if v, ok := s.read(rows[len(rows)-1], ".Name"); !ok || v.Kind != Set {
		t.Error("the last row is not known")
	}
}
