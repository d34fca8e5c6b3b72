// Package chains folds builder chains into their terminal call.
package chains

// Tag has no unique key.
type Tag struct {
	ID     uint
	Name   string
	Kind   string
	Hidden bool
}
