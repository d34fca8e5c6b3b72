// Package race pairs finds with creates and decides which pairs are findings.
//
// A pair is a finding when the find and the create act on one entity, the
// create runs only because the find said absent, the key that was looked for
// is the key that is created, and no protection makes the pair atomic or
// catches the lost race. Each of these has to be proved; what is unknown is
// silent. How a finding is said is package message's business.
package race

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Rule says what the loser of the race does.
type Rule string

// The rules.
const (
	Duplicate Rule = "duplicate" // inserts a second row
	Conflict  Rule = "conflict"  // gets a unique violation that nobody handles
	Helper    Rule = "helper"    // one call finds and creates inside
)

// Finding is one create that races, with all its finds.
type Finding struct {
	Rule   Rule
	Fn     *ssa.Function
	Create *summary.Site
	Finds  []*summary.Site
	// Key are the equalities that find and create share, of the first find.
	Key []op.Pred
	// Unique is the known unique key of a conflict.
	Unique schema.Key
	Weak   []protect.Weak
}

// Analysis is the search for races in one package.
type Analysis struct {
	sums  *summary.Package
	check *protect.Checker
	pairs map[*ssa.Function][]*protect.Pair
	// Trace, when set, is told why a find and a create are no pair.
	Trace func(find, create *summary.Site, why string)
}

// New returns the analysis of a package's summaries.
func New(sums *summary.Package, opts protect.Options) *Analysis {
	a := &Analysis{sums: sums, check: protect.New(sums, opts), pairs: map[*ssa.Function][]*protect.Pair{}}
	sums.Guarded = func(f *summary.Func, create *summary.Site) bool {
		return slices.ContainsFunc(a.pairsOf(f), func(p *protect.Pair) bool { return p.Create == create })
	}
	return a
}

// Findings returns the races of the package, by position.
func (a *Analysis) Findings() []*Finding {
	var all []*Finding
	for _, fn := range a.sums.Funcs {
		f := a.sums.Of(fn)
		all = append(all, a.pairFindings(f)...)
		all = append(all, a.helperFindings(f)...)
	}
	slices.SortStableFunc(all, func(x, y *Finding) int {
		return cmp.Compare(x.Create.Reach().Common().Pos(), y.Create.Reach().Common().Pos())
	})
	return all
}

func (a *Analysis) pairFindings(f *summary.Func) []*Finding {
	var all []*Finding
	byCreate := map[*summary.Site][]*protect.Pair{}
	for _, p := range a.pairsOf(f) {
		byCreate[p.Create] = append(byCreate[p.Create], p)
	}
	for _, create := range f.Sites {
		if pairs := byCreate[create]; len(pairs) > 0 {
			if finding := a.judge(f, create, pairs); finding != nil {
				all = append(all, finding)
			}
		}
	}
	return all
}

// judge makes a finding of the pairs of one create, unless it is protected: a
// find that is atomic with the create rechecks for all the others.
func (a *Analysis) judge(f *summary.Func, create *summary.Site, pairs []*protect.Pair) *Finding {
	finding := &Finding{Rule: Duplicate, Fn: f.Fn, Create: create}
	for _, p := range pairs {
		if a.check.Atomic(p) {
			return nil
		}
	}
	for _, p := range pairs {
		reason, weak := a.check.Reason(p)
		if reason != "" {
			continue
		}
		key := p.Find.Key(a.view(p))
		if finding.Finds == nil {
			finding.Key = key
		}
		finding.Finds = append(finding.Finds, p.Find)
		finding.Weak = append(finding.Weak, weak...)
		if k, ok := a.unique(create, key); ok {
			if a.check.Ignored(p) {
				return nil // the key kept the second row out, and nobody minds
			}
			finding.Rule, finding.Unique, finding.Key = Conflict, k, key
		}
	}
	if finding.Finds == nil {
		return nil
	}
	return finding
}

// unique returns a key known to be unique that covers the lookup.
func (a *Analysis) unique(create *summary.Site, key []op.Pred) (schema.Key, bool) {
	var lookup []string
	for _, p := range key {
		lookup = append(lookup, p.Column)
	}
	return schema.Covering(create.Of.Unique, lookup)
}

func (a *Analysis) helperFindings(f *summary.Func) []*Finding {
	var all []*Finding
	for _, s := range f.Sites {
		if s.Verb != model.FindOrCreate || s.Inner != nil {
			continue
		}
		p := &protect.Pair{Fn: f.Fn, Find: s, Create: s}
		if a.check.Atomic(p) || a.check.ToldApart(p) {
			continue
		}
		if _, ok := a.unique(s, s.Op.Key); ok && a.check.Ignored(p) {
			continue
		}
		all = append(all, &Finding{Rule: Helper, Fn: f.Fn, Create: s, Key: s.Op.Key})
	}
	return all
}

