package model

import "slices"

// Fixes are pieces of source that a suggested fix puts behind a handle.
type Fixes struct {
	Import  string `yaml:"import" json:"import"`   // the package that the pieces name
	Nothing string `yaml:"nothing" json:"nothing"` // an insert does nothing when a unique key is taken
	Fresh   string `yaml:"fresh" json:"fresh"`     // a find sees what other transactions have committed
	Find    string `yaml:"find" json:"find"`       // the method that finds as a find-or-create does
	// Updates are methods that make a find-or-create update a row that it finds.
	Updates []string `yaml:"updates,omitempty" json:"updates,omitempty"`
}

// TellsTransactions reports whether the package has a type of its own for
// transactions, so that its connections are none.
func (f *File) TellsTransactions() bool {
	return slices.ContainsFunc(f.Types, func(t Type) bool { return t.Role == Transaction })
}

// Once is how to make a create store only what is not there yet, and how the
// loser is told. One of Loaded, Taken and Fails says how.
type Once struct {
	// Call takes the create's place: a function or method that stands where the
	// create stands, and what it is given; argN is the source of an argument.
	Call string `yaml:"call" json:"call"`
	// Loaded: its results are what is there now, and whether that was there before.
	Loaded bool `yaml:"loaded,omitempty" json:"loaded,omitempty"`
	// Taken is a condition on its result, named created.
	Taken string `yaml:"taken,omitempty" json:"taken,omitempty"`
	// Fails is the error that it returns then, as the source has it: os.ErrExist.
	Fails string `yaml:"fails,omitempty" json:"fails,omitempty"`
	// Claims: it stands in front of the create, takes the key, and is closed.
	Claims bool `yaml:"claims,omitempty" json:"claims,omitempty"`
}
