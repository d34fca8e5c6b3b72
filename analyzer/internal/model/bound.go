package model

import (
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// Bound is a Call as it applies to one function or method.
type Bound struct {
	*Call
	File *File
	Func *types.Func

	// The call's paths, parsed.
	SQLAt, ConditionAt, NamedAt, EntityAt, RowAt Place
	ReturnsAt, OutcomeAt, ErrorAt                Place
	BodyAt, HandleAt, IsolationAt                Place
	ColumnAt, TailAt                             Place
	ProjectionAt, NamesAt, ValuesAt, TextAt      Place
	KeyAt, ColumnsAt, DestAt                     []Place

	// Of is the struct that a generated function is about, Capture what the *
	// of its own name stands for.
	Of      *types.Named
	Capture string

	// Renders is the method by which what is at SQLAt gives the statement, "" when
	// that is the text itself.
	Renders string

	Words *Words // the entries that words tell apart, in place of this one; nil for none

	Signs []BoundSign // Call.Absent, bound
	Adds  []BoundAdds // Call.Adds, bound
	Given []BoundGiven
}

// BoundSign is a Sign with its sentinel.
type BoundSign struct {
	Error Place
	Is    types.Object // a Var, a Const or the TypeName of an error; nil when Unset is the sign, or nobody here can name it
	Unset Place
	// Single and Value are those of Sign.
	Single, Value bool
}

// BoundAdds is an Adds with its type and constant.
type BoundAdds struct {
	When     *types.TypeName // nil: always
	At       Place
	Has      []*types.Const // bits, all of them; none: anything but zero
	Is       []string       // words, one of them
	Property Property
}

// bits are the names of the constants that Has joins.
func (a Adds) bits() []string {
	if a.Has == "" {
		return nil
	}
	return strings.Split(a.Has, "|")
}

// OnTaken is what a create does that finds its key taken, "" in a store of rows.
func (b *Bound) OnTaken() Loser {
	if b.Loser == "" && b.File.Holds != "" {
		return Overwrites
	}
	return b.Loser
}

// BoundConflict is an error type that can say "unique violation".
type BoundConflict struct {
	Form  *ConflictForm   // the first of Forms
	Forms []*ConflictForm // each of them is enough
	Type  *types.TypeName
}

// parse fills the places of b and notes those that its function does not have.
func (b *Bound) parse(p *strict.Problems, field string) {
	sig := b.Func.Signature()
	body, err := b.place(b.Body)
	if err != nil {
		p.Add(field+".body", "%v", err)
		return
	}
	at := func(name string, path Path) Place {
		place, err := b.place(path)
		if err == nil && place.Kind != NoPlace {
			_, err = typeAt(sig, place, body)
		}
		if err != nil {
			p.Add(field+"."+name, "%s: %v", b.Func.FullName(), err)
		}
		return place
	}
	places := func(name string, paths []Path) []Place {
		out := make([]Place, len(paths))
		for i, path := range paths {
			out[i] = at(name, path)
		}
		return out
	}
	b.SQLAt, b.ConditionAt, b.NamedAt = at("sql", b.SQL), at("condition", b.Condition), at("named", b.Named)
	b.EntityAt, b.RowAt, b.ReturnsAt = at("entity", b.Entity), at("row", b.Row), at("returns", b.Returns)
	b.OutcomeAt, b.ErrorAt, b.IsolationAt = at("outcome", b.Outcome), at("error", b.Error), at("isolation", b.Isolation)
	b.BodyAt, b.HandleAt = at("body", b.Body), at("handle", b.Handle)
	b.ColumnAt, b.TailAt = at("column-of", b.ColumnOf), at("tail", b.Tail)
	b.ProjectionAt, b.TextAt = at("projection", b.Projection), at("text", b.Text)
	b.NamesAt, b.ValuesAt = at("names", b.Names), at("values", b.Values)
	b.KeyAt, b.ColumnsAt, b.DestAt = places("key", b.Key), places("columns", b.Columns), places("dest", b.Dest)
	b.bindGiven(at)
	for _, a := range b.Call.Adds {
		at("adds", a.At)
	}
	for _, sign := range b.Absent {
		at("absent", sign.Error)
		at("absent", sign.Unset)
	}
}
