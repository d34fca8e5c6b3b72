package sqltext

import (
	"fmt"
	"strings"
)

// render writes a statement on one line, for tests to compare and people to read:
//
//	Select users where email=$0 lower(name)=:n +others | exists limit | 2 args postgres
func render(s Statement) string {
	var b strings.Builder
	b.WriteString(s.Kind.String())
	switch {
	case s.Table != "":
		b.WriteString(" " + s.Table)
	case s.TableHole > 0:
		fmt.Fprintf(&b, " <%s %d>", strings.ReplaceAll(s.TablePattern, Hole, "_"), s.TableHole)
	}
	for _, a := range s.Insert {
		b.WriteString(" " + a.Column + ":=" + renderOperand(a.Operand))
	}
	if len(s.Where) > 0 {
		b.WriteString(" where")
		b.WriteString(renderEqualities(s.Where))
	}
	flag := func(on bool, text string) {
		if on {
			b.WriteString(" " + text)
		}
	}
	flag(s.Others, "+others")
	flag(s.Projection != Rows, strings.ToLower(s.Projection.String()))
	flag(s.NegatedProjection, "negated")
	flag(s.OnConflict != NoClause, s.OnConflict.String()+strings.Join(s.ConflictColumns, ","))
	flag(s.NotExists, "notexists")
	flag(s.RowLock && !s.SharedLock, "rowlock")
	flag(s.SharedLock, "sharedlock")
	flag(s.Returning, "returning")
	flag(s.Serializable, "serializable")
	flag(s.Limit, "limit")
	flag(s.OpenTail, "open")
	flag(s.Placeholders > 0, fmt.Sprint("#", s.Placeholders))
	flag(s.Dialect != Unspecified, "@"+strings.ToLower(s.Dialect.String()))
	return b.String()
}

func renderEqualities(eqs []Equality) string {
	var b strings.Builder
	for _, e := range eqs {
		b.WriteString(" " + wrap(e.Func, e.Column) + "=" + renderOperand(e.Operand))
	}
	return b.String()
}

func renderOperand(o Operand) string {
	s := "?"
	switch o.Kind {
	case Placeholder:
		s = fmt.Sprint("$", o.Index)
	case Named:
		s = ":" + o.Name
	case Literal:
		s = "'" + o.Text + "'"
	case ColumnOperand:
		s = o.Name
	case HoleOperand:
		s = fmt.Sprintf("<%s %d>", strings.ReplaceAll(o.Text, Hole, "_"), o.Index)
	}
	return wrap(o.Func, s)
}

func wrap(fn, s string) string {
	if fn == "" {
		return s
	}
	return fn + "(" + s + ")"
}

// renderAll renders the statements of text, which writes holes as ⟦⟧.
func renderAll(text string) string {
	var out []string
	for _, s := range Parse(holes(text)) {
		out = append(out, render(s))
	}
	return strings.Join(out, "; ")
}

func holes(text string) string { return strings.ReplaceAll(text, "⟦⟧", Hole) }
