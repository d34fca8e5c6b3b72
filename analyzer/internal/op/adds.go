package op

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// answer is yes, no or unknown.
type answer uint8

const (
	unknown answer = iota
	yes
	no
)

// adds reports whether a call has what an entry of its model asks for.
func (c *Classifier) adds(call ssa.CallInstruction, a model.BoundAdds) answer {
	common := call.Common()
	switch {
	case a.When != nil && !passes(common, a.When):
		return no
	case a.At.Kind == model.NoPlace:
		return yes
	}
	vals := c.placeValues(common, a.At)
	if a.Is != nil {
		return c.amongWords(vals, a.Is)
	}
	if len(vals) != 1 {
		return no
	}
	if a.Has != nil {
		return hasAll(vals[0], a.Has)
	}
	e := c.view.Of(vals[0])
	if len(a.At.Fields) > 0 {
		e = c.view.FieldOf(vals[0], a.At.Fields, call)
	}
	switch {
	case e.Op == value.Zero:
		return no
	case e.Op == value.Const:
		if e.Name == "false" || e.Name == "0" || e.Name == `""` {
			return no
		}
		return yes
	case e.Op == value.Alloc, e.Op == value.Call:
		return yes
	}
	return unknown
}

// hasAll reports whether v has the bits of all the constants.
func hasAll(v ssa.Value, bits []*types.Const) answer {
	all := yes
	for _, b := range bits {
		switch hasBits(v, b, 0) {
		case no:
			return no
		case unknown:
			all = unknown
		}
	}
	return all
}

// hasBits reports whether v has the bits of a constant.
//
//	os.OpenFile(name, os.O_CREATE|mode, 0o600)
func hasBits(v ssa.Value, bits *types.Const, depth int) answer {
	if depth > 6 {
		return unknown
	}
	switch v := value.Strip(v).(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.Kind() != constant.Int {
			return no
		}
		if constant.Compare(constant.BinaryOp(v.Value, token.AND, bits.Val()), token.EQL, bits.Val()) {
			return yes
		}
		return no
	case *ssa.BinOp:
		if v.Op != token.OR && v.Op != token.ADD {
			return unknown
		}
		x, y := hasBits(v.X, bits, depth+1), hasBits(v.Y, bits, depth+1)
		if x == yes || y == yes {
			return yes
		}
		if x == no && y == no {
			return no
		}
	case *ssa.Phi:
		first := unknown
		for i, e := range v.Edges {
			if a := hasBits(e, bits, depth+2); i == 0 {
				first = a
			} else if a != first {
				return unknown
			}
		}
		return first
	}
	return unknown
}

// passes reports whether an argument of the call has the given type.
func passes(common *ssa.CallCommon, typ *types.TypeName) bool {
	for _, a := range common.Args {
		vals := []ssa.Value{a}
		if elems, ok := value.Variadic(a); ok {
			vals = elems
		}
		for _, v := range vals {
			if n := namedOf(value.Strip(v).Type()); n != nil && n.Obj() == typ {
				return true
			}
		}
	}
	return false
}
