package summary

import "golang.org/x/tools/go/ssa"

// givenText returns the sites of a helper that is given a statement as text, as
// they are for one call of it.
func (p *Package) givenText(fn *ssa.Function, call ssa.CallInstruction) []*Site {
	sends, ok := p.texts[fn]
	if !ok {
		sends = p.Ops.GivenText(fn)
		p.texts[fn] = sends
	}
	var out []*Site
	for _, send := range sends {
		o := p.Ops.At(send, call)
		if o == nil || !Relevant(o) {
			continue
		}
		if s := p.site(o); p.tells(fn, s) {
			out = append(out, p.lift(s, call, fn, false))
		}
	}
	return out
}
