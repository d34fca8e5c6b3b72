// Package message writes every sentence that a user reads about a finding.
//
// A message stands alone: golangci-lint drops the category, the URL and the
// related positions in other files. So it names the rule, the entity, the key
// as source text, the line of the check, what the loser of the race does, what
// looks like a guard and is none, and the atomic form for the store. This
// package decides the words only.
package message

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/harm"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/internal/plain"
)

// Writer writes the messages of one package.
type Writer struct {
	Fset *token.FileSet
}

// Finding is the sentence for a finding.
func (w Writer) Finding(f *race.Finding) string {
	var b strings.Builder
	create := f.Create
	fmt.Fprintf(&b, "%s: ", f.Rule)
	entity := create.Entity.String()
	if len(f.Finds) == 0 {
		fmt.Fprintf(&b, "%s looks for %s%s and creates it in two steps; two calls can both find nothing and both create it", create.Of.Func, entity, w.by(f.Key, create))
	} else {
		fmt.Fprintf(&b, "two concurrent calls can both create %s%s: its absence is checked %s, and nothing makes check and create atomic", entity, w.by(f.Key, create), w.at(f.Finds[0].Reach(), create.Reach()))
	}
	if create.Of.Inferred {
		fmt.Fprintf(&b, " (inferred from the interface's method names, %s)", create.Of.Where)
	}
	b.WriteString("; ")
	b.WriteString(w.loser(f))
	for _, weak := range w.Weak(f) {
		b.WriteString("; ")
		b.WriteString(weak)
	}
	if a := w.advice(f); a != "" {
		b.WriteString("; ")
		b.WriteString(a)
	}
	return plain.Line(b.String())
}

// by is the key: " with email = req.Email and tenant = t" of rows, " name" of a
// file, " for name" of the entry of a map, which has a name of its own.
func (w Writer) by(key []op.Pred, create *summary.Site) string {
	held := create.Of.Holds != ""
	var parts []string
	for _, p := range key {
		if p.Column == "" {
			continue
		}
		if p.Column == op.Whole || held {
			parts = append(parts, w.Value(p.Value))
			continue
		}
		parts = append(parts, p.Column+" = "+w.Value(p.Value))
	}
	switch {
	case len(parts) == 0, len(key) == 1 && value.Compare(key[0].Value, create.Entity.Hole) == value.Same: // a variable is its own key
		return ""
	case held && create.Entity.Hole != nil:
		return " for " + strings.Join(parts, " ")
	case held:
		return " " + strings.Join(parts, " ")
	}
	return " with " + strings.Join(parts, " and ")
}

// Value is an identity as source text, "…" when there is none.
func (w Writer) Value(e *value.Expr) string {
	if e == nil {
		return "…"
	}
	if s := source(e); s != "" {
		return s
	}
	if unnamed(e) {
		return "…"
	}
	return e.String()
}

// unnamed reports whether a value is in a struct that is made in place and has no
// name in the program.
func unnamed(e *value.Expr) bool {
	for e.Op == value.Field && len(e.Args) > 0 {
		e = e.Args[0]
	}
	return e.Op == value.Alloc && (e.Name == "complit" || e.Name == "new")
}

// source finds the expression in the program that a value was written as.
func source(e *value.Expr) string {
	if e.Op != value.Opaque && e.Op != value.Extract || e.Ref == nil || e.Ref.Referrers() == nil {
		return ""
	}
	for _, ref := range *e.Ref.Referrers() {
		if d, ok := ref.(*ssa.DebugRef); ok && !d.IsAddr {
			if s := types.ExprString(d.Expr); len(s) <= 60 {
				return s
			}
		}
	}
	return ""
}

// at says where an instruction is, seen from another.
func (w Writer) at(instr, from ssa.Instruction) string {
	p, q := w.position(instr), w.position(from)
	if p.Filename == q.Filename {
		return fmt.Sprintf("at line %d", p.Line)
	}
	return fmt.Sprintf("at %s:%d", filepath.Base(p.Filename), p.Line)
}

func (w Writer) position(instr ssa.Instruction) token.Position {
	return w.Fset.Position(op.Pos(instr))
}

func (w Writer) loser(f *race.Finding) string {
	switch f.Rule {
	case race.Conflict:
		return fmt.Sprintf("the loser gets a violation of the unique key %s that nothing handles", key(f.Unique))
	case race.Overwrite:
		return "the loser replaces what the winner stored" + because(f.Harm)
	case race.Idempotent:
		return "the loser gets an error that says it exists, and nothing tells it apart"
	case race.Helper:
		if len(f.Unique.Parts) > 0 {
			return fmt.Sprintf("the loser fails on the unique key %s", key(f.Unique))
		}
		return "the loser inserts a second row, or fails if a unique key is in the way"
	}
	return "the loser inserts a second row"
}

