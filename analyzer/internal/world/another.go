package world

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// another reports whether v is the primary key of a row that was found by something
// else, and so is not that of the row which is about to be created: to insert a row
// whose primary key is there fails in any case.
//
//	func free(name string, but uint) error {     what creates and what updates ask
//		t, err := byName(name)
//		if err == nil && t.ID != but { return errTaken }
func (f *frame) another(v ssa.Value, s *state) bool {
	if f.seed.World != Present || !s.after {
		return false
	}
	load, ok := strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok || !primaryField(value.FieldName(addr.X.Type(), addr.Field)) {
		return false
	}
	name, base := value.FieldName(addr.X.Type(), addr.Field), addr.X
	for {
		outer, ok := base.(*ssa.FieldAddr) // what the row embeds
		if !ok {
			break
		}
		base = outer.X
	}
	row := f.eval(base, s)
	if row.Kind != PtrLoaded {
		p := f.place(base)
		row, _ = s.read(p.Root, dotted(p.Path))
	}
	return (row.Kind == PtrLoaded || row.Kind == Loaded) && !isSeveral(row) && !holdsColumn(row.Text, name)
}

// primaryField reports whether a field is what rows are told apart by.
func primaryField(name string) bool {
	switch strings.ToLower(name) {
	case "id", "uid", "uuid", "pk", "_id":
		return true
	}
	return false
}
