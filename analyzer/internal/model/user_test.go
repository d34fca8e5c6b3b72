package model_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// check type-checks a package that imports nothing but the standard library.
func check(t *testing.T, path, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "src.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func decode(t *testing.T, text string) *model.File {
	t.Helper()
	f, err := model.Decode("user.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const storeSource = `package store
type DB struct{ inner }
type inner struct{}
func (*inner) Find(id string, opts ...Option) (row *Row, err error) { return nil, nil }
func (DB) Add(row Row) error { return nil }
type Row struct{ ID string }
type Option struct{ Level int }
type Failure struct{ Number int }
func (Failure) Error() string { return "" }
const NotFound = sentinel("not found")
type sentinel string
func (s sentinel) Error() string { return string(s) }
`

func TestUserModel(t *testing.T) {
	pkg := check(t, "example.com/store/v3", storeSource)
	user := decode(t, `
schema: 1
package: example.com/store
store: mine
calls:
  - types: [DB]
    methods: [Find]
    does: find
    key: [arg0]
    isolation: arg1..Level
    dest: [result0.ID]
    absent: [{error: result1, is: example.com/store.NotFound}, {error: result1, is: example.org/elsewhere.Gone}]
  - {types: [DB], methods: [Add], does: create, row: arg0.ID, error: result0}
conflict: [{as: example.com/store.Failure, field: Number, equals: ["7"]}]
`)
	set := newSet(t, pkg, user)
	if set.Empty() || len(set.Problems()) > 0 {
		t.Errorf("empty %v, problems %v", set.Empty(), set.Problems())
	}
	find, _, _ := types.LookupFieldOrMethod(pkg.Scope().Lookup("DB").Type(), true, pkg, "Find")
	b, ok := set.Call(find.(*types.Func))
	if !ok || b.File.Store != "mine" {
		t.Fatalf("Find is %+v", b)
	}
	if len(b.Signs) != 1 || b.Signs[0].Is != pkg.Scope().Lookup("NotFound") {
		t.Errorf("signs %+v, want the constant, and not the one of an absent package", b.Signs)
	}
	for _, disabled := range []string{"mine", "other"} {
		set, err := model.NewSet(reachable(pkg), []*model.File{user}, []string{disabled}, nil)
		if err != nil || set.Empty() != (disabled == "mine") {
			t.Errorf("without %s: empty %v, error %v", disabled, set.Empty(), err)
		}
	}
}

func TestUserModelErrors(t *testing.T) {
	pkg := check(t, "example.com/store", storeSource)
	const head = "schema: 1\npackage: example.com/store\nstore: mine\n"
	for text, want := range map[string]string{
		"types: [{name: Db, role: connection}]":                                                                            `user.yaml:4: types[0].name: example.com/store has no type Db, did you mean "DB"?`,
		"calls: [{types: [DB], methods: [Fnid], does: find}]":                                                              `user.yaml:4: calls[0].methods: example.com/store.DB has no method Fnid, did you mean "Find"?`,
		"calls: [{types: [BD], methods: [Find], does: find}]":                                                              `has no type BD`,
		"calls: [{methods: [Find], does: find}]":                                                                           `has no function Find`,
		"calls: [{types: [DB], methods: [Find], does: find, error: result2}]":                                              `calls[0].error: (*example.com/store.inner).Find: has no result 2`,
		"calls: [{types: [DB], methods: [Add], does: create, row: arg1}]":                                                  `has no argument 1`,
		"calls: [{types: [DB], methods: [Add], does: create, row: arg0.Id}]":                                               `example.com/store.Row has no field or method Id`,
		"calls: [{types: [DB], methods: [Add], does: transaction, body: arg0, handle: body.param0}]":                       `body arg0 is no function`,
		"calls: [{types: [DB], methods: [Add], does: find, absent: [{error: result0, is: example.com/store.Nope}]}]":       `there is no variable, constant or type example.com/store.Nope`,
		"calls: [{types: [DB], methods: [Add], does: find, adds: [{when: example.com/store.NotFound, property: upsert}]}]": `there is no type example.com/store.NotFound`,
		"conflict: [{as: example.com/store.Failure, field: Code, equals: [a]}]":                                            `has no field or method Code`,
	} {
		_, err := model.NewSet([]*types.Package{pkg}, []*model.File{decode(t, head+text)}, nil, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
	optional := decode(t, head+"types: [{name: Db, role: connection, optional: true}]\ncalls: [{types: [DB], methods: [Fnid], does: find, optional: true}]")
	if _, err := model.NewSet([]*types.Package{pkg}, []*model.File{optional}, nil, nil); err != nil {
		t.Error(err)
	}
}

// TestUserOverrides: a user's entry replaces the built-in one of the same
// function and leaves the others alone.
func TestUserOverrides(t *testing.T) {
	pkg := check(t, "example.com/app", `package app; import "sync"; var _ sync.Mutex`)
	set := newSet(t, pkg, decode(t, "schema: 1\npackage: sync\nstore: mine\ncalls: [{types: [RWMutex], methods: [Unlock, RLock], does: nothing}]"))
	scope := lookup(t, pkg, "sync.RWMutex")
	for name, want := range map[string]string{"Lock": "lock", "Unlock": "nothing", "RLock": "nothing", "RUnlock": ""} {
		fn, _, _ := types.LookupFieldOrMethod(scope.Type(), true, nil, name)
		if got := what(set, fn.(*types.Func)); got != want {
			t.Errorf("RWMutex.%s is %q, want %q", name, got, want)
		}
	}
	if set.Rows() {
		t.Error("locks are a store of rows")
	}
}

// TestOtherVersion: what a version of a library lacks is a problem of the set
// and no error, and the rest is bound.
func TestOtherVersion(t *testing.T) {
	pkg := check(t, "gorm.io/gorm", `package gorm
type DB struct{ Error error; RowsAffected int64 }
func (*DB) Count(n *int64) *DB { return nil }
func (*DB) Create(a, b int) *DB { return nil }`)
	set := newSet(t, pkg)
	if set.Empty() || len(set.Problems()) == 0 {
		t.Errorf("empty %v, problems %v", set.Empty(), set.Problems())
	}
	if !slices.ContainsFunc(set.Problems(), func(s string) bool {
		return strings.HasPrefix(s, "builtin/gorm.io/gorm.yaml:") && strings.Contains(s, "gorm.io/gorm.DB has no method First")
	}) {
		t.Errorf("problems %v do not tell of First", set.Problems())
	}
}

// TestSiblingVersions: two major versions of one library keep their own errors.
func TestSiblingVersions(t *testing.T) {
	src := `package store; import "errors"; var None = errors.New(""); func Find() error { return None }`
	v2, v3 := check(t, "example.com/store/v2", src), check(t, "example.com/store/v3", src)
	user := decode(t, "schema: 1\npackage: example.com/store\nstore: s\ncalls: [{methods: [Find], does: find, absent: [{error: result0, is: example.com/store.None}]}]")
	set, err := model.NewSet([]*types.Package{v3, v2, v2}, []*model.File{user}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range []*types.Package{v2, v3} {
		b, ok := set.Call(pkg.Scope().Lookup("Find").(*types.Func))
		if !ok || b.Signs[0].Is != pkg.Scope().Lookup("None") {
			t.Errorf("%s.Find is %+v", pkg.Path(), b)
		}
	}
}
