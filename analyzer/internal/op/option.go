package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Scope is what a function value adds to a statement.
type Scope struct {
	Key     []Pred // equalities
	RowLock bool   // FOR UPDATE
}

// ScopeMade is what the function that fn makes adds to a statement, in terms of
// fn's parameters; nothing when fn makes no such function.
//
//	func WithName(n string) func(*gorm.DB) *gorm.DB {
//		return func(db *gorm.DB) *gorm.DB { return db.Where("name = ?", n) }
//	}
func (c *Classifier) ScopeMade(fn *ssa.Function) Scope {
	results := fn.Signature.Results()
	if results.Len() != 1 {
		return Scope{}
	}
	sig, ok := results.At(0).Type().Underlying().(*types.Signature)
	if !ok || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return Scope{}
	}
	made := onlyReturn(fn)
	if made == nil {
		return Scope{}
	}
	return c.ScopeOf(made)
}

// ScopeOf is what one function value adds to a statement, nothing when that is not
// known.
func (c *Classifier) ScopeOf(v ssa.Value) Scope {
	steps, ok := c.scope(v, 0)
	if !ok {
		return Scope{}
	}
	o := &Op{}
	for _, s := range steps {
		c.applyStep(o, s)
	}
	return Scope{o.Key, o.RowLock}
}

// Elements returns the elements of a slice that is written out or appended to,
// as far as they can be seen.
func Elements(v ssa.Value) []ssa.Value { return elements(v, 0) }

func elements(v ssa.Value, depth int) []ssa.Value {
	if depth > 10 {
		return nil
	}
	v = value.Strip(v)
	if elems, ok := value.Variadic(v); ok {
		return elems
	}
	switch v := v.(type) {
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			return append(elements(v.Call.Args[0], depth+1), elements(v.Call.Args[1], depth+1)...)
		}
	case *ssa.Phi:
		var out []ssa.Value
		seen := map[ssa.Value]bool{}
		for _, e := range v.Edges {
			if e == v {
				continue
			}
			for _, x := range elements(e, depth+3) {
				if !seen[x] {
					seen[x] = true
					out = append(out, x)
				}
			}
		}
		return out
	}
	return nil
}
