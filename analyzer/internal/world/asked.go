package world

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A find that returns many rows is asked row by row whether one of them has a
// key:
//
//	var all []Tag; db.Find(&all)
//	for _, t := range all {
//		if t.Name == name { return nil }     the question, on each row
//	}                                       no row left: the answer is no
//	db.Create(&Tag{Name: name})
//
// In the present world a row has the key that is asked for, so that no path
// leaves the loop for want of rows without having had the answer yes.

// many marks the columns of a row that is one of several.
const many = ",[]"

func isSeveral(row Val) bool { return strings.HasSuffix(row.Text, many) }

// several is what is known of each of several rows, or of each of the values of
// one column.
func several(row Val) Val {
	switch row.Kind {
	case Loaded, PtrLoaded:
		row.Text += many
	case Set:
		return Val{Kind: Cell, Text: AnyField}
	}
	return row
}

// AnyField is the field of a Cell when it is not known which.
const AnyField = "*"

// oneOf is what is known of a row, or a value, that was read as one of several.
func oneOf(row Val) Val {
	if row.Kind == Set && row.Fields == nil {
		return Val{Kind: Set, Text: AnyField}
	}
	return several(row)
}

// cellOf returns the field of the found rows that v is: read from a row, or
// found to be equal to what was.
func (f *frame) cellOf(v ssa.Value, s *state) (field string, ok bool) {
	if val := f.eval(v, s); val.Kind == Cell || val.Kind == Set && val.Text != "" {
		return val.Text, true
	}
	if f.madeOfRow(v, s) && f.Ops.View().Of(v).Op == value.Call {
		return AnyField, true
	}
	for c, val := range s.contents() {
		if c.path != answer || val.Kind != Set {
			continue
		}
		view := f.Ops.View()
		if q, ok := f.question(c.root, s); ok && value.Compare(view.Of(q.key), view.Of(v)) == value.Same {
			return val.Text, true
		}
	}
	return "", false
}

// madeOfRow reports whether v is made of several fields of a found row, as a key
// is that says them all.
//
//	known[fmt.Sprintf("%s/%s", row.Owner, row.Name)] = true
//	known[row.Owner+"/"+row.Name] = true
//	known[row.Path()] = true
func (f *frame) madeOfRow(v ssa.Value, s *state) bool {
	var parts []ssa.Value
	switch v := v.(type) {
	case *ssa.BinOp:
		parts = []ssa.Value{v.X, v.Y}
	case *ssa.Call:
		parts = v.Call.Args
	}
	return slices.ContainsFunc(parts, func(part ssa.Value) bool { return f.partOfRow(part, s) })
}

func (f *frame) partOfRow(part ssa.Value, s *state) bool {
	if args, ok := value.Variadic(part); ok {
		return slices.ContainsFunc(args, func(arg ssa.Value) bool { return f.partOfRow(arg, s) })
	}
	part = value.Strip(part)
	val := f.eval(part, s)
	if alloc, ok := part.(*ssa.Alloc); ok { // row.Path(), of a pointer to the variable
		val, _ = s.whole(alloc, "")
	}
	if val.Kind == Cell || isSeveral(val) {
		return true
	}
	_, sum := part.(*ssa.BinOp)
	return sum && f.madeOfRow(part, s)
}

// question is a comparison of a found row's field with a key.
type question struct {
	field string
	key   ssa.Value
	equal bool // the answer is yes when the condition is true
}

// answer is the cell of a question that says how it was answered: Set for yes,
// with the field, Zero for no.
const answer = ".?"

// question returns what a condition asks of a found row.
func (f *frame) question(cond ssa.Value, s *state) (question, bool) {
	var x, y ssa.Value
	equal := true
	switch c := cond.(type) {
	case *ssa.BinOp:
		x, y, equal = c.X, c.Y, c.Op == token.EQL
		if !equal && c.Op != token.NEQ {
			return question{}, false
		}
	case *ssa.Call: // strings.EqualFold(t.Name, name)
		b, ok := f.Ops.Bound(c.Common())
		if !ok || b.Does != model.Contains {
			return question{}, false
		}
		x, y = op.PlaceValues(c.Common(), b.ErrorAt)[0], op.PlaceValues(c.Common(), b.KeyAt[0])[0]
	default:
		return question{}, false
	}
	for _, q := range [...]question{{key: y}, {key: x}} {
		row := x
		if q.key == x {
			row = y
		}
		val := f.eval(row, s)
		other := f.eval(q.key, s)
		if (val.Kind == Cell || val.Kind == Set && val.Text != "") && other.Kind != Cell && other.Kind != Zero {
			q.field, q.equal = val.Text, equal
			return q, true
		}
	}
	return question{}, false
}

// ask notes how a question was answered on this path.
func (f *frame) ask(cond ssa.Value, want bool, s *state) {
	if !s.after || f.seed.World != Present {
		return
	}
	q, ok := f.question(cond, s)
	if !ok {
		return
	}
	at := cell{cond, answer}
	if q.equal == want {
		s.put(at, Val{Kind: Set, Text: q.field})
	} else if old, _ := s.at(at); old.Kind != Set {
		s.put(at, zero)
	}
}

// unanswered reports whether a path goes out of a loop over the found rows by
// this edge, for want of rows, though what was asked of them was never true.
func (f *frame) unanswered(exit *ssa.If, s *state) bool {
	if !s.after || f.seed.World != Present || !f.overRows(exit.Cond, s) {
		return false
	}
	for c, val := range s.contents() {
		if c.path != answer || val.Kind != Zero || !f.within(c.root, exit.Block()) {
			continue
		}
		if q, ok := f.question(c.root, s); ok {
			f.member(q.field, q.key)
			return true
		}
	}
	return false
}

// within reports whether v is computed in what a block dominates.
func (f *frame) within(v ssa.Value, b *ssa.BasicBlock) bool {
	instr, ok := v.(ssa.Instruction)
	return ok && instr.Parent() == f.fn && b.Dominates(instr.Block())
}

// enter forgets the answers to what a loop asks when it begins anew.
func (f *frame) enter(from, to *ssa.BasicBlock, s *state) {
	if to.Dominates(from) || !slices.ContainsFunc(to.Preds, to.Dominates) {
		return
	}
	s.drop(func(c cell) bool { return c.path == answer && f.within(c.root, to) })
}

// overRows reports whether a condition asks for a next row.
//
//	i < len(rows)      rows.Next()
func (f *frame) overRows(cond ssa.Value, s *state) bool {
	switch c := cond.(type) {
	case *ssa.BinOp:
		list := lengthIn(c)
		if list == nil {
			return false
		}
		row := rowOf(f.eval(list, s))
		return row.Kind == Cell || isSeveral(row)
	case *ssa.Call:
		b, ok := f.Ops.Bound(c.Common())
		return ok && b.Does == model.Read && s.advanced && steps(b)
	}
	return false
}

// member notes a question.
func (f *frame) member(field string, key ssa.Value) {
	m := Member{field, f.outer(key)}
	if !slices.Contains(f.run.Members, m) {
		f.run.Members = append(f.run.Members, m)
	}
}

// outer is v in terms of the outermost frame, as far as it is handed down.
func (f *frame) outer(v ssa.Value) ssa.Value {
	for g := f; g.up != nil; g = g.up {
		p, ok := v.(*ssa.Parameter)
		if !ok {
			break
		}
		i := slices.Index(g.fn.Params, p)
		if i < 0 || value.Argument(g.site.Common(), i) == nil {
			break
		}
		v = value.Argument(g.site.Common(), i)
	}
	return v
}
