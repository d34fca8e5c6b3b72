package op

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// condition reads a builder's condition argument, whose type decides what it
// says: a fragment of SQL whose placeholders the following arguments fill, a
// struct whose filled fields are equalities, a map, or a primary key.
func (c *Classifier) condition(o *Op, s step) {
	common := s.call.Common()
	conds := c.fieldsAt(common, s.bound.ConditionAt)
	if len(conds) == 0 {
		return
	}
	if s.bound.ConditionAt.Rest {
		for _, cond := range conds {
			c.oneCondition(o, s, cond, nil)
		}
		return
	}
	c.oneCondition(o, s, conds[0], append(conds[1:], c.keyArguments(s)...))
}

// oneCondition reads one condition; rest fills the placeholders of a fragment.
func (c *Classifier) oneCondition(o *Op, s step, cond ssa.Value, rest []ssa.Value) {
	v := value.Strip(cond)
	if c.predicateValue(o, s, v) {
		return
	}
	if c.isGiven(v) {
		c.givenCondition(o, s, v, rest)
		return
	}
	if len(s.bound.ColumnsAt) > 0 {
		c.beanCondition(o, s, v)
		return
	}
	if c.documents(s.bound.File) && c.documentCondition(o, s, v) {
		return
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsString != 0 && !isValue(cond) {
			c.fragment(o, s, v, rest)
			return
		}
		c.equal(o, s, primaryKey, c.view.Of(v))
	case *types.Map:
		if c.isEqualities(v.Type()) {
			c.mapCondition(o, s, v)
			return
		}
		o.Others = true
	case *types.Struct, *types.Pointer:
		if n := namedOf(v.Type()); n != nil && !c.isBuilder(v) && !c.isPredicate(v) && !isList(v.Type()) {
			c.structCondition(o, s, v)
			return
		}
		o.Others = o.Others || !isDestination(v)
	case *types.Slice:
		c.listCondition(o, s, v)
	default:
		o.Others = true
	}
}

// isValue reports whether a text is handed over as a value of a type of its own,
// which no library takes for SQL.
//
//	type UserID string
//	db.First(&user, id)
func isValue(cond ssa.Value) bool {
	boxed, ok := cond.(*ssa.MakeInterface)
	if !ok {
		return false
	}
	_, named := types.Unalias(boxed.X.Type()).(*types.Named)
	return named
}

// primaryKey stands for the primary key's column until the entity is known.
const primaryKey = "#pk"

func (c *Classifier) fragment(o *Op, s step, v ssa.Value, args []ssa.Value) {
	text, holes := c.textHoles(v)
	if name := c.namedBy(text, holes); name != nil && len(args) == 1 {
		c.equalFrom(o, s, name, args[0])
		return
	}
	if strings.Trim(text, sqltext.Hole+" ") == "" {
		o.Others = true
		return
	}
	if isIdentifier(text) && len(args) == 1 { // Where("name", x)
		c.equal(o, s, columnName(text), c.compared(args[0], s.call))
		return
	}
	if isNumber(text) && len(args) == 0 {
		c.equal(o, s, primaryKey, value.ConstExpr(text))
		return
	}
	cond := sqltext.ParseCondition(text)
	o.Others = o.Others || cond.Others
	o.Narrowed = append(o.Narrowed, cond.Narrowed...)
	in := operands{args: args, holes: holes}
	c.equalities(o, s, cond.Equalities, in)
	c.alternatives(o, s, cond.Alternatives, in)
}

// equalities adds the equalities of a statement or fragment whose operands
// come from args, or by name from the struct or map named.
func (c *Classifier) equalities(o *Op, s step, eqs []sqltext.Equality, in operands) {
	for _, eq := range eqs {
		if e := c.operand(eq.Operand, in, s.call); e != nil && eq.Column != "" {
			n := len(o.Key)
			c.equal(o, s, eq.Column, e)
			o.apply(eq.Func, n)
		} else {
			o.Others = true
		}
	}
}

// alternatives adds the equalities in the branches of OR-ed parts.
func (c *Classifier) alternatives(o *Op, s step, eqs []sqltext.Equality, in operands) {
	n := len(o.Key)
	c.equalities(o, s, eqs, in)
	for i := n; i < len(o.Key); i++ {
		o.Key[i].Either = true
	}
}

// operands are what a text is sent with, and what was written into it.
type operands struct {
	args  []ssa.Value // for its placeholders, in order
	named ssa.Value   // what has them by name
	holes []ssa.Value // in its holes, in order; nil where one is not known
}

