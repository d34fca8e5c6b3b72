package op

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// copies returns what a call that copies structs copies where, nil if it does
// not.
func (c *Classifier) copies(common *ssa.CallCommon) (dst, src ssa.Value) {
	b, ok := c.Bound(common)
	if !ok || b.Does != model.Copy || len(b.DestAt) == 0 || len(b.KeyAt) == 0 {
		return nil, nil
	}
	d, s := c.placeValues(common, b.DestAt[0]), c.placeValues(common, b.KeyAt[0])
	if len(d) != 1 || len(s) != 1 {
		return nil, nil
	}
	return value.Strip(d[0]), value.Strip(s[0])
}

func (c *Classifier) callKind(common *ssa.CallCommon) value.CallKind {
	b, ok := c.Bound(common)
	if !ok {
		return value.OtherCall
	}
	switch b.Does {
	case model.Pure, model.Format:
		if b.ReturnsAt.Kind == model.Arg && b.ReturnsAt.Index == 0 {
			return value.SpellCall
		}
		return value.PureCall
	case model.Fresh:
		return value.FreshCall
	case model.Coarse:
		return value.CoarseCall
	}
	return value.OtherCall
}
