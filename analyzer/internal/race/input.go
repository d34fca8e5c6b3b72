package race

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// isInput reports whether the local variable row, which create saves, was filled
// by somebody who looks nothing up: a request that was decoded. Whoever refuses it
// because its key is taken does not mean to update the row that has it.
//
//	var p Page
//	json.NewDecoder(r.Body).Decode(&p)
//	if exists(p.Name) { return errTaken }
//	db.Save(&p)
func isInput(f *summary.Func, row ssa.Value, create ssa.Instruction) bool {
	alloc, ok := row.(*ssa.Alloc)
	if !ok || alloc.Parent() != f.Fn || len(value.Stores(alloc)) > 1 {
		return false
	}
	return !slices.ContainsFunc(f.Sites, func(s *summary.Site) bool {
		call, ok := s.At.(ssa.CallInstruction)
		return ok && s.Verb == model.Find && s.At != create && slices.ContainsFunc(call.Common().Args, func(arg ssa.Value) bool {
			return value.PlaceOf(arg).Root == row
		})
	})
}
