package world

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

// readHandle evaluates a call that reads the outcome of the supposed one.
//
//	row := db.QueryRow(…)      // the supposed find
//	err := row.Scan(&id)       // says whether it found anything
func (f *frame) readHandle(call *ssa.Call, s *state) ([]*state, bool) {
	b, ok := f.Ops.Bound(call.Common())
	if !ok || b.Does != model.Read || !s.after {
		return nil, false
	}
	var handle Val
	for _, op := range call.Call.Operands(nil) {
		if *op == nil {
			continue
		}
		if v := f.eval(*op, s); v.Kind == Handle {
			handle = v
		}
	}
	if handle.Kind != Handle {
		return nil, false
	}
	f.noError(call, s)
	var dest []ssa.Value
	for _, at := range b.DestAt {
		dest = append(dest, op.PlaceValues(call.Common(), at)...)
	}
	for i, d := range dest {
		dest[i] = strip(d)
	}
	proj, cols, _ := strings.Cut(handle.Text, ",")
	switch f.seed.World {
	case Won:
	case Lost, Broken:
		f.failRead(call, b, s)
	case Present:
		if steps(b) && s.advanced {
			s.set(call, Val{}) // how many rows there are is not supposed
			return []*state{s}, true
		}
		s.advanced = s.advanced || steps(b)
		f.answer(call, b, dest, proj, cols, s)
	default:
		f.answer(call, b, dest, proj, cols, s)
	}
	return []*state{s}, true
}

// failRead is a read that shows a create's failure, if it returns an error.
func (f *frame) failRead(call *ssa.Call, b *model.Bound, s *state) {
	if lastIsError(call) {
		n := call.Call.Signature().Results().Len()
		if n == 1 {
			s.set(call, f.failure())
		} else {
			s.setSlot(slot{call, n}, f.failure())
		}
	}
}

// steps reports whether a read goes on to the next row.
func steps(b *model.Bound) bool {
	r := b.Func.Signature().Results()
	if r.Len() != 1 {
		return false
	}
	basic, ok := r.At(0).Type().Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Bool
}
