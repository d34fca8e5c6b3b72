package strict

import (
	"fmt"
	"strings"

	"github.com/toctou-lint/toctou/internal/nearest"
)

// Worded is a type whose values are among a few words, in the order in which
// an error lists them.
type Worded interface{ Words() []string }

// Unknown says that got is none of the valid words, and which one was
// probably meant.
func Unknown(got string, valid []string) string {
	if word := Suggest(got, valid); word != "" {
		return fmt.Sprintf("unknown word %q, did you mean %q?", got, word)
	}
	return fmt.Sprintf("unknown word %q, want one of %s", got, strings.Join(valid, ", "))
}

// Suggest returns the word that got probably was meant to be, "" when none is
// near enough. What is longer than any name is no misspelling, and measuring
// it could take long.
func Suggest(got string, valid []string) string {
	if len(got) > 64 {
		return ""
	}
	return nearest.Word(got, valid)
}
