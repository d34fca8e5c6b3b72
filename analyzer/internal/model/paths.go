package model

import (
	"fmt"
	"iter"
)

// paths yields the field name and the value of every path of a call, except
// those of its signs.
func (c *Call) paths() iter.Seq2[string, Path] {
	return func(yield func(string, Path) bool) {
		single := [...]struct {
			name string
			path Path
		}{
			{"sql", c.SQL}, {"condition", c.Condition}, {"named", c.Named}, {"entity", c.Entity},
			{"row", c.Row}, {"returns", c.Returns}, {"outcome", c.Outcome}, {"error", c.Error},
			{"body", c.Body}, {"handle", c.Handle}, {"isolation", c.Isolation},
			{"column-of", c.ColumnOf}, {"tail", c.Tail}, {"projection", c.Projection},
			{"names", c.Names}, {"values", c.Values}, {"text", c.Text},
		}
		for _, s := range single {
			if !yield(s.name, s.path) {
				return
			}
		}
		lists := [...]struct {
			name  string
			paths []Path
		}{{"key", c.Key}, {"columns", c.Columns}, {"dest", c.Dest}}
		for _, l := range lists {
			for i, path := range l.paths {
				if !yield(fmt.Sprintf("%s[%d]", l.name, i), path) {
					return
				}
			}
		}
	}
}
