// Package built remembers what takes several steps to build.
package built

import (
	"reflect"
	"sync"
)

// Shape is what a type looks like: it is changed only while it is built.
type Shape struct {
	fields []string
	byName map[string]int
}

func newShape() *Shape { return &Shape{byName: map[string]int{}} }

// Add is for whoever builds one.
func (s *Shape) Add(name string) {
	s.byName[name] = len(s.fields)
	s.fields = append(s.fields, name)
}

func parse(t reflect.Type, into *Shape) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			parse(f.Type, into)
			continue
		}
		into.Add(f.Name)
	}
}

var shapes sync.Map

// Of is a memo.
func Of(t reflect.Type) *Shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*Shape)
	}
	s := newShape()
	parse(t, s)
	shapes.Store(t, s)
	return s
}

// Tally is counted up by whoever has it.
type Tally struct{ n int }

// Add counts.
func (t *Tally) Add(n int) { t.n += n }

func newTally() *Tally {
	t := &Tally{}
	t.Add(1)
	return t
}

var tallies sync.Map

// Count counts, and two count on different ones.
func Count(name string) {
	t := tally(name)
	t.Add(1)
}

func tally(name string) *Tally {
	if t, ok := tallies.Load(name); ok {
		return t.(*Tally)
	}
	t := newTally()
	tallies.Store(name, t) // want `overwrite: two concurrent calls can both create entry of tallies for name`
	return t
}
