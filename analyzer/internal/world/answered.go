package world

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// answered says that the result whose field tells whether there was something is
// there: only a call that failed returns nil.
//
//	if resp != nil && len(resp.Kvs) > 0 { return ErrTaken }
func (f *frame) answered(call *ssa.Call, b *model.Bound, p model.Place, s *state) {
	if p.Kind != model.Result || len(p.Fields) == 0 || slices.ContainsFunc(b.Signs, func(s model.BoundSign) bool { return s.Error.Kind != model.NoPlace }) {
		return
	}
	result := model.Place{Kind: p.Kind, Index: p.Index}
	if _, ok := call.Call.Signature().Results().At(p.Index).Type().Underlying().(*types.Pointer); ok {
		f.setPlace(call, result, nonNil, s)
	}
}
