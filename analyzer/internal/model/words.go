package model

import (
	"fmt"
	"reflect"
	"strings"
)

// words returns the values that a closed set of words allows, in the order in
// which an error lists them; nil when t is not such a set.
func words(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[Verb]():
		return texts(Find, Create, Save, Upsert, FindOrCreate, Update, Delete, Filter, Read,
			Begin, Commit, Rollback, RunTx, DoLock, DoUnlock, Exclusive, IsConflict, IsAbsent,
			Wrap, Pure, Fresh, Nothing)
	case reflect.TypeFor[TypeRole]():
		return texts(Connection, Transaction, Optimistic, Builder, Outcome, Lock, Conflicting)
	case reflect.TypeFor[Property]():
		return texts(AddsUpsert, AddsRowLock)
	case reflect.TypeFor[Guarantee]():
		return texts(Serializable, Watched)
	}
	return nil
}

// namings are the naming strategies of Rows.Naming.
var namings = [...]string{"snake", "lower", "same"}

func texts[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// unknown says that got is none of the valid words, and which one was
// probably meant.
func unknown(got string, valid []string) string {
	if word := nearest(got, valid); word != "" {
		return fmt.Sprintf("unknown word %q, did you mean %q?", got, word)
	}
	return fmt.Sprintf("unknown word %q, want one of %s", got, strings.Join(valid, ", "))
}

// nearest returns the word with the smallest edit distance from got, "" when
// none is near enough to be a misspelling.
func nearest(got string, valid []string) string {
	if len(got) > 64 {
		return ""
	}
	got = strings.ToLower(got)
	best, bestDistance := "", len(got)/3+2
	for _, word := range valid {
		if d := distance(got, strings.ToLower(word)); d < bestDistance {
			best, bestDistance = word, d
		}
	}
	return best
}

// distance is the number of insertions, deletions and replacements that turn
// a into b (Levenshtein), one row of the table at a time.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
