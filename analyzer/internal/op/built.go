package op

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// Built is what the steps of a statement say that one function builds and hands
// to another one, which sends it:
//
//	func exists(q *gorm.DB) (bool, error) { err := q.Count(&n).Error; return n > 0, err }
//	exists(r.db.Model(&User{}).Where("email = ?", email))
type Built struct {
	Verb     model.Verb
	Entity   Entity
	Key      []Pred
	Narrowed []string
	RowLock  bool
	Others   bool // there are conditions beyond Key
	// Handle is the connection or transaction at the bottom.
	Handle ssa.Value
}

// Built reads the statement v that the call at hands to a helper, which does verb
// with it; false when nothing of it is built here.
func (c *Classifier) Built(verb model.Verb, v ssa.Value, at ssa.CallInstruction) (Built, bool) {
	if v == nil || !c.isBuilder(v) || c.isCollection(v) {
		return Built{}, false
	}
	var ch chain
	c.extend(&ch, v, false, 0)
	if len(ch.steps) == 0 || slices.ContainsFunc(ch.steps, func(s step) bool { return s.bound.SQLAt.Kind != model.NoPlace }) {
		return Built{}, false
	}
	file := ch.steps[len(ch.steps)-1].bound.File
	o := &Op{Verb: verb, At: at, Call: at, Bound: &model.Bound{Call: &model.Call{}, File: file}}
	for _, s := range ch.steps {
		c.applyStep(o, s)
	}
	c.resolveEntity(o, ch)
	return Built{o.Verb, o.Entity, o.Key, o.Narrowed, o.RowLock, o.Others || ch.others || len(ch.options) > 0, ch.root}, true
}
