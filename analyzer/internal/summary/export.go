package summary

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Exported returns the sites of fn that concern its callers, with their
// outcomes. To find those out is most of the work, so nobody asks for a function
// without callers.
func (p *Package) Exported(fn *ssa.Function) []*Site {
	f := p.Of(fn)
	if f.settled || p.busy[fn] {
		return f.exported
	}
	p.busy[fn] = true
	f.exported = p.export(f)
	f.settled = true
	delete(p.busy, fn)
	return f.exported
}

// export selects the sites that concern the callers of f, with their outcomes.
func (p *Package) export(f *Func) []*Site {
	finds := slices.DeleteFunc(f.nearest(maxSites, model.Find), (*Site).remote)
	if calls(finds) > maxHelperFinds || len(f.Fn.Blocks) > maxHelperBlocks {
		finds = nil // to evaluate them costs more than they tell
	}
	creates := f.nearest(maxHelperCreates, model.Create, model.Save)
	var out []*Site
	for _, s := range f.Sites {
		if len(out) >= maxSites {
			break
		}
		if s.Op != nil && s.Op.Call == nil && s.Inner == nil && !p.Ops.Accessor(f.Fn) {
			continue // what a function does with a map is its own business
		}
		if !slices.Contains(finds, s) && !slices.Contains(creates, s) {
			continue
		}
		if s.Verb != model.Find && p.Checked != nil {
			s.Checked = append(slices.Clip(s.Checked), p.Checked(f, s)...)
		}
		if p.tells(f.Fn, s) {
			out = append(out, s)
		}
	}
	return out
}

// remote reports whether a find by key, of a file say, is deep down in helpers.
// Every second function comes to some file in the end; who asks for one asks the
// helper that looks, or one that passes its answer on.
func (s *Site) remote() bool { return s.Of.Holds != "" && s.Depth > 1 }

// tells gives a site the outcomes that the callers of fn see, and reports whether
// they can make something of it.
func (p *Package) tells(fn *ssa.Function, s *Site) bool {
	switch s.Verb {
	case model.Find:
		s.exported = p.outcomes(fn, s, world.Absent, world.Present)
		if p.MakesAnew(fn, s, p.Ops.View(), p.Runs(fn, s, world.Absent), p.Runs(fn, s, world.Present)) {
			return s.Of.RowLock
		}
		return s.exported != nil && !world.SameVectors(s.exported[world.Absent], s.exported[world.Present]) || s.Of.RowLock
	case model.Create, model.Save:
		if len(fn.Blocks) <= maxCreateBlocks || p.asksWhy(fn) {
			s.exported = p.outcomes(fn, s, world.Lost, world.Broken, world.Won)
		}
		return true
	}
	return false
}

// nearest returns up to most sites with one of the verbs, those with the fewest
// helpers in between: what a function does deep down is seldom what its callers
// ask it for.
func (f *Func) nearest(most int, verbs ...model.Verb) []*Site {
	var out []*Site
	for _, s := range f.Sites {
		if slices.Contains(verbs, s.Verb) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *Site) int { return cmp.Compare(a.Depth, b.Depth) })
	return out[:min(most, len(out))]
}

// calls counts the calls that perform the sites: one call of an interface
// method performs those of each implementation, but only one of them at a time.
func calls(sites []*Site) int {
	at := map[ssa.Instruction]bool{}
	for _, s := range sites {
		at[s.At] = true
	}
	return len(at)
}
