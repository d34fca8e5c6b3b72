// Package dao is laid out as gf gen dao lays out a table.
package dao

import "github.com/toctou-lint/toctou/testdata/gf/dao/internal"

type usersDao struct{ *internal.UsersDao }

// Users is the table.
var Users = usersDao{internal.NewUsersDao()}
