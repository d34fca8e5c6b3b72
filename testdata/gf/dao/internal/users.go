// Package internal is laid out as gf gen dao lays out a table.
package internal

import (
	"context"

	"github.com/gogf/gf/v2/database/gdb"
	"github.com/gogf/gf/v2/frame/g"
)

// UsersDao is the table.
type UsersDao struct {
	table    string
	group    string
	columns  UsersColumns
	handlers []gdb.ModelHandler
}

// UsersColumns are the names of its columns.
type UsersColumns struct {
	Id       string
	Email    string
	TenantId string
}

var usersColumns = UsersColumns{Id: "id", Email: "email", TenantId: "tenant_id"}

// NewUsersDao returns the table.
func NewUsersDao(handlers ...gdb.ModelHandler) *UsersDao {
	return &UsersDao{group: "default", table: "users", columns: usersColumns, handlers: handlers}
}

// DB returns the connection.
func (dao *UsersDao) DB() gdb.DB { return g.DB(dao.group) }

// Columns returns the names of the columns.
func (dao *UsersDao) Columns() UsersColumns { return dao.columns }

// Ctx starts a statement.
func (dao *UsersDao) Ctx(ctx context.Context) *gdb.Model {
	model := dao.DB().Model(dao.table)
	for _, handler := range dao.handlers {
		model = handler(model)
	}
	return model.Safe().Ctx(ctx)
}

// Transaction runs f in a transaction.
func (dao *UsersDao) Transaction(ctx context.Context, f func(ctx context.Context, tx gdb.TX) error) (err error) {
	return dao.Ctx(ctx).Transaction(ctx, f)
}
