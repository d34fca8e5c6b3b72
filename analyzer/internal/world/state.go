package world

import (
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// state is what is known at one point of one path. There are tens of thousands
// in a run, of a dozen entries each: hence lists of small numbers, which copies
// share until they are written to.
type state struct {
	*tables
	env []binding
	mem []content
	// after says that the supposed call has run on this path.
	after bool
	// advanced says that the rows it returned have been stepped once.
	advanced bool
	// sharedEnv and sharedMem say that another state has the same list.
	sharedEnv, sharedMem bool
}

// binding says what a slot is.
type binding struct {
	slot slotID
	val  valID
}

// content says what a cell holds, and what the cell is of: where a table of
// hundreds of rows is written out, each row looks through all that are there.
type content struct {
	root rootID
	cell cellID
	val  valID
}

func (s *state) clone() *state {
	s.sharedEnv, s.sharedMem = true, true
	c := *s
	return &c
}

// withMemory is a clone that has another state's memory.
func (s *state) withMemory(t *state) *state {
	t.sharedMem = true
	c := s.clone()
	c.mem = t.mem
	return c
}

func (s *state) ownEnv() {
	if s.sharedEnv {
		s.env, s.sharedEnv = append(make([]binding, 0, len(s.env)+4), s.env...), false
	}
}

func (s *state) ownMem() {
	if s.sharedMem {
		s.mem, s.sharedMem = append(make([]content, 0, len(s.mem)+4), s.mem...), false
	}
}

// value returns what is known of a slot; the zero Val is nothing.
func (s *state) value(k slot) Val { return s.vals[s.valueID(s.slotID(k))] }

func (s *state) valueID(k slotID) valID {
	for _, b := range s.env {
		if b.slot == k {
			return b.val
		}
	}
	return unknown
}

// at returns what is known of a cell itself.
func (s *state) at(k cell) (Val, bool) {
	v, ok := s.held(s.cellID(k))
	return s.vals[v], ok
}

func (s *state) held(k cellID) (valID, bool) {
	for _, c := range s.mem {
		if c.cell == k {
			return c.val, true
		}
	}
	return unknown, false
}

// contents yields the cells of which something is known.
func (s *state) contents() iter.Seq2[cell, Val] {
	return func(yield func(cell, Val) bool) {
		for _, c := range s.mem {
			if !yield(s.cells[c.cell], s.vals[c.val]) {
				return
			}
		}
	}
}

// fields yields the cells below a place of which something is known.
func (s *state) fields(root ssa.Value, path string) iter.Seq2[string, Val] {
	return func(yield func(string, Val) bool) {
		id, ok := s.rootAt[root]
		if !ok {
			return
		}
		for _, c := range s.mem {
			if c.root != id {
				continue
			}
			if k := s.cells[c.cell].path; within(k, path) && !yield(k[len(path):], s.vals[c.val]) {
				return
			}
		}
	}
}

// forget drops what is known of a place and of its fields.
func (s *state) forget(root ssa.Value, path string) {
	id, ok := s.rootAt[root]
	if !ok {
		return
	}
	s.remove(func(c content) bool {
		if c.root != id {
			return false
		}
		k := s.cells[c.cell].path
		return k == path || within(k, path)
	})
}

// put stores val in a cell, and does not mind its fields.
func (s *state) put(k cell, val Val) { s.putID(s.cellID(k), s.valID(val)) }

func (s *state) putID(k cellID, val valID) {
	for i := range s.mem {
		if s.mem[i].cell == k {
			if s.mem[i].val != val {
				s.ownMem()
				s.mem[i].val = val
			}
			return
		}
	}
	s.ownMem()
	if len(s.mem) >= maxCells {
		// The oldest go. What holds a place comes before its fields, and so
		// nothing speaks for a field that is forgotten.
		s.mem = slices.Delete(s.mem, 0, maxCells/2)
	}
	s.mem = append(s.mem, content{s.roots[k], k, val})
}

// drop forgets the cells that gone says.
func (s *state) drop(gone func(cell) bool) {
	s.remove(func(c content) bool { return gone(s.cells[c.cell]) })
}

func (s *state) remove(dead func(content) bool) {
	if slices.ContainsFunc(s.mem, dead) {
		s.ownMem()
		s.mem = slices.DeleteFunc(s.mem, dead)
	}
}

func (s *state) set(v ssa.Value, val Val) { s.setSlot(slot{v, 0}, val) }

func (s *state) setSlot(k slot, val Val) { s.setID(s.slotID(k), s.valID(val)) }

func (s *state) setID(k slotID, val valID) {
	for i := range s.env {
		if s.env[i].slot != k {
			continue
		}
		switch {
		case s.env[i].val == val:
		case val == unknown:
			s.ownEnv()
			s.env = slices.Delete(s.env, i, i+1)
		default:
			s.ownEnv()
			s.env[i].val = val
		}
		return
	}
	if val != unknown {
		s.ownEnv()
		s.env = append(s.env, binding{k, val})
	}
}

// prune drops what no later instruction can see.
func (s *state) prune(live *liveness, b *ssa.BasicBlock) {
	dead := func(v binding) bool { return !live.in(b, s.slots[v.slot].v) }
	if slices.ContainsFunc(s.env, dead) {
		s.ownEnv()
		s.env = slices.DeleteFunc(s.env, dead)
	}
	s.drop(func(k cell) bool {
		return k.root.Parent() == b.Parent() && !live.in(b, k.root) && !isParam(k.root)
	})
}

func isParam(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return true
	}
	return false
}

