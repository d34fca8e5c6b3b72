// Package protect decides whether something makes a find-then-create pair
// atomic, or catches the lost race.
//
// Each protection is one file and one entry in the list that Reason goes
// through. A protection that cannot be proved is none; what looks like one and
// is not (a plain transaction, a lock around one half) is said as a Weak
// guard, for the message. The package refuses to decide whether two operations
// are a pair: it is asked about pairs.
package protect

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Pair is a find and a create in one function, guarded, on the same key.
type Pair struct {
	Fn           *ssa.Function
	Find, Create *summary.Site
	// Absent and Present are the runs of Fn in the two worlds of Find.
	Absent, Present []*world.Run
}

// Options are the user's choices.
type Options struct {
	// RejectProcessLocks says that a mutex of this process does not protect a
	// store that other processes share.
	RejectProcessLocks bool
	// RejectRetries says that being run again after an error does not make up for
	// the error.
	RejectRetries bool
	// Dialect is the SQL that the database speaks, "" when only drivers tell.
	Dialect string
}

// Weak is a guard that does not guard, and where it is.
type Weak struct {
	Kind WeakKind
	At   ssa.Instruction
	// Level is the isolation level of a transaction, as programs write it.
	Level string
}

// WeakKind is a kind of guard that does not guard.
type WeakKind uint8

// The guards that are none.
const (
	NoWeak             WeakKind = iota
	PlainTransaction            // at the default isolation level
	LowTransaction              // at another one that is not serializable
	OtherTransaction            // around the create only
	AbsentRowLock               // FOR UPDATE on the row that is looked for
	ReleasedLock                // released between the find and the create
	HalfLock                    // held at the create only
	LocalLock                   // a mutex that every call makes anew
	HiddenError                 // a test for an error that the program never asks the store for
	ForeignKeyTest              // a test for a missing reference only
	AbortedTransaction          // the violation is caught, but the database has given up the transaction
	Renamed                     // the loser creates it under another key
)

// Checker finds protections in one package.
type Checker struct {
	sums  *summary.Package
	opts  Options
	locks map[*ssa.Function]*lockFlow
	// making guards against recursive lock wrappers.
	making map[*ssa.Function]bool
	// begun are the transactions that functions begin for their callers; nil while
	// that is being found out, as types may wrap each other behind an interface.
	begun map[*ssa.Function]*txn
	// passes counts the methods that hand on a function, one calling the other.
	passes int
}

// New returns a checker over the summaries of a package.
func New(sums *summary.Package, opts Options) *Checker {
	return &Checker{sums: sums, opts: opts, locks: map[*ssa.Function]*lockFlow{}, making: map[*ssa.Function]bool{}, begun: map[*ssa.Function]*txn{}}
}

// protection is one way to be safe.
type protection struct {
	name string
	// holds reports whether the pair has it; weak is a guard of that family
	// that does not protect.
	holds func(c *Checker, p *Pair) (ok bool, weak Weak)
}

// protections lists them in the order in which they are tried: cheap first.
func protections() []protection {
	return []protection{
		{"isolation", isolation},
		{"lock", lock},
		{"row lock", rowLock},
		{"conflict handled", handled},
	}
}

// Reason returns the name of the protection that p has, or "" and the guards
// that do not protect it.
func (c *Checker) Reason(p *Pair) (string, []Weak) {
	var weak []Weak
	for _, prot := range protections() {
		ok, w := prot.holds(c, p)
		if ok {
			return prot.name, nil
		}
		if w.Kind != NoWeak {
			weak = append(weak, w)
		}
	}
	return "", weak
}

// Atomic reports whether p is protected other than by handling the conflict.
func (c *Checker) Atomic(p *Pair) bool {
	for _, prot := range protections() {
		if prot.name == "conflict handled" {
			continue
		}
		if ok, _ := prot.holds(c, p); ok {
			return true
		}
	}
	return false
}

// Weak returns the guards that do not protect p, a call that finds and creates
// inside and that nothing protects.
func (c *Checker) Weak(p *Pair) []Weak {
	var weak []Weak
	for _, prot := range protections() {
		if prot.name != "conflict handled" {
			if _, w := prot.holds(c, p); w.Kind != NoWeak {
				weak = append(weak, w)
			}
		}
	}
	if w := c.mistaken(p, c.sums.Runs(p.Fn, p.Create, world.Lost)); w.Kind != NoWeak {
		weak = append(weak, w)
	}
	return weak
}

// maxCallers bounds how far up callers are asked for a protection.
const maxCallers = 4
