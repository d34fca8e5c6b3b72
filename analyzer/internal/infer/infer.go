// Package infer guesses what the methods of a repository interface do when
// nothing else is known of them: under go vet and golangci-lint the types that
// implement it are in packages that are not there yet.
//
//	type Users interface {
//		FindByEmail(ctx context.Context, email string) (*User, error)
//		Create(ctx context.Context, u *User) error
//	}
//
// A method is a find or a create when its name says so, its parameters hold a
// key or a row, and the interface has the other half for the same type: names
// alone are right in two of three cases (design §7). The package decides what
// such a method would do in each world. It refuses to decide whether a pair is a
// race: the two worlds and the flow of the key still have to show that, and the
// finding says what it rests on.
package infer

import (
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Store is what findings name as the store of an inferred operation.
const Store = "repository"

// Fact returns what the interface method m is taken to do, nil when that is
// nothing.
func Fact(m *types.Func) *summary.Fact {
	iface, named := interfaceOf(m)
	if named == nil {
		return nil
	}
	method := read(m)
	switch method.role {
	case finds:
		if method.entity == nil {
			method.entity = onlyEntity(iface, method.words)
		}
		if method.entity == nil || !has(iface, creates, method.entity) {
			return nil
		}
		return fact(named, method, findSite(method))
	case creates:
		if method.entity == nil || !has(iface, finds, method.entity) {
			return nil
		}
		return fact(named, method, createSite(method))
	}
	return nil
}

// interfaceOf returns the interface that declares m, if there is one and it has
// a name.
func interfaceOf(m *types.Func) (*types.Interface, *types.Named) {
	recv := m.Signature().Recv()
	if recv == nil {
		return nil, nil
	}
	named, ok := types.Unalias(recv.Type()).(*types.Named)
	if !ok {
		return nil, nil
	}
	iface, ok := named.Underlying().(*types.Interface)
	if !ok {
		return nil, nil
	}
	return iface, named
}

// has reports whether the interface has a method of the role for the entity. A
// find that returns no row is one for the interface's only entity.
func has(iface *types.Interface, role role, entity *types.Named) bool {
	for m := range iface.Methods() {
		method := read(m)
		if method.role != role {
			continue
		}
		if method.entity == nil {
			method.entity = onlyEntity(iface, method.words)
		}
		if method.entity == entity {
			return true
		}
	}
	return false
}

// onlyEntity is the entity of a find that does not return one: the only type
// that the interface creates, or the one that the method's name has.
func onlyEntity(iface *types.Interface, words []string) *types.Named {
	var all []*types.Named
	for m := range iface.Methods() {
		if c := read(m); c.role == creates && c.entity != nil {
			all = append(all, c.entity)
		}
	}
	name := strings.Join(words, "")
	var found *types.Named
	for _, n := range all {
		if len(all) > 1 && !strings.Contains(name, strings.ToLower(n.Obj().Name())) {
			continue
		}
		if found != nil && found != n {
			return nil
		}
		found = n
	}
	return found
}

func fact(iface *types.Named, m method, s summary.SiteFact) *summary.Fact {
	obj := iface.Obj()
	s.EntityParam, s.RowParam, s.OptionParam = -1, -1, -1
	s.Entity = summary.EntityFact{Type: typeName(m.entity)}
	s.Handle = param(0)
	s.Of = summary.Description{
		Store: Store, Func: m.fn.Name(), Where: obj.Name() + "." + m.fn.Name(), Inferred: true, Primary: "id",
	}
	return &summary.Fact{Sites: []summary.SiteFact{s}}
}

func typeName(n *types.Named) string {
	if n.Obj().Pkg() == nil {
		return n.Obj().Name()
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

func findSite(m method) summary.SiteFact {
	s := summary.SiteFact{Verb: model.Find}
	for _, k := range m.keys {
		s.Key = append(s.Key, summary.PredFact{Column: k.column, Value: param(k.index)})
	}
	s.Outs = findOutcomes(m)
	return s
}

func createSite(m method) summary.SiteFact {
	s := summary.SiteFact{Verb: model.Create}
	if m.row > 0 {
		s.Row = param(m.row)
		for f := range m.entityOfRow.Underlying().(*types.Struct).Fields() {
			if f.Exported() {
				s.Cells = append(s.Cells, summary.PredFact{Column: op.Snake(f.Name()), Value: field(s.Row, f.Name())})
			}
		}
	}
	for _, k := range m.keys {
		s.Cells = append(s.Cells, summary.PredFact{Column: k.column, Value: param(k.index)})
	}
	s.Outs = createOutcomes(m)
	return s
}

func param(i int) *summary.ExprFact { return &summary.ExprFact{Op: value.Param, Index: i} }

func field(e *summary.ExprFact, name string) *summary.ExprFact {
	return &summary.ExprFact{Op: value.Field, Name: name, Args: []*summary.ExprFact{e}}
}
