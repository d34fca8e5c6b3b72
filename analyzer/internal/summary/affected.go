package summary

import (
	"golang.org/x/tools/go/ssa"
)

// Affected returns the functions of the package that make a call of which there
// is news, and those that use such functions: what is found and known of all
// others stays as it was.
func (p *Package) Affected(news func(ssa.CallInstruction) bool) map[*ssa.Function]bool {
	users := map[*ssa.Function][]*ssa.Function{}
	out := map[*ssa.Function]bool{}
	var work []*ssa.Function
	add := func(fn *ssa.Function) {
		if !out[fn] {
			out[fn] = true
			work = append(work, fn)
		}
	}
	for _, fn := range p.Funcs {
		if parent := fn.Parent(); parent != nil {
			users[parent] = append(users[parent], fn) // a closure sees what the function around it does
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && news(call) {
					add(fn)
				}
				for _, operand := range instr.Operands(nil) {
					if used, ok := (*operand).(*ssa.Function); ok {
						users[used] = append(users[used], fn)
					}
				}
			}
		}
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, user := range users[fn] {
			add(user)
		}
	}
	return out
}
