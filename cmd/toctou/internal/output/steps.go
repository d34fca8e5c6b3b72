package output

import "strings"

// step is one moment of the race between two requests.
type step struct {
	Request string // A or B
	Span
	Sees string // what the request learns or does there
}

// steps is the interleaving that a finding is about: both requests check before
// either creates. It is nil for findings that speak of no check.
func (r *Report) steps(f Finding) []step {
	_, check, _ := split(f)
	if check == nil {
		return nil
	}
	return []step{
		{"A", check.Span, "finds nothing"},
		{"B", check.Span, "finds nothing"},
		{"A", f.Span, "creates it"},
		{"B", f.Span, r.loser(f)},
	}
}

// loser is what the loser of the race does or gets.
func (r *Report) loser(f Finding) string { return orElse(r.rule(f.Rule).Loser, "creates it, too") }

// source is the source text of a place: what it spans of its first line, and
// all of the line from there when that is not known.
func (r *Report) source(s Span) string {
	line, ok := r.line(s.File, s.Start.Line)
	if !ok || s.Start.Column > len(line) {
		return line
	}
	end := len(line)
	if s.End.Line == s.Start.Line && s.End.Column > s.Start.Column {
		end = min(end, s.End.Column-1)
	}
	return strings.ToValidUTF8(line[s.Start.Column-1:end], "")
}

// split finds among a finding's related places the check that opens the
// window: the nearest one above the create, or the first. Places whose message
// begins with "the create" are steps of it and come after. The guard is none of
// these.
func split(f Finding) (before []Related, check *Related, after []Related) {
	opens := -1
	for i, r := range f.Related {
		if isCheck(r) && (opens < 0 || above(r, f) > above(f.Related[opens], f)) {
			opens = i
		}
	}
	for i, r := range f.Related {
		switch {
		case i == opens:
			check = &f.Related[i]
		case isGuard(r):
		case isCreate(r):
			after = append(after, r)
		default:
			before = append(before, r)
		}
	}
	return before, check, after
}

// What a related place is shows in how its message begins: go/analysis has no
// other room for it.
func isCheck(r Related) bool  { return strings.HasPrefix(r.Message, "the check") }
func isGuard(r Related) bool  { return strings.HasPrefix(r.Message, "the guard") }
func isCreate(r Related) bool { return strings.HasPrefix(r.Message, "the create") }

// guardOf returns the condition that lets the create run, nil when none is told.
func guardOf(f Finding) *Related {
	for i, r := range f.Related {
		if isGuard(r) {
			return &f.Related[i]
		}
	}
	return nil
}

// above is the line of r when it lies at or above the finding in its file,
// else 0.
func above(r Related, f Finding) int {
	if r.File != f.File || r.Start.Line > f.Start.Line {
		return 0
	}
	return r.Start.Line
}