// key is the same for states that behave alike from here on.
func (s *state) key() digest {
	var d digest
	for _, b := range s.env {
		d = d.and(digest{1, 1}.number(int(b.slot)).number(int(b.val)))
	}
	for _, c := range s.mem {
		d = d.and(digest{2, 2}.number(int(c.cell)).number(int(c.val)))
	}
	if s.after {
		d = d.number(1)
	}
	if s.advanced {
		d = d.number(2)
	}
	return d
}

// past is what was known of when the supposed call ran.
type past struct {
	slots map[slotID]bool
	cells map[cellID]bool
}

// has reports whether a slot was known of; a nil past has all.
func (p *past) has(k slotID) bool { return p == nil || p.slots[k] }

func (p *past) holds(k cellID) bool { return p == nil || p.cells[k] }

// start notes that the supposed call runs now.
func (s *state) start(run *Run) {
	s.after, run.Started = true, true
	if run.past == nil {
		run.past = &past{map[slotID]bool{}, map[cellID]bool{}}
	}
	for _, b := range s.env {
		run.past.slots[b.slot] = true
	}
	for _, c := range s.mem {
		run.past.cells[c.cell] = true
	}
}

// meet keeps what both states agree on, as far as it is of the past.
func (s *state) meet(t *state, of *past) {
	for _, b := range slices.Clone(s.env) {
		if of.has(b.slot) {
			s.setID(b.slot, s.joinID(b.val, t.valueID(b.slot)))
		}
	}
	for _, c := range slices.Clone(s.mem) {
		k := s.cells[c.cell]
		if !of.holds(c.cell) {
			continue
		}
		w, ok := t.held(c.cell)
		if k.path == answer {
			if s.vals[w].Kind == Set {
				s.putID(c.cell, w) // one of the paths had the answer yes
			}
			continue
		}
		if !ok {
			v, _ := t.read(k.root, k.path)
			w = s.valID(v)
		}
		s.putID(c.cell, s.joinID(c.val, w))
	}
	for _, c := range t.mem {
		if _, ok := s.held(c.cell); ok || !of.holds(c.cell) {
			continue
		}
		if s.cells[c.cell].path != answer {
			c.val = unknown
		}
		s.putID(c.cell, c.val)
	}
	if of == nil {
		s.advanced = s.advanced || t.advanced
	}
}
