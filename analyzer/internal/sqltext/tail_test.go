package sqltext_test

import (
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

func TestTail(t *testing.T) {
	for text, want := range map[string][2]bool{
		"ON CONFLICT (email) DO NOTHING": {true, false},
		"on duplicate key update a = a":  {true, false},
		"FOR UPDATE":                     {false, true},
		"RETURNING id":                   {false, false},
		"":                               {false, false},
	} {
		if conflict, lock := sqltext.Tail(text); conflict != want[0] || lock != want[1] {
			t.Errorf("Tail(%q) = %v, %v, want %v", text, conflict, lock, want)
		}
	}
}
