package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A condition that a function takes from its caller is an equality of the row
// as a whole (Whole) in the function, and what it demands is seen where it is
// written out:
//
//	func (r *Repo) One(cond map[string]any) … { r.db.Where(cond).First(&u) }
//	r.One(map[string]any{"email": email})
//
// or, of a text with its arguments, of a column that the text names:
//
//	func (r *Repo) One(q string, args ...any) … { r.db.Where(q, args...).First(&u) }
//	r.One("email = ? AND tenant = ?", email, tenant)

// isGiven reports whether a condition comes from the function's caller, and is
// of a type that may hold one: what a library makes of predicates, a list of
// such, or any value at all.
func (c *Classifier) isGiven(v ssa.Value) bool {
	p, ok := v.(*ssa.Parameter)
	if !ok {
		return false
	}
	t := p.Type()
	if isPairs(t) || isTypeParam(t) {
		return true // bson.D; a row of whatever type, as in Exists(cond *T)
	}
	if list, ok := t.Underlying().(*types.Slice); ok {
		t = list.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Interface, *types.Map:
	default:
		return false
	}
	n, named := types.Unalias(t).(*types.Named)
	return !named || c.modelled(n.Obj().Pkg())
}

// isTypeParam reports whether t is a type parameter, or points to one.
func isTypeParam(t types.Type) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// givenCondition reads a condition that only the callers of the function know.
func (c *Classifier) givenCondition(o *Op, s step, v ssa.Value, rest []ssa.Value) {
	if len(rest) == 1 && isSlice(rest[0]) {
		c.equalFrom(o, s, v, rest[0])
		return
	}
	c.equal(o, s, Whole, c.view.Of(v))
}

// Given returns the equalities that a condition demands which the call at hands
// to a helper, by the conventions of a model, of an entity; nil when the
// condition is not written out here.
func (c *Classifier) Given(pkg string, entity Entity, cond ssa.Value, args []ssa.Value, at ssa.CallInstruction) []Pred {
	if cond == nil {
		return nil
	}
	file := &model.File{}
	for _, f := range c.models.Files() {
		if f.Package == pkg {
			file = f
		}
	}
	o := &Op{Verb: model.Find, At: at, Call: at, Bound: &model.Bound{Call: &model.Call{}, File: file}, Entity: entity}
	conds := []ssa.Value{cond}
	if elems, ok := value.Variadic(cond); ok && len(args) == 0 {
		conds = elems // conds ...Condition, or a text and its arguments
		if len(elems) > 0 && isString(value.Strip(elems[0])) {
			conds, args = elems[:1], elems[1:]
		}
	}
	for _, v := range conds {
		if words := keywords(v, 0); words != nil {
			c.wordConditions(o, words, at)
			continue
		}
		if c.phrases(o, v, at) {
			continue
		}
		c.oneCondition(o, step{call: at, bound: o.Bound}, v, args)
	}
	c.settleColumns(o)
	if len(o.Key) == 1 && o.Key[0].Column == Whole {
		return nil
	}
	return o.Key
}

// Whole conditions and their arguments, as a function takes them from its
// caller: the parameters' indexes, -1 for none.
func (p Pred) given() (cond, args int) {
	switch {
	case p.Column == Whole && p.Value.Op == value.Param:
		return p.Value.Index, -1
	case p.From != nil && p.From.Op == value.Param && p.Value.Op == value.Elem && p.Value.Args[0].Op == value.Param:
		return p.From.Index, p.Value.Args[0].Index
	}
	return -1, -1
}

// GivenBy returns what the condition p of a helper demands of the call at of
// that helper; nil when p is no condition that the call hands over, or is not
// written out there.
func (c *Classifier) GivenBy(pkg string, entity Entity, p Pred, at ssa.CallInstruction) []Pred {
	cond, rest := p.given()
	if cond < 0 {
		return nil
	}
	var args []ssa.Value
	if rest >= 0 {
		list := value.Argument(at.Common(), rest)
		elems, ok := value.Variadic(list)
		if k, none := list.(*ssa.Const); !ok && !(none && k.IsNil()) {
			return nil
		}
		args = elems
	}
	preds := c.Given(pkg, entity, value.Argument(at.Common(), cond), args, at)
	for i := range preds {
		preds[i].Either, preds[i].Maybe = preds[i].Either || p.Either, preds[i].Maybe || p.Maybe
	}
	return preds
}
