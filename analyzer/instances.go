package analyzer

import (
	"go/types"

	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// A method of a generic type has one fact, of the type as it is declared; what
// stands behind an interface is an instance of it.
//
//	type Repo[T any] struct{ db *gorm.DB }
//	func (r *Repo[T]) Insert(t *T) error { … }
//	type UserRepo struct{ *Repo[User] }            Insert creates User
//	type Store[T any] interface{ Insert(*T) error }  behind Store[User], too

// fact returns what is known of a method, in the terms of its instance.
func (p *program) fact(fn *types.Func) *summary.Fact {
	f := p.known(fn.Origin())
	if f == nil || fn.Origin() == fn {
		return f
	}
	n := receiverOf(fn)
	if n == nil {
		return f
	}
	return f.Instance(n.TypeArgs())
}

// receiverOf is the named type that a method belongs to, nil when it is none.
func receiverOf(fn *types.Func) *types.Named {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := types.Unalias(recv.Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// candidates are the types that may implement the interface of a method: all
// that are no generic ones, and for an instance of a generic interface the same
// instance of each generic type.
func (p *program) candidates(m *types.Func) []*types.Named {
	n := receiverOf(m)
	if n == nil || n.TypeArgs().Len() == 0 {
		return p.types
	}
	var args []types.Type
	for t := range n.TypeArgs().Types() {
		if _, open := types.Unalias(t).(*types.TypeParam); open {
			return p.types
		}
		args = append(args, t)
	}
	out := p.types[:len(p.types):len(p.types)]
	for _, g := range p.generic {
		if g.TypeParams().Len() != len(args) {
			continue
		}
		if t, err := types.Instantiate(nil, g, args, true); err == nil {
			if inst, ok := t.(*types.Named); ok {
				out = append(out, inst)
			}
		}
	}
	return out
}
