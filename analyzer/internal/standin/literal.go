package standin

import (
	"go/ast"
	"go/types"
)

// literal declares the type of a composite literal, and its fields as the literal
// has them.
func (m *mender) literal(e *ast.CompositeLit, want types.Type) {
	if e.Type != nil {
		m.typeExpr(e.Type)
	}
	t := m.typeOf(e)
	if t == nil {
		t = want
	}
	if p, ok := underlying(t).(*types.Pointer); ok {
		t = p.Elem() // &T is left out in a list of pointers
	}
	for i, elt := range e.Elts {
		kv, keyed := elt.(*ast.KeyValueExpr)
		switch u := underlying(t).(type) {
		case *types.Struct:
			switch {
			case keyed:
				m.keyed(t, u, kv)
			case i < u.NumFields():
				m.expr(&e.Elts[i], u.Field(i).Type())
			}
		case *types.Map:
			if keyed {
				m.expr(&kv.Key, u.Key())
				m.expr(&kv.Value, u.Elem())
			}
		case interface{ Elem() types.Type }: // a slice or an array
			if keyed {
				m.expr(&kv.Value, u.Elem())
			} else {
				m.expr(&e.Elts[i], u.Elem())
			}
		default:
			if keyed {
				m.expr(&kv.Value, nil)
			} else {
				m.expr(&e.Elts[i], nil)
			}
		}
	}
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}

// keyed is one field of a struct.
func (m *mender) keyed(t types.Type, s *types.Struct, kv *ast.KeyValueExpr) {
	name, ok := kv.Key.(*ast.Ident)
	if !ok {
		return
	}
	for f := range s.Fields() {
		if f.Name() == name.Name {
			m.expr(&kv.Value, valid(f.Type()))
			return
		}
	}
	m.expr(&kv.Value, nil)
	n, l := m.own(t)
	if n == nil {
		return
	}
	value := m.typeOf(kv.Value)
	if m.collect {
		m.asks(member{n, name.Name}, value)
		return
	}
	if value == nil && m.led(kv.Value) {
		return // until the next round knows what the value is
	}
	if value = m.members[member{n, name.Name}]; value == nil {
		value = m.unnamed(name.Name, name.Pos())
	}
	m.changed = l.field(n, name.Name, types.Default(value)) || m.changed
}
