package race

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

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
	p := &protect.Pair{Fn: f.Fn, Find: find, Create: create}
	none := func(why string) *protect.Pair {
		a.tell(p, why, nil)
		return nil
	}
	if same := op.SameEntity(find.Entity, create.Entity); same != value.Same {
		return none("the entity is " + same.String())
	}
	if _, deferred := create.At.(*ssa.Defer); deferred {
		return none("the create is deferred, under conditions of its own")
	}
	if !sameRepository(find, create) {
		return none("what the interfaces do is inferred, and they may be two")
	}
	if a.sameKey(find, create, a.sums.Ops.View()) == value.Different {
		return none("the key is different")
	}
	p.Absent = a.runs(f, find, create, world.Absent)
	if !anyReached(p.Absent, create) {
		return none("the create is not reached when absent")
	}
	p.Present = a.runs(f, find, create, world.Present)
	if !decided(p.Present) || create.Verb == model.Save && !decided(p.Absent) {
		return none("not decided within budget")
	}
	if create.Verb == model.Save {
		if !a.inserts(f, p) {
			return none("the save is an update")
		}
	} else if anyReached(p.Present, create) && !a.harm.Divides(p) {
		return none("the create is reached when present, too")
	}
	if a.sums.MakesAnew(f.Fn, find, a.view(p), p.Absent, p.Present) {
		return none("whoever finds the key taken makes another one")
	}
	same, member := a.sameKey(find, create, a.view(p)), a.sameMember(p)
	if same == value.Different || same == value.Unknown && member != value.Same && !a.anyRow(p) {
		return none("the key is " + same.String())
	}
	if member == value.Different {
		return none("what is asked of the rows is another key")
	}
	if slices.Contains(create.Checked, columns(find.Key(a.view(p)))) {
		return none("a helper checks this key itself")
	}
	return p
}

// anyRow reports whether the find looks for any row at all: two calls on an
// empty table both create the first one.
func (a *Analysis) anyRow(p *protect.Pair) bool {
	asked := slices.ContainsFunc(p.Present, func(r *world.Run) bool { return len(r.Members) > 0 })
	return len(p.Find.Key(a.view(p))) == 0 && !p.Find.Others() && !asked && p.Find.Of.Holds == ""
}

// runs evaluates f in a world of the find: as a whole, or if that takes too long
// only what leads to the create.
func (a *Analysis) runs(f *summary.Func, find, create *summary.Site, w world.World) []*world.Run {
	runs := a.sums.Runs(f.Fn, find, w)
	if decided(runs) {
		return runs
	}
	return a.sums.RunsTo(f.Fn, find, w, create.At)
}

// sameRepository reports whether find and create, if what they do is inferred
// from the names of an interface's methods, are called on one value.
func sameRepository(find, create *summary.Site) bool {
	if !find.Of.Inferred && !create.Of.Inferred {
		return true
	}
	if !find.Of.Inferred || !create.Of.Inferred || find.Handle() == nil {
		return false
	}
	return value.Compare(find.Handle(), create.Handle()) == value.Same
}

func anyReached(runs []*world.Run, s *summary.Site) bool {
	return slices.ContainsFunc(runs, s.In)
}

// decided reports whether all runs got to the supposed call within budget.
func decided(runs []*world.Run) bool {
	return len(runs) > 0 && !slices.ContainsFunc(runs, func(r *world.Run) bool { return r.Exceeded || !r.Started })
}

// view sees values as they are in the pair's absent world, as far as that was
// gone through.
func (a *Analysis) view(p *protect.Pair) *value.View {
	if !decided(p.Absent) {
		return a.sums.Ops.View()
	}
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
	for _, p := range looked(find, create, view) {
		if p.Column == "" || unnamed(p) {
			continue
		}
		var e *value.Expr
		if p.Column == op.Whole {
			e = create.RowIs(view)
		} else {
			e = create.Stored(p.Column, view)
		}
		compare := value.Compare
		if find.Of.Holds != "" {
			compare = value.Exact
		}
		switch compare(p.Value, e) {
		case value.Different:
			// A field of a struct condition may be as empty as the row's.
			empty := p.Filled && p.Value.Op != value.Const && e.Op == value.Zero
			if p.Column != op.Whole && !p.Either && !p.Maybe && !empty {
				return value.Different
			}
		case value.Same:
			result = value.Same
		default:
			if find.Of.Holds != "" {
				result = value.Unknown // the last part is what tells keys apart
			}
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
// its primary key is still unset there, or made anew. A row that was loaded before, or whose
// primary key the caller gives, is an update; so is one with the primary key that
// was looked for, if the save replaces a row that is there.
func (a *Analysis) inserts(f *summary.Func, p *protect.Pair) bool {
	create := p.Create
	if freshPrimary(create, a.view(p)) {
		return true
	}
	for _, pred := range p.Find.Key(a.view(p)) {
		if create.Of.Loser == model.Overwrites && pred.Column == create.Of.Primary && value.Compare(pred.Value, create.Column(pred.Column, a.view(p))) == value.Same {
			return false
		}
	}
	for _, run := range p.Absent {
		switch run.Primary[create.Reach()].Kind {
		case world.Zero:
			return true
		case world.Set, world.Const:
			return false
		}
	}
	pk := create.Column(create.Of.Primary, a.view(p))
	if pk == nil || a.onlySet(create, pk, a.view(p)) {
		return false
	}
	if pk.Op == value.Zero || pk.Op == value.Any && value.Compare(pk, value.ZeroExpr()) == value.Same {
		return true
	}
	root, path := pk.Root()
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
			if s != p.Find && !anyReached(a.sums.Runs(f.Fn, s, world.Absent), create) {
				return false // loaded by another find, which must have succeeded
			}
			if s == p.Find {
				return true
			}
		}
	}
	return !p.Find.Others() && isInput(f, root.Ref, path, create.At)
}

// freshPrimary reports whether no row can have the primary key of the row that is
// stored: a part of it was never seen before.
func freshPrimary(create *summary.Site, view *value.View) bool {
	columns := []string{create.Of.Primary}
	for _, k := range create.Of.Unique {
		for _, part := range k.Parts {
			if k.Primary {
				columns = append(columns, part.Column)
			}
		}
	}
	return slices.ContainsFunc(columns, func(c string) bool {
		e := create.Column(c, view)
		return e != nil && e.Op == value.Fresh
	})
}
