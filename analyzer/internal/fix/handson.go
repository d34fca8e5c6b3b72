package fix

import (
	"go/ast"
	"go/types"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// handsOn repairs a function that returns what the find has found, or else what
// the create returns.
//
//	u, err := find(email)             …
//	if errors.Is(err, ErrNotFound) {  …
//		return create(email)              created, err := create(email)
//	}                                         if err != nil {
//	return u, err                                     if winner, again := find(email); again == nil {
//	                                                          return winner, nil
//	                                                  }
//	                                          }
//	                                          return created, err
//	                                  }
func (b *branching) handsOn(says, why string) *draft {
	ret, ok := b.create.stmt().(*ast.ReturnStmt)
	a, assigns := b.assignment()
	if !ok || !assigns || len(ret.Results) != 1 || ret.Results[0] != b.create.expr || len(a.Lhs) != 2 || b.not {
		return nil
	}
	found, ok := b.Info.TypeOf(b.find.expr).(*types.Tuple)
	made, ok2 := b.Info.TypeOf(b.create.expr).(*types.Tuple)
	if !ok || !ok2 || found.Len() != 2 || made.Len() != 2 || !value.IsError(found.At(1).Type()) ||
		!types.Identical(found.At(0).Type(), made.At(0).Type()) {
		return nil
	}
	row, ok := a.Lhs[0].(*ast.Ident)
	if !ok || b.Info.ObjectOf(row) == nil || !b.returns(b.Info.ObjectOf(row)) {
		return nil
	}
	l := b.decision()
	if l == nil {
		return nil
	}
	name := "winner"
	if l.there != "again == nil" {
		if !b.mentions(b.cond, b.Info.ObjectOf(row)) {
			return nil
		}
		name = row.Name // which the condition asks for
	}
	return b.unreturn(says, ret, why+"if "+name+", again := "+b.text(b.find.expr)+"; "+l.there+" {\nreturn "+name+", nil\n}")
}

// returns reports whether what follows the if does nothing but return a row that
// was found, and the find's error or none.
func (b *branching) returns(row types.Object) bool {
	for _, s := range b.next {
		if s, ok := s.(*ast.IfStmt); ok && fails(b.pair, s) {
			continue
		}
		ret, ok := s.(*ast.ReturnStmt)
		if !ok || len(ret.Results) != 2 {
			return false
		}
		id, ok := ret.Results[0].(*ast.Ident)
		err, ok2 := ret.Results[1].(*ast.Ident)
		return ok && ok2 && b.Info.ObjectOf(id) == row && (isNil(err) || b.find.err != nil && b.Info.ObjectOf(err) == types.Object(b.find.err))
	}
	return false
}
