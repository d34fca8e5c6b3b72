package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// mayLeave reports whether the function can be left at the create as it is left
// at the check: nothing was taken or begun in between that is not let go by a
// defer, and what runs when the create failed cleans nothing up.
//
//	if taken { return ErrTaken }
//	mu.Lock()
//	if err := create(); err != nil {
//		mu.Unlock()
//		return err
//	}
func (m *maker) mayLeave(from token.Pos) bool {
	to, held := m.create.call.Pos(), 0
	ast.Inspect(m.enclosing(m.create), func(n ast.Node) bool {
		if n == nil || n.End() <= from || n.Pos() >= to {
			return false
		}
		switch n := n.(type) {
		case *ast.DeferStmt:
			if m.does(n.Call, model.DoUnlock, model.Rollback) || m.closes(n.Call) {
				held--
			}
			return false
		case *ast.FuncLit:
			return within(m.create.call, n)
		case *ast.CallExpr:
			if n.Pos() >= from && m.does(n, model.DoLock, model.Begin) {
				held++
			}
		}
		return true
	})
	return held <= 0 && (m.create.body == nil || !m.cleans(m.create.body))
}

// cleans reports whether statements undo something.
func (m *maker) cleans(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			found = found || m.closes(call) || m.does(call, model.DoUnlock, model.Rollback, model.Delete)
		}
		return !found
	})
	return found
}

// does reports whether a call does one of some things to a store or a lock.
func (m *maker) does(call *ast.CallExpr, verbs ...model.Verb) bool {
	fn := m.called(call)
	if fn == nil {
		return false
	}
	b, ok := m.Sums.Ops.Models().Call(fn)
	return ok && slices.Contains(verbs, b.Does)
}

// closes reports whether a call closes what it is called on.
func (m *maker) closes(call *ast.CallExpr) bool {
	fn := m.called(call)
	return fn != nil && fn.Signature().Recv() != nil && fn.Name() == "Close"
}

// called is the function that a call names, nil when it names none.
func (m *maker) called(call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return nil
	}
	fn, _ := m.Info.Uses[id].(*types.Func)
	return fn
}
