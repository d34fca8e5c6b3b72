// Package op turns SSA calls into operations: what a call finds, creates,
// locks or begins, of which entity, by which key.
//
// A store model gives each call its verb; chains of builder calls are folded
// into the terminal call that sends them; SQL text decides for the calls that
// carry it. This package decides what one call would do if it ran. It refuses
// to decide whether it runs, and in which world: that is package world's
// business.
package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Op is one call on a store.
type Op struct {
	Verb model.Verb
	// At is the instruction that does it: Call, or an operation on a map.
	At    ssa.Instruction
	Call  ssa.CallInstruction
	Bound *model.Bound
	// SQL is the statement that the call sends, when its text is known.
	SQL *sqltext.Statement
	// Entity is the table or row type acted upon.
	Entity Entity
	// Key is what a find looks for: all of these equalities.
	Key []Pred
	// Others says that the find has predicates beyond Key.
	Others bool
	// Narrowed are columns that a find compares with several values, or with
	// another table's column: the rows it finds agree on one of them at most.
	Narrowed []string
	// Row is what a create writes.
	Row Row
	// Dest are the addresses that a find writes its answer to.
	Dest []ssa.Value
	// Handle is the connection or transaction at the bottom of the chain.
	Handle ssa.Value
	// Options are the slices of functions that extend the statement, when the
	// caller passes them: func (r *Repo) Get(opts ...func(*gorm.DB) *gorm.DB).
	Options []ssa.Value
	// Changes says that the find is an UPDATE whose number of rows is asked for.
	Changes bool
	// OnTaken is what a create does that finds its key taken, "" in a store of rows.
	OnTaken model.Loser
	// RowLock says that the find locks the rows it reads.
	RowLock bool

	parts parts
}

// Store returns the store's name for messages.
func (o *Op) Store() string { return o.Bound.File.Store }

// Classifier finds the operations of one package.
type Classifier struct {
	models *model.Set
	values *value.Reader
	view   *value.View
	memo   map[ssa.CallInstruction]*Op
	naming *naming
	fields map[*types.Var]Entity                       // of fields that hold a collection's handle
	puts   map[*ssa.Package]map[*types.Var][]ssa.Value // what unexported fields are set to
	maps   map[*ssa.Function]map[ssa.Instruction]*Op
	// given is the call whose helper is classified as that call runs it, in the
	// helper; nil for a function as it is by itself.
	given ssa.CallInstruction
	in    *ssa.Function
	// returned is the text that a method of a type in another package returns.
	returned func(typ, method string) (string, bool)
	// embedded is the text that a package-level variable holds by go:embed.
	embedded func(types.Object) (string, bool)
	// wraps are the functions that are a modelled call by another name; nil for none.
	wraps map[*types.Func]*model.Bound
	// rewrites are the parameters that functions hand through, see Rewrites.
	rewrites map[*ssa.Function]int
	// foreign tells what functions of other packages wrap and hand through.
	foreign Foreign
	// mapFile is the model of Go's own maps.
	mapFile *model.File
}

// NewClassifier returns a classifier over the package's models.
func NewClassifier(models *model.Set) *Classifier {
	c := &Classifier{models: models, memo: map[ssa.CallInstruction]*Op{}, fields: map[*types.Var]Entity{}, puts: map[*ssa.Package]map[*types.Var][]ssa.Value{},
		maps: map[*ssa.Function]map[ssa.Instruction]*Op{}, wraps: map[*types.Func]*model.Bound{}, rewrites: map[*ssa.Function]int{}, mapFile: newMapFile()}
	c.values = value.NewReader(c.callKind, c.copies)
	c.view = c.values.View(nil)
	c.naming = newNaming()
	c.returned = func(string, string) (string, bool) { return "", false }
	c.embedded = func(types.Object) (string, bool) { return "", false }
	return c
}

// SetEmbedded tells what text a package-level variable holds by go:embed.
func (c *Classifier) SetEmbedded(text func(types.Object) (string, bool)) { c.embedded = text }

// SetReturned tells what text a method of a type of another package returns: the
// name of the type's table.
func (c *Classifier) SetReturned(text func(typ, method string) (string, bool)) { c.returned = text }

// Models returns the models that the classifier reads.
func (c *Classifier) Models() *model.Set { return c.models }

// Values returns the reader of identities that the classifier uses.
func (c *Classifier) Values() *value.Reader { return c.values }

// View is the unrestricted view of values.
func (c *Classifier) View() *value.View { return c.view }

// Bound returns the model of the function that common calls.
func (c *Classifier) Bound(common *ssa.CallCommon) (*model.Bound, bool) {
	fn := value.Called(common)
	if fn == nil {
		return nil, false
	}
	if b, ok := c.models.Call(fn); ok {
		return c.worded(b, common), true
	}
	if b, ok := c.models.Redeclares(fn); ok {
		return b, true
	}
	if common.IsInvoke() {
		if b, ok := c.models.Implements(fn); ok {
			return b, true
		}
	}
	if b := c.otherName(fn, common); b != nil {
		return b, true
	}
	return nil, false
}

