package model_test

import (
	"fmt"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// TestCalls looks up every call of testdata/models/uses: its comments say what
// each does.
func TestCalls(t *testing.T) {
	pkg := load(t, "./models/uses")
	set := newSet(t, pkg.Types)
	got := make(map[int]map[string]string)
	for id, obj := range pkg.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		line := pkg.Fset.Position(id.Pos()).Line
		if got[line] == nil {
			got[line] = make(map[string]string)
		}
		got[line][fn.Name()] = what(set, fn)
	}
	for line, want := range wants(pkg) {
		for _, w := range strings.Fields(want) {
			name, does, _ := strings.Cut(w, "=")
			if got[line][name] != does {
				t.Errorf("line %d: %s is %q, want %q", line, name, got[line][name], does)
			}
		}
	}
}

// what tells a bound call in a word.
func what(set *model.Set, fn *types.Func) string {
	b, ok := set.Call(fn)
	if !ok {
		b, ok = set.Implements(fn)
	}
	switch {
	case !ok:
		return ""
	case b.Does == "":
		return fmt.Sprintf("sql:%v", b.SQLAt)
	}
	return string(b.Does)
}

func wants(pkg *packages.Package) map[int]string {
	out := make(map[int]string)
	for _, file := range pkg.Syntax {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if text, ok := strings.CutPrefix(c.Text, "// want "); ok {
					out[pkg.Fset.Position(c.Pos()).Line] = text
				}
			}
		}
	}
	return out
}

func newSet(t *testing.T, pkg *types.Package, user ...*model.File) *model.Set {
	t.Helper()
	set, err := model.NewSet(reachable(pkg), user, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// lookup returns a package-level object by "import/path.Name".
func lookup(t *testing.T, from *types.Package, qualified string) types.Object {
	t.Helper()
	i := strings.LastIndex(qualified, ".")
	for _, pkg := range reachable(from) {
		if pkg.Path() == qualified[:i] {
			if obj := pkg.Scope().Lookup(qualified[i+1:]); obj != nil {
				return obj
			}
		}
	}
	t.Fatalf("no %s", qualified)
	return nil
}

func TestSentinels(t *testing.T) {
	pkg := load(t, "./models/uses").Types
	set := newSet(t, pkg)
	pgxNone := lookup(t, pkg, "github.com/jackc/pgx/v5.ErrNoRows")
	sqlNone := lookup(t, pkg, "database/sql.ErrNoRows")
	duplicate := lookup(t, pkg, "gorm.io/gorm.ErrDuplicatedKey")
	for _, obj := range []types.Object{pgxNone, sqlNone, duplicate} {
		if !set.Sentinel(obj) {
			t.Errorf("%v is no sentinel", obj)
		}
	}
	if set.Sentinel(lookup(t, pkg, "database/sql.ErrTxDone")) {
		t.Error("ErrTxDone is a sentinel")
	}
	if also := set.Also(pgxNone); len(also) != 1 || also[0] != sqlNone {
		t.Errorf("pgx.ErrNoRows is also %v", also)
	}
	if also := set.Also(sqlNone); len(also) != 0 {
		t.Errorf("sql.ErrNoRows is also %v", also)
	}
	if !set.ConflictSentinel(duplicate) || set.ConflictSentinel(sqlNone) {
		t.Error("gorm.ErrDuplicatedKey alone is a conflict")
	}
}

func TestConflictType(t *testing.T) {
	pkg := load(t, "./models/uses").Types
	set := newSet(t, pkg)
	obj := lookup(t, pkg, "github.com/lib/pq.Error").(*types.TypeName)
	for _, typ := range []types.Type{obj.Type(), types.NewPointer(obj.Type())} {
		c, ok := set.ConflictType(typ)
		if !ok || c.Type != obj || len(c.Forms) != 3 || c.Form != c.Forms[0] || c.Form.Field != "Code" {
			t.Errorf("ConflictType(%v) = %+v", typ, c)
		}
	}
	if role, f := set.Type(obj); role != model.Conflicting || f.Store != "postgres" {
		t.Errorf("pq.Error has role %q of %v", role, f)
	}
	if _, ok := set.ConflictType(types.Universe.Lookup("error").Type()); ok {
		t.Error("error is a conflict type")
	}
}

func TestTypeRoles(t *testing.T) {
	pkg := load(t, "./models/uses").Types
	set := newSet(t, pkg)
	for name, want := range map[string]model.TypeRole{
		"database/sql.Tx":            model.Transaction,
		"github.com/jmoiron/sqlx.DB": model.Connection,
		"database/sql.NullString":    model.Wrapper,
		"database/sql.ColumnType":    "",
	} {
		obj := lookup(t, pkg, name).(*types.TypeName)
		if role, _ := set.Type(obj); role != want {
			t.Errorf("%s has role %q, want %q", name, role, want)
		}
	}
}

// TestPromotedMethodsKeepTheirModel: sqlx.DB.ExecContext is sql.DB.ExecContext,
// and a plain *sql.DB must not be told to be an sqlx one.
func TestPromotedMethodsKeepTheirModel(t *testing.T) {
	pkg := load(t, "./models/uses").Types
	set := newSet(t, pkg)
	obj := lookup(t, pkg, "github.com/jmoiron/sqlx.DB")
	fn, _, _ := types.LookupFieldOrMethod(obj.Type(), true, nil, "ExecContext")
	b, ok := set.Call(fn.(*types.Func))
	if !ok || b.File.Store != "database/sql" || b.ErrorAt.String() != "result1" || b.KeyAt[0].String() != "arg2.." {
		t.Errorf("got %+v", b)
	}
}
