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
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/harm"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Rule says what the loser of the race does.
type Rule string

// The rules.
const (
	Duplicate Rule = "duplicate" // inserts a second row
	Conflict  Rule = "conflict"  // gets a unique violation that nobody handles
	Helper    Rule = "helper"    // one call finds and creates inside
	Overwrite Rule = "overwrite" // silently replaces what the winner stored
	// Idempotent is not damage by itself: the loser is told that what it wanted is
	// there already.
	Idempotent Rule = "idempotent-create"
)

// Finding is one create that races, with all its finds.
type Finding struct {
	Rule   Rule
	Fn     *ssa.Function
	Create *summary.Site
	Finds  []*summary.Site
	// Pairs are those of Finds, in their order; none of a helper.
	Pairs []*protect.Pair
	// Key are the equalities that find and create share, of the first find.
	Key []op.Pred
	// Unique is the known unique key that the loser violates: of a conflict, and
	// of a helper where one is known.
	Unique schema.Key
	// Harm is why an overwrite does damage.
	Harm harm.Reason
	Weak []protect.Weak
	// Guard is the condition that decides whether the create runs; it may be none.
	Guard token.Pos
}

// Analysis is the search for races in one package.
type Analysis struct {
	sums  *summary.Package
	known *schema.Schema
	check *protect.Checker
	harm  *harm.Judge
	pairs map[*ssa.Function][]*protect.Pair
	// Tell, when set, is told what was decided about each find and create.
	Tell func(Verdict)
}

// New returns the analysis of a package's summaries, with what is known of the
// schema beside the tags of row types.
func New(sums *summary.Package, known *schema.Schema, opts protect.Options) *Analysis {
	a := &Analysis{sums: sums, known: known, check: protect.New(sums, opts), harm: harm.New(sums), pairs: map[*ssa.Function][]*protect.Pair{}}
	sums.Checked = func(f *summary.Func, create *summary.Site) []string {
		var keys []string
		for _, p := range a.pairsOf(f) {
			if p.Create == create {
				keys = append(keys, columns(p.Find.Key(a.view(p))))
			}
		}
		return keys
	}
	sums.GuardOf = a.check.Guard
	return a
}

// distinct is a key without what it demands twice.
func distinct(key []op.Pred) []op.Pred {
	var out []op.Pred
	for _, p := range key {
		if !slices.ContainsFunc(out, func(q op.Pred) bool {
			return q.Column == p.Column && q.Func == p.Func && value.Exact(q.Value, p.Value) == value.Same
		}) {
			out = append(out, p)
		}
	}
	return out
}

// columns is the same for keys of the same columns.
func columns(key []op.Pred) string {
	var names []string
	for _, p := range key {
		names = append(names, p.Column)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ",")
}

// Checker returns what decides on protections.
func (a *Analysis) Checker() *protect.Checker { return a.check }

