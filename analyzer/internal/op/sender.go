package op

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A function of another package that sends the statement it is given does by each
// call of it what that statement says:
//
//	err := store.Get(ctx, &u, "SELECT * FROM users WHERE email = $1", email)
//	if err == store.ErrNotFound { … }
//
// How it comes out was found out where the function is, for each kind of statement.

// Template is what a call that sends any statement does if that is one of a kind.
func (c *Classifier) Template(call *ssa.Call, kind sqltext.Statement) *Op {
	b, ok := c.Bound(&call.Call)
	if !ok {
		return nil
	}
	o := &Op{Verb: verb(&kind), At: call, Call: call, Bound: b, SQL: &kind, OnTaken: b.OnTaken()}
	for _, d := range b.DestAt {
		o.Dest = append(o.Dest, c.placeValues(&call.Call, d)...)
	}
	return o
}

// Sent is the operation that a call of such a function performs, nil for none.
func (c *Classifier) Sent(call ssa.CallInstruction) *Op {
	fn := value.Called(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	w := c.foreignWrap(fn.Origin())
	if w == nil || w.Results != nil {
		return nil
	}
	inner, ok := c.models.Call(w.Of)
	if !ok {
		return nil
	}
	if o := c.fold(call, rebound(inner, fn, w)); o != nil && (o.SQL != nil || o.Entity.Known()) {
		return o
	}
	return nil
}
