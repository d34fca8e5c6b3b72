// Package tables is laid out as sqlboiler lays out a table.
package tables

import (
	"context"

	"github.com/aarondl/sqlboiler/v4/boil"
	"github.com/aarondl/sqlboiler/v4/queries"
	"github.com/aarondl/sqlboiler/v4/queries/qm"
	"github.com/aarondl/sqlboiler/v4/queries/qmhelper"
)

// M maps columns to values.
type M map[string]any

// User is a row.
type User struct {
	ID       int64  `boil:"id"`
	Email    string `boil:"email"`
	TenantID int64  `boil:"tenant_id"`
}

type (
	// UserSlice is a list of rows.
	UserSlice []*User
	userQuery struct{ *queries.Query }
)

type whereHelperstring struct{ field string }

func (w whereHelperstring) EQ(x string) qm.QueryMod  { return qmhelper.Where(w.field, qmhelper.EQ, x) }
func (w whereHelperstring) NEQ(x string) qm.QueryMod { return qmhelper.Where(w.field, qmhelper.NEQ, x) }
func (w whereHelperstring) LT(x string) qm.QueryMod  { return qmhelper.Where(w.field, qmhelper.LT, x) }
func (w whereHelperstring) LTE(x string) qm.QueryMod { return qmhelper.Where(w.field, qmhelper.LTE, x) }
func (w whereHelperstring) GT(x string) qm.QueryMod  { return qmhelper.Where(w.field, qmhelper.GT, x) }
func (w whereHelperstring) GTE(x string) qm.QueryMod { return qmhelper.Where(w.field, qmhelper.GTE, x) }
func (w whereHelperstring) IN(slice []string) qm.QueryMod {
	return qm.WhereIn(w.field+" IN ?", slice)
}
func (w whereHelperstring) NIN(slice []string) qm.QueryMod {
	return qm.WhereNotIn(w.field+" NOT IN ?", slice)
}

type whereHelperint64 struct{ field string }

func (w whereHelperint64) EQ(x int64) qm.QueryMod { return qmhelper.Where(w.field, qmhelper.EQ, x) }

// UserWhere are conditions.
var UserWhere = struct {
	ID       whereHelperint64
	Email    whereHelperstring
	TenantID whereHelperint64
}{
	ID:       whereHelperint64{field: `"users"."id"`},
	Email:    whereHelperstring{field: `"users"."email"`},
	TenantID: whereHelperint64{field: `"users"."tenant_id"`},
}

// Users starts a query.
func Users(mods ...qm.QueryMod) userQuery {
	q := &queries.Query{}
	qm.Apply(q, append(mods, qm.From(`"users"`))...)
	return userQuery{q}
}

func (q userQuery) One(ctx context.Context, exec boil.ContextExecutor) (*User, error) {
	o := &User{}
	return o, q.Bind(ctx, exec, o)
}

func (q userQuery) All(ctx context.Context, exec boil.ContextExecutor) (UserSlice, error) {
	var o UserSlice
	return o, q.Bind(ctx, exec, &o)
}

func (q userQuery) Count(ctx context.Context, exec boil.ContextExecutor) (int64, error) {
	return 0, nil
}

func (q userQuery) Exists(ctx context.Context, exec boil.ContextExecutor) (bool, error) {
	return false, nil
}

// FindUser looks for a row by its key.
func FindUser(ctx context.Context, exec boil.ContextExecutor, id int64, columns ...string) (*User, error) {
	return nil, nil
}

// UserExists asks for a row by its key.
func UserExists(ctx context.Context, exec boil.ContextExecutor, id int64) (bool, error) {
	return false, nil
}

// Insert inserts the row.
func (o *User) Insert(ctx context.Context, exec boil.ContextExecutor, columns boil.Columns) error {
	return nil
}

// Update changes the row.
func (o *User) Update(ctx context.Context, exec boil.ContextExecutor, columns boil.Columns) (int64, error) {
	return 0, nil
}

// Upsert inserts the row, or changes the one that is there.
func (o *User) Upsert(ctx context.Context, exec boil.ContextExecutor, update bool, conflict []string, set, insert boil.Columns) error {
	return nil
}

// Delete removes the row.
func (o *User) Delete(ctx context.Context, exec boil.ContextExecutor) (int64, error) { return 0, nil }
