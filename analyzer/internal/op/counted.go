package op

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// An UPDATE whose number of changed rows is asked for is a look-up, too:
//
//	res, err := db.Exec(`UPDATE hits SET n = n + 1 WHERE page = $1`, page)
//	if n, _ := res.RowsAffected(); n == 0 {
//		db.Exec(`INSERT INTO hits (page, n) VALUES ($1, 1)`, page)
//	}

// counted makes such an update a find. One that names no columns finds its row by
// what its builder was given, which is not known here.
func (c *Classifier) counted(o *Op) {
	call, ok := o.Call.(*ssa.Call)
	if !ok || o.Verb != model.Update || !c.countRead(call, o.Bound) {
		return
	}
	o.Verb, o.Changes = model.Find, true
	o.Others = o.Others || len(o.Key) == 0
}

// countRead reports whether the function reads from v, the result of a call or a
// part of it, how many rows there were.
func (c *Classifier) countRead(v ssa.Value, b *model.Bound) bool {
	return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.Extract: // changed, err := session.Update(row)
			return unsetResult(b, ref) || c.countRead(ref, b)
		case *ssa.FieldAddr:
			return unsetField(b, value.FieldName(ref.X.Type(), ref.Field))
		case *ssa.Field:
			return unsetField(b, value.FieldName(ref.X.Type(), ref.Field))
		case *ssa.Call:
			read, ok := c.Bound(ref.Common())
			return ok && read.Does == model.Read && slices.ContainsFunc(read.Signs, func(s model.BoundSign) bool { return s.Unset.Kind != model.NoPlace })
		}
		return false
	})
}

// unsetResult reports whether a result of a call is left zero when the call finds
// nothing.
func unsetResult(b *model.Bound, result *ssa.Extract) bool {
	return slices.ContainsFunc(b.Signs, func(s model.BoundSign) bool {
		return s.Unset.Kind == model.Result && s.Unset.Index == result.Index && len(s.Unset.Fields) == 0
	})
}

// unsetField reports whether a field of a call's result is left zero when the
// call finds nothing.
func unsetField(b *model.Bound, field string) bool {
	return slices.ContainsFunc(b.Signs, func(s model.BoundSign) bool {
		return s.Unset.Kind == model.Result && len(s.Unset.Fields) == 1 && s.Unset.Fields[0] == field
	})
}
