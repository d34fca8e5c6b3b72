package model

// ConflictForm is one way in which a unique violation is told apart from
// other errors.
type ConflictForm struct {
	Is     string   `yaml:"is,omitempty" json:"is,omitempty"`         // sentinel
	As     string   `yaml:"as,omitempty" json:"as,omitempty"`         // error type (import path "." name), alone: every error of the type …
	Field  string   `yaml:"field,omitempty" json:"field,omitempty"`   // … whose field, or method without parameters, or path of them (Code.Name) …
	Equals []string `yaml:"equals,omitempty" json:"equals,omitempty"` // … has one of these constant values
	// Needs is a field (import path "." name) without which the error never
	// shows; Opens the function that takes it. A program that is seen to call
	// the one and never names the other does not get the error.
	Needs string `yaml:"needs,omitempty" json:"needs,omitempty"`
	Opens string `yaml:"opens,omitempty" json:"opens,omitempty"`
}

// Alias says that an error that is Is is Also, too (pgx.ErrNoRows wraps sql.ErrNoRows); or the Same.
type Alias struct {
	Is   string `yaml:"is" json:"is"`
	Also string `yaml:"also" json:"also"`
	Same bool   `yaml:"same,omitempty" json:"same,omitempty"`
}
