// Package proving runs find-then-create code against real stores and counts
// what goes wrong: duplicates, lost writes, errors.
//
// A round is one fresh key and many goroutines that all start at one barrier
// and run the same attempt once. Nothing sleeps. A form is judged over many
// rounds: protected code has none that went wrong, racy code has some.
package proving

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Workers is the number of goroutines of a round.
const Workers = 24

// Rounds is the number of rounds by which a form is judged.
const Rounds = 20

// Attempt runs the code under test once for a key.
type Attempt func(ctx context.Context, key string) error

// Outcome is what the rounds of one form came to.
type Outcome struct {
	Rounds int            // rounds that ran
	Wrong  int            // rounds after which the store holds not exactly one row
	Most   int            // rows of the worst round
	Errors map[string]int // attempts that failed, by kind
}

// Race runs the rounds. Count says how many rows a key has, kind names a
// failure. It stops at the first failure of count.
func Race(ctx context.Context, rounds int, name string, attempt Attempt, count func(key string) (int, error), kind func(error) string) (Outcome, error) {
	out := Outcome{Errors: map[string]int{}}
	for round := range rounds {
		key := fmt.Sprintf("%s-%d", name, round)
		for _, err := range volley(ctx, key, attempt) {
			if err != nil {
				out.Errors[kind(err)]++
			}
		}
		n, err := count(key)
		if err != nil {
			return out, fmt.Errorf("counting %s: %w", key, err)
		}
		out.Rounds++
		out.Most = max(out.Most, n)
		if n != 1 {
			out.Wrong++
		}
	}
	return out, nil
}

// volley starts all workers at once.
func volley(ctx context.Context, key string, attempt Attempt) []error {
	errs := make([]error, Workers)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(Workers)
	for i := range Workers {
		done.Go(func() {
			ready.Done()
			<-start
			errs[i] = attempt(ctx, key)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
}

// Failures is the number of attempts that failed.
func (o Outcome) Failures() int {
	n := 0
	for _, k := range o.Errors {
		n += k
	}
	return n
}

// String is a cell of the table: "17/20, 39 rows, 93 serialization failures".
func (o Outcome) String() string {
	var parts []string
	if o.Wrong > 0 {
		parts = append(parts, fmt.Sprintf("%d/%d rounds", o.Wrong, o.Rounds))
		if o.Most > 1 {
			parts[0] += fmt.Sprintf(", up to %d rows", o.Most)
		}
	} else {
		parts = append(parts, fmt.Sprintf("0/%d", o.Rounds))
	}
	for _, k := range slices.Sorted(maps.Keys(o.Errors)) {
		parts = append(parts, fmt.Sprintf("%d × %s", o.Errors[k], k))
	}
	return strings.Join(parts, "; ")
}
