package summary

import (
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
	finds, creates := f.count()
	large := len(f.Fn.Blocks) > maxHelperBlocks
	var out []*Site
	for _, s := range f.Sites {
		if len(out) >= maxSites {
			break
		}
		if s.Op != nil && s.Op.Call == nil {
			continue // what a function does with a map is its own business
		}
		switch s.Verb {
		case model.Find:
			if large || finds > maxHelperFinds {
				continue
			}
			s.exported = p.outcomes(f.Fn, s, world.Absent, world.Present)
			if s.exported == nil || world.SameVectors(s.exported[world.Absent], s.exported[world.Present]) {
				if s.Of.RowLock {
					out = append(out, s)
				}
				continue
			}
		case model.Create, model.Save:
			if creates > maxHelperCreates {
				continue
			}
			if p.Checked != nil {
				s.Checked = append(slices.Clip(s.Checked), p.Checked(f, s)...)
			}
			if len(f.Fn.Blocks) <= maxCreateBlocks {
				s.exported = p.outcomes(f.Fn, s, world.Lost, world.Broken, world.Won)
			}
		default:
			continue
		}
		out = append(out, s)
	}
	return out
}

// count returns the numbers of finds and creates.
func (f *Func) count() (finds, creates int) {
	for _, s := range f.Sites {
		switch s.Verb {
		case model.Find:
			finds++
		case model.Create, model.Save:
			creates++
		}
	}
	return finds, creates
}
