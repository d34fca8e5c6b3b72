package harm

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// maxTyped bounds how far up callers are asked.
const maxTyped = 6

// typed reports whether p refuses a file that is there to who has typed a command,
// and to nobody else. One who types two at once that make one file is not to be
// expected. What is exported and called by a command here is taken to be for
// commands.
//
//	func initialise(cmd *cobra.Command, args []string) error
//	func main()
func (j *Judge) typed(p *protect.Pair) bool {
	return p.Create.Of.Holds == "file" && j.typedOnly(p.Fn, 0)
}

func (j *Judge) typedOnly(fn *ssa.Function, depth int) bool {
	if j.takesCommand(fn.Signature) || isMain(fn) && fn.Name() == "main" && fn.Signature.Recv() == nil {
		return true
	}
	calls, complete := j.sums.Callers(fn)
	if depth > maxTyped || len(calls) == 0 || !complete && !isMain(fn) && !token.IsExported(fn.Name()) {
		return false
	}
	for _, c := range calls {
		_, now := c.Call.(*ssa.Call)
		if !now || value.Callee(c.Call.Common()) != fn || !j.typedOnly(c.Fn, depth+1) {
			return false // handed to somebody, who may run it for anybody
		}
	}
	return true
}

// isMain reports whether a function is of a program, which nobody imports.
func isMain(fn *ssa.Function) bool { return fn.Pkg != nil && fn.Pkg.Pkg.Name() == "main" }

// takesCommand reports whether a parameter is what a library of command lines
// gives to the function of a command.
func (j *Judge) takesCommand(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		t := types.Unalias(v.Type())
		if ptr, ok := t.(*types.Pointer); ok {
			t = types.Unalias(ptr.Elem())
		}
		n, ok := t.(*types.Named)
		if !ok {
			continue
		}
		if role, _ := j.sums.Ops.Models().Type(n.Origin().Obj()); role == model.Command {
			return true
		}
	}
	return false
}
