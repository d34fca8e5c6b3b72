// Package gvar declares those names of github.com/gogf/gf/v2/container/gvar that
// the model speaks of; see package gdb.
package gvar

// Var is a value of any type.
type Var struct{ value any }

func (v *Var) IsNil() bool    { return v == nil || v.value == nil }
func (v *Var) IsEmpty() bool  { return v.IsNil() || v.value == "" }
func (v *Var) Int64() int64   { return 0 }
func (v *Var) String() string { return "" }
