package world

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

// setPlace gives a place of a call its value: a result, a field of a result,
// or what an argument points to.
func (f *frame) setPlace(call *ssa.Call, p model.Place, v Val, s *state) {
	switch p.Kind {
	case model.Result:
		n := call.Call.Signature().Results().Len()
		switch {
		case len(p.Fields) > 0 && n > 1:
			for _, ref := range *call.Referrers() {
				if e, ok := ref.(*ssa.Extract); ok && e.Index == p.Index {
					s.write(e, dotted(p.Fields), v)
				}
			}
		case len(p.Fields) > 0:
			s.write(call, dotted(p.Fields), v)
		case n == 1 && p.Index == 0:
			s.set(call, v)
		default:
			s.setSlot(slot{call, p.Index + 1}, v)
		}
	case model.Arg, model.Recv:
		for _, a := range op.PlaceValues(call.Common(), p) {
			place := f.place(a)
			s.write(place.Root, dotted(place.Path)+dotted(p.Fields), v)
		}
	}
}
