package world

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A map that is filled from the rows that a find returned stands for the find:
// looking a key up in it asks whether there was a row with that key.
//
//	var all []Tag; db.Find(&all)
//	known := map[string]bool{}
//	for _, t := range all { known[t.Name] = true }
//	if !known[name] { db.Create(&Tag{Name: name}) }
//
// In the absent world there is no row and the map stays empty; in the present
// one it holds the key that is asked for.

// members is the cell that says what keys a map holds: Zero for none, Set with
// the name of a field of the rows, NonNil for any others.
const members = ".#"

// Member is a question that a function asks of a map of rows.
type Member struct {
	Field string    // of the rows
	Key   ssa.Value // what is looked up
}

func (f *frame) makeMap(instr *ssa.MakeMap, s *state) {
	s.set(instr, nonNil)
	s.put(cell{instr, members}, zero)
}

func (f *frame) mapUpdate(instr *ssa.MapUpdate, s *state) {
	k := cell{instr.Map, members}
	if _, ok := s.at(k); !ok {
		return
	}
	if field, ok := f.cellOf(instr.Key, s); s.after && ok {
		s.put(k, Val{Kind: Set, Text: field})
		return
	}
	s.put(k, nonNil)
}

// size is what is known of the number of a map's keys.
func (s *state) size(m ssa.Value) Val {
	switch held, _ := s.at(cell{m, members}); held.Kind {
	case Zero:
		return zero
	case Set, NonNil:
		return set
	}
	return Val{}
}

// hand forgets that a map is empty when others get it, who may fill it.
func (s *state) hand(m ssa.Value) { s.forgetKeys(m, Zero) }

// forgetKeys forgets what a map holds, if that is all that is known of it.
func (s *state) forgetKeys(m ssa.Value, known Kind) {
	k := cell{m, members}
	if held, ok := s.at(k); ok && held.Kind == known {
		s.drop(func(c cell) bool { return c == k })
	}
}

// field is the field of the rows that the keys of a map are, "" if unknown.
func (s *state) field(m ssa.Value) string {
	held, _ := s.at(cell{m, members})
	return held.Text
}

// lookup evaluates m[k] and v, ok := m[k].
func (f *frame) lookup(instr *ssa.Lookup, s *state) {
	var v, ok Val
	held, known := s.at(cell{instr.X, members})
	if !known {
		held = f.eval(instr.X, s) // a helper has filled it
		known = held.Kind == Zero || held.Text != ""
	}
	if known {
		switch {
		case held.Kind == Zero:
			v, ok = zero, no
		case held.Kind == Set && f.seed.World == Present:
			v, ok = set, yes
			f.member(held.Text, instr.Index)
		}
	}
	if instr.CommaOk {
		s.setSlot(slot{instr, 1}, v)
		s.setSlot(slot{instr, 2}, ok)
		return
	}
	s.set(instr, v)
}

// mapStep runs an operation on a map, which may be the supposed one; it reports
// whether the path goes on behind it.
func (f *frame) mapStep(instr ssa.Instruction, s *state) bool {
	switch instr := instr.(type) {
	case *ssa.MapUpdate:
		f.mapUpdate(instr, s)
	case *ssa.Lookup:
		f.lookup(instr, s)
	}
	if instr == f.seed.At {
		if s.after {
			return false // a loop's next round is another question
		}
		s.start(f.run)
		if look, ok := instr.(*ssa.Lookup); ok {
			f.supposeLookup(look, s)
		}
		return true
	}
	if s.after {
		f.run.Reached[instr] = true
	}
	return true
}

// supposeLookup gives the supposed look-up of a key in a map its outcome.
func (f *frame) supposeLookup(instr *ssa.Lookup, s *state) {
	v, ok := zero, no
	if f.seed.World == Present {
		ok = yes
		m, _ := instr.X.Type().Underlying().(*types.Map)
		v = loadedAs(types.NewPointer(m.Elem()), "")
	}
	if instr.CommaOk {
		s.setSlot(slot{instr, 1}, v)
		s.setSlot(slot{instr, 2}, ok)
		return
	}
	s.set(instr, v)
}
