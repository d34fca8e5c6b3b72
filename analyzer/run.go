package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/directive"
	"github.com/toctou-lint/toctou/analyzer/internal/explain"
	"github.com/toctou-lint/toctou/analyzer/internal/fix"
	"github.com/toctou-lint/toctou/analyzer/internal/message"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// run analyses one package. A bug of ours becomes an error that names the
// package instead of a panic of the driver.
func (c Config) run(pass *analysis.Pass) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error in %s: %v", pass.Pkg.Path(), r)
		}
	}()
	if len(pass.Files) == 0 || pass.TypesInfo == nil || pass.TypesInfo.Defs == nil {
		return &Result{}, nil // a dependency that comes from export data
	}
	if dependency(pass) {
		return &Result{}, nil
	}
	directives := directive.Parse(pass.Fset, pass.Files)
	for _, p := range directives.Malformed() {
		pass.Report(analysis.Diagnostic{Pos: p.Pos, Category: "directive", Message: "directive: " + p.Message})
	}
	unit := &Unit{pass: pass, cfg: c, schema: c.schemaOf(pass), directives: directives, facts: map[*types.Func]*summary.Fact{}, reported: map[token.Pos]bool{}, needed: map[token.Pos]bool{}}
	unit.rename()
	res := &Result{Unit: unit}
	if c.Whole {
		unit.input() // for what is left out of it
		return res, nil
	}
	visible := append(ssabuild.Imports(pass.Pkg), pass.Pkg)
	facts := newPassFacts(pass, c.infers())
	models, err := unit.models(visible, facts)
	if err != nil {
		return nil, err
	}
	if !worthwhile(pass, models, facts) && !facts.inferAny() {
		return res, exportFacts(pass, nil)
	}
	found, skipped := unit.analyse(models, visible, facts, nil)
	res.Skipped = skipped
	for _, d := range found {
		pass.Report(d)
	}
	if facts.err != nil {
		return nil, facts.err
	}
	return res, exportFacts(pass, unit.facts)
}

// Unit is one package of a program: what Link needs to look at it again when
// all packages are known.
type Unit struct {
	pass       *analysis.Pass
	cfg        Config
	schema     *schema.Schema
	directives *directive.Set
	facts      map[*types.Func]*summary.Fact
	renamed    map[*types.Var]*types.Var // errors that have another name here
	reported   map[token.Pos]bool
	lacks      []lack
	needed     map[token.Pos]bool // directives that kept a finding silent
	dropped    []types.Object     // functions and variables that do not type-check
	mended     []types.Object     // functions that have stand-ins for what cannot be had
	plain      bool               // nothing stands in for what cannot be had
	heard      *explained         // what is to be explained, nil for nothing
	failure    string

	// What Link has to know of it among all packages.
	visible []*types.Package // those it reaches by import, and itself
	asks    []*types.Func    // methods of interfaces that it calls
	final   *step            // the last planned look at it
	settled bool             // nothing that is analysed later tells more of it
}

// Failure says why Link could not look at the unit again, "" when it could.
func (u *Unit) Failure() string { return u.failure }

// input is what of the package can be built; it notes what cannot.
func (u *Unit) input() ssabuild.Input {
	pass := u.pass
	in := ssabuild.Input{
		Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, Sizes: pass.TypesSizes, NoReturn: noReturn,
	}
	if len(pass.TypeErrors) > 0 {
		in, u.dropped, u.mended = ssabuild.Salvage(in, !u.plain)
	}
	return in
}

// analyse looks for races in the package, with what facts say of others; when
// it has been analysed before, only in the functions that calls with news
// affect. It returns the diagnostics that were not returned before, and what was
// left out.
func (u *Unit) analyse(models *model.Set, visible []*types.Package, facts summary.Facts, news func(ssa.CallInstruction) bool) (found []analysis.Diagnostic, skipped string) {
	pass := u.pass
	prog, err := ssabuild.Build(u.input())
	if err != nil && len(pass.TypeErrors) > 0 && !u.plain {
		u.plain = true // what go/ssa does not expect is left out, too
		prog, err = ssabuild.Build(u.input())
	}
	if err != nil {
		return nil, err.Error()
	}
	if n := len(u.dropped); n > 0 {
		skipped = fmt.Sprintf("%d functions that do not type-check were left out, among them %s", n, u.dropped[0].Name())
	}
	ops := op.NewClassifier(models)
	ops.SetReturned(u.schema.Text)
	ops.SetEmbedded(texts(pass))
	sums := summary.New(ops, prog.Funcs, visible, facts)
	races := race.New(sums, u.schema, u.cfg.protection())
	var rec *explain.Recorder
	hears := u.listens()
	if hears != nil {
		rec = explain.Record(races)
	}
	r := &reporter{pass: pass, cfg: u.cfg, directives: u.directives, calls: callExprs(pass.Files), words: message.Writer{Fset: pass.Fset},
		schema: u.schema, needed: u.needed}
	r.fixes = u.cfg.fixesOf(pass, sums, races)
	funcs := sums.Funcs
	if news != nil && hears == nil {
		affected := sums.Affected(news)
		funcs = slices.DeleteFunc(slices.Clone(funcs), func(fn *ssa.Function) bool { return !affected[fn] })
	}
	for _, f := range races.Findings(funcs) {
		if d, ok := r.diagnostic(f); ok && !u.reported[d.Pos] {
			u.reported[d.Pos] = true
			d.SuggestedFixes = r.suggested(f)
			found = append(found, d)
			if f.Rule == race.Duplicate {
				u.lacks = append(u.lacks, lack{d.Pos, races.Lack(f)})
			}
		}
	}
	if hears != nil {
		u.explain(hears, r, sums, rec)
	}
	for _, fn := range funcs {
		if obj, ok := fn.Object().(*types.Func); ok && obj.Exported() && obj.Pkg() == pass.Pkg && (u.cfg.Called == nil || u.cfg.Called(obj) || sums.Ops.IsHook(obj)) {
			delete(u.facts, obj)
			if fact := sums.Fact(fn); fact != nil {
				u.facts[obj] = fact
			}
		}
	}
	return found, skipped
}

