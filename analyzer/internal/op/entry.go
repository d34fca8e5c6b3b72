package op

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// An entry is one key of a map or of a list of {Key, Value}, and what it has
// when the statement is sent.
type entry struct {
	key   string
	from  ssa.Value // what names the key when it is not known here
	val   ssa.Value
	more  []ssa.Value // what it may have instead
	maybe bool        // only some ways to the statement set it
}

// entries returns the entries of a map or list that is written out here and
// may be added to before at; false when it comes from elsewhere.
//
//	filter := bson.M{"email": email}; filter["tenant"] = tenant
//	filter := bson.D{{"email", email}}; filter = append(filter, bson.E{"tenant", tenant})
func (c *Classifier) entries(v ssa.Value, at ssa.Instruction) ([]entry, bool) {
	v = c.local(value.Strip(v))
	if m, ok := v.(*ssa.MakeMap); ok {
		return c.mapPairs(m, at), true
	}
	if !isPairs(v.Type()) {
		return nil, false
	}
	return c.listPairs(v, 0)
}

// local returns what a variable that is assigned once holds.
func (c *Classifier) local(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		if alloc, ok := load.X.(*ssa.Alloc); ok {
			var val ssa.Value
			for _, ref := range *alloc.Referrers() {
				if st, ok := ref.(*ssa.Store); ok && st.Addr == ssa.Value(alloc) {
					if val != nil {
						return v
					}
					val = st.Val
				}
			}
			if val != nil {
				return value.Strip(val)
			}
		}
	}
	return v
}

func (c *Classifier) mapPairs(m *ssa.MakeMap, at ssa.Instruction) []entry {
	byKey := map[string]*entry{}
	var unnamed []entry
	for _, ref := range *m.Referrers() {
		up, ok := ref.(*ssa.MapUpdate)
		if !ok || up.Map != ssa.Value(m) {
			continue
		}
		here := at != nil && at.Parent() == up.Parent()
		if here && !value.Reaches(up, at) {
			continue
		}
		certain := !here || value.Dominates(up, at)
		key, ok := c.text(up.Key)
		if !ok {
			unnamed = append(unnamed, entry{from: up.Key, val: up.Value, maybe: !certain})
			continue
		}
		e := byKey[key]
		switch {
		case e == nil:
			byKey[key] = &entry{key: key, val: up.Value, maybe: !certain}
		default:
			e.maybe = e.maybe && !certain
			e.more = append(e.more, up.Value)
		}
	}
	out := unnamed
	for _, k := range sortedKeys(byKey) {
		out = append(out, *byKey[k])
	}
	return out
}

// entryValue is the identity of what an entry is compared with, or set to.
func (c *Classifier) entryValue(e entry, at ssa.Instruction) *value.Expr {
	if len(e.more) == 0 {
		return c.compared(e.val, at)
	}
	alt := []*value.Expr{c.compared(e.val, at)}
	for _, v := range e.more {
		alt = append(alt, c.compared(v, at))
	}
	return value.Node(value.Any, "", 0, alt...)
}

// isPairs reports whether t is a list of structs of a Key and a Value.
func isPairs(t types.Type) bool {
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	st, ok := list.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 2 && st.Field(0).Name() == "Key" && st.Field(1).Name() == "Value"
}

func (c *Classifier) listPairs(v ssa.Value, depth int) ([]entry, bool) {
	if depth > 8 {
		return nil, false
	}
	switch v := value.Strip(v).(type) {
	case *ssa.Const:
		return nil, v.IsNil()
	case *ssa.Slice:
		alloc, ok := v.X.(*ssa.Alloc)
		if !ok || v.Low != nil || v.High != nil {
			return nil, false
		}
		return c.arrayPairs(alloc), true
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			front, ok := c.listPairs(v.Call.Args[0], depth+1)
			back, ok2 := c.listPairs(v.Call.Args[1], depth+1)
			return append(front, back...), ok && ok2
		}
	case *ssa.Phi:
		return c.phiPairs(v, depth)
	}
	return nil, false
}

// phiPairs takes the entries that all edges share as certain.
func (c *Classifier) phiPairs(v *ssa.Phi, depth int) ([]entry, bool) {
	var out []entry
	count := map[string]int{}
	for i, e := range v.Edges {
		if v.Block().Dominates(v.Block().Preds[i]) {
			return nil, false
		}
		entries, ok := c.listPairs(e, depth+2)
		if !ok {
			return nil, false
		}
		for _, one := range entries {
			count[one.key]++
			if !slices.ContainsFunc(out, func(o entry) bool { return o.key == one.key }) {
				out = append(out, one)
			}
		}
	}
	for i := range out {
		out[i].maybe = out[i].maybe || count[out[i].key] < len(v.Edges)
	}
	return out, true
}

// arrayPairs reads the elements of a list that is written out.
func (c *Classifier) arrayPairs(alloc *ssa.Alloc) []entry {
	byIndex := map[int64]*entry{}
	for _, ref := range *alloc.Referrers() {
		elem, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		i, ok := elem.Index.(*ssa.Const)
		if !ok {
			continue
		}
		e := &entry{}
		c.fillPair(e, elem)
		if (e.key != "" || e.from != nil) && e.val != nil {
			byIndex[i.Int64()] = e
		}
	}
	var out []entry
	for i := int64(0); len(out) < len(byIndex) && i < 64; i++ {
		if e := byIndex[i]; e != nil {
			out = append(out, *e)
		}
	}
	return out
}

func (c *Classifier) fillPair(e *entry, elem ssa.Value) {
	for _, ref := range *elem.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			for _, r := range *ref.Referrers() {
				if st, ok := r.(*ssa.Store); ok && st.Addr == ssa.Value(ref) {
					if ref.Field == 0 {
						if key, ok := c.text(st.Val); ok {
							e.key = key
						} else {
							e.from = st.Val
						}
					} else {
						e.val = st.Val
					}
				}
			}
		case *ssa.Store:
			if load, ok := ref.Val.(*ssa.UnOp); ok && ref.Addr == elem {
				if from, ok := load.X.(*ssa.Alloc); ok {
					c.fillPair(e, from)
				}
			}
		}
	}
}
