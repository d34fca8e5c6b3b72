package world

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// slot is an SSA value, or one result of a call that has several.
type slot struct {
	v ssa.Value
	i int // 0: the value itself; n+1: result n
}

// cell is a place in memory.
type cell struct {
	root ssa.Value
	path string // fields, each with a leading dot
}

// state is what is known at one point of one path. There are tens of thousands
// in a run, of a dozen entries each: hence lists, which copies share until they
// are written to.
type state struct {
	env []binding
	mem []content
	// after says that the supposed call has run on this path.
	after bool
	// advanced says that the rows it returned have been stepped once.
	advanced bool
	// sharedEnv and sharedMem say that another state has the same list.
	sharedEnv, sharedMem bool
}

type binding struct {
	slot
	val Val
}

type content struct {
	cell
	val Val
}

func newState() *state { return &state{} }

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
func (s *state) value(k slot) Val {
	for i := range s.env {
		if s.env[i].slot == k {
			return s.env[i].val
		}
	}
	return Val{}
}

// at returns what is known of a cell itself.
func (s *state) at(k cell) (Val, bool) {
	for i := range s.mem {
		if s.mem[i].root == k.root && s.mem[i].path == k.path {
			return s.mem[i].val, true
		}
	}
	return Val{}, false
}

// put stores val in a cell, and does not mind its fields.
func (s *state) put(k cell, val Val) {
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
	s.mem = append(s.mem, content{k, val})
}

// drop forgets the cells that gone says.
func (s *state) drop(gone func(cell) bool) {
	if slices.ContainsFunc(s.mem, func(c content) bool { return gone(c.cell) }) {
		s.ownMem()
		s.mem = slices.DeleteFunc(s.mem, func(c content) bool { return gone(c.cell) })
	}
}

func (s *state) set(v ssa.Value, val Val) { s.setSlot(slot{v, 0}, val) }

func (s *state) setSlot(k slot, val Val) {
	for i := range s.env {
		if s.env[i].slot != k {
			continue
		}
		switch {
		case s.env[i].val == val:
		case val.Kind == Unknown:
			s.ownEnv()
			s.env = slices.Delete(s.env, i, i+1)
		default:
			s.ownEnv()
			s.env[i].val = val
		}
		return
	}
	if val.Kind != Unknown {
		s.ownEnv()
		s.env = append(s.env, binding{k, val})
	}
}

// prune drops what no later instruction can see.
func (s *state) prune(live *liveness, b *ssa.BasicBlock) {
	dead := func(v binding) bool { return !live.in(b, v.v) }
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
func (s *state) key(n *numbering) digest {
	var d digest
	for i := range s.env {
		b := &s.env[i]
		d = d.and(digest{1, 1}.number(n.id(b.v)).number(b.i).value(b.val))
	}
	for i := range s.mem {
		c := &s.mem[i]
		d = d.and(digest{2, 2}.number(n.id(c.root)).text(c.path).value(c.val))
	}
	if s.after {
		d = d.number(1)
	}
	if s.advanced {
		d = d.number(2)
	}
	return d
}

// meet keeps what both states agree on.
func (s *state) meet(t *state) {
	for _, b := range slices.Clone(s.env) {
		s.setSlot(b.slot, join(b.val, t.value(b.slot)))
	}
	for _, c := range slices.Clone(s.mem) {
		w, ok := t.at(c.cell)
		if c.path == answer {
			if w.Kind == Set {
				s.put(c.cell, w) // one of the paths had the answer yes
			}
			continue
		}
		if !ok {
			w, _ = t.read(c.root, c.path)
		}
		s.put(c.cell, join(c.val, w))
	}
	for _, c := range t.mem {
		if _, ok := s.at(c.cell); ok {
			continue
		}
		if c.path != answer {
			c.val = Val{}
		}
		s.put(c.cell, c.val)
	}
	s.advanced = s.advanced || t.advanced
}
