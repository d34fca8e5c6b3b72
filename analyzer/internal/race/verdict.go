package race

import (
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
)

// Verdict is what was decided about a find and a create of one function.
type Verdict struct {
	// Pair has the runs of both worlds, as far as they were needed.
	*protect.Pair
	// Why says why the two are no finding; "" when they are one.
	Why string
	// Finding is what they are part of, else nil.
	Finding *Finding
}

// tell hands a verdict to whoever listens.
func (a *Analysis) tell(p *protect.Pair, why string, f *Finding) {
	if a.Tell != nil {
		a.Tell(Verdict{Pair: p, Why: why, Finding: f})
	}
}

// tellAll is tell for all pairs of a create of which none is a finding.
func (a *Analysis) tellAll(pairs []*protect.Pair, why func(p *protect.Pair) string) {
	if a.Tell != nil {
		for _, p := range pairs {
			a.tell(p, why(p), nil)
		}
	}
}

// behind says why pairs are safe when one of them is: its find is atomic with
// the create, so that what the others found does not matter.
func (a *Analysis) behind(safe *protect.Pair) func(p *protect.Pair) string {
	reason, _ := a.check.Reason(safe)
	return func(p *protect.Pair) string {
		if p == safe {
			return "protected: " + reason
		}
		return "another find of the same create is protected: " + reason
	}
}
