package race

import (
	"go/token"
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
func isInput(f *summary.Func, row ssa.Value, pk []string, create ssa.Instruction) bool {
	alloc, ok := row.(*ssa.Alloc)
	if !ok || alloc.Parent() != f.Fn || len(value.Stores(alloc)) > 1 || asksKey(alloc, pk, create) {
		return false
	}
	return !slices.ContainsFunc(f.Sites, func(s *summary.Site) bool {
		call, ok := s.At.(ssa.CallInstruction)
		return ok && s.Verb == model.Find && s.At != create && slices.ContainsFunc(call.Common().Args, func(arg ssa.Value) bool {
			return value.PlaceOf(arg).Root == row
		})
	})
}

// asksKey reports whether the field pk of a variable is read before at: a check that
// lets the row itself keep its name is for updates.
//
//	if other.ID != p.ID { return errTaken }
func asksKey(row *ssa.Alloc, pk []string, at ssa.Instruction) bool {
	var reads func(v ssa.Value, path []string) bool
	reads = func(v ssa.Value, path []string) bool {
		return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
			switch ref := ref.(type) {
			case *ssa.FieldAddr:
				return len(path) > 0 && value.FieldName(ref.X.Type(), ref.Field) == path[0] && reads(ref, path[1:])
			case *ssa.UnOp:
				return len(path) == 0 && value.Reaches(ref, at)
			}
			return false
		})
	}
	return reads(row, pk)
}

// onlySet reports whether a save is reached only where its row's primary key is
// set: it updates.
//
//	if row.ID > 0 { return db.Save(row).Error }
//	return db.Create(row).Error
func (a *Analysis) onlySet(create *summary.Site, pk *value.Expr, view *value.View) bool {
	block := create.At.Block()
	for d := block.Idom(); d != nil; d = d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		test, ok := branch.Cond.(*ssa.BinOp)
		if !ok || !value.IsZero(view.Of(test.Y)) {
			continue
		}
		way := d.Succs[0]
		if test.Op == token.EQL {
			way = d.Succs[1]
		} else if test.Op != token.NEQ && test.Op != token.GTR {
			continue
		}
		if len(way.Preds) == 1 && way.Dominates(block) && value.Identical(view.Of(test.X), pk) {
			return true
		}
	}
	return false
}
