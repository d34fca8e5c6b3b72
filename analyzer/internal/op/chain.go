package op

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A chain is the calls that build up one statement, first to last:
//
//	db.WithContext(ctx).Model(&User{}).Where("email = ?", email).First(&u)
//	root ^ step 0       step 1         step 2                    step 3
//
// also when it is kept in a variable and extended under a condition:
//
//	q := db.Model(&User{}); if n != "" { q = q.Where("n = ?", n) }; q.Count(&c)
//
// where the steps of one branch only are marked maybe.
type chain struct {
	root    ssa.Value
	steps   []step
	options []ssa.Value // see Op.Options
	others  bool        // there may be more steps
	// described is the parameter whose fields say what the others are, nil for none.
	described *ssa.Parameter
}

type step struct {
	call  ssa.CallInstruction
	bound *model.Bound
	maybe bool
	// through are the helpers that the chain was built in, innermost first.
	through []helper
}

// orMaybe is the step as one that may not be taken.
func (s step) orMaybe(maybe bool) step {
	s.maybe = s.maybe || maybe
	return s
}

// helper is a call of a function of this package that returns a chain.
type helper struct {
	call *ssa.Call
	fn   *ssa.Function
}

// maxChain bounds the length of a chain and the depth of helpers in it.
const maxChain = 40

func (c *Classifier) chain(call ssa.CallInstruction, from ssa.Value, b *model.Bound) chain {
	var ch chain
	c.extend(&ch, from, false, 0)
	c.inPlace(&ch, call)
	ch.steps = append(ch.steps, step{call: call, bound: b})
	return ch
}

func (c *Classifier) extend(ch *chain, v ssa.Value, maybe bool, depth int) {
	if v == nil || depth > maxChain {
		return
	}
	v = value.Strip(v)
	switch x := v.(type) {
	case *ssa.Call:
		if c.extendCall(ch, x, maybe, depth) {
			return
		}
	case *ssa.Extract: // stmt, err := db.Prepare(…)
		if call, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 && c.extendCall(ch, call, maybe, depth) {
			return
		}
	case *ssa.Phi:
		c.extendPhi(ch, x, maybe, depth)
		return
	case *ssa.UnOp:
		if x.Op == token.MUL {
			p := value.PlaceOf(x.X)
			if alloc, ok := p.Root.(*ssa.Alloc); ok && len(p.Path) == 0 && c.isBuilder(x) {
				c.extendStores(ch, alloc, x, maybe, depth)
				return
			}
			if made, ok := x.X.(*ssa.Call); ok { // a method with a value receiver
				c.extend(ch, made, maybe, depth+1)
				return
			}
			if addr, ok := x.X.(*ssa.FieldAddr); ok {
				if made := c.prepared(addr); made != nil && c.extendCall(ch, made, maybe, depth) {
					return
				}
			}
		}
	case *ssa.FieldAddr: // a method of a struct that is embedded in the handle
		if embedded(x) && (c.isBuilder(x.X) || c.isBuilder(x)) {
			c.extend(ch, x.X, maybe, depth+1)
			return
		}
	case *ssa.FreeVar:
		if b := value.Binding(x); b != nil {
			c.extend(ch, b, maybe, depth+1)
			return
		}
	case *ssa.Parameter:
		if arg := c.argument(x); arg != nil {
			c.extend(ch, arg, maybe, depth+1)
			return
		}
	}
	ch.root = v
}

// extendCall follows a builder call, or a function of this package that
// returns a chain.
func (c *Classifier) extendCall(ch *chain, x *ssa.Call, maybe bool, depth int) bool {
	if b, ok := c.Bound(&x.Call); ok {
		from := c.placeValues(&x.Call, b.ReturnsAt)
		if starts(b) {
			ch.root = x
			ch.steps = append(ch.steps, step{call: x, bound: b, maybe: maybe})
			return true
		}
		if len(from) != 1 || b.Does == model.Begin {
			return false
		}
		c.extend(ch, from[0], maybe, depth+1)
		ch.steps = append(ch.steps, step{call: x, bound: b, maybe: maybe})
		c.scopes(ch, x, b, maybe, depth)
		return true
	}
	fn := value.Callee(&x.Call)
	if fn == nil || len(fn.Blocks) == 0 {
		return false
	}
	rets := results(fn)
	if len(rets) == 0 || len(rets) > 3 || !c.isBuilder(rets[0]) {
		return false
	}
	var edges []chain
	for _, ret := range rets {
		var one chain
		c.extend(&one, ret, maybe, depth+8)
		edges = append(edges, one)
	}
	var inner chain
	c.join(&inner, edges, maybe)
	c.enter(ch, &inner, helper{x, fn}, maybe, depth)
	return true
}