// pairsOf returns the guarded pairs on one key within f.
func (a *Analysis) pairsOf(f *summary.Func) []*protect.Pair {
	if ps, ok := a.pairs[f.Fn]; ok {
		return ps
	}
	a.pairs[f.Fn] = nil
	var pairs []*protect.Pair
	for _, create := range f.Sites {
		if create.Verb != model.Create && create.Verb != model.Save {
			continue
		}
		for _, find := range f.Sites {
			if find.Verb != model.Find || find.At == create.At {
				continue
			}
			if p := a.pair(f, find, create); p != nil {
				pairs = append(pairs, p)
			}
		}
	}
	a.pairs[f.Fn] = pairs
	return pairs
}

// pair returns find and create as a pair if they are one.
func (a *Analysis) pair(f *summary.Func, find, create *summary.Site) *protect.Pair {
	none := func(why string) *protect.Pair {
		if a.Trace != nil {
			a.Trace(find, create, why)
		}
		return nil
	}
	if same := op.SameEntity(find.Entity, create.Entity); same != value.Same {
		return none("entity " + same.String())
	}
	if a.sameKey(find, create, a.sums.Ops.View()) == value.Different {
		return none("another key")
	}
	absent := a.sums.Runs(f.Fn, find, world.Absent)
	if !anyReached(absent, create.Reach()) {
		return none("the create is not reached when absent")
	}
	present := a.sums.Runs(f.Fn, find, world.Present)
	if !decided(absent) || !decided(present) {
		return none("not decided within budget")
	}
	p := &protect.Pair{Fn: f.Fn, Find: find, Create: create, Absent: absent, Present: present}
	if create.Verb == model.Save {
		if !a.inserts(f, p) {
			return none("the save is an update")
		}
	} else if anyReached(present, create.Reach()) {
		return none("the create is reached when present, too")
	}
	if same := a.sameKey(find, create, a.view(p)); same != value.Same {
		return none("key " + same.String())
	}
	return p
}

func anyReached(runs []*world.Run, at ssa.CallInstruction) bool {
	return slices.ContainsFunc(runs, func(r *world.Run) bool { return r.Reached[at] })
}

// decided reports whether all runs got to the supposed call within budget.
func decided(runs []*world.Run) bool {
	return len(runs) > 0 && !slices.ContainsFunc(runs, func(r *world.Run) bool { return r.Exceeded || !r.Started })
}

// view sees values as they are in the pair's absent world.
func (a *Analysis) view(p *protect.Pair) *value.View {
	return a.sums.Ops.Values().View(func(b *ssa.BasicBlock) bool {
		return b.Parent() != p.Fn || slices.ContainsFunc(p.Absent, func(r *world.Run) bool { return r.Blocks[b] })
	})
}

// sameKey compares what the find looked for with what the create writes: every
// equality the same, or some the same and the others unknown.
func (a *Analysis) sameKey(find, create *summary.Site, view *value.View) value.Tri {
	result := value.Unknown
	if find.Of.Fills && sameRow(find, create) {
		return value.Same
	}
	for _, p := range find.Key(view) {
		var e *value.Expr
		if p.Column == op.Whole {
			e = create.RowIs(view)
		} else {
			e = create.Column(p.Column, view)
		}
		switch value.Compare(p.Value, e) {
		case value.Different:
			if p.Column != op.Whole && !p.Either {
				return value.Different
			}
		case value.Same:
			result = value.Same
		}
	}
	return result
}

// sameRow reports whether the row that is created is the find's destination,
// both in the function itself.
func sameRow(find, create *summary.Site) bool {
	if find.Inner != nil || create.Inner != nil || create.Op == nil || create.Op.Row.Value == nil {
		return false
	}
	row := value.PlaceOf(create.Op.Row.Value).Root
	return slices.ContainsFunc(find.Op.Dest, func(d ssa.Value) bool { return value.PlaceOf(d).Root == row })
}

// inserts reports whether a save creates the row in the find's absent world:
// its primary key is still unset there. A row that was loaded before, or whose
// primary key the caller gives, is an update.
func (a *Analysis) inserts(f *summary.Func, p *protect.Pair) bool {
	create := p.Create
	for _, run := range p.Absent {
		switch run.Primary[create.Reach()].Kind {
		case world.Zero:
			return true
		case world.Set, world.Const:
			return false
		}
	}
	pk := create.Column(create.Of.Primary, a.view(p))
	if pk == nil {
		return false
	}
	if pk.Op == value.Zero || pk.Op == value.Any && value.Compare(pk, value.ZeroExpr()) == value.Same {
		return true
	}
	root, _ := pk.Root()
	if root.Op != value.Alloc {
		return false
	}
	// The find's own destination, still empty in its absent world.
	for _, s := range f.Sites {
		if s.Verb != model.Find || s.Op == nil {
			continue
		}
		for _, d := range s.Op.Dest {
			if value.PlaceOf(d).Root != root.Ref {
				continue
			}
			if s != p.Find && !anyReached(a.sums.Runs(f.Fn, s, world.Absent), create.Reach()) {
				return false // loaded by another find, which must have succeeded
			}
			if s == p.Find {
				return true
			}
		}
	}
	return false
}
