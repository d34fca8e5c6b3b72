package op

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// keyColumnName is the column that stands for part i of the key of a store that
// holds values by key.
func keyColumnName(i int) string {
	if i == 0 {
		return "key"
	}
	return "key" + strconv.Itoa(i+1)
}

// keyed reads an operation on a store that holds values by key: a file system,
// a key-value store, a map. The key is all that a find looks for and all that
// tells one value from another.
//
//	os.Stat(name)    client.Get(ctx, key)    m.Store(key, value)
func (c *Classifier) keyed(o *Op, ch chain) {
	b := o.Bound
	switch {
	case b.EntityAt.Kind != model.NoPlace:
		c.resolveEntity(o, ch) // each type of objects has keys of its own
	case b.File.Separate:
		o.Entity = c.handleOf(o)
	default:
		o.Entity = Entity{Table: b.File.Store + ":" + b.File.Holds}
	}
	i := 0
	for _, s := range ch.steps {
		for _, at := range s.bound.KeyAt {
			for _, v := range c.placeValues(s.call.Common(), at) {
				e := c.view.Of(v)
				switch {
				case len(at.Fields) > 0:
					e = c.view.FieldOf(v, at.Fields, s.call)
				case b.File.Separate && v == handle(s.call.Common(), s.bound):
					e = c.view.Address(v)
				}
				o.part(keyColumnName(i), c.through(s, e))
				i++
			}
		}
		if vals := c.placeValues(s.call.Common(), s.bound.RowAt); len(vals) == 1 {
			o.Row.Value = value.Strip(vals[0])
		}
	}
	o.Row.Complete = true
}

// part gives an operation one part of its key.
func (o *Op) part(column string, e *value.Expr) {
	if o.Verb == model.Find {
		o.Key = append(o.Key, Pred{Column: column, Value: e})
		return
	}
	o.Row.Cells = append(o.Row.Cells, Cell{Column: column, Value: e})
}

// handleOf is the entity of a store whose every handle has keys of its own: the
// handle itself.
func (c *Classifier) handleOf(o *Op) Entity {
	v := handle(o.Call.Common(), o.Bound)
	if v == nil {
		return Entity{}
	}
	return c.handleEntityOf(o.Bound.File, v)
}

// handle is what a call is made on: its receiver, of a function the first that it
// is given for a key. A variable that holds one value is its own key.
//
//	m.Load(name)    s.running.Load()    atomic.LoadInt32(&s.running)
func handle(common *ssa.CallCommon, b *model.Bound) ssa.Value {
	if recv := receiver(common); recv != nil || len(b.KeyAt) == 0 {
		return recv
	}
	if at := PlaceValues(common, b.KeyAt[0]); len(at) == 1 {
		return at[0]
	}
	return nil
}

// handleEntityOf is the entity that a handle, or the address of one, stands for.
func (c *Classifier) handleEntityOf(f *model.File, handle ssa.Value) Entity {
	e := c.view.Address(handle)
	if root, _ := e.Root(); root.Op == value.Alloc || root.Op == value.Zero || root.Op == value.Opaque {
		return Entity{} // a variable of this call, or who knows whose
	}
	return Entity{Pattern: f.Store + ":" + f.Holds, Hole: e}
}
