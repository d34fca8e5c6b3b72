package op

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// fieldsAt is placeValues for a place that may be a field of a struct which the
// program fills in and hands over; empty when what the field holds is not seen.
//
//	client.PutItem(ctx, &dynamodb.PutItemInput{TableName: table, Item: item})
func (c *Classifier) fieldsAt(common *ssa.CallCommon, at model.Place) []ssa.Value {
	vals := c.placeValues(common, at)
	if at.Kind != model.Arg || len(at.Fields) != 1 || at.Rest || len(vals) != 1 {
		return vals
	}
	if v := onlyField(value.Strip(vals[0]), at.Fields[0]); v != nil {
		return []ssa.Value{v}
	}
	return nil
}

// onlyField returns what is stored in a field of a local struct, nil when that is
// nothing or more than one thing.
func onlyField(v ssa.Value, name string) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X // it is handed over by value
	}
	alloc, ok := v.(*ssa.Alloc)
	if !ok {
		return nil
	}
	if stored := value.FieldStores(alloc, func(field string) bool { return field == name }); len(stored) == 1 {
		return stored[0]
	}
	return nil
}

// wrapped is the identity of the only thing that matters in a struct which a model
// calls a wrapper, nil for any other value.
//
//	&types.AttributeValueMemberS{Value: email}    &dynamodb.AttributeValue{S: &email}
func (c *Classifier) wrapped(v ssa.Value, at ssa.Instruction) *value.Expr {
	v = value.Strip(v)
	n := namedOf(v.Type())
	if n == nil {
		return nil
	}
	if role, _ := c.models.Type(n.Obj()); role != model.Wrapper {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if e := c.view.FieldOf(v, []string{f.Name()}, at); e.Op != value.Zero {
			return e
		}
	}
	return value.ZeroExpr()
}

// encoded is the row that a function makes a document of, or v.
//
//	item, err := attributevalue.MarshalMap(user)
func (c *Classifier) encoded(v ssa.Value) ssa.Value {
	from := v
	if e, ok := v.(*ssa.Extract); ok {
		from = e.Tuple
	}
	call, ok := from.(*ssa.Call)
	if !ok {
		return v
	}
	if b, ok := c.Bound(&call.Call); ok && b.Does == model.Nothing && b.RowAt.Kind == model.Arg {
		if rows := c.placeValues(&call.Call, b.RowAt); len(rows) == 1 {
			return value.Strip(rows[0])
		}
	}
	return v
}

// pointedText is the table whose name a pointer to a text says.
//
//	TableName: aws.String("users")
func (c *Classifier) pointedText(v ssa.Value) Entity {
	p, ok := v.Type().Underlying().(*types.Pointer)
	if !ok {
		return Entity{}
	}
	if b, ok := p.Elem().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
		return Entity{}
	}
	e := c.view.Of(v)
	if text, err := strconv.Unquote(e.Name); e.Op == value.Const && err == nil {
		return Entity{Table: columnName(text)}
	}
	return Entity{Hole: e}
}
