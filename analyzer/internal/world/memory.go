package world

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

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
	for rest, val := range s.fields(root, path) {
		if fields == nil {
			fields = map[string]Val{"": v}
		}
		fields[rest] = val
	}
	if fields == nil {
		return v, ok
	}
	if allZero(fields) {
		return zero, true
	}
	return Val{Kind: Composite, Fields: &Fields{fields}}, true
}

// allZero reports whether all fields of a struct are zero, and so it is.
func allZero(fields map[string]Val) bool {
	for _, f := range fields {
		if f.Kind != Zero {
			return false
		}
	}
	return true
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
		known := identityField(name) || holdsColumn(v.Text, name)
		switch {
		case isSeveral(v) && known:
			return Val{Kind: Set, Text: name}
		case isSeveral(v):
			return Val{Kind: Cell, Text: name}
		case known:
			return set
		}
	case Detail:
		return v
	case Composite:
		return v.Fields.read(path)
	case Error:
		if v.Fields != nil {
			return v.Fields.read(path)
		}
	}
	return Val{}
}

// identityField reports whether every stored row has a value in the field.
func identityField(name string) bool {
	return primaryField(name) || strings.HasSuffix(name, "ID") || strings.HasSuffix(name, "Id")
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
