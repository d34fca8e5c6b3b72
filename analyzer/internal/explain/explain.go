// Package explain says what was seen in a function and what was decided of it:
// its operations with entity and key, and for each find and create what the
// two worlds show and why the two are a finding or none.
//
// It decides nothing itself. It puts what packages summary and race know into
// words and numbers for a reader, the command's why and the trace.
package explain

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/message"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Function is what was seen in one function.
type Function struct {
	Name       string      `json:"name"`
	File       string      `json:"file"`
	Line       int         `json:"line"`
	End        int         `json:"end"`
	Operations []Operation `json:"operations"`
	Pairs      []Pair      `json:"pairs"`
	// Callers are the lines of the package that call the function.
	Callers []string `json:"callers,omitempty"`
}

// Operation is one operation of a function.
type Operation struct {
	Line   int        `json:"line"`
	Column int        `json:"column"`
	Does   string     `json:"does"`
	Entity string     `json:"entity"`
	Key    []Equality `json:"key,omitempty"` // what a find looks for
	// Others says that a find has predicates beyond its key.
	Others bool   `json:"others,omitempty"`
	Call   string `json:"call"`  // the library's function
	Store  string `json:"store"` // of its model
	// Inside is where a helper performs the operation.
	Inside string `json:"inside,omitempty"`
	// Absent is how the call says so, by its model.
	Absent []string `json:"absent,omitempty"`
}

// Equality is a column of a key and the value it is compared with.
type Equality struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// Pair is what was decided about a find and a create.
type Pair struct {
	Find    int          `json:"find"`   // index of an operation
	Create  int          `json:"create"` // likewise
	Absent  string       `json:"absent"` // what the world shows in which the find said so
	Present string       `json:"present"`
	Key     []Comparison `json:"key,omitempty"`
	Rule    string       `json:"rule,omitempty"` // of the finding that they are
	Why     string       `json:"why,omitempty"`  // they are none
	Weak    []string     `json:"weak,omitempty"` // guards that do not guard
	// Silent says why a finding is not reported.
	Silent string `json:"silent,omitempty"`
}

// Comparison is one column as the find looked for it and the create writes it.
type Comparison struct {
	Column string `json:"column"`
	Find   string `json:"find"`
	Create string `json:"create"`
	Same   string `json:"same"` // same, different, unknown
}

// Recorder keeps the verdicts of one package.
type Recorder struct {
	verdicts map[*ssa.Function][]race.Verdict
}

// Record makes a hear every verdict. It must be called before the analysis has
// looked at a function.
func Record(a *race.Analysis) *Recorder {
	r := &Recorder{verdicts: map[*ssa.Function][]race.Verdict{}}
	a.Tell = func(v race.Verdict) { r.verdicts[v.Fn] = append(r.verdicts[v.Fn], v) }
	return r
}

// Report puts into words what was recorded.
type Report struct {
	Words message.Writer
	Sums  *summary.Package
	// Silent says why a finding is not reported, "" when it is.
	Silent func(f *race.Finding) string
}

// Range is the part of a file that a function is written in.
func (r Report) Range(fn *ssa.Function) (file string, line, end int) {
	if fn.Syntax() == nil {
		return "", 0, 0
	}
	from, to := r.position(fn.Syntax().Pos()), r.position(fn.Syntax().End())
	return from.Filename, from.Line, to.Line
}

func (r Report) position(pos token.Pos) token.Position { return r.Words.Fset.Position(pos) }

// Function explains one function.
func (r Report) Function(fn *ssa.Function, rec *Recorder) *Function {
	f := r.Sums.Of(fn)
	out := &Function{Name: fn.String()}
	out.File, out.Line, out.End = r.Range(fn)
	index := map[*summary.Site]int{}
	for i, s := range f.Sites {
		index[s] = i
		out.Operations = append(out.Operations, r.operation(s))
	}
	for _, v := range rec.verdicts[fn] {
		out.Pairs = append(out.Pairs, r.pair(v, index))
	}
	slices.SortStableFunc(out.Pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(x.Create, y.Create), cmp.Compare(x.Find, y.Find))
	})
	calls, _ := r.Sums.Callers(fn)
	for _, c := range calls {
		out.Callers = append(out.Callers, r.line(c.Call.Common().Pos()))
	}
	slices.Sort(out.Callers)
	return out
}

// line is a position without its folder and column.
func (r Report) line(pos token.Pos) string {
	p := r.position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

func (r Report) operation(s *summary.Site) Operation {
	pos := r.position(op.Pos(s.Reach()))
	o := Operation{
		Line: pos.Line, Column: pos.Column, Does: string(s.Verb), Entity: s.Entity.String(),
		Call: s.Of.Func, Store: s.Of.Store, Inside: s.Of.Where,
	}
	switch {
	case s.Op == nil, s.Op.Func() == nil:
	case s.Op.Bound.Of == nil && s.Op.Func().Signature().Recv() == nil:
		o.Call = s.Op.Func().Pkg().Name() + "." + o.Call
	default:
		o.Call = s.Op.Func().FullName()
	}
	if s.Op != nil && s.Inner != nil {
		o.Inside = r.line(s.Pos())
	}
	if s.Verb == model.Find {
		o.Key, o.Others = r.key(s), s.Others()
		o.Absent = signs(s.Op)
	}
	return o
}

func (r Report) key(s *summary.Site) []Equality {
	var out []Equality
	for _, p := range s.Key(r.Sums.Ops.View()) {
		out = append(out, Equality{p.Column, r.Words.Value(p.Value)})
	}
	return out
}

// signs are the ways in which a call says "absent", as its model has them.
func signs(o *op.Op) []string {
	if o == nil {
		return nil
	}
	var out []string
	for _, s := range o.Bound.Signs {
		if s.Is != nil {
			out = append(out, fmt.Sprintf("%v is %s.%s", s.Error, s.Is.Pkg().Name(), s.Is.Name()))
		} else {
			out = append(out, fmt.Sprintf("%v is unset", s.Unset))
		}
	}
	return out
}

func (r Report) pair(v race.Verdict, index map[*summary.Site]int) Pair {
	p := Pair{
		Find: index[v.Find], Create: index[v.Create], Why: v.Why,
		Absent: shown(v.Absent, v.Create), Present: shown(v.Present, v.Create),
	}
	if v.Find != v.Create {
		p.Key = r.comparisons(v)
	}
	if v.Finding != nil {
		p.Rule, p.Weak = string(v.Finding.Rule), r.Words.Weak(v.Finding)
		p.Silent = r.Silent(v.Finding)
	}
	return p
}

// shown says what the runs of one world show.
func shown(runs []*world.Run, create *summary.Site) string {
	reached := false
	for _, run := range runs {
		if run.Exceeded {
			return "not decided within the budget"
		}
		reached = reached || create.In(run)
	}
	switch {
	case len(runs) == 0:
		return "not looked at"
	case reached:
		return "the create is reached"
	}
	return "the create is not reached"
}

func (r Report) comparisons(v race.Verdict) []Comparison {
	view := r.Sums.Ops.View()
	var out []Comparison
	for _, p := range v.Find.Key(view) {
		var e *value.Expr
		if p.Column == op.Whole {
			e = v.Create.RowIs(view)
		} else {
			e = v.Create.Column(p.Column, view)
		}
		out = append(out, Comparison{p.Column, r.Words.Value(p.Value), r.Words.Value(e), value.Compare(p.Value, e).String()})
	}
	return out
}
