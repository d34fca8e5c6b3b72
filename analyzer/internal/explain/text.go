package explain

import (
	"fmt"
	"strings"
)

// String is the explanation as text, a few lines for each operation and pair.
func (f *Function) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (lines %d to %d)\n", f.Name, f.Line, f.End)
	for _, o := range f.Operations {
		fmt.Fprintf(&b, "  %d:%d: %s\n", o.Line, o.Column, o)
	}
	if len(f.Operations) == 0 {
		b.WriteString("  no operation on a store is known here\n")
	}
	for _, p := range f.Pairs {
		f.pair(&b, p)
	}
	if f.unpaired() {
		b.WriteString("  no find and create to compare in this function")
		if len(f.Callers) > 0 {
			b.WriteString("; it is called at " + strings.Join(f.Callers, ", "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// unpaired reports whether there are operations of which nothing was decided.
func (f *Function) unpaired() bool { return len(f.Operations) > 0 && len(f.Pairs) == 0 }

// String describes an operation in one line.
func (o Operation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", o.Does, o.Entity)
	for i, e := range o.Key {
		word := " and "
		if i == 0 {
			word = " by "
		}
		b.WriteString(word + e.Column + " = " + e.Value)
	}
	if o.Others {
		b.WriteString(" and more")
	}
	fmt.Fprintf(&b, " [%s: %s", o.Store, o.Call)
	if o.Inside != "" {
		b.WriteString(" at " + o.Inside)
	}
	b.WriteString("]")
	if len(o.Absent) > 0 {
		b.WriteString("; absent: " + strings.Join(o.Absent, ", "))
	}
	return b.String()
}

func (f *Function) pair(b *strings.Builder, p Pair) {
	find, create := f.Operations[p.Find], f.Operations[p.Create]
	if p.Find == p.Create {
		fmt.Fprintf(b, "  line %d finds and creates in one call:\n", create.Line)
	} else {
		fmt.Fprintf(b, "  find at line %d, create at line %d:\n", find.Line, create.Line)
		fmt.Fprintf(b, "    absent:  %s\n    present: %s\n", p.Absent, p.Present)
	}
	for _, c := range p.Key {
		fmt.Fprintf(b, "    %s: %s looked for, %s created: %s\n", c.Column, c.Find, c.Create, c.Same)
	}
	for _, w := range p.Weak {
		fmt.Fprintf(b, "    %s\n", w)
	}
	switch {
	case p.Why != "":
		fmt.Fprintf(b, "    no finding: %s\n", p.Why)
	case p.Silent != "":
		fmt.Fprintf(b, "    %s, not reported: %s\n", p.Rule, p.Silent)
	default:
		fmt.Fprintf(b, "    reported: %s\n", p.Rule)
	}
}
