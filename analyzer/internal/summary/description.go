package summary

import (
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
)

// Description is what is the same for an operation however far away it is.
type Description struct {
	Model    string // import path of the model that knows the call
	Store    string
	Process  bool
	Holds    string      // what a store that holds values by key holds
	Loser    model.Loser // what a create does that finds its key taken
	Content  bool        // a find gives more than whether the key is there
	Atomic   string      // the atomic form, for messages
	Func     string      // the API function
	Where    string      // "file.go:12" of an operation in another package
	RowLock  bool
	Fills    bool
	Inferred bool // from an interface's method names
	Primary  string
	Narrowed []string // see op.Op
	Unique   []schema.Key
	Defaults []Default // of the row that a create writes
}

// Default is the constant that the database puts into a column which a row
// leaves zero.
type Default struct{ Column, Text string }

func describe(ops *op.Classifier, o *op.Op) Description {
	f := o.Bound.File
	var defaults []Default
	for _, c := range ops.Defaults(o) {
		defaults = append(defaults, Default{c.Column, c.Value.Name})
	}
	return Description{
		Model: f.Package, Store: f.Store, Process: f.Process, Holds: f.Holds, Loser: o.OnTaken, Content: len(o.Bound.DestAt) > 0 || o.Bound.OutcomeAt.Kind != model.NoPlace,
		Atomic: f.Atomic, Func: o.Name(),
		RowLock: o.RowLock, Fills: o.Bound.Fills, Narrowed: o.Narrowed,
		Primary: ops.PrimaryKey(o), Unique: schema.FromTags(ops.Fields(o), f.Rows),
		Defaults: defaults,
	}
}
