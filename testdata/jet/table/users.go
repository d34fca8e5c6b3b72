// Package table is laid out as jet lays out a table.
package table

import "github.com/go-jet/jet/v2/postgres"

// Users is the table.
var Users = newUsersTable("public", "users", "")

type usersTable struct {
	postgres.Table

	ID       postgres.ColumnInteger
	Email    postgres.ColumnString
	TenantID postgres.ColumnInteger

	AllColumns postgres.ColumnList
}

// UsersTable is the type of the table.
type UsersTable struct {
	usersTable

	EXCLUDED usersTable
}

func newUsersTable(schema, name, alias string) *UsersTable {
	return &UsersTable{usersTable: newUsersTableOf(schema, name, alias), EXCLUDED: newUsersTableOf("", "excluded", "")}
}

func newUsersTableOf(schema, name, alias string) usersTable {
	id, email, tenant := postgres.IntegerColumn("id"), postgres.StringColumn("email"), postgres.IntegerColumn("tenant_id")
	return usersTable{
		Table: postgres.NewTable(schema, name, alias, id, email, tenant),
		ID:    id, Email: email, TenantID: tenant,
		AllColumns: postgres.ColumnList{id, email, tenant},
	}
}
