// Package nearest finds the word that a misspelt one was probably meant to
// be, for error messages: "unknown rule "dupliacte"; did you mean
// "duplicate"?". It decides closeness by edit distance alone and refuses to
// guess when nothing is close.
package nearest

import (
	"fmt"
	"strings"
)

// Word returns the known word closest to got, the first one on a tie, and ""
// when none is within a third of got's length (at least one edit).
func Word(got string, known []string) string {
	best, limit := "", max(1, len(got)/3)
	for _, word := range known {
		if d := distance(strings.ToLower(got), strings.ToLower(word)); d <= limit {
			best, limit = word, d-1
		}
	}
	return best
}

// Unknown says that got is no kind of thing that exists: it suggests the
// nearest known word, or lists them all when there is none.
func Unknown(kind, got string, known []string) error {
	if word := Word(got, known); word != "" {
		return fmt.Errorf("unknown %s %q; did you mean %q?", kind, got, word)
	}
	return fmt.Errorf("unknown %s %q; known: %s", kind, got, strings.Join(known, ", "))
}

// distance is the Levenshtein distance where exchanging two neighbours also
// counts as one edit.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
