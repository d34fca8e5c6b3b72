package model

// Loser is what becomes of a create of a key that exists.
type Loser string

// What losers do. A store of rows leaves it to its unique keys.
const (
	Overwrites Loser = "overwrites" // replaces what is there: the default in stores that hold values by key
	Fails      Loser = "fails"      // returns an error
	Keeps      Loser = "keeps"      // leaves what is there as it is, and says nothing
)

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
	// Import is the package that the call names beside the create's own.
	Import string `yaml:"import,omitempty" json:"import,omitempty"`
	// Dialects are those whose databases make Taken true; none: any store does.
	Dialects []string `yaml:"dialects,omitempty" json:"dialects,omitempty"`
	// Unless are methods of the row's type that are called for the loser, too.
	Unless []string `yaml:"unless,omitempty" json:"unless,omitempty"`
	// Claims: it stands in front of the create, takes the key, and is closed.
	Claims bool `yaml:"claims,omitempty" json:"claims,omitempty"`
}