// Of returns the operation that call performs, nil when it is none.
func (c *Classifier) Of(call ssa.CallInstruction) *Op {
	if o, ok := c.memo[call]; ok {
		return o
	}
	c.memo[call] = nil // a chain that leads back here has no operation
	o := c.classify(call)
	c.memo[call] = o
	return o
}

func (c *Classifier) classify(call ssa.CallInstruction) *Op {
	b, ok := c.Bound(call.Common())
	if !ok {
		return nil
	}
	switch b.Does {
	case model.Pure, model.Fresh, model.Coarse, model.Wrap, model.Unwrap, model.IsError, model.AsError, model.ErrorCode, model.Format, model.Contains, model.Among, model.Collect, model.IsZero,
		model.Spawn, model.Await, model.Nothing, model.Filter, model.Predicate, model.SetColumn:
		if b.SQL == "" || b.ReturnsAt.Kind != model.NoPlace {
			return nil
		}
	}
	if caller, _ := call.Parent().Object().(*types.Func); caller != nil {
		if _, generated := c.models.Redeclares(caller); generated {
			return nil // its callers see the operation by its model
		}
	}
	if b.TextAt.Kind != model.NoPlace {
		return nil // the statement is sent by somebody else
	}
	return c.fold(call, b)
}

// fold makes one operation of the chain that ends in call.
func (c *Classifier) fold(call ssa.CallInstruction, b *model.Bound) *Op {
	return c.foldFrom(call, receiver(call.Common()), b)
}

// foldFrom is fold for a chain that the call continues from a value.
func (c *Classifier) foldFrom(call ssa.CallInstruction, from ssa.Value, b *model.Bound) *Op {
	o := &Op{Verb: b.Does, At: call, Call: call, Bound: b, OnTaken: b.OnTaken()}
	ch := c.chain(call, from, b)
	o.Handle, o.Options = ch.root, ch.options
	o.Others = len(ch.options) > 0 || ch.others
	for _, s := range ch.steps {
		if at := c.placeValues(s.call.Common(), s.bound.NamedAt); len(at) == 1 && s.bound.SQLAt.Kind == model.NoPlace {
			o.parts.named = at[0] // NewQuery(text).Bind(params)
		}
	}
	for _, s := range ch.steps {
		c.applyStep(o, s)
	}
	if o.Verb == "" && b.SQLAt.Kind == model.Recv {
		c.rendered(o, receiver(call.Common()))
	}
	c.finish(o)
	if o.Verb == "" {
		return nil
	}
	if len(o.Key) == 0 && b.File.Holds == "" && !c.isStart(ch.root) {
		o.Others = true // conditions may be in there
		c.builtFrom(o, ch.root)
	}
	if len(o.Key) == 0 && ch.described != nil {
		o.Key = append(o.Key, Pred{Column: Whole, Value: c.view.Of(ch.described)})
	}
	if b.File.Holds != "" {
		c.keyed(o, ch)
	} else {
		c.resolveEntity(o, ch)
		c.resolveRow(o, ch)
	}
	for _, s := range ch.steps {
		if s.call != call && o.Verb != model.Find {
			continue
		}
		for _, d := range s.bound.DestAt {
			o.Dest = append(o.Dest, c.placeValues(s.call.Common(), d)...)
		}
	}
	c.counted(o)
	return o
}

// applyStep adds what one call of the chain says to the operation.
func (c *Classifier) applyStep(o *Op, s step) {
	b := s.bound
	if b.SQLAt.Kind != model.NoPlace && b.SQLAt.Kind != model.Recv {
		c.readSQL(o, s)
	}
	for _, adds := range b.Adds {
		switch c.adds(s.call, adds) {
		case no:
			continue
		case unknown:
			if adds.Property != model.AddsRowLock {
				o.Verb = model.Nothing // it may be another operation
			}
			continue
		}
		switch adds.Property {
		case model.AddsCreate:
			if o.Verb == model.Find {
				o.Verb = model.Create
			}
		case model.AddsUpsert:
			if !s.maybe && (o.Verb == model.Create || o.Verb == model.Save || o.Verb == model.FindOrCreate) {
				o.Verb = model.Upsert
			}
		case model.AddsRowLock:
			o.RowLock = true
		}
	}
	if b.ConditionAt.Kind != model.NoPlace {
		c.condition(o, s)
	} else if b.Does == model.SetColumn {
		c.cell(o, s)
	} else if b.Column != "" || b.ColumnAt.Kind != model.NoPlace {
		c.columnCondition(o, s)
	}
	if b.TailAt.Kind != model.NoPlace {
		c.tail(o, s)
	}
	c.build(o, s)
}

func (c *Classifier) equal(o *Op, s step, column string, e *value.Expr) {
	for _, h := range s.through {
		e = c.view.Subst(e, h.fn, h.call)
	}
	if s.bound.Negated {
		o.Others = true
		return
	}
	o.Others = o.Others || s.maybe
	o.Key = append(o.Key, Pred{Column: column, Value: e, Either: s.bound.Any, Maybe: s.maybe})
}
