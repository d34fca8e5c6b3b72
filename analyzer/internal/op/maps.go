package op

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Maps returns the operations of fn on maps that other goroutines share: maps in
// variables of the package and in fields of what fn is given. They are looked
// for in functions that take a lock; a map without a lock is one goroutine's.
//
//	c.mu.RLock(); v, ok := c.m[k]; c.mu.RUnlock()
//	if !ok { c.mu.Lock(); c.m[k] = v; c.mu.Unlock() }
//
// One that only looks, or only stores, does so for its callers: Accessor.
func (c *Classifier) Maps(fn *ssa.Function) map[ssa.Instruction]*Op {
	if ops, ok := c.maps[fn]; ok {
		return ops
	}
	c.maps[fn] = nil
	var looks, stores []ssa.Instruction
	locks := false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Lookup:
				if _, ok := instr.X.Type().Underlying().(*types.Map); ok {
					looks = append(looks, instr)
				}
			case *ssa.MapUpdate:
				stores = append(stores, instr)
			case ssa.CallInstruction:
				locks = locks || c.locks(instr.Common())
			}
		}
	}
	if !locks || len(looks)+len(stores) == 0 {
		return nil
	}
	ops := map[ssa.Instruction]*Op{}
	for _, instr := range append(looks, stores...) {
		if o := c.mapOp(instr); o.Entity.Known() {
			ops[instr] = o
		}
	}
	c.maps[fn] = ops
	return ops
}

// Accessor reports whether fn only looks keys up in maps, or only stores them:
//
//	func (r *registry) has(id string) bool { r.mu.RLock(); defer r.mu.RUnlock(); _, ok := r.m[id]; return ok }
//	func (r *registry) add(id string, c *conn) { r.mu.Lock(); defer r.mu.Unlock(); r.m[id] = c }
func (c *Classifier) Accessor(fn *ssa.Function) bool {
	finds, creates := false, false
	for _, o := range c.Maps(fn) {
		finds, creates = finds || o.Verb == model.Find, creates || o.Verb == model.Create
	}
	return finds != creates
}

// locks reports whether a call takes a lock, for reading too.
func (c *Classifier) locks(common *ssa.CallCommon) bool {
	if b, ok := c.Bound(common); ok {
		return b.Does == model.DoLock
	}
	recv := receiver(common)
	if recv == nil {
		return false
	}
	n := namedOf(recv.Type())
	if n == nil {
		return false
	}
	role, _ := c.models.Type(n.Obj())
	return role == model.Lock
}

func (c *Classifier) mapOp(instr ssa.Instruction) *Op {
	b := &model.Bound{Call: &model.Call{}, File: c.mapFile}
	o := &Op{At: instr, Bound: b, OnTaken: b.OnTaken()}
	o.Row.Complete = true
	switch instr := instr.(type) {
	case *ssa.Lookup:
		o.Verb, o.Entity = model.Find, c.mapEntity(instr.X)
		o.part(keyColumnName(0), c.view.Of(instr.Index))
	case *ssa.MapUpdate:
		o.Verb, o.Entity = model.Create, c.mapEntity(instr.Map)
		o.part(keyColumnName(0), c.view.Of(instr.Key))
		o.Row.Value = value.Strip(instr.Value)
	}
	return o
}

// newMapFile is the model of Go's maps, which have no package to be in.
func newMapFile() *model.File {
	return &model.File{
		Package: "map", Store: "map", Process: true, Holds: "entry", Separate: true,
		Atomic: "hold the lock over both steps, or look again under it",
	}
}

func (c *Classifier) mapEntity(m ssa.Value) Entity {
	e := c.view.Of(m)
	root, path := e.Root()
	if root.Op != value.Global && (root.Op != value.Param || len(path) == 0) {
		return Entity{}
	}
	return Entity{Pattern: c.mapFile.Store + ":" + c.mapFile.Holds, Hole: e}
}

// Pos is where an instruction is in the source: a call at its parenthesis.
func Pos(instr ssa.Instruction) token.Pos {
	if call, ok := instr.(ssa.CallInstruction); ok {
		return call.Common().Pos()
	}
	return instr.Pos()
}

// Name returns the name of what is done, for messages.
func (o *Op) Name() string {
	if o.Bound.Func == nil {
		return "the index expression"
	}
	return o.Bound.Func.Name()
}

// Func returns the function called, for messages; nil when none is.
func (o *Op) Func() *types.Func { return o.Bound.Func }
