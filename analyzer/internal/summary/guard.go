package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Guard is what callers in other packages need to know of a function that
// protects something for them: what it locks and does not unlock, what it
// unlocks, and how it runs the functions that it is given.
type Guard struct {
	Held     []HeldFact
	Releases []*ExprFact
	Runs     []RunFact
	Begins   Begins
}

// Begins says whether a function begins the transaction that it returns, and how.
type Begins uint8

// The ways.
const (
	BeginsNone         Begins = iota
	BeginsPlain               // at a level that keeps no other transaction out
	BeginsSerializable        // at one that does
	BeginsUnknown             // its callers say how
)

// HeldFact is a lock that is held when the function returns; if Asked, then only
// when it answers that it is. Lock is nil when only the function knows which one
// it is.
type HeldFact struct {
	Lock    *ExprFact
	Process bool
	Asked   bool
}

// RunFact says that the function runs its parameter Param only with a lock held,
// one at a time, or in a serializable transaction.
type RunFact struct {
	Param   int
	Process bool
}

// NewHeld is a lock under the identity that it has in the function.
func NewHeld(lock *value.Expr, process, asked bool) HeldFact {
	return HeldFact{encodeExpr(lock), process, asked}
}

// NewReleases are locks under the identities that they have in the function;
// those that nobody else can name are left out.
func NewReleases(locks []*value.Expr) []*ExprFact {
	var out []*ExprFact
	for _, e := range locks {
		if f := encodeExpr(e); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// Guards returns what the functions of other packages do that a call may run, and
// the methods of this one that may stand behind an interface; none when nothing is
// known of them.
func (p *Package) Guards(call ssa.CallInstruction) []*Guard {
	var out []*Guard
	for _, f := range p.factsOf(call) {
		if f.Guard != nil {
			out = append(out, f.Guard)
		}
	}
	if common := call.Common(); common.IsInvoke() && p.GuardOf != nil {
		for _, fn := range p.behind(common.Method) {
			if g := p.GuardOf(fn); g != nil {
				out = append(out, g)
			}
		}
	}
	return out
}

// behind are the methods of this package that a call of an interface's method may
// run.
func (p *Package) behind(m *types.Func) []*ssa.Function {
	if fns, ok := p.methods[m]; ok {
		return fns
	}
	var out []*ssa.Function
	iface, ok := m.Signature().Recv().Type().Underlying().(*types.Interface)
	for _, fn := range p.Funcs {
		recv := fn.Signature.Recv()
		if ok && recv != nil && fn.Name() == m.Name() && types.Implements(recv.Type(), iface) {
			out = append(out, fn)
		}
	}
	p.methods[m] = out
	return out
}

// At is an identity of a function of another package for its caller; nil when
// the caller cannot name it.
func (p *Package) At(e *ExprFact, call ssa.CallInstruction) *value.Expr {
	if e == nil {
		return nil
	}
	return p.Ops.View().Subst(p.dec.must(e), nil, call)
}
