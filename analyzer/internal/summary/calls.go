package summary

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Caller is a call of a function from another one of the package.
type Caller struct {
	Fn   *ssa.Function
	Call ssa.CallInstruction
}

// scanCalls notes who calls whom, and which functions are used as values. What
// tests do says nothing of how the program uses a function.
func (p *Package) scanCalls(fn *ssa.Function) {
	if strings.HasSuffix(fn.Prog.Fset.Position(fn.Pos()).Filename, "_test.go") {
		return
	}
	var ops [16]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if _, ok := instr.(*ssa.DebugRef); ok {
				continue
			}
			run := map[*ssa.Function]bool{}
			call, isCall := instr.(ssa.CallInstruction)
			if isCall {
				for _, t := range p.targets(call) {
					p.callers[t.fn] = append(p.callers[t.fn], Caller{fn, call})
					run[t.fn] = true
				}
			}
			for _, o := range instr.Operands(ops[:0]) {
				if used, ok := (*o).(*ssa.Function); ok && !run[used] && !madeHere(instr) {
					p.escaped[used] = true
				}
			}
			if mc, ok := instr.(*ssa.MakeClosure); ok && !p.passed(mc) {
				p.escaped[mc.Fn.(*ssa.Function)] = true
			}
		}
	}
}

func madeHere(instr ssa.Instruction) bool {
	_, ok := instr.(*ssa.MakeClosure)
	return ok
}

// passed reports whether a closure is only called, or handed to a call.
func (p *Package) passed(mc *ssa.MakeClosure) bool {
	for _, ref := range *mc.Referrers() {
		switch ref := ref.(type) {
		case ssa.CallInstruction, *ssa.DebugRef:
		case *ssa.ChangeType:
			for _, r := range *ref.Referrers() {
				if _, ok := r.(ssa.CallInstruction); !ok {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// target is a function that a call runs.
type target struct {
	fn       *ssa.Function
	callback bool
}

// targets returns the functions with a body here that a call runs: the callee,
// and the closures that it is given. A callee that is not seen is taken to run
// its callbacks before it returns, which is how almost all do.
func (p *Package) targets(call ssa.CallInstruction) []target {
	common := call.Common()
	var all []target
	b, modelled := p.Ops.Bound(common)
	if fn := value.Callee(common); !modelled && fn != nil && len(fn.Blocks) > 0 {
		all = append(all, target{fn, false})
	}
	if modelled && b.BodyAt.Kind == model.NoPlace {
		return all
	}
	for _, arg := range common.Args {
		if fn := value.FuncValue(arg); fn != nil && len(fn.Blocks) > 0 && fn.Parent() != nil {
			all = append(all, target{fn, true})
		}
	}
	return all
}

// RunsOf returns the calls by which callee runs the closure fn that call passes
// to it: calls of the parameter, and modelled calls that take it as callback.
//
//	func (r *Repo) InTx(f func(*gorm.DB) error) error { return r.db.Transaction(f) }
func (p *Package) RunsOf(call ssa.CallInstruction, fn *ssa.Function) (callee *ssa.Function, runs []ssa.CallInstruction) {
	return runsOf(call, fn)
}

func runsOf(call ssa.CallInstruction, fn *ssa.Function) (callee *ssa.Function, runs []ssa.CallInstruction) {
	callee = value.Callee(call.Common())
	if callee == nil || len(callee.Blocks) == 0 {
		return nil, nil
	}
	for i, q := range callee.Params {
		if arg := value.Argument(call.Common(), i); arg != nil && value.FuncValue(arg) == fn {
			return callee, Uses(q)
		}
	}
	return nil, nil
}

// Uses returns the calls that call p, a function, or hand it on: those of the
// function whose parameter it is, and those of literals in there.
//
//	func (r *Repo) InTx(f func(*gorm.DB) error) error {
//		return r.db.Transaction(func(tx *gorm.DB) error { return f(tx) })
//	}
func Uses(p *ssa.Parameter) []ssa.CallInstruction {
	if _, ok := p.Type().Underlying().(*types.Signature); !ok {
		return nil
	}
	var uses []ssa.CallInstruction
	var scan func(fn *ssa.Function)
	scan = func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				is := func(v ssa.Value) bool { return IsParam(v, p) }
				if is(call.Common().Value) || slices.ContainsFunc(call.Common().Args, is) {
					uses = append(uses, call)
				}
			}
		}
		for _, inner := range fn.AnonFuncs {
			scan(inner)
		}
	}
	scan(p.Parent())
	return uses
}

// IsParam reports whether v is the function that p is, captured or not.
func IsParam(v ssa.Value, p *ssa.Parameter) bool {
	if v == ssa.Value(p) {
		return true
	}
	if v == nil {
		return false
	}
	if _, ok := v.Type().Underlying().(*types.Signature); !ok {
		return false
	}
	place := value.PlaceOf(v)
	return place.Root == ssa.Value(p) && len(place.Path) == 0
}

// Callers returns the calls of fn in the package; complete is false when
// others may call it too.
func (p *Package) Callers(fn *ssa.Function) (calls []Caller, complete bool) {
	calls = p.callers[fn]
	obj := fn.Object()
	switch {
	case p.escaped[fn]:
	case obj == nil:
		complete = len(calls) > 0 // a closure that is called where it is made
	default:
		complete = !obj.Exported() && fn.Name() != "main" && fn.Name() != "init"
	}
	return calls, complete
}