// key is a unique key and where it is declared: (email) of 0001_init.sql:12.
func key(k schema.Key) string {
	text := "(" + strings.Join(k.Columns(), ", ") + ")"
	if k.From != "" && k.From != schema.Tagged {
		text += " of " + k.From
	}
	return text
}

// because says why it matters that a value is replaced.
func because(r harm.Reason) string {
	switch r {
	case harm.Refuses:
		return ", though whoever finds it there is refused"
	case harm.Random:
		return ", a value that each call makes anew"
	case harm.Marker:
		return ", a mark that both take for their own"
	case harm.Own:
		return ", each with an object of its own"
	case harm.Identity:
		return ", and the two go on with different objects"
	case harm.Started:
		return ", and the goroutine that belongs to it runs on"
	case harm.Emptied:
		return " and empties what others have written to it"
	}
	return ""
}

// Weak names the guards that do not guard, each once.
func (w Writer) Weak(f *race.Finding) []string {
	var out []string
	seen := map[protect.WeakKind]bool{}
	for _, g := range f.Weak {
		if seen[g.Kind] {
			continue
		}
		seen[g.Kind] = true
		where := w.at(g.At, f.Create.Reach())
		switch g.Kind {
		case protect.PlainTransaction:
			out = append(out, "the transaction begun "+where+" runs at the default isolation level and does not help")
		case protect.LowTransaction:
			out = append(out, "the transaction begun "+where+" runs at "+g.Level+", which does not help")
		case protect.OtherTransaction:
			out = append(out, "the transaction begun "+where+" does not cover the check")
		case protect.AbsentRowLock:
			out = append(out, "FOR UPDATE "+where+" locks no row that does not exist yet")
		case protect.ReleasedLock:
			out = append(out, "the lock taken "+where+" is not held from the check to the create")
		case protect.HalfLock:
			out = append(out, "the lock taken "+where+" covers the create only")
		case protect.HiddenError:
			out = append(out, "the error tested for "+where+" never shows: "+f.Create.Of.Store+" is nowhere told to translate the driver's errors")
		case protect.LocalLock:
			out = append(out, "the mutex locked "+where+" belongs to this call alone")
		case protect.ForeignKeyTest:
			out = append(out, "the error tested for "+where+" is that of a foreign key, not of a unique one")
		case protect.AbortedTransaction:
			out = append(out, "looking again "+where+" fails: PostgreSQL has aborted the transaction by then, which takes a savepoint to go on")
		case protect.Renamed:
			out = append(out, "the loser creates it under another key "+where)
		}
	}
	return out
}

// advice is the atomic form. Models write "(…)" where the columns of the key belong.
func (w Writer) advice(f *race.Finding) string {
	atomic := f.Create.Of.Atomic
	switch {
	case f.Create.Of.Inferred:
		atomic = "have " + f.Create.Of.Where + " insert with ON CONFLICT (…) DO NOTHING, or return an error of its own for the unique violation, and handle that here"
	case atomic == "":
		atomic = "insert with ON CONFLICT (…) DO NOTHING or another upsert, or handle the unique violation"
	}
	known := f.Rule == race.Conflict || len(f.Unique.Parts) > 0
	cols := looked(f.Key)
	if known {
		cols = f.Unique.Columns()
	}
	if len(cols) == 0 || f.Create.Of.Holds != "" {
		return atomic
	}
	names := strings.Join(cols, ", ")
	atomic = strings.NewReplacer(" (…)", " ("+names+")", `"(…)`, `"(`+names+")", `("…")`, "("+quoted(cols)+")").Replace(atomic)
	if known {
		return atomic
	}
	return "declare (" + names + ") unique and " + atomic
}

// quoted are names as the arguments of a call.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strconv.Quote(name)
	}
	return strings.Join(out, ", ")
}

// looked lists the columns that are looked up.
func looked(key []op.Pred) (cols []string) {
	for _, p := range key {
		if p.Column != op.Whole && p.Column != "" {
			cols = append(cols, p.Column)
		}
	}
	return cols
}

// Check is the sentence at the check's position.
func (w Writer) Check(s *summary.Site) string {
	return plain.Line(fmt.Sprintf("the check: %s looks for %s", s.Of.Func, s.Entity))
}

// Guard is the sentence at the condition that lets the create run.
func (w Writer) Guard() string { return "the guard: only when nothing was found" }

// Inside is the sentence at the operation that a helper performs.
func (w Writer) Inside(s *summary.Site, what string) string {
	return fmt.Sprintf("the %s itself: %s", what, s.Of.Func)
}

// Both is the sentence at a call that checks and creates inside.
func (w Writer) Both(s *summary.Site) string {
	return fmt.Sprintf("the check, too: %s looks first", s.Of.Func)
}
