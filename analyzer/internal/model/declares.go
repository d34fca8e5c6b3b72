package model

// Declares says what a value of a struct type declares, and in which fields.
type Declares struct {
	Type      string `yaml:"type" json:"type"`
	Is        Thing  `yaml:"is" json:"is"`
	Name      string `yaml:"name" json:"name"`
	Columns   string `yaml:"columns,omitempty" json:"columns,omitempty"`     // of a table or a key: a list of columns
	Primary   string `yaml:"primary,omitempty" json:"primary,omitempty"`     // of a table: the columns of its primary key
	Keys      string `yaml:"keys,omitempty" json:"keys,omitempty"`           // of a table: a list of keys
	Unique    string `yaml:"unique,omitempty" json:"unique,omitempty"`       // of a column or a key: a bool
	Nullable  string `yaml:"nullable,omitempty" json:"nullable,omitempty"`   // of a column: a bool
	Generated string `yaml:"generated,omitempty" json:"generated,omitempty"` // of a column: a bool
	Partial   string `yaml:"partial,omitempty" json:"partial,omitempty"`     // of a key: what is said of it here may narrow it
}

// Thing is what a value declares.
type Thing string

// The things.
const (
	ATable  Thing = "table"
	AColumn Thing = "column"
	AKey    Thing = "key"
)