// results returns the first results of the returns of fn.
func results(fn *ssa.Function) []ssa.Value {
	var out []ssa.Value
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && block != fn.Recover && len(ret.Results) == 1 {
			out = append(out, ret.Results[0])
		}
	}
	return out
}

// enter adds the chain that a helper builds, on what the helper is given.
func (c *Classifier) enter(ch, inner *chain, h helper, maybe bool, depth int) {
	ch.root = inner.root
	ch.others = ch.others || inner.others
	if p := inner.described; p != nil && p.Parent() == h.fn {
		ch.described = spoken(value.Argument(&h.call.Call, slices.Index(h.fn.Params, p)))
	}
	if p, ok := inner.root.(*ssa.Parameter); ok && p.Parent() == h.fn {
		ch.root = nil
		if i := slices.Index(h.fn.Params, p); i >= 0 {
			c.extend(ch, value.Argument(&h.call.Call, i), maybe, depth+8)
		}
	}
	for _, o := range inner.options {
		if p, ok := o.(*ssa.Parameter); ok {
			if i := slices.Index(h.fn.Params, p); i >= 0 {
				ch.options = append(ch.options, value.Argument(&h.call.Call, i))
			}
		}
	}
	for _, s := range inner.steps {
		s.through = append(slices.Clip(s.through), h)
		ch.steps = append(ch.steps, s)
	}
}

// scopes adds the steps of the functions that a builder call applies.
//
//	db.Scopes(ByName(name))    func ByName(n string) func(*gorm.DB) *gorm.DB
func (c *Classifier) scopes(ch *chain, x *ssa.Call, b *model.Bound, maybe bool, depth int) {
	if b.BodyAt.Kind == model.NoPlace {
		return
	}
	for _, v := range c.placeValues(&x.Call, b.BodyAt) {
		if _, ok := v.Type().Underlying().(*types.Slice); ok {
			ch.options = append(ch.options, v) // db.Scopes(opts...)
			continue
		}
		steps, _ := c.scope(v, depth+8)
		for _, s := range steps {
			s.maybe = s.maybe || maybe
			ch.steps = append(ch.steps, s)
		}
	}
}

// scope returns the steps of one function that extends a chain: a function, a
// literal, or what a function of this package returns.
func (c *Classifier) scope(v ssa.Value, depth int) ([]step, bool) {
	if depth > maxChain {
		return nil, false
	}
	var fn *ssa.Function
	switch v := value.Strip(v).(type) {
	case *ssa.MakeClosure:
		fn, _ = v.Fn.(*ssa.Function)
	case *ssa.Function:
		fn = v
	case *ssa.Call:
		maker := value.Callee(&v.Call)
		if maker == nil || len(maker.Blocks) == 0 {
			return nil, false
		}
		made := onlyReturn(maker)
		if made == nil {
			return nil, false
		}
		steps, ok := c.scope(made, depth+8)
		for i := range steps {
			steps[i].through = append(slices.Clip(steps[i].through), helper{v, maker})
		}
		return steps, ok
	}
	if fn == nil || len(fn.Blocks) == 0 {
		return nil, false
	}
	ret := onlyReturn(fn)
	if ret == nil {
		return nil, false
	}
	var inner chain
	c.extend(&inner, ret, false, depth+8)
	return inner.steps, true
}

// isBuilder reports whether v has a type of a modelled store.
func (c *Classifier) isBuilder(v ssa.Value) bool {
	n := namedOf(v.Type())
	if n == nil {
		return false
	}
	role, _ := c.models.Type(n.Origin().Obj())
	return role == model.Connection || role == model.Builder || role == model.Transaction || role == model.Collection
}

// isStart reports whether a chain that goes no further down than root has all
// its conditions in sight: it begins at a variable, field or parameter.
func (c *Classifier) isStart(root ssa.Value) bool {
	switch root := root.(type) {
	case *ssa.Call:
		if b, ok := c.Bound(&root.Call); ok {
			return starts(b)
		}
		return !root.Call.IsInvoke() && value.Callee(&root.Call) != nil && !slices.ContainsFunc(root.Call.Args, adds)
	case *ssa.Extract, *ssa.Phi, *ssa.Lookup, *ssa.TypeAssert:
		return false
	}
	return true
}

// adds reports whether an argument of a function that makes a chain may be a
// condition: anything but a context.
func adds(v ssa.Value) bool {
	n := namedOf(v.Type())
	return n == nil || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "context"
}

// onlyReturn returns the single result of a function with one return.
func onlyReturn(fn *ssa.Function) ssa.Value {
	var result ssa.Value
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || block == fn.Recover {
			continue
		}
		if len(ret.Results) != 1 || result != nil {
			return nil
		}
		result = ret.Results[0]
	}
	return result
}
