package summary

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// MakesAnew reports whether the key of a find comes from a call in fn that is asked
// for another one when it is taken, and only then: two that ask at once get two
// keys. Absent and present are the runs of fn in the find's worlds.
//
//	for {
//		key := newKey()
//		if exists(key) { continue }
//		return create(key)
//	}
func (p *Package) MakesAnew(fn *ssa.Function, find *Site, view *value.View, absent, present []*world.Run) bool {
	for _, pred := range find.Key(view) {
		call := maker(pred.Value)
		if call == nil || call.Parent() != fn || !p.asksTheSame(call) {
			continue
		}
		again := func(r *world.Run) bool { return r.Reached[call] }
		if slices.ContainsFunc(present, again) && !slices.ContainsFunc(absent, again) {
			return true
		}
	}
	return false
}

// maker is the call that a value comes from, of which more is not known.
func maker(e *value.Expr) *ssa.Call {
	root, _ := e.Root()
	if root.Op == value.Extract {
		root = root.Args[0]
	}
	call, _ := root.Ref.(*ssa.Call)
	return call
}

// asksTheSame reports whether each round of a loop gives a call the same arguments.
// A name that a counter is added to is no new one.
func (p *Package) asksTheSame(call *ssa.Call) bool {
	return !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		root, _ := p.Ops.View().Of(arg).Root()
		switch root.Op {
		case value.Const, value.Zero, value.Param, value.Global:
			return false
		}
		return true
	})
}
