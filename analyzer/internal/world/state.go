package world

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
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

func dotted(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return "." + strings.Join(path, ".")
}

// write stores val at a place and forgets what was known of its fields.
func (s *state) write(root ssa.Value, path string, val Val) {
	s.forget(root, path)
	if val.Kind == Unknown && !s.covered(root, path) {
		return
	}
	s.put(cell{root, path}, val)
}

func (s *state) forget(root ssa.Value, path string) {
	s.drop(func(k cell) bool { return k.root == root && (k.path == path || within(k.path, path)) })
}

// within reports whether a path leads to a field of what another leads to.
func within(path, of string) bool {
	return len(path) > len(of) && path[len(of)] == '.' && path[:len(of)] == of
}

// covered reports whether something is known of a place that holds this one.
func (s *state) covered(root ssa.Value, path string) bool {
	for path != "" {
		path = path[:strings.LastIndexByte(path, '.')]
		if _, ok := s.at(cell{root, path}); ok {
			return true
		}
	}
	return false
}

// read returns what is known of a place; what holds it speaks for its fields.
func (s *state) read(root ssa.Value, path string) (Val, bool) {
	rest := ""
	for {
		if v, ok := s.at(cell{root, path}); ok {
			if rest == "" {
				return v, true
			}
			return part(v, rest), true
		}
		if path == "" {
			return Val{}, false
		}
		i := strings.LastIndexByte(path, '.')
		path, rest = path[:i], path[i:]+rest
	}
}

// whole returns what is known of a struct in memory, its fields included.
func (s *state) whole(root ssa.Value, path string) (Val, bool) {
	v, ok := s.read(root, path)
	var fields map[string]Val
	for _, k := range s.mem {
		if k.root == root && within(k.path, path) {
			if fields == nil {
				fields = map[string]Val{"": v}
			}
			fields[k.path[len(path):]] = k.val
		}
	}
	if fields == nil {
		return v, ok
	}
	return Val{Kind: Composite, Fields: &Fields{fields}}, true
}

// spread stores a struct, field by field where it is known so.
func (s *state) spread(root ssa.Value, path string, v Val) {
	if v.Kind != Composite {
		s.write(root, path, v)
		return
	}
	s.write(root, path, v.Fields.at[""])
	for p, f := range v.Fields.at {
		if p != "" {
			s.put(cell{root, path + p}, f)
		}
	}
}

// part is what is known of a field of v.
func part(v Val, path string) Val {
	switch v.Kind {
	case Zero, PtrZero:
		return zero
	case Loaded, PtrLoaded:
		// A loaded row has an identity; its other columns may well be zero.
		name := path[strings.LastIndexByte(path, '.')+1:]
		if identityField(name) || holdsColumn(v.Text, name) {
			return set
		}
	case Detail:
		return v
	case Composite:
		return v.Fields.read(path)
	}
	return Val{}
}

// identityField reports whether every stored row has a value in the field.
func identityField(name string) bool {
	switch strings.ToLower(name) {
	case "id", "uid", "uuid", "pk", "_id":
		return true
	}
	return strings.HasSuffix(name, "ID") || strings.HasSuffix(name, "Id")
}

// holdsColumn reports whether the columns, a list with a comma before each,
// that the find compared include the one that the field stands for.
func holdsColumn(columns, field string) bool {
	for c := range strings.SplitSeq(columns, ",") {
		if c != "" && (c == op.Snake(field) || c == strings.ToLower(field)) {
			return true
		}
	}
	return false
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
		if !ok {
			w, _ = t.read(c.root, c.path)
		}
		s.put(c.cell, join(c.val, w))
	}
	for _, c := range t.mem {
		if _, ok := s.at(c.cell); !ok {
			s.put(c.cell, Val{})
		}
	}
	s.advanced = s.advanced || t.advanced
}
