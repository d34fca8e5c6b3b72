package summary

import (
	"go/types"
	"slices"
	"strconv"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Fact is what other packages need to know of a function. It holds no
// positions, no pointers and no maps, so that it is the same bytes in every
// run; objects are named "import/path.Name".
type Fact struct {
	Sites     []SiteFact
	Results   []PartFact // identities of what it returns …
	Fills     []PartFact // … and stores through pointer parameters
	Returns   []ValFact  // what is known of its results in every world
	Responses []Response // how it answers errors that it is given
	Tells     []int      // the parameters of which it tells a lost race apart
	Scope     []PredFact // equalities that the function it makes adds to a statement …
	RowLock   bool       // … and whether that locks the rows that it reads
	Guard     *Guard     // how it protects what its callers do
	Wraps     *WrapFact  // the call that it is by another name
	Rewrites  int        // the parameter that it hands through, see op.Rewrites, plus one; 0 for none
}

// Acts reports whether the function does something to a store, or adds to what its
// caller does.
func (f *Fact) Acts() bool { return len(f.Sites)+len(f.Scope) > 0 || f.Wraps != nil }

// String renders the fact for tests: "find User, create User".
func (f *Fact) String() string {
	s := ""
	for i, site := range f.Sites {
		if i > 0 {
			s += ", "
		}
		s += string(site.Verb) + " " + site.Entity.Table + site.Entity.Type
	}
	return s + " values:" + strconv.Itoa(len(f.Results)+len(f.Fills)) + " responses:" + strconv.Itoa(len(f.Responses))
}

// WrapFact is an op.Wrap.
type WrapFact struct {
	Package, Type, Func string // of the call; no type for a plain function
	Renders             string
	SQL, Args, Named    int
	Dest, Results       []int
	Sent                []SentFact // when the function makes something of the results
}

// SentFact is how a function that sends a statement of a kind returns.
type SentFact struct {
	Verb       model.Verb
	Projection sqltext.Projection
	Outs       []OutcomeFact
}

// Instance is the fact of an instance of a generic type's method, with the type
// arguments in place of the type parameters that are row types.
func (f *Fact) Instance(args *types.TypeList) *Fact {
	out := *f
	out.Sites = slices.Clone(f.Sites)
	for i := range out.Sites {
		e := &out.Sites[i].Entity
		if e.Generic == 0 || e.Generic > args.Len() {
			continue
		}
		*e = EntityFact{Type: op.EntityOf(args.At(e.Generic - 1)).TypeName()}
	}
	return &out
}

// SiteFact is a Site for callers in other packages.
type SiteFact struct {
	Verb        model.Verb
	Entity      EntityFact
	EntityParam int
	Key         []PredFact
	Others      bool
	Cells       []PredFact
	Complete    bool
	Row         *ExprFact
	RowParam    int
	OptionParam int // slice of functions that extend the statement
	Handle      *ExprFact
	Of          Description
	Depth       int
	Checked     []string
	Outs        []OutcomeFact
}

// EntityFact names an entity.
type EntityFact struct {
	Table, Type string
	Pattern     string
	Hole        *ExprFact
	Generic     int // see op.Entity
}

// PredFact is a column and a value.
type PredFact struct {
	Column string
	Func   string
	Value  *ExprFact
	Either bool
	Filled bool
	Maybe  bool
	From   *ExprFact
}

// PartFact is a value.Part.
type PartFact struct {
	Index int
	Path  []string
	Value *ExprFact
}

// ExprFact is a value.Expr; nil is one that nobody else can make sense of.
type ExprFact struct {
	Op    value.Op
	Name  string
	Index int
	Args  []*ExprFact
}

// OutcomeFact is how a function returns in a world.
type OutcomeFact struct {
	World   world.World
	Results []ValFact
	Effects []EffectFact
}

// EffectFact is a world.Effect on a parameter.
type EffectFact struct {
	Param int
	Path  string
	Val   ValFact
}

// ValFact is a world.Val.
type ValFact struct {
	Kind   world.Kind
	Text   string
	Err    *ErrFact
	Fields []FieldFact
}

// FieldFact is a field of a composite value.
type FieldFact struct {
	Path string
	Val  ValFact
}

// ErrFact is a world.Err.
type ErrFact struct {
	Is          []string
	Ident, Base string
	Type        string
	Class       world.Class
	Any, Open   bool
}

// Response is how a function answers when parameter Param is the error Probe.
type Response struct {
	Param    int
	Probe    ValFact
	Outcomes []OutcomeFact
}

// Known is a SiteFact read back in another package.
type Known struct {
	Key                   []op.Pred
	Others                bool
	Cells                 []op.Cell
	Complete              bool
	Row                   *value.Expr
	RowParam, EntityParam int
	OptionParam           int
	Handle                *value.Expr
}

func (k *Known) column(name string) *value.Expr {
	for _, c := range k.Cells {
		if c.Column == name {
			return c.Value
		}
	}
	if k.Complete {
		return value.ZeroExpr()
	}
	return nil
}

func (k *Known) columns() []string {
	out := make([]string, len(k.Cells))
	for i, c := range k.Cells {
		out[i] = c.Column
	}
	return out
}
