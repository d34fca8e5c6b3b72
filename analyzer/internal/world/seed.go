package world

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// suppose gives the supposed call its outcome.
func (f *frame) suppose(call *ssa.Call, s *state) []*state {
	f.clear(call, s)
	if f.seed.Vector != nil {
		f.supposeVector(call, f.seed.Callback, s)
	} else if f.seed.Op != nil {
		f.supposeOp(call, f.seed.Op, s)
	}
	return []*state{s}
}

// supposeVector is a helper's way to return.
func (f *frame) supposeVector(call *ssa.Call, callback bool, s *state) {
	v := f.seed.Vector
	n := call.Call.Signature().Results().Len()
	f.setResults(call, callback, v.Results, n, s)
	f.spawned(call, v.Results, s)
	for _, e := range v.Effects {
		root, path := e.Root, e.Path
		if e.Param >= 0 {
			arg := value.Argument(call.Common(), e.Param)
			if arg == nil {
				continue
			}
			p := f.place(arg)
			root, path = p.Root, dotted(p.Path)+e.Path
		}
		s.write(root, path, e.Val)
	}
}

// projection tells what a find's answer is made of.
const (
	rows   = "rows"
	exists = "exists"
	absent = "not-exists"
	count  = "count"
)

func projection(o *op.Op) string {
	if o.SQL == nil {
		return rows
	}
	switch o.SQL.Projection {
	case sqltext.Exists:
		if o.SQL.NegatedProjection {
			return absent
		}
		return exists
	case sqltext.Count:
		return count
	}
	return rows
}

// supposeOp is the outcome of a modelled call in the seed's world.
func (f *frame) supposeOp(call *ssa.Call, o *op.Op, s *state) {
	b := o.Bound
	f.noError(call, s)
	if b.ErrorAt.Kind != model.NoPlace {
		f.setPlace(call, b.ErrorAt, zero, s)
	}
	proj := projection(o)
	if b.OutcomeAt.Kind == model.Result {
		f.setPlace(call, b.OutcomeAt, Val{Kind: Handle, Text: proj + columns(o)}, s)
	}
	switch f.seed.World {
	case Absent, Present:
		f.answer(call, b, o.Dest, proj, columns(o), s)
	case Lost, Broken:
		f.fail(call, b, s)
	case Won:
		f.setPlace(call, b.ErrorAt, zero, s)
	}
}

// columns is the list of columns that a find compared, for Loaded values.
func columns(o *op.Op) string {
	var b strings.Builder
	for _, p := range o.Key {
		b.WriteString("," + p.Column)
	}
	return b.String()
}

// noError says that a call's error result, if it has one, is nil.
func (f *frame) noError(call *ssa.Call, s *state) {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		if value.IsError(results.At(i).Type()) {
			if results.Len() == 1 {
				s.set(call, zero)
			} else {
				s.setSlot(slot{call, i + 1}, zero)
			}
		}
	}
}

// answer writes what a find, or the read of its outcome, says.
func (f *frame) answer(call *ssa.Call, b *model.Bound, dest []ssa.Value, proj, cols string, s *state) {
	present := f.seed.World == Present
	aggregate := proj != rows
	for _, sign := range b.Signs {
		switch {
		case sign.Is != nil || sign.Error.Kind != model.NoPlace:
			v := zero
			if !present && !aggregate && !(sign.Single && lists(dest)) && !(sign.Value && pointers(dest)) {
				v = Val{Kind: Error, Err: f.absence(sign.Is)}
			}
			f.setPlace(call, sign.Error, v, s)
		case sign.Unset.Kind != model.NoPlace:
			v := zero
			switch {
			case aggregate && f.isAnswer(call, b, sign.Unset):
				if present == (proj != absent) {
					v = set
				}
			case present || aggregate:
				v = f.loadedPlace(call, sign.Unset, cols)
			}
			f.setPlace(call, sign.Unset, v, s)
			f.answered(call, b, sign.Unset, s)
		}
	}
	if b.ErrorAt.Kind != model.NoPlace && len(b.Signs) == 0 {
		f.setPlace(call, b.ErrorAt, zero, s)
	}
	for _, d := range dest {
		d = strip(d)
		if v, ok := d.(*ssa.Call); ok && v == call {
			continue // a result, which the signs speak of
		}
		p := f.place(d)
		path := dotted(p.Path)
		switch {
		case aggregate && (present == (proj != absent)):
			s.write(p.Root, path, set)
		case aggregate:
			s.write(p.Root, path, zero)
		case present:
			row := loadedAs(d.Type(), cols)
			if s.advanced {
				row = oneOf(row)
			}
			s.write(p.Root, path, row)
		case isRows(d.Type()):
			s.write(p.Root, path, zero)
		}
	}
}

