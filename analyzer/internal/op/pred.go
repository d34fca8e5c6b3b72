package op

import (
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Pred is one equality that a find demands.
type Pred struct {
	Column string // lower case, without table; "" while From names it
	// Func is the function around the column, in lower case: lower(email) = ?.
	Func  string
	Value *value.Expr
	// Either says that the equality stands in a branch of an OR: a row that
	// meets it is found whatever the other branches say.
	Either bool
	// Filled says that the equality is demanded only if the value is not zero:
	// it is a field of a struct condition.
	Filled bool
	// Maybe says that the equality is demanded on some ways to the find only:
	//
	//	if tenant != "" { q = q.Where("tenant = ?", tenant) }
	Maybe bool
	// From is the value that names the column when it is not known here.
	From *value.Expr
}

// Whole is the column of a Pred that compares the row as a whole, when its
// fields are not known here.
const Whole = "*"

// comparedColumn is the column of a map's key, which may be an expression, and
// the function around it; "" for a key that says something else.
//
//	sq.Eq{"LOWER(name)": strings.ToLower(name)}
func comparedColumn(key string) (column, function string) {
	if isIdentifier(key) {
		return columnName(key), ""
	}
	if cond := sqltext.ParseCondition(key + " = ?"); len(cond.Equalities) == 1 {
		return cond.Equalities[0].Column, cond.Equalities[0].Func
	}
	return "", ""
}
