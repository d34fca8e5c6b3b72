package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A description of what to look for (see keywords.go) may also be put together by
// methods of its own, and be made conditions of in a loop, in one place:
//
//	func (c *Cond) On(db *gorm.DB) *gorm.DB {
//		for _, p := range c.parts { db = db.Where(p.query, p.args...) }
//	repo.One(cond.New().Eq("code", code).Where("owner = ?", owner))
//
// What a word is said together with is taken for the key, like the words of a map.

// description is the parameter of which a condition that a loop adds is a part,
// nil for none.
func (c *Classifier) description(cond ssa.Value) *ssa.Parameter {
	if cond == nil {
		return nil
	}
	for e := c.view.Of(cond); e != nil; e = e.Args[0] {
		switch e.Op {
		case value.Param:
			p, _ := e.Ref.(*ssa.Parameter)
			return p
		case value.Field, value.Elem:
			continue
		}
		return nil
	}
	return nil
}

// spoken is the parameter at the beginning of a description that methods add to.
func spoken(v ssa.Value) *ssa.Parameter {
	for range maxChain {
		call := phrase(v)
		if call == nil {
			break
		}
		v = call.Call.Args[0]
	}
	p, _ := value.Strip(v).(*ssa.Parameter)
	return p
}

// phrase is the call of a method that adds to a description: it returns what it is
// called on. Nil when v is none.
func phrase(v ssa.Value) *ssa.Call {
	if v == nil {
		return nil
	}
	call, ok := value.Strip(v).(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return nil
	}
	recv := call.Call.Signature().Recv()
	if recv == nil || !types.Identical(recv.Type(), call.Type()) {
		return nil
	}
	return call
}

// phrases adds the equalities of a description that is written out by method calls
// to an operation, and reports whether there are any.
func (c *Classifier) phrases(o *Op, v ssa.Value, at ssa.CallInstruction) bool {
	n := len(o.Key)
	for range maxChain {
		call := phrase(v)
		if call == nil {
			break
		}
		if _, modelled := c.Bound(&call.Call); modelled {
			break
		}
		c.phrase(o, call, at)
		v = call.Call.Args[0]
	}
	return len(o.Key) > n
}

// phrase adds what one call says: a word and a value, or a condition with its
// arguments.
func (c *Classifier) phrase(o *Op, call *ssa.Call, at ssa.CallInstruction) {
	args := call.Call.Args[1:]
	if len(args) < 2 {
		return // a limit, an order
	}
	text, ok := c.text(args[0])
	list, written := value.Variadic(args[1])
	switch {
	case !ok || len(args) > 2:
		o.Others = true
	case call.Call.Signature().Variadic() && written:
		c.oneCondition(o, step{call: at, bound: o.Bound}, args[0], list)
	case isIdentifier(text) && !isSlice(args[1]):
		o.Key = append(o.Key, Pred{Column: columnName(text), Value: c.view.Of(args[1])})
	default:
		o.Others = true
	}
}
