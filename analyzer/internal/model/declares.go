package model

import "slices"

// Declares says what a value of a struct type declares, and in which fields. With
// methods it says what calls of these declare: a table, the one that the receiver
// is a handle on.
type Declares struct {
	Type      string   `yaml:"type" json:"type"`
	Methods   []string `yaml:"methods,omitempty" json:"methods,omitempty"`
	Is        Thing    `yaml:"is" json:"is"`
	Name      string   `yaml:"name,omitempty" json:"name,omitempty"`
	Columns   string   `yaml:"columns,omitempty" json:"columns,omitempty"`     // of a table or a key: a list of columns, or a document that has a direction for each
	Primary   string   `yaml:"primary,omitempty" json:"primary,omitempty"`     // of a table: the columns of its primary key
	Keys      string   `yaml:"keys,omitempty" json:"keys,omitempty"`           // of a table: a list of keys; of a call: the argument that is a key or a list of keys
	Options   string   `yaml:"options,omitempty" json:"options,omitempty"`     // of a key: what a chain of calls makes, whose methods unique and partial name then
	Unique    string   `yaml:"unique,omitempty" json:"unique,omitempty"`       // of a column or a key: a bool
	Nullable  string   `yaml:"nullable,omitempty" json:"nullable,omitempty"`   // of a column: a bool
	Generated string   `yaml:"generated,omitempty" json:"generated,omitempty"` // of a column: a bool
	Partial   []string `yaml:"partial,omitempty" json:"partial,omitempty"`     // of a key: what is said of it here may narrow it
}

// Narrows reports whether what a field or method of this name says may narrow the
// key.
func (d *Declares) Narrows(name string) bool { return slices.Contains(d.Partial, name) }

// Thing is what a value declares.
type Thing string

// The things.
const (
	ATable  Thing = "table"
	AColumn Thing = "column"
	AKey    Thing = "key"
)
