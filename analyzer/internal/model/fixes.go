package model

import "slices"

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

// TellsTransactions reports whether the package has a type of its own for
// transactions, so that its connections are none.
func (f *File) TellsTransactions() bool {
	return slices.ContainsFunc(f.Types, func(t Type) bool { return t.Role == Transaction })
}
