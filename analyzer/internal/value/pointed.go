package value

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// pointed is the argument of a function without a body here that makes a pointer
// of a value or reads one, nil when c is no such call. Its type tells: what it takes and
// what it returns are a scalar and a pointer to it. With one argument more it takes
// what to return for nil.
//
//	lo.ToPtr(email), aws.String(email)
//	lo.FromPtr(in.Email), ptr.Deref(in.Email, "")
func pointed(c *ssa.Call) ssa.Value {
	fn := Callee(&c.Call)
	if fn == nil || fn.Signature.Recv() != nil || len(c.Call.Args) == 0 {
		return nil
	}
	arg, result := c.Call.Args[0], c.Type()
	switch len(c.Call.Args) {
	case 1:
		if pointsTo(result, arg.Type()) || pointsTo(arg.Type(), result) {
			return arg
		}
	case 2:
		if pointsTo(arg.Type(), result) && types.Identical(c.Call.Args[1].Type(), result) {
			return arg
		}
	}
	return nil
}

// pointsTo reports whether p is the type of pointers to a scalar type.
func pointsTo(p, t types.Type) bool {
	ptr, ok := p.Underlying().(*types.Pointer)
	return ok && types.Identical(ptr.Elem(), t) && scalar(t)
}
