package op

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// worded chooses among what a function may do by the words that it is given. A call
// with another word, or one that is not known, is left to the entry that does
// nothing.
//
//	conn.Do("GET", key)
func (c *Classifier) worded(b *model.Bound, common *ssa.CallCommon) *model.Bound {
	if b.Words == nil {
		return b
	}
	for i, of := range b.Words.Of {
		vals := c.placeValues(common, b.Words.At[i])
		if len(vals) == 1 && c.amongWords(vals, of.Word.Is) == yes {
			return of
		}
	}
	return b
}

// amongWords reports whether one of the values is one of the words, in any case.
// What is no text is none.
func (c *Classifier) amongWords(vals []ssa.Value, words []string) answer {
	found := no
	for _, v := range vals {
		v = value.Strip(v)
		if !isString(v) {
			continue
		}
		text, _ := c.text(v)
		switch {
		case text == "" || strings.Contains(text, sqltext.Hole):
			found = unknown
		case slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, text) }):
			return yes
		}
	}
	return found
}
