package op

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A statement may grow under conditions, and its arguments with it:
//
//	q, args := "SELECT id FROM users WHERE true", []any{}
//	if f.Email != nil {
//		args = append(args, *f.Email)
//		q += fmt.Sprintf(" AND email = $%d", len(args))
//	}
//
// It is read with all that may be added. What is not there without the additions
// is demanded on some ways only.

// phiText follows `q += " AND …"` under a condition. Where one edge only adds to
// the other, the longer one is the text; else what the edges share in front is
// known.
func (c *texter) phiText(v *ssa.Phi, depth int) string {
	var texts []string
	var holes [][]ssa.Value
	before := c.holes
	for i, e := range v.Edges {
		if v.Block().Dominates(v.Block().Preds[i]) {
			if call, ok := value.Strip(e).(*ssa.Call); ok && replaced(call) == ssa.Value(v) {
				continue // written otherwise in each round
			}
			c.holes = before
			return c.hole(v)
		}
		c.holes = nil
		texts = append(texts, c.textAt(e, depth+1))
		holes = append(holes, c.holes)
	}
	short, long := 0, 0
	for i, t := range texts {
		if len(t) < len(texts[short]) {
			short = i
		}
		if len(t) > len(texts[long]) {
			long = i
		}
	}
	for _, t := range texts {
		if t != texts[short] && t != texts[long] || !strings.HasPrefix(t, texts[short]) {
			c.holes = before
			return c.shared(texts, holes)
		}
	}
	pick := long
	if texts[short] != texts[long] {
		c.grown = true
		if c.short {
			pick = short
		}
	}
	c.holes = slices.Concat(before, holes[pick])
	return texts[pick]
}

// shared is what all texts have in front, with a hole for the rest.
func (c *texter) shared(texts []string, holes [][]ssa.Value) string {
	common := texts[0]
	for _, t := range texts[1:] {
		n := 0
		for n < len(t) && n < len(common) && t[n] == common[n] {
			n++
		}
		common = strings.ToValidUTF8(t[:n], "")
	}
	n := strings.Count(common, sqltext.Hole)
	c.holes = append(slices.Clip(c.holes), holes[0][:min(n, len(holes[0]))]...)
	return common + c.hole(nil)
}

// pieces are the elements of a list of texts.
func (c *texter) pieces(list ssa.Value) ([]ssa.Value, bool) {
	if elems, ok := value.Variadic(list); ok {
		return elems, true
	}
	elems, ok := appended(list, false, 0)
	if !ok {
		return nil, false
	}
	always, _ := appended(list, true, 0)
	c.grown = c.grown || len(always) < len(elems)
	if c.short {
		return always, true
	}
	return elems, true
}

// builderText reads a strings.Builder that is written in a straight line: writes
// come in the order of the source. One that does not dominate the String call is
// under a condition.
func (c *texter) builderText(recv ssa.Value, at *ssa.Call, depth int) string {
	alloc, ok := value.PlaceOf(recv).Root.(*ssa.Alloc)
	if !ok {
		return c.hole(at)
	}
	var writes []*ssa.Call
	for _, ref := range *alloc.Referrers() {
		call, ok := ref.(*ssa.Call)
		if !ok || call == at {
			continue
		}
		if !value.Dominates(call, at) {
			if value.Reaches(call, call) {
				return c.hole(at)
			}
			c.grown = true
			if c.short {
				continue
			}
		}
		writes = append(writes, call)
	}
	slices.SortFunc(writes, func(a, b *ssa.Call) int { return cmp.Compare(a.Pos(), b.Pos()) })
	var b strings.Builder
	for _, w := range writes {
		fn := value.Called(&w.Call)
		switch {
		case fn == nil:
			b.WriteString(c.hole(nil))
		case fn.Name() == "WriteString" && len(w.Call.Args) == 2:
			b.WriteString(c.textAt(w.Call.Args[1], depth+1))
		case fn.Name() == "Fprintf":
			args := PlaceValues(&w.Call, model.Place{Kind: model.Arg, Index: 2, Rest: true})
			b.WriteString(c.format(c.textAt(w.Call.Args[1], depth+1), args, depth))
		case fn.Name() == "Grow" || fn.Name() == "Len":
		default:
			b.WriteString(c.hole(nil))
		}
	}
	return b.String()
}