// isAnswer reports whether a place is a result that is itself the number, or the
// truth, which was asked for.
//
//	n, err := db.SelectInt("SELECT COUNT(*) …")
func (f *frame) isAnswer(call *ssa.Call, b *model.Bound, p model.Place) bool {
	results := call.Call.Signature().Results()
	if p.Kind != model.Result || len(p.Fields) > 0 || p.Index >= results.Len() {
		return false
	}
	_, basic := results.At(p.Index).Type().Underlying().(*types.Basic)
	return basic && slices.ContainsFunc(b.DestAt, func(d model.Place) bool { return d.Kind == p.Kind && d.Index == p.Index })
}

// lists reports whether a find writes its answer to a list.
func lists(dest []ssa.Value) bool {
	return slices.ContainsFunc(dest, func(d ssa.Value) bool { return isRows(strip(d).Type()) })
}

// pointers reports whether a find writes its answer to a pointer to a row.
func pointers(dest []ssa.Value) bool {
	return slices.ContainsFunc(dest, func(d ssa.Value) bool {
		p, ok := strip(d).Type().Underlying().(*types.Pointer)
		if ok {
			_, ok = p.Elem().Underlying().(*types.Pointer)
		}
		return ok
	})
}

// isRows reports whether t points to a list of rows.
func isRows(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	list, ok := p.Elem().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, bytes := list.Elem().Underlying().(*types.Basic)
	return !bytes || b.Kind() != types.Byte
}

// absence is the error that says absent with a sentinel, or by its type, neither
// of which this package may be able to name.
func (f *frame) absence(is types.Object) *Err {
	switch is := is.(type) {
	case nil:
		return &Err{Class: Absence}
	case *types.TypeName:
		return &Err{Class: Absence, Type: is}
	}
	return &Err{Class: Absence, Ident: is, Is: f.sentinels(is)}
}

func (f *frame) sentinels(obj types.Object) []types.Object {
	return append([]types.Object{obj}, f.Ops.Models().Also(obj)...)
}

// loadedPlace is what a place holds that is not left unset.
func (f *frame) loadedPlace(call *ssa.Call, p model.Place, cols string) Val {
	if len(p.Fields) > 0 {
		return set
	}
	if p.Kind == model.Result {
		if p.Index < call.Call.Signature().Results().Len() {
			return loadedAs(types.NewPointer(call.Call.Signature().Results().At(p.Index).Type()), cols)
		}
		return set
	}
	for _, a := range op.PlaceValues(call.Common(), p) {
		return loadedAs(strip(a).Type(), cols)
	}
	return set
}

// loadedAs is what a destination of pointer type t holds after a row was found.
func loadedAs(t types.Type, cols string) Val {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return set
	}
	if _, generic := types.Unalias(p.Elem()).(*types.TypeParam); generic {
		return Val{Kind: Loaded, Text: cols} // of a repository of rows
	}
	switch elem := p.Elem().Underlying().(type) {
	case *types.Struct:
		return Val{Kind: Loaded, Text: cols}
	case *types.Pointer:
		if _, ok := elem.Elem().Underlying().(*types.Struct); ok {
			return Val{Kind: PtrLoaded, Text: cols}
		}
		return nonNil
	case *types.Slice:
		return listOf(several(loadedAs(types.NewPointer(elem.Elem()), cols)))
	}
	return set
}

// fail writes how a create fails in the lost and the broken world.
func (f *frame) fail(call *ssa.Call, b *model.Bound, s *state) {
	err := f.failure()
	switch {
	case b.OutcomeAt.Kind == model.Result && b.ErrorAt.Kind == model.NoPlace && !lastIsError(call):
		f.setPlace(call, b.OutcomeAt, Val{Kind: Handle, Text: rows}, s)
	case b.ErrorAt.Kind != model.NoPlace:
		f.setPlace(call, b.ErrorAt, err, s)
	default:
		n := call.Call.Signature().Results().Len()
		if n == 1 {
			s.set(call, err)
		} else if n > 1 {
			s.setSlot(slot{call, n}, err)
		}
	}
}

func lastIsError(call *ssa.Call) bool {
	r := call.Call.Signature().Results()
	return r.Len() > 0 && value.IsError(r.At(r.Len()-1).Type())
}

func (f *frame) failure() Val {
	class := Conflict
	if f.seed.World == Broken {
		class = Failed
	}
	return Val{Kind: Error, Err: &Err{Class: class}}
}
