package model

// Language is a language of statements.
type Language string

// The languages.
const (
	SQL    Language = ""
	Cypher Language = "cypher" // of graph databases
)

// Words implements strict.Worded.
func (Language) Words() []string { return texts(Cypher) }