// numbered gives placeholders whose number is counted while the program runs,
// "$%d" of len(args), the one that they get when the arguments are appended one by
// one: the same value is the same number.
func (c *texter) numbered(text string) string {
	const counted = "$" + sqltext.Hole
	if !strings.Contains(text, counted) || strings.Count(text, sqltext.Hole) != len(c.holes) {
		return text
	}
	var b strings.Builder
	var rest []ssa.Value
	numbers := map[ssa.Value]int{}
	last := 0
	for text != "" {
		switch {
		case strings.HasPrefix(text, counted):
			v := c.holes[0]
			if numbers[v] == 0 || v == nil {
				last++
				numbers[v] = last
			}
			b.WriteString("$" + strconv.Itoa(numbers[v]))
			text, c.holes = text[len(counted):], c.holes[1:]
			continue
		case strings.HasPrefix(text, sqltext.Hole):
			rest, c.holes = append(rest, c.holes[0]), c.holes[1:]
		case text[0] == '$':
			digits := text[1 : len(text)-len(strings.TrimLeft(text[1:], "0123456789"))]
			if n, err := strconv.Atoi(digits); err == nil {
				last = max(last, n)
			}
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	c.holes = rest
	return b.String()
}

// appended are the elements of a list that grows by append, under conditions too,
// in order; with always only those that are appended in any case. It reports whether
// all of them are known.
func appended(v ssa.Value, always bool, depth int) ([]ssa.Value, bool) {
	v = value.Strip(v)
	if elems, ok := value.Variadic(v); ok {
		return elems, true
	}
	if depth > maxAppended {
		return nil, false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return nil, v.IsNil()
	case *ssa.MakeSlice: // make([]any, 0, n)
		k, ok := v.Len.(*ssa.Const)
		return nil, ok && k.Int64() == 0
	case *ssa.Slice: // which the compiler makes of it for a constant n
		k, ok := v.High.(*ssa.Const)
		return nil, ok && k.Int64() == 0
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			list, ok := appended(v.Call.Args[0], always, depth+1)
			more, known := appended(v.Call.Args[1], always, depth+1)
			return slices.Concat(list, more), ok && known
		}
	case *ssa.Phi:
		return appendedOn(v, always, depth)
	}
	return nil, false
}

// maxAppended bounds the conditions under which a list grows.
const maxAppended = 16

// appendedOn are the elements that some edge of a condition appends, or all do.
func appendedOn(v *ssa.Phi, always bool, depth int) ([]ssa.Value, bool) {
	var out []ssa.Value
	for i, e := range v.Edges {
		if v.Block().Dominates(v.Block().Preds[i]) {
			return nil, false // a loop
		}
		elems, ok := appended(e, always, depth+2)
		switch {
		case !ok:
			return nil, false
		case i == 0:
			out = elems
		case always:
			out = slices.DeleteFunc(slices.Clone(out), func(x ssa.Value) bool { return !slices.Contains(elems, x) })
		default:
			short, long := out, elems
			if len(short) > len(long) {
				short, long = long, short
			}
			if !slices.Equal(short, long[:len(short)]) {
				return nil, false // one or the other
			}
			out = long
		}
	}
	return out, true
}

// always is a statement's text without what is added under conditions; false when
// nothing is.
func (c *Classifier) always(v ssa.Value) (string, bool) {
	t := &texter{Classifier: c, short: true}
	return t.read(v), t.grown
}

// maybe marks the equalities from the nth on that the statement does not demand
// without what is added to its text under conditions.
func (c *Classifier) maybe(o *Op, n int, text ssa.Value, language model.Language) {
	short, grown := c.always(text)
	if !grown {
		return
	}
	stmt := pick(statements(language, short))
	for i := n; i < len(o.Key); i++ {
		column := o.Key[i].Column
		if stmt == nil || !slices.ContainsFunc(stmt.Where, func(e sqltext.Equality) bool { return e.Column == column }) {
			o.Key[i].Maybe, o.Others = true, true
		}
	}
}
