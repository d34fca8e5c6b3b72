package model

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/nearest"
)

// words returns the values that a closed set of words allows, in the order in
// which an error lists them; nil when t is not such a set.
func words(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[Verb]():
		return texts(Find, Create, Save, Upsert, FindOrCreate, Update, Delete, Filter, Predicate, SetColumn, Read,
			Begin, Commit, Rollback, RunTx, DoLock, DoUnlock, Exclusive, IsConflict, IsAbsent,
			Wrap, Pure, Fresh, Copy, NamedArg, Nothing)
	case reflect.TypeFor[TypeRole]():
		return texts(Connection, Transaction, Optimistic, Builder, Outcome, Lock, Conflicting, Equalities,
			Collection, Alternatives)
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
	if word := suggest(got, valid); word != "" {
		return fmt.Sprintf("unknown word %q, did you mean %q?", got, word)
	}
	return fmt.Sprintf("unknown word %q, want one of %s", got, strings.Join(valid, ", "))
}

// suggest returns the word that got probably was meant to be, "" when none is
// near enough. What is longer than any name is no misspelling, and measuring
// it could take long.
func suggest(got string, valid []string) string {
	if len(got) > 64 {
		return ""
	}
	return nearest.Word(got, valid)
}
