// Package harm decides whether the loser of a race on a store that holds
// values by key does damage.
//
// In a database a second row is damage whatever it says. In a file system, a
// key-value store or a map most find-then-create pairs are benign: a cache is
// filled, a directory made, a pure result remembered, and the loser stores what
// the winner stored. So a pair on such a store is a finding only when a named
// reason shows that the two calls differ: one is refused, or each goes on with
// a value of its own. This package decides whether there is such a reason. It
// refuses to guess: a value of which nothing is known is taken to be loaded from
// elsewhere, which is benign.
//
// Known limits: what a library does with a value that is stored is not seen, so
// an object whose identity does not show in its type is silent.
package harm

import (
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// Reason is why losing the race does damage.
type Reason uint8

// The reasons.
const (
	None     Reason = iota
	Refuses         // who finds the key taken is refused
	Random          // each call stores a value that nobody else has
	Marker          // the value marks the key as taken
	Own             // each call stores an object of its caller
	Identity        // the value is changed, locked, sent on or closed later
	Started         // a goroutine that belongs to the value was started
	Emptied         // a file is made for others to fill, and is emptied again
)

func (r Reason) String() string {
	return [...]string{"none", "refuses", "random", "marker", "own object", "identity", "goroutine", "emptied"}[r]
}

// Divides reports whether those who find the key taken part ways, and the create of
// some of them is still damage in the absent world: others are refused, or go on with
// what is there.
func (j *Judge) Divides(p *protect.Pair) bool { return j.TurnsAway(p) || j.reuses(p) }

// Judge judges the pairs of one package.
type Judge struct {
	sums    *summary.Package
	mutable map[string]bool // full names of struct types that are changed in place
	scanned bool
}

// New returns a judge over the summaries of a package.
func New(sums *summary.Package) *Judge {
	return &Judge{sums: sums, mutable: map[string]bool{}}
}

// Of returns the reason why losing the race of p does damage, None when none is
// shown.
func (j *Judge) Of(p *protect.Pair) Reason {
	if futile(p) || sometimes(p.Create) {
		return None
	}
	if refuses(p) || j.TurnsAway(p) {
		if j.typed(p) {
			return None
		}
		return Refuses
	}
	of := p.Create.Of
	if of.Loser != model.Overwrites || j.kept(p) {
		return None
	}
	for _, test := range [...]struct {
		reason Reason
		holds  func(*protect.Pair) bool
	}{{Random, j.random}, {Marker, j.marker}, {Own, j.own}, {Identity, j.identity}, {Started, j.started}, {Emptied, j.emptied}} {
		if test.holds(p) {
			return test.reason
		}
	}
	return None
}
