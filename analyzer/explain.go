package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"os"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/toctou-lint/toctou/analyzer/internal/explain"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// Explanation is what was seen around a line of a program.
type Explanation struct {
	Package string `json:"package"`
	// Note says why there is nothing to see, "" when there is.
	Note string `json:"note,omitempty"`
	// Functions are those that the line is in, the outermost first.
	Functions []*explain.Function `json:"functions,omitempty"`
	// Calls says of each function called on the line what is known of it.
	Calls []KnownCall `json:"calls,omitempty"`
}

// KnownCall says what is known of a called function.
type KnownCall struct {
	Func  string `json:"func"`
	Known string `json:"known"`
}

// Explain says what was seen in the functions around a line of a program, and
// what was decided about each find and create there. Its units are those of
// Link; file is the name that the units' file set has for it. It returns an
// error when no unit has the file.
func Explain(units []*Unit, file string, line int) (*Explanation, error) {
	u := unitOf(units, file)
	if u == nil {
		return nil, fmt.Errorf("%s belongs to no package that was analysed", file)
	}
	p := newProgram(units)
	p.link(nil)
	out := &Explanation{Package: u.pass.Pkg.Path()}
	models, err := u.models(append(ssabuild.Imports(u.pass.Pkg), u.pass.Pkg), p)
	if err != nil {
		return nil, err
	}
	if models.Empty() {
		out.Note = "the package reaches no library whose model finds or creates anything"
		return out, nil
	}
	u.heard = &explained{keep: func(name string, from, to int) bool { return name == file && from <= line && line <= to }}
	defer func() { u.heard = nil }()
	p.again(u, p, map[*types.Func]bool{}, func(ssa.CallInstruction) bool { return true })
	out.Functions = u.heard.functions
	if len(out.Functions) == 0 {
		out.Note = fmt.Sprintf("no function with a body is at line %d", line)
	}
	out.Calls = u.calls(models, p, file, line)
	return out, nil
}

func unitOf(units []*Unit, file string) *Unit {
	for _, u := range units {
		for _, f := range u.pass.Files {
			if u.pass.Fset.Position(f.FileStart).Filename == file {
				return u
			}
		}
	}
	return nil
}

// calls says what is known of the functions that are called on a line.
func (u *Unit) calls(models *model.Set, facts summary.Facts, file string, line int) []KnownCall {
	var out []KnownCall
	for _, f := range u.pass.Files {
		if u.pass.Fset.Position(f.FileStart).Filename != file {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || u.pass.Fset.Position(call.Lparen).Line != line {
				return true
			}
			if fn, ok := typeutil.Callee(u.pass.TypesInfo, call).(*types.Func); ok {
				out = append(out, KnownCall{fn.FullName(), u.known(models, facts, fn)})
			}
			return true
		})
	}
	return out
}

func (u *Unit) known(models *model.Set, facts summary.Facts, fn *types.Func) string {
	if b, ok := models.Call(fn); ok {
		if b.Does == "" {
			return fmt.Sprintf("its SQL decides, by the model of %s", b.File.Package)
		}
		return fmt.Sprintf("%s, by the model of %s", b.Does, b.File.Package)
	}
	if fn.Pkg() == u.pass.Pkg {
		return "a function of this package, seen through"
	}
	all := facts.Methods(fn)
	if f := facts.Func(fn); f != nil {
		all = append(all, f)
	}
	n := 0
	for _, f := range all {
		n += len(f.Sites)
		if f.Wraps != nil {
			return fmt.Sprintf("sends its SQL by %s of %s, and that decides", f.Wraps.Func, f.Wraps.Package)
		}
	}
	if n > 0 {
		return fmt.Sprintf("seen through: %d operations", n)
	}
	return "no model, and no operation on a store is known of it"
}

// explained is what explain says of the functions that are asked for.
type explained struct {
	keep      func(file string, from, to int) bool
	functions []*explain.Function
}

// listens returns where explanations go, nil for nowhere. TOCTOU_TRACE in the
// environment asks for those of every function that has an operation.
func (u *Unit) listens() *explained {
	if u.heard == nil && os.Getenv("TOCTOU_TRACE") != "" {
		return &explained{keep: func(string, int, int) bool { return true }}
	}
	return u.heard
}

// explain adds the functions that are asked for; for the trace it prints them.
func (u *Unit) explain(e *explained, r *reporter, sums *summary.Package, rec *explain.Recorder) {
	report := explain.Report{Words: r.words, Sums: sums, Silent: func(f *race.Finding) string { return r.silent(f) }}
	for _, fn := range sums.Funcs {
		if file, from, to := report.Range(fn); e.keep(file, from, to) {
			e.functions = append(e.functions, report.Function(fn, rec))
		}
	}
	if e == u.heard {
		return
	}
	for _, f := range e.functions {
		if len(f.Operations) > 0 {
			fmt.Fprintf(os.Stderr, "%s: %s", f.File, f)
		}
	}
}