// operand returns the identity of what stands for a placeholder, or for all of a
// literal that a value was written into: name = '%s'.
func (c *Classifier) operand(op sqltext.Operand, in operands, at ssa.Instruction) *value.Expr {
	args, named := in.args, in.named
	switch op.Kind {
	case sqltext.Placeholder:
		if op.Index < len(args) {
			return c.compared(args[op.Index], at)
		}
	case sqltext.HoleOperand:
		if op.Text == sqltext.Hole && op.Index < len(in.holes) && in.holes[op.Index] != nil {
			return c.compared(in.holes[op.Index], at)
		}
	case sqltext.Literal:
		return literal(op.Text)
	case sqltext.Named:
		for _, a := range args {
			if e := c.namedArgument(a, op.Name); e != nil {
				return e
			}
		}
		if named == nil && len(args) == 1 {
			named = args[0]
		}
		if named != nil {
			return c.namedOperand(named, op.Name, at)
		}
	}
	return nil
}

func literal(text string) *value.Expr {
	if isNumber(text) || text == "true" || text == "false" {
		return value.ConstExpr(text)
	}
	return value.ConstExpr(constant.MakeString(text).ExactString())
}

// namedArgument is the value of sql.Named(name, value), nil for another name.
func (c *Classifier) namedArgument(v ssa.Value, name string) *value.Expr {
	call, ok := value.Strip(v).(*ssa.Call)
	if !ok {
		return nil
	}
	b, ok := c.Bound(&call.Call)
	if !ok || b.Does != model.NamedArg || len(b.KeyAt) == 0 {
		return nil
	}
	names, values := c.placeValues(&call.Call, b.EntityAt), c.placeValues(&call.Call, b.KeyAt[0])
	if len(names) != 1 || len(values) != 1 {
		return nil
	}
	if text, ok := c.text(names[0]); ok && strings.EqualFold(text, name) {
		return c.view.Of(values[0])
	}
	return nil
}

// namedOperand finds :name in a map literal or a struct.
func (c *Classifier) namedOperand(v ssa.Value, name string, at ssa.Instruction) *value.Expr {
	v = value.Strip(v)
	if m, ok := v.(*ssa.MakeMap); ok {
		return c.mapEntries(m)[strings.ToLower(name)]
	}
	if n := namedOf(v.Type()); n != nil {
		if path, ok := c.naming.fieldByTag(n, name); ok {
			return c.view.FieldOf(v, path, at)
		}
	}
	return nil
}

// mapEntries returns the identities that a map literal gives its constant
// keys, in lower case.
func (c *Classifier) mapEntries(m ssa.Value) map[string]*value.Expr {
	out := map[string]*value.Expr{}
	for _, ref := range *m.Referrers() {
		if up, ok := ref.(*ssa.MapUpdate); ok && up.Map == m {
			if k, ok := c.text(up.Key); ok {
				out[columnName(k)] = c.view.Of(up.Value)
			}
		}
	}
	return out
}

func (c *Classifier) mapCondition(o *Op, s step, v ssa.Value) {
	entries, ok := c.entries(v, s.call)
	if !ok {
		c.equal(o, s, Whole, c.view.Of(v)) // a create of this very map has its columns
		return
	}
	for _, e := range entries {
		if isMap(e.val) {
			o.Others = true
			if column, function := comparedColumn(e.key); !e.maybe && function == "" && column != "" {
				o.Narrowed = append(o.Narrowed, column)
			}
			continue
		}
		if e.from != nil {
			c.equalFrom(o, s.orMaybe(e.maybe), e.from, e.val)
			continue
		}
		column, function := comparedColumn(e.key)
		if column == "" {
			o.Others = true // "age >"
			continue
		}
		n := len(o.Key)
		c.equal(o, s.orMaybe(e.maybe), column, c.entryValue(e, s.call))
		o.apply(function, n)
	}
}

// apply notes the function around the columns of the key from n on.
func (o *Op) apply(function string, n int) {
	for i := n; i < len(o.Key); i++ {
		o.Key[i].Func = function
	}
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || r == '.' || r == '`' || r == '"' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return s != ""
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// columnName normalises a column: lower case, unquoted, without its table.
func columnName(s string) string {
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		s = s[i+1:]
	}
	return strings.ToLower(strings.Trim(s, "`\"[] "))
}
