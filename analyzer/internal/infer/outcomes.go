package infer

import (
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// findOutcomes is what a find returns: absent is the zero value, with an error or
// without one; which error that is nobody knows here.
func findOutcomes(m method) []summary.OutcomeFact {
	var columns strings.Builder
	for _, k := range m.keys {
		columns.WriteString("," + k.column)
	}
	present := results(m, world.Present, columns.String(), summary.ValFact{Kind: world.Zero})
	quiet := results(m, world.Absent, "", summary.ValFact{Kind: world.Zero})
	out := []summary.OutcomeFact{present}
	sig := m.fn.Signature()
	if !returnsError(sig) {
		return append(out, quiet)
	}
	loud := results(m, world.Absent, "", summary.ValFact{Kind: world.NonNil})
	switch sig.Results().At(0).Type().Underlying().(type) {
	case *types.Struct:
		return append(out, loud)
	case *types.Basic: // false, 0
		return append(out, quiet)
	}
	return append(out, quiet, loud)
}

// results is one way in which a find returns.
func results(m method, w world.World, columns string, err summary.ValFact) summary.OutcomeFact {
	out := summary.OutcomeFact{World: w}
	for v := range m.fn.Signature().Results().Variables() {
		switch {
		case value.IsError(v.Type()):
			out.Results = append(out.Results, err)
		case w == world.Absent:
			out.Results = append(out.Results, summary.ValFact{Kind: world.Zero})
		default:
			out.Results = append(out.Results, there(v.Type(), columns))
		}
	}
	return out
}

// there is the value of a result of a find that found a row.
func there(t types.Type, columns string) summary.ValFact {
	switch t.Underlying().(type) {
	case *types.Pointer:
		return summary.ValFact{Kind: world.PtrLoaded, Text: columns}
	case *types.Struct:
		return summary.ValFact{Kind: world.Loaded, Text: columns}
	case *types.Interface:
		return summary.ValFact{Kind: world.NonNil}
	}
	return summary.ValFact{Kind: world.Set}
}

// createOutcomes is what a create returns: when it lost the race, an error that
// whoever looks for a unique violation will take for one.
func createOutcomes(m method) []summary.OutcomeFact {
	var out []summary.OutcomeFact
	for _, w := range []world.World{world.Lost, world.Broken, world.Won} {
		o := summary.OutcomeFact{World: w}
		for v := range m.fn.Signature().Results().Variables() {
			switch {
			case !value.IsError(v.Type()):
				o.Results = append(o.Results, summary.ValFact{})
			case w == world.Lost:
				o.Results = append(o.Results, summary.ValFact{Kind: world.Error, Err: &summary.ErrFact{Class: world.Conflict, Any: true}})
			case w == world.Broken:
				o.Results = append(o.Results, summary.ValFact{Kind: world.Error, Err: &summary.ErrFact{Class: world.Failed}})
			default:
				o.Results = append(o.Results, summary.ValFact{Kind: world.Zero})
			}
		}
		out = append(out, o)
	}
	return out
}
