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

// state is what is known at one point of one path.
type state struct {
	env map[slot]Val
	mem map[cell]Val
	// after says that the supposed call has run on this path.
	after bool
	// advanced says that the rows it returned have been stepped once.
	advanced bool
}

func newState() *state { return &state{env: map[slot]Val{}, mem: map[cell]Val{}} }

func (s *state) clone() *state {
	c := &state{env: make(map[slot]Val, len(s.env)), mem: make(map[cell]Val, len(s.mem)), after: s.after, advanced: s.advanced}
	for k, v := range s.env {
		c.env[k] = v
	}
	for k, v := range s.mem {
		c.mem[k] = v
	}
	return c
}

func (s *state) set(v ssa.Value, val Val) { s.setSlot(slot{v, 0}, val) }

func (s *state) setSlot(k slot, val Val) {
	if val.Kind == Unknown {
		delete(s.env, k)
		return
	}
	s.env[k] = val
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
	s.mem[cell{root, path}] = val
}

func (s *state) forget(root ssa.Value, path string) {
	for k := range s.mem {
		if k.root == root && (k.path == path || strings.HasPrefix(k.path, path+".")) {
			delete(s.mem, k)
		}
	}
}

// covered reports whether something is known of a place that holds this one.
func (s *state) covered(root ssa.Value, path string) bool {
	for path != "" {
		path = path[:strings.LastIndexByte(path, '.')]
		if _, ok := s.mem[cell{root, path}]; ok {
			return true
		}
	}
	return false
}

// read returns what is known of a place; what holds it speaks for its fields.
func (s *state) read(root ssa.Value, path string) (Val, bool) {
	rest := ""
	for {
		if v, ok := s.mem[cell{root, path}]; ok {
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
	for k, f := range s.mem {
		if k.root == root && strings.HasPrefix(k.path, path+".") {
			if fields == nil {
				fields = map[string]Val{"": v}
			}
			fields[k.path[len(path):]] = f
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
			s.mem[cell{root, path + p}] = f
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
	for k := range s.env {
		if !live.in(b, k.v) {
			delete(s.env, k)
		}
	}
	for k := range s.mem {
		if k.root.Parent() == b.Parent() && !live.in(b, k.root) && !isParam(k.root) {
			delete(s.mem, k)
		}
	}
}

func isParam(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return true
	}
	return false
}

// key is the same for states that behave alike from here on.
func (s *state) key(n *numbering) string {
	parts := make([]string, 0, len(s.env)+len(s.mem)+1)
	for k, v := range s.env {
		parts = append(parts, n.name(k.v)+"."+string(rune('0'+k.i))+"="+v.key())
	}
	for k, v := range s.mem {
		parts = append(parts, n.name(k.root)+k.path+":="+v.key())
	}
	slices.Sort(parts)
	flags := "b"
	if s.after {
		flags = "a"
	}
	if s.advanced {
		flags += "+"
	}
	return flags + strings.Join(parts, ";")
}

// meet keeps what both states agree on.
func (s *state) meet(t *state) {
	for k, v := range s.env {
		s.setSlot(k, join(v, t.env[k]))
	}
	for k, v := range s.mem {
		w, ok := t.mem[k]
		if !ok {
			w, _ = t.read(k.root, k.path)
		}
		s.mem[k] = join(v, w)
	}
	for k := range t.mem {
		if _, ok := s.mem[k]; !ok {
			s.mem[k] = Val{}
		}
	}
	s.advanced = s.advanced || t.advanced
}

// numbering names SSA values in state keys.
type numbering struct{ ids map[ssa.Value]string }

func (n *numbering) name(v ssa.Value) string {
	if id, ok := n.ids[v]; ok {
		return id
	}
	id := "#" + itoa(len(n.ids))
	n.ids[v] = id
	return id
}

func itoa(i int) string {
	if i < 10 {
		return string(rune('0' + i))
	}
	return itoa(i/10) + string(rune('0'+i%10))
}
