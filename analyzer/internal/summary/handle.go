package summary

import (
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Handle returns the identity of the connection or transaction that the
// operation runs on, nil when it has none.
func (s *Site) Handle() *value.Expr {
	switch {
	case s.built != nil && s.built.Handle == nil:
		return nil
	case s.built != nil:
		return s.ops.View().Of(s.built.Handle)
	case s.Inner != nil:
		return s.subst(s.Inner.Handle(), s.ops.View())
	case s.Known != nil:
		return s.Known.Handle
	case s.Op.Handle == nil:
		return nil
	}
	return s.ops.View().Of(s.Op.Handle)
}

// takeBuilt adds what the caller's steps say of a statement that the helper only
// sends, and reports whether they name the entity.
func (s *Site) takeBuilt() bool {
	handle := s.Inner.Handle()
	if s.Callback || handle == nil || handle.Op != value.Param {
		return false
	}
	b, ok := s.ops.Built(s.Verb, value.Argument(s.call().Common(), handle.Index), s.call())
	if !ok {
		return false
	}
	s.built, s.Verb = &b, b.Verb
	s.Of.RowLock = s.Of.RowLock || b.RowLock
	s.Of.Narrowed = append(slices.Clip(s.Of.Narrowed), b.Narrowed...)
	if !b.Entity.Known() || s.Verb != model.Find {
		return false
	}
	s.Entity = b.Entity
	return true
}
