// Package query has the shape of what gorm.io/gen generates for two tables.
package query

import (
	"context"

	"gorm.io/gen"
	"gorm.io/gen/field"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/toctou-lint/toctou/testdata/gormgen/model"
)

// Query holds the tables.
type Query struct {
	db *gorm.DB

	User    user
	Account account
	Note    note
}

// Use returns the tables on a connection.
func Use(db *gorm.DB) *Query {
	return &Query{db: db, User: newUser(db), Account: newAccount(db), Note: newNote(db)}
}

// Transaction runs fc in a transaction.
func (q *Query) Transaction(fc func(tx *Query) error) error {
	return q.db.Transaction(func(tx *gorm.DB) error { return fc(Use(tx)) })
}

func newUser(db *gorm.DB) user {
	_user := user{}
	_user.userDo.UseDB(db)
	_user.userDo.UseModel(&model.User{})
	tableName := _user.userDo.TableName()
	_user.ID = field.NewInt64(tableName, "id")
	_user.Email = field.NewString(tableName, "mail")
	_user.Tenant = field.NewInt64(tableName, "tenant")
	return _user
}

type user struct {
	userDo
	ID     field.Int64
	Email  field.String
	Tenant field.Int64
}

type userDo struct{ gen.DO }

// IUserDo is what can be done with the table.
type IUserDo interface {
	gen.SubQuery
	WithContext(ctx context.Context) IUserDo
	Clauses(conds ...clause.Expression) IUserDo
	Where(conds ...gen.Condition) IUserDo
	Count() (count int64, err error)
	First() (*model.User, error)
	Find() ([]*model.User, error)
	FirstOrCreate() (*model.User, error)
	Create(values ...*model.User) error
}

func (u userDo) WithContext(ctx context.Context) IUserDo { return u.withDO(u.DO.WithContext(ctx)) }

func (u userDo) Clauses(conds ...clause.Expression) IUserDo { return u.withDO(u.DO.Clauses(conds...)) }

func (u userDo) Where(conds ...gen.Condition) IUserDo { return u.withDO(u.DO.Where(conds...)) }

func (u userDo) Create(values ...*model.User) error {
	if len(values) == 0 {
		return nil
	}
	return u.DO.Create(values)
}

func (u userDo) First() (*model.User, error) {
	if result, err := u.DO.First(); err != nil {
		return nil, err
	} else {
		return result.(*model.User), nil
	}
}

func (u userDo) Find() ([]*model.User, error) {
	result, err := u.DO.Find()
	return result.([]*model.User), err
}

func (u userDo) FirstOrCreate() (*model.User, error) {
	if result, err := u.DO.FirstOrCreate(); err != nil {
		return nil, err
	} else {
		return result.(*model.User), nil
	}
}

func (u *userDo) withDO(do gen.Dao) *userDo {
	u.DO = *do.(*gen.DO)
	return u
}

func newAccount(db *gorm.DB) account {
	_account := account{}
	_account.accountDo.UseDB(db)
	_account.accountDo.UseModel(&model.Account{})
	tableName := _account.accountDo.TableName()
	_account.ID = field.NewInt64(tableName, "id")
	_account.Login = field.NewString(tableName, "login")
	return _account
}

type account struct {
	accountDo
	ID    field.Int64
	Login field.String
}

type accountDo struct{ gen.DO }

// IAccountDo is what can be done with the table.
type IAccountDo interface {
	gen.SubQuery
	WithContext(ctx context.Context) IAccountDo
	Clauses(conds ...clause.Expression) IAccountDo
	Where(conds ...gen.Condition) IAccountDo
	Count() (count int64, err error)
	First() (*model.Account, error)
	Find() ([]*model.Account, error)
	FirstOrCreate() (*model.Account, error)
	Create(values ...*model.Account) error
}

func (u accountDo) WithContext(ctx context.Context) IAccountDo {
	return u.withDO(u.DO.WithContext(ctx))
}

func (u accountDo) Clauses(conds ...clause.Expression) IAccountDo {
	return u.withDO(u.DO.Clauses(conds...))
}

func (u accountDo) Where(conds ...gen.Condition) IAccountDo { return u.withDO(u.DO.Where(conds...)) }

func (u accountDo) Create(values ...*model.Account) error {
	if len(values) == 0 {
		return nil
	}
	return u.DO.Create(values)
}

func (u accountDo) First() (*model.Account, error) {
	if result, err := u.DO.First(); err != nil {
		return nil, err
	} else {
		return result.(*model.Account), nil
	}
}

func (u accountDo) Find() ([]*model.Account, error) {
	result, err := u.DO.Find()
	return result.([]*model.Account), err
}

func (u accountDo) FirstOrCreate() (*model.Account, error) {
	if result, err := u.DO.FirstOrCreate(); err != nil {
		return nil, err
	} else {
		return result.(*model.Account), nil
	}
}

func (u *accountDo) withDO(do gen.Dao) *accountDo {
	u.DO = *do.(*gen.DO)
	return u
}

func newNote(db *gorm.DB) note {
	_note := note{}
	_note.noteDo.UseDB(db)
	_note.noteDo.UseModel(&model.Note{})
	_note.Title = field.NewString(_note.noteDo.TableName(), "title")
	return _note
}

type note struct {
	noteDo
	Title field.String
}

// A table that is not handed out as an interface.
type noteDo struct{ gen.DO }

func (n noteDo) WithContext(ctx context.Context) *noteDo { return n.withDO(n.DO.WithContext(ctx)) }

func (n noteDo) Where(conds ...gen.Condition) *noteDo { return n.withDO(n.DO.Where(conds...)) }

func (n noteDo) Create(values ...*model.Note) error {
	if len(values) == 0 {
		return nil
	}
	return n.DO.Create(values)
}

func (n noteDo) First() (*model.Note, error) {
	if result, err := n.DO.First(); err != nil {
		return nil, err
	} else {
		return result.(*model.Note), nil
	}
}

func (n *noteDo) withDO(do gen.Dao) *noteDo {
	n.DO = *do.(*gen.DO)
	return n
}
