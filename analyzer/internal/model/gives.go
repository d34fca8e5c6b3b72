package model

import (
	"fmt"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Given says that a place of a call has the value of another: what a function
// whose body is not at hand makes of its arguments.
//
//	func ObjectKeyFromObject(obj Object) NamespacedName     {at: result0.Name, is: arg0.ObjectMeta.Name}
//	func (c Client) Get(ctx, key, obj)                      {at: arg2.ObjectMeta.Name, is: arg1.Name}
type Given struct {
	At Path `yaml:"at" json:"at"` // a result, or what an argument points to
	Is Path `yaml:"is" json:"is"` // an argument, or a field of one
}

// Makes returns what the call makes of its arguments, nil if its model does not
// say.
func (b *Bound) Makes() *value.Func {
	if len(b.Given) == 0 {
		return nil
	}
	out := &value.Func{}
	for _, g := range b.Given {
		part := value.Part{Path: g.At.Fields, Value: value.Leaf(value.Param, "", b.param(g.Is))}
		for _, f := range g.Is.Fields {
			part.Value = value.FieldExpr(part.Value, f)
		}
		if g.At.Kind == Result {
			part.Index = g.At.Index
			out.Results = append(out.Results, part)
		} else {
			part.Index = b.param(g.At)
			out.Fills = append(out.Fills, part)
		}
	}
	return out
}

// param is the index of a place among a function's parameters, the receiver
// first.
func (b *Bound) param(p Place) int {
	if p.Kind == Arg && b.Func.Signature().Recv() != nil {
		return p.Index + 1
	}
	return p.Index
}

// checkGiven notes what cannot be given.
func (p problems) checkGiven(at string, g Given) {
	p.required(at+".at", string(g.At))
	p.required(at+".is", string(g.Is))
	p.path(at+".at", g.At)
	p.path(at+".is", g.Is)
	for name, path := range map[string]Path{"at": g.At, "is": g.Is} {
		if place, err := ParsePath(path); err == nil && place.Rest {
			p.Add(at+"."+name, "%s is not one place", path)
		}
	}
	if strings.HasPrefix(string(g.Is), Result.String()) {
		p.Add(at+".is", "%s is not there before the call", g.Is)
	}
}

// bindGiven binds what a call gives.
func (b *Bound) bindGiven(at func(name string, path Path) Place) {
	for i, g := range b.Gives {
		field := fmt.Sprintf("gives[%d]", i)
		b.Given = append(b.Given, BoundGiven{at(field+".at", g.At), at(field+".is", g.Is)})
	}
}

// BoundGiven is a Given with its paths parsed.
type BoundGiven struct{ At, Is Place }
