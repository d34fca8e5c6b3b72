package model

import (
	"go/types"
	"slices"
)

// Fixes are pieces of source that a suggested fix puts behind a handle.
type Fixes struct {
	Import  string `yaml:"import" json:"import"`   // the package that the pieces name
	Nothing string `yaml:"nothing" json:"nothing"` // an insert does nothing when a unique key is taken
	Fresh   string `yaml:"fresh" json:"fresh"`     // a find sees what other transactions have committed
	// Nested runs a create in a transaction of its own, inside another in a
	// savepoint; handle stands for the handle's name, create for the create.
	Nested string `yaml:"nested,omitempty" json:"nested,omitempty"`
	// Shared is Fresh for losers, who would wait for one another; Locks are the
	// methods that can take it.
	Shared string   `yaml:"shared,omitempty" json:"shared,omitempty"`
	Locks  []string `yaml:"locks,omitempty" json:"locks,omitempty"`
	Find   string   `yaml:"find" json:"find"` // the method that finds as a find-or-create does
	// Unless are methods of a row's type that are called for the loser, too.
	Unless []string `yaml:"unless,omitempty" json:"unless,omitempty"`
	// Updates are methods that make a find-or-create update a row that it finds.
	Updates []string `yaml:"updates,omitempty" json:"updates,omitempty"`
}

// BeginsInPlace reports whether a handle of the package becomes a transaction by a
// call on it.
func (f *File) BeginsInPlace() bool { return slices.ContainsFunc(f.Calls, Call.beginsInPlace) }

func (c Call) beginsInPlace() bool { return c.Does == Begin && c.Handle == "recv" }

// MayBegin reports whether a connection of the given type may be a transaction: it
// is of a type that becomes one by a call on it, or of an interface before one; or
// the package has no type by which to tell.
func (f *File) MayBegin(obj *types.TypeName) bool {
	if slices.ContainsFunc(f.Types, func(t Type) bool { return t.Role == Transaction }) {
		return false
	}
	if !f.BeginsInPlace() {
		return true
	}
	for _, c := range f.Calls {
		if c.beginsInPlace() && slices.ContainsFunc(c.Types, func(name string) bool { return standsFor(obj, name) }) {
			return true
		}
	}
	return false
}

// standsFor reports whether a value of a type may be one of another type of the
// package.
func standsFor(obj *types.TypeName, name string) bool {
	if obj.Name() == name {
		return true
	}
	iface, ok := obj.Type().Underlying().(*types.Interface)
	other := obj.Pkg().Scope().Lookup(name)
	return ok && other != nil && types.Implements(types.NewPointer(other.Type()), iface)
}
