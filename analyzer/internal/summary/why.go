package summary

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// asksWhy reports whether a function asks an error whether it is a unique
// violation: by a test that a model knows, a sentinel, a driver's type, or its
// text. How such a function answers when its create fails is worth knowing,
// however large it is.
func (p *Package) asksWhy(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return slices.ContainsFunc(b.Instrs, p.testsConflict) })
}

func (p *Package) testsConflict(instr ssa.Instruction) bool {
	models := p.Ops.Models()
	switch instr := instr.(type) {
	case *ssa.TypeAssert:
		_, driver := models.ConflictType(instr.AssertedType)
		return driver && value.IsError(instr.X.Type())
	case *ssa.UnOp: // errors.Is(err, gorm.ErrDuplicatedKey)
		g, ok := instr.X.(*ssa.Global)
		return ok && g.Object() != nil && models.ConflictSentinel(g.Object())
	case *ssa.Call:
		b, ok := p.Ops.Bound(instr.Common())
		if !ok {
			return false
		}
		switch b.Does {
		case model.IsConflict, model.AsError:
			return true
		case model.Contains: // strings.Contains(err.Error(), "Duplicate entry")
			return slices.ContainsFunc(op.PlaceValues(instr.Common(), b.ErrorAt), isErrorText)
		}
	}
	return false
}

func isErrorText(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && value.IsErrorText(&call.Call)
}
