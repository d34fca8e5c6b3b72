package op

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A function that makes a text of another and adds no words of its own is taken to
// hand it through: it writes placeholders or quotes as a database has them.
//
//	func (d *DB) rebind(q string) string {
//		if d.driver != "postgres" { return q }
//		… b.WriteString("$" + strconv.Itoa(n)) …
//		return b.String()
//	}

// Rewrites is the parameter, the receiver counted, that a function hands through;
// -1 for none.
func (c *Classifier) Rewrites(fn *ssa.Function) int {
	if i, ok := c.rewrites[fn]; ok {
		return i
	}
	c.rewrites[fn] = -1
	sig := fn.Signature
	if sig.Results().Len() != 1 || !isText(sig.Results().At(0).Type()) {
		return -1
	}
	param := -1
	for i, p := range fn.Params {
		if isText(p.Type()) {
			if param >= 0 {
				return -1
			}
			param = i
		}
	}
	if param < 0 || !c.addsNoWords(fn, 0) {
		return -1
	}
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && block != fn.Recover && !c.madeOf(ret.Results[0], fn.Params[param], 0) {
			return -1
		}
	}
	c.rewrites[fn] = param
	return param
}

// replaced is the text that a call of the standard library writes otherwise in
// places, nil for another call.
func replaced(call *ssa.Call) ssa.Value {
	fn := value.Called(&call.Call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	recv := fn.Signature().Recv() != nil
	switch path, name := fn.Pkg().Path(), fn.Name(); {
	case path == "strings" && !recv && (name == "ReplaceAll" || name == "Replace" || name == "TrimSpace"):
		return value.Strip(call.Call.Args[0])
	case path == "strings" && recv && name == "Replace", path == "regexp" && strings.HasPrefix(name, "ReplaceAll") && strings.Contains(name, "String"):
		return value.Strip(call.Call.Args[1])
	}
	return nil
}

func isText(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.String
}

// madeOf reports whether a result is the text, or what a call or a conversion made:
// not the text with something joined to it.
func (c *Classifier) madeOf(v ssa.Value, text *ssa.Parameter, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := value.Strip(v).(type) {
	case *ssa.Parameter:
		return v == text
	case *ssa.Convert: // string(runes)
		return true
	case *ssa.Call:
		return !v.Call.IsInvoke() && value.Called(&v.Call) != nil && value.Called(&v.Call).Name() != "Sprintf"
	case *ssa.Phi:
		for _, e := range v.Edges {
			if !c.madeOf(e, text, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// addsNoWords reports whether a function writes no letters, except in placeholders
// (@p1, :1), and calls nothing that might.
func (c *Classifier) addsNoWords(fn *ssa.Function, depth int) bool {
	if depth > 2 {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if bin, ok := instr.(*ssa.BinOp); ok && bin.Op != token.ADD {
				continue // driver == "postgres"
			}
			for _, o := range instr.Operands(nil) {
				if k, ok := (*o).(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String && hasWord(constant.StringVal(k.Value)) {
					return false
				}
			}
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if callee := value.Callee(call.Common()); callee != nil && len(callee.Blocks) > 0 {
				if callee != fn && !c.addsNoWords(callee, depth+1) {
					return false
				}
			} else if !plain(call.Common()) {
				return false
			}
		}
	}
	return true
}

// plain reports whether a call is of the language, or of a package of the standard
// library that handles texts.
func plain(common *ssa.CallCommon) bool {
	if _, ok := common.Value.(*ssa.Builtin); ok {
		return true
	}
	fn := value.Called(common)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "strings", "strconv", "bytes", "regexp", "unicode", "unicode/utf8", "fmt":
		return true
	}
	return false
}

// hasWord reports whether a text has letters that are no verb of a format and no
// start of a placeholder.
func hasWord(s string) bool {
	for _, verb := range []string{"%d", "%v", "%s", "%c", "@p", ":p"} {
		s = strings.ReplaceAll(s, verb, "")
	}
	return strings.ContainsFunc(s, unicode.IsLetter)
}
