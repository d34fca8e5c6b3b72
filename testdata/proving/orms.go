package proving

import (
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/beego/beego/v2/client/orm"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
	"gorm.io/gorm"
	"xorm.io/xorm"
	"xorm.io/xorm/core"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
)

// handles are a store as the programs of each library use it.
type handles struct {
	*Store
	gorm *gorm.DB
	bun  *bun.DB
	xorm *xorm.Engine
	ent  *entclient.Client
}

// open opens the store for each library, all on one pool of connections.
func open(s *Store) (*handles, error) {
	h := &handles{Store: s}
	var err error
	if h.gorm, err = s.Gorm(); err != nil {
		return nil, err
	}
	if h.xorm, err = xorm.NewEngineWithDB(s.Driver, s.DSN, core.FromDB(s.DB)); err != nil {
		return nil, err
	}
	dialects := map[string]struct {
		bun   schema.Dialect
		ent   string
		beego orm.DriverType
	}{
		SQLite:     {sqlitedialect.New(), dialect.SQLite, orm.DRSqlite},
		PostgreSQL: {pgdialect.New(), dialect.Postgres, orm.DRPostgres},
		MariaDB:    {mysqldialect.New(), dialect.MySQL, orm.DRMySQL},
	}
	d := dialects[s.Name]
	h.bun = bun.NewDB(s.DB, d.bun)
	h.ent = entclient.NewClient(entclient.Driver(entsql.OpenDB(d.ent, s.DB)))
	if err := orm.RegisterDriver(s.Driver, d.beego); err != nil {
		return nil, err
	}
	return h, orm.AddAliasWthDB(h.alias(), s.Driver, s.DB)
}

// alias is the name that beego has for the store.
func (h *handles) alias() string { return fmt.Sprintf("%p", h.DB) }

// beego opens the store for a program whose row type is given: one table has one
// type in beego.
func (h *handles) beego(row any) orm.Ormer {
	orm.ResetModelCache()
	orm.RegisterModel(row)
	return orm.NewOrmUsingDB(h.alias())
}
