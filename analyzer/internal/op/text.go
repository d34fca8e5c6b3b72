package op

import (
	"go/constant"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Text returns the string that v holds, with sqltext.Hole for the parts that
// are not known here; false when nothing of it is.
func (c *Classifier) text(v ssa.Value) (string, bool) {
	s, _ := c.textHoles(v)
	return s, strings.Trim(s, sqltext.Hole+" ") != ""
}

// textHoles also returns the values in the holes, in order; nil where there is
// no single one.
func (c *Classifier) textHoles(v ssa.Value) (string, []ssa.Value) {
	t := &texter{Classifier: c}
	return t.read(v), t.holes
}

// texter collects the holes of one text.
type texter struct {
	*Classifier
	holes []ssa.Value
	short bool // leave out what is added under conditions
	grown bool // something is
}

// read returns the whole text.
func (c *texter) read(v ssa.Value) string {
	s := c.numbered(c.textAt(v, 0))
	if strings.Count(s, sqltext.Hole) != len(c.holes) {
		c.holes = nil
	}
	return s
}

func (c *texter) hole(v ssa.Value) string {
	c.holes = append(c.holes, v)
	return sqltext.Hole
}

// Text returns the constant text of v, see text.
func (c *Classifier) Text(v ssa.Value) (string, bool) { return c.text(v) }

func (c *texter) textAt(v ssa.Value, depth int) string {
	if depth > 12 {
		return c.hole(v)
	}
	v = value.Strip(v)
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return constant.StringVal(v.Value)
		}
		if v.Value != nil {
			return v.Value.ExactString()
		}
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return c.textAt(v.X, depth+1) + c.textAt(v.Y, depth+1)
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return c.loadText(v, depth)
		}
	case *ssa.Field:
		if name := c.columnField(v); name != "" {
			return name
		}
	case *ssa.Lookup:
		return c.entryText(v, depth)
	case *ssa.Phi:
		return c.phiText(v, depth)
	case *ssa.Call:
		return c.callText(v, depth)
	case *ssa.Parameter:
		if arg := c.argument(v); arg != nil {
			return c.textAt(arg, depth+1)
		}
	}
	return c.hole(v)
}

func (c *texter) loadText(v *ssa.UnOp, depth int) string {
	p := value.PlaceOf(v.X)
	if g, ok := p.Root.(*ssa.Global); ok && len(p.Path) == 0 {
		if init := globalInit(g); init != nil {
			return c.textAt(init, depth+1)
		}
		if text, ok := c.embedded(g.Object()); ok {
			return text
		}
		return c.hole(v)
	}
	if addr, ok := v.X.(*ssa.FieldAddr); ok {
		if k := c.fieldText(addr); k != nil {
			return constant.StringVal(k.Value)
		}
	}
	if name := c.columnField(v); name != "" {
		return name
	}
	if e := c.view.Of(v); e.Op == value.Const {
		if s, err := strconv.Unquote(e.Name); err == nil {
			return s
		}
	} else if e.Ref != nil && e.Ref != ssa.Value(v) {
		return c.textAt(e.Ref, depth+1)
	}
	return c.hole(v)
}

// entryText is the text under a constant key of a map that a package-level variable
// is initialised with:
//
//	var queries = map[string]string{"find": "SELECT …"}
func (c *texter) entryText(v *ssa.Lookup, depth int) string {
	key, ok := v.Index.(*ssa.Const)
	load, isLoad := v.X.(*ssa.UnOp)
	if !ok || !isLoad || key.Value == nil {
		return c.hole(v)
	}
	g, ok := load.X.(*ssa.Global)
	if !ok {
		return c.hole(v)
	}
	if init, ok := globalInit(g).(*ssa.MakeMap); ok {
		for _, ref := range *init.Referrers() {
			put, ok := ref.(*ssa.MapUpdate)
			if !ok {
				continue
			}
			if k, ok := put.Key.(*ssa.Const); ok && k.Value != nil && constant.Compare(k.Value, token.EQL, key.Value) {
				return c.textAt(put.Value, depth+1)
			}
		}
	}
	return c.hole(v)
}

// globalInit returns what a package-level variable of this package is
// initialised with, when nothing else is ever stored to it.
func globalInit(g *ssa.Global) ssa.Value {
	if g.Pkg == nil {
		return nil
	}
	var val ssa.Value
	n := 0
	for _, m := range g.Pkg.Members {
		fn, ok := m.(*ssa.Function)
		if !ok || fn.Name() != "init" {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if st, ok := instr.(*ssa.Store); ok && st.Addr == g {
					n++
					val = st.Val
				}
			}
		}
	}
	if n != 1 {
		return nil
	}
	return val
}

func (c *texter) callText(v *ssa.Call, depth int) string {
	fn := value.Called(&v.Call)
	if fn == nil {
		return c.hole(v)
	}
	name := fn.Name()
	if fn.Pkg() != nil {
		name = fn.Pkg().Path() + "." + name
	}
	switch name {
	case "strings.String":
		if r := receiver(&v.Call); r != nil {
			return c.builderText(r, v, depth)
		}
	case "strings.Join":
		if elems, ok := c.pieces(v.Call.Args[0]); ok {
			parts := make([]string, len(elems))
			for i, e := range elems {
				parts[i] = c.textAt(e, depth+1)
			}
			return strings.Join(parts, c.textAt(v.Call.Args[1], depth+1))
		}
	}
	if text := replaced(v); text != nil {
		return c.textAt(text, depth+1)
	}
	b, _ := c.Bound(&v.Call)
	switch {
	case b == nil:
	case b.Does == model.Format && len(b.KeyAt) == 1 && b.KeyAt[0].Kind == model.Arg:
		args := PlaceValues(&v.Call, model.Place{Kind: model.Arg, Index: b.KeyAt[0].Index, Rest: true})
		return c.format(c.textAt(args[0], depth+1), args[1:], depth)
	case b.Does == model.Pure: // db.Rebind(query) and its like hand the text through
		if args := PlaceValues(&v.Call, model.Place{Kind: model.Arg, Rest: true}); len(args) == 1 {
			return c.textAt(args[0], depth+1)
		}
	}
	if callee := value.Callee(&v.Call); callee != nil && len(callee.Blocks) > 0 {
		if i := c.Rewrites(callee); i >= 0 {
			return c.textAt(value.Argument(&v.Call, i), depth+1)
		}
		if ret := onlyReturn(callee); ret != nil {
			return c.textAt(ret, depth+4)
		}
	} else if c.foreign != nil && !v.Call.IsInvoke() {
		if i := c.foreign.Rewrites(fn); i >= 0 {
			return c.textAt(value.Argument(&v.Call, i), depth+1)
		}
	}
	return c.hole(v)
}

// format fills a format's verbs with the texts of args.
func (c *texter) format(format string, args []ssa.Value, depth int) string {
	var b strings.Builder
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		i++
		for i < len(format) && strings.IndexByte("+-# 0123456789.[]", format[i]) >= 0 {
			i++
		}
		if i >= len(format) {
			break
		}
		if format[i] == '%' {
			b.WriteByte('%')
			continue
		}
		if next < len(args) {
			b.WriteString(c.textAt(args[next], depth+1))
		} else {
			b.WriteString(c.hole(nil))
		}
		next++
	}
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
