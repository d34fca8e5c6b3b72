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
		}
		for _, s := range single {
			if !yield(s.name, s.path) {
				return
			}
		}
		for i, path := range c.Key {
			if !yield(fmt.Sprintf("key[%d]", i), path) {
				return
			}
		}
		for i, path := range c.Dest {
			if !yield(fmt.Sprintf("dest[%d]", i), path) {
				return
			}
		}
	}
}
