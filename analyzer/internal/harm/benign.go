package harm

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// kept reports whether what is stored was read from another store, or written to
// it, on the way: that store has the object, and this one a copy.
//
//	if v, ok := cache.Get(k); ok { return v }
//	if err := db.Create(m).Error; err != nil { return nil }
//	cache.Set(k, m)
func (j *Judge) kept(p *protect.Pair) bool {
	v := rowValue(p.Create)
	f := j.sums.Of(p.Fn)
	if v == nil || f == nil {
		return false
	}
	root := value.PlaceOf(value.Strip(v)).Root
	for _, s := range f.Sites {
		if s.Of.Model == p.Create.Of.Model || !slices.ContainsFunc(p.Absent, s.In) {
			continue
		}
		switch s.Verb {
		case model.Find, model.Create, model.Save, model.Upsert:
			if goesThrough(s, root) && value.Reaches(s.Reach(), p.Create.Reach()) {
				return true
			}
		}
	}
	return false
}

// goesThrough reports whether a site fills the variable root, or stores it.
func goesThrough(s *summary.Site, root ssa.Value) bool {
	if row := rowValue(s); row != nil && value.PlaceOf(value.Strip(row)).Root == root {
		return true
	}
	if s.Inner != nil || s.Op == nil {
		return false
	}
	for _, d := range s.Op.Dest {
		if value.PlaceOf(value.Strip(d)).Root == root {
			return true
		}
	}
	return false
}

// records reports whether a mark says that another store has the key already: the
// one that is told it again keeps what it has.
//
//	if _, known := seen.Load(queue); !known {
//		rdb.SAdd(ctx, "queues", queue)
//		seen.Store(queue, true)
//	}
func (j *Judge) records(p *protect.Pair) bool {
	f, view := j.sums.Of(p.Fn), j.sums.Ops.View()
	if f == nil {
		return false
	}
	for _, s := range f.Sites {
		keeps := s.Verb == model.Upsert || s.Verb == model.Create && s.Of.Loser == model.Keeps
		if !keeps || s.Of.Model == p.Create.Of.Model || !slices.ContainsFunc(p.Absent, s.In) || slices.ContainsFunc(p.Present, s.In) || !value.Reaches(s.Reach(), p.Create.Reach()) {
			continue
		}
		for _, k := range p.Find.Key(view) {
			if slices.ContainsFunc(s.Columns(), func(c string) bool { return value.Compare(s.Column(c, view), k.Value) == value.Same }) {
				return true
			}
		}
	}
	return false
}

// futile reports whether whoever creates is told no all the same: what is stored
// remembers a failure, and two remember the same.
//
//	if at, failed := missing[name]; failed && time.Since(at) < pause { return ErrMissing }
//	if gone(name) { missing[name] = time.Now(); return ErrMissing }
func futile(p *protect.Pair) bool {
	create := p.Create.Reach()
	if create.Parent() != p.Fn || p.Create.Inner != nil {
		return false
	}
	absent := blocks(p.Absent)
	returns, seen := false, map[*ssa.BasicBlock]bool{}
	for work := []*ssa.BasicBlock{create.Block()}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] || !absent[b] {
			continue
		}
		seen[b] = true
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			if len(ret.Results) > 0 && is(returned(ret, len(ret.Results)-1), p.Create.At) || !failsAt(ret) {
				return false
			}
			returns = true
		}
		work = append(work, b.Succs...)
	}
	return returns
}

// failsAt reports whether a return hands back an error for certain: one that is made
// here, or that a test has shown to be one before.
func failsAt(ret *ssa.Return) bool {
	if returnsRefusal(ret.Block()) {
		return true
	}
	if len(ret.Results) == 0 {
		return false
	}
	last := returned(ret, len(ret.Results)-1)
	isNil, known := value.TestedNil(last, ret.Block())
	return isError(last) && known && !isNil
}

// sometimes reports whether the helper that creates for p also returns something
// else without having created, and without saying no.
//
//	func (c *Cache) load(k string) (*Item, error) {
//		item, err := c.fetch(k)
//		if err == ErrNone { c.missing.Add(k, true); return nil, err }
//		return item, err
//	}
func sometimes(s *summary.Site) bool {
	for ; s.Inner != nil && s.Inner.At != nil; s = s.Inner {
		create := s.Inner.At.Block()
		seen := map[*ssa.BasicBlock]bool{create: true}
		for work := []*ssa.BasicBlock{create.Parent().Blocks[0]}; len(work) > 0; {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if seen[b] {
				continue
			}
			seen[b] = true
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && givesBack(ret) && !failsAt(ret) {
				return true
			}
			work = append(work, b.Succs...)
		}
	}
	return false
}

// givesBack reports whether a return has a result that is neither a constant nor an
// error.
func givesBack(ret *ssa.Return) bool {
	for i := range ret.Results {
		v := returned(ret, i)
		if _, constant := value.Strip(v).(*ssa.Const); !constant && !isError(v) {
			return true
		}
	}
	return false
}

// claims reports whether all who do not find the key taken take it, but for
// those who are refused for another reason: a mark that only some of them leave
// records what happened, and two record the same.
//
//	if locked(user) { return ErrLocked }
//	if !right(password) { cache.Set(lockOf(user), 1); return ErrPassword }
//	return nil
func claims(p *protect.Pair) bool {
	return slices.ContainsFunc(p.Absent, func(r *world.Run) bool {
		return p.Create.In(r) && !passes(p, r)
	})
}

// passes reports whether the absent run r of p gets to a return that does not
// refuse without the create.
func passes(p *protect.Pair, r *world.Run) bool {
	find, create := p.Find.At.Block(), p.Create.At.Block()
	if create == find {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{create: true, find: true}
	work := ways(p, r, find)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !saysNo(ret) {
			return true
		}
		work = append(work, ways(p, r, b)...)
	}
	return false
}

// ways are the successors of b in the absent run r. Where the worlds part, they
// are those that the present one does not take.
func ways(p *protect.Pair, r *world.Run, b *ssa.BasicBlock) []*ssa.BasicBlock {
	here := func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(p.Present, func(r *world.Run) bool { return r.Blocks[b] })
	}
	var all, own []*ssa.BasicBlock
	for _, s := range b.Succs {
		if r.Blocks[s] {
			all = append(all, s)
		}
		if r.Blocks[s] && here(b) && !here(s) {
			own = append(own, s)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}

// saysNo reports whether a return may refuse: with an error or false.
func saysNo(ret *ssa.Return) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := returned(ret, len(ret.Results)-1)
	k, constant := last.(*ssa.Const)
	switch {
	case isError(last):
		return !constant
	case value.IsBool(last.Type()):
		return constant && value.IsZero(value.ConstExpr(k.Value.ExactString()))
	}
	return returnsRefusal(ret.Block())
}

// is reports whether a value is what an instruction yields.
func is(v ssa.Value, instr ssa.Instruction) bool {
	yielded, ok := instr.(ssa.Value)
	return ok && yielded == v
}
