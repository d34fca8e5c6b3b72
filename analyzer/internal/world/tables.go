package world

import "golang.org/x/tools/go/ssa"

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

type (
	slotID int32
	cellID int32
	rootID int32
	valID  int32
)

// unknown is the number of the zero Val.
const unknown valID = 0

// tables number the slots, cells and values of all runs of an engine, equal
// values alike.
type tables struct {
	slots  []slot
	slotAt map[slot]slotID
	cells  []cell
	cellAt map[cell]cellID
	roots  []rootID // of each cell
	rootAt map[ssa.Value]rootID
	vals   []Val
	valAt  map[Val]valID
	equal  map[digest]valID
}

func newTables() *tables {
	t := &tables{slotAt: map[slot]slotID{}, cellAt: map[cell]cellID{}, rootAt: map[ssa.Value]rootID{}, valAt: map[Val]valID{}, equal: map[digest]valID{}}
	for k := range kindNames {
		t.add(Val{Kind: Kind(k)}) // which has the number of its kind
	}
	return t
}

func (t *tables) slotID(k slot) slotID {
	id, ok := t.slotAt[k]
	if !ok {
		id = slotID(len(t.slots))
		t.slots = append(t.slots, k)
		t.slotAt[k] = id
	}
	return id
}

func (t *tables) cellID(k cell) cellID {
	id, ok := t.cellAt[k]
	if !ok {
		id = cellID(len(t.cells))
		t.cells = append(t.cells, k)
		t.cellAt[k] = id
		root, ok := t.rootAt[k.root]
		if !ok {
			root = rootID(len(t.rootAt))
			t.rootAt[k.root] = root
		}
		t.roots = append(t.roots, root)
	}
	return id
}

func (t *tables) valID(v Val) valID {
	if v.Text == "" && v.Err == nil && v.Fields == nil {
		return valID(v.Kind)
	}
	id, ok := t.valAt[v]
	if !ok {
		id = t.add(v)
		t.valAt[v] = id
	}
	return id
}

// add numbers a value, unless an equal one has a number.
func (t *tables) add(v Val) valID {
	d := digest{}.value(v)
	id, ok := t.equal[d]
	if !ok {
		id = valID(len(t.vals))
		t.vals = append(t.vals, v)
		t.equal[d] = id
	}
	return id
}

func (t *tables) joinID(a, b valID) valID {
	if a == b {
		return a
	}
	return t.valID(join(t.vals[a], t.vals[b]))
}