// Findings returns the races in some functions of the package, by position.
func (a *Analysis) Findings(funcs []*ssa.Function) []*Finding {
	var all []*Finding
	for _, fn := range funcs {
		f := a.sums.Of(fn)
		all = append(all, a.pairFindings(f)...)
		all = append(all, a.helperFindings(f)...)
	}
	slices.SortStableFunc(all, func(x, y *Finding) int {
		return cmp.Compare(op.Pos(x.Create.Reach()), op.Pos(y.Create.Reach()))
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
		if pairs := byCreate[create]; len(pairs) > 0 && !a.takenBefore(f, pairs) {
			if finding := a.judge(f, create, pairs); finding != nil {
				all = append(all, finding)
			}
		}
	}
	told := slices.Clone(all)
	return slices.DeleteFunc(all, func(f *Finding) bool { return retry(f, told) || storedBefore(f, told) })
}

// storedBefore reports whether the create of f stores again what another finding's has
// stored under the key before: that one tells of the window.
//
//	if exists(path) { return errExists }
//	write(path, content)
//	if err := reload(); err != nil { write(path, old) }
func storedBefore(f *Finding, all []*Finding) bool {
	return f.Create.Of.Holds != "" && slices.ContainsFunc(all, func(o *Finding) bool {
		return o != f && o.Finds[0] == f.Finds[0] && o.Create.At != f.Create.At && value.Dominates(o.Create.At, f.Create.At)
	})
}

// retry reports whether the create of f is what another finding's loser does: that
// one tells of it.
func retry(f *Finding, all []*Finding) bool {
	return slices.ContainsFunc(all, func(o *Finding) bool {
		return slices.ContainsFunc(o.Weak, func(w protect.Weak) bool { return w.Kind == protect.Renamed && w.At == f.Create.Reach() })
	})
}

// judge makes a finding of the pairs of one create, unless it is protected: a
// find that is atomic with the create rechecks for all the others.
func (a *Analysis) judge(f *summary.Func, create *summary.Site, pairs []*protect.Pair) *Finding {
	finding := &Finding{Rule: Duplicate, Fn: f.Fn, Create: create}
	var covered []*summary.Site // finds by a unique key
	var bare []*protect.Pair    // the pairs of others
	for _, p := range pairs {
		if a.check.Atomic(p) {
			a.tellAll(pairs, a.behind(p))
			return nil
		}
	}
	for _, p := range pairs {
		reason, weak := a.check.Reason(p)
		if reason != "" {
			a.tell(p, "protected: "+reason, nil)
			continue
		}
		if a.reserved(f, p) || keyed(p) {
			a.tell(p, "protected: exclusive create, or one at a time for each key", nil)
			continue
		}
		if !split(p, weak) || !a.damages(finding, p) {
			a.tell(p, "no damage is shown", nil)
			continue
		}
		key := slices.Concat(looked(p.Find, create, a.view(p)), a.asked(p))
		if finding.Finds == nil {
			finding.Guard = guard(p)
			finding.Key = distinct(key)
		}
		finding.Finds, finding.Pairs = append(finding.Finds, p.Find), append(finding.Pairs, p)
		finding.Weak = append(finding.Weak, weak...)
		if k, ok := a.unique(p.Find, create, key, a.view(p)); ok && create.Of.Loser == "" {
			if a.check.Ignored(p) {
				a.tell(p, "the unique key keeps the second row out, and nobody looks at the error", nil)
				return nil
			}
			finding.Rule, finding.Unique, finding.Key = Conflict, k, distinct(key)
			covered = append(covered, p.Find)
		} else {
			bare = append(bare, p)
		}
		a.tell(p, "", finding)
	}
	if finding.Finds == nil {
		return nil
	}
	for _, p := range bare {
		if finding.Rule == Conflict && !slices.ContainsFunc(covered, func(s *summary.Site) bool { return !instead(s, p.Find) }) {
			finding.Rule, finding.Unique, finding.Key = Duplicate, schema.Key{}, distinct(slices.Concat(looked(p.Find, create, a.view(p)), a.asked(p)))
		}
	}
	return finding
}

// instead reports whether one of two finds is run in place of the other: by the one
// key where there is one, else by the other.
//
//	if u.ID != 0 { find(u.ID) } else { find(u.Name) }
func instead(s, t *summary.Site) bool {
	for s.At == t.At && s.Inner != nil && t.Inner != nil {
		s, t = s.Inner, t.Inner
	}
	return s.At != t.At && s.At.Parent() == t.At.Parent() && !value.Dominates(s.At, t.At) && !value.Dominates(t.At, s.At)
}

// split reports whether a pair on a map shows that others use the map meanwhile:
// its function takes a lock for it, and lets go of it in between, or calls one that
// does so for each step. On any other store that goes without saying.
func split(p *protect.Pair, weak []protect.Weak) bool {
	if p.Create.Op == nil || p.Create.Op.Call != nil || p.Create.Inner != nil && p.Find.Inner != nil {
		return true
	}
	return slices.ContainsFunc(weak, func(w protect.Weak) bool {
		return w.Kind == protect.HalfLock || w.Kind == protect.ReleasedLock
	})
}

// damages gives a finding on a store that holds values by key its rule, and
// reports whether losing the race of p does damage there. A second row always
// does.
func (a *Analysis) damages(finding *Finding, p *protect.Pair) bool {
	loser := p.Create.Of.Loser
	if loser == "" || p.Create.Verb == model.Save {
		return true
	}
	if loser == model.Fails {
		finding.Rule = Idempotent
		return !a.check.Ignored(p) && !a.check.Retried(p)
	}
	reason := a.harm.Of(p)
	if reason == harm.None {
		return false
	}
	finding.Rule, finding.Harm = Overwrite, reason
	return true
}

func (a *Analysis) helperFindings(f *summary.Func) []*Finding {
	var all []*Finding
	for _, s := range f.Sites {
		if s.Verb != model.FindOrCreate || s.Inner != nil {
			continue
		}
		p := &protect.Pair{Fn: f.Fn, Find: s, Create: s}
		if a.check.Atomic(p) || a.check.ToldApart(p) || a.check.CalledAgain(p) {
			a.tell(p, "protected, or the conflict is handled", nil)
			continue
		}
		key, ok := a.unique(s, s, s.Op.Key, a.sums.Ops.View())
		if ok && a.check.Ignored(p) {
			a.tell(p, "the unique key keeps the second row out, and nobody looks at the error", nil)
			continue
		}
		finding := &Finding{Rule: Helper, Fn: f.Fn, Create: s, Key: s.Op.Key, Unique: key, Weak: a.check.Weak(p)}
		if s.Of.Loser != "" && !a.damages(finding, p) {
			a.tell(p, "no damage is shown", nil)
			continue
		}
		a.tell(p, "", finding)
		all = append(all, finding)
	}
	return all
}