// reporter turns findings into diagnostics.
type reporter struct {
	pass       *analysis.Pass
	cfg        Config
	directives *directive.Set
	calls      map[token.Pos]*ast.CallExpr
	words      message.Writer
	schema     *schema.Schema
	needed     map[token.Pos]bool // directives that kept a finding silent
	fixes      *fix.Package
}

// diagnostic is what is said of a finding, unless the user does not want it.
func (r *reporter) diagnostic(f *race.Finding) (d analysis.Diagnostic, ok bool) {
	if r.silent(f) != "" {
		return d, false
	}
	pos, end := r.span(op.Pos(f.Create.Reach()))
	d = analysis.Diagnostic{Pos: pos, End: end, Category: string(f.Rule), Message: r.words.Finding(f)}
	related := func(at token.Pos, message string) {
		p, e := r.span(at)
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: p, End: e, Message: message})
	}
	for _, find := range f.Finds {
		related(op.Pos(find.Reach()), r.words.Check(find))
		if find.Pos() != op.Pos(find.Reach()) {
			related(find.Pos(), r.words.Inside(find, "check"))
		}
	}
	d.Related = append(d.Related, r.guard(f)...)
	if len(f.Finds) == 0 {
		related(f.Create.Pos(), r.words.Both(f.Create))
	}
	if f.Create.Pos() != op.Pos(f.Create.Reach()) {
		related(f.Create.Pos(), r.words.Inside(f.Create, "create"))
	}
	return d, true
}

// silent says why the user does not want to hear of a finding, "" when they do.
func (r *reporter) silent(f *race.Finding) string {
	pos, _ := r.span(op.Pos(f.Create.Reach()))
	declared := r.declared(f, pos) // notes which directives are needed
	switch {
	case !r.cfg.Reports(string(f.Rule)):
		return "the rule is off"
	case r.directives.Suppressed(pos):
		return "suppressed by a nolint comment"
	case declared:
		return "a toctou:unique comment says that the key is unique"
	case r.cfg.Migrations != Reject && migrates(r.pass.Pkg.Path()):
		return "it is in a package of migrations, which are taken to run one at a time: migrations: reject reports it"
	case !r.cfg.Tests && strings.HasSuffix(r.pass.Fset.Position(pos).Filename, "_test.go"):
		return "it is in a test"
	}
	return r.unwanted(f, pos)
}

// declared reports whether a directive says that the key is unique: one here, or
// one on the row's type, wherever that is.
func (r *reporter) declared(f *race.Finding, pos token.Pos) bool {
	says := func(table string, columns []string) bool {
		e := f.Create.Entity
		name := table[strings.LastIndexByte(table, '.')+1:]
		qualifier := strings.TrimSuffix(strings.TrimSuffix(table, name), ".")
		other := e.Table != "" && !strings.EqualFold(name, e.Table) || e.Schema != "" && qualifier != "" && !strings.EqualFold(qualifier, e.Schema)
		return !other && covers(columns, f)
	}
	found := false
	for _, u := range r.directives.Unique(pos) {
		if says(u.Table, u.Columns) {
			found, r.needed[u.Pos] = true, true
		}
	}
	for _, d := range r.schema.OnType(f.Create.Entity.TypeName()) {
		found = found || says(d.Table, d.Columns)
	}
	return found
}

// covers reports whether the declared columns are among those looked up.
func covers(columns []string, f *race.Finding) bool {
	for _, c := range columns {
		found := false
		for _, p := range f.Key {
			found = found || strings.EqualFold(p.Column, c)
		}
		if !found {
			return false
		}
	}
	return true
}

// span is the range from a call's function name to its end.
func (r *reporter) span(pos token.Pos) (token.Pos, token.Pos) {
	call := r.calls[pos]
	if call == nil {
		return pos, token.NoPos
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.Sel.Pos(), call.End()
	}
	return call.Pos(), call.End()
}
