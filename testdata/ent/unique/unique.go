// Package unique has what ent generates for its migrations, with unique keys.
package unique

import (
	"context"

	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/dialect/sql/schema"

	"github.com/toctou-lint/toctou/testdata/ent/gen"
	"github.com/toctou-lint/toctou/testdata/ent/gen/user"
)

var (
	usersColumns = []*schema.Column{
		{Name: "id", Increment: true},
		{Name: "email", Unique: true},
		{Name: "tenant_id"},
		{Name: "uid", Nullable: true},
	}
	usersTable = &schema.Table{
		Name:       "users",
		Columns:    usersColumns,
		PrimaryKey: []*schema.Column{usersColumns[0]},
		Indexes: []*schema.Index{
			{Name: "user_tenant_id_uid", Unique: true, Columns: []*schema.Column{usersColumns[2], usersColumns[3]}},
			{Name: "user_tenant_id", Unique: true, Columns: []*schema.Column{usersColumns[2]}, Annotation: &entsql.IndexAnnotation{Where: "uid IS NULL"}},
		},
	}
	// Tables is what the migrations create.
	Tables = []*schema.Table{usersTable}
)

func column(ctx context.Context, c *gen.Client, email string) error {
	ok, err := c.User.Query().Where(user.Email(email)).Exist(ctx)
	if err != nil || ok {
		return err
	}
	return c.User.Create().SetEmail(email).SetTenantID("t").Exec(ctx) // want `conflict: .*unique key \(email\) of unique.go`
}

func composite(ctx context.Context, c *gen.Client, email, tenant, uid string) error {
	ok, err := c.User.Query().Where(user.TenantID(tenant), user.UID(uid)).Exist(ctx)
	if err != nil || ok {
		return err
	}
	return c.User.Create().SetEmail(email).SetTenantID(tenant).SetUID(uid).Exec(ctx) // want `conflict: .*\(tenant_id, uid\)`
}

// partial: whether the row is in the index is not known.
func partial(ctx context.Context, c *gen.Client, email, tenant string) error {
	ok, err := c.User.Query().Where(user.TenantID(tenant)).Exist(ctx)
	if err != nil || ok {
		return err
	}
	return c.User.Create().SetEmail(email).SetTenantID(tenant).Exec(ctx) // want "duplicate: "
}
