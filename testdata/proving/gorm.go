package proving

import (
	"context"
	"database/sql"
	"errors"

	gormsqlite "github.com/glebarez/sqlite"
	"gorm.io/driver/mysql"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
)

// Gorm opens the store as a program that uses gorm does: errors are not
// translated.
func (s *Store) Gorm() (*gorm.DB, error) {
	var d gorm.Dialector
	switch s.Name {
	case SQLite:
		d = gormsqlite.Dialector{DSN: s.DSN, Conn: s.DB}
	case PostgreSQL:
		d = postgres.New(postgres.Config{Conn: s.DB})
	default:
		d = mysql.New(mysql.Config{Conn: s.DB})
	}
	return gorm.Open(d, &gorm.Config{Logger: logger.Discard})
}

// account is a row of a form's table.
type account struct {
	ID     int64
	Email  string
	Visits int
}

// GormForms are the forms that gorm has of its own. A loser must get the row,
// with its primary key.
func GormForms() []Form {
	return []Form{
		{Name: "gorm First, then Create", Family: "none", On: everywhere(Races), Do: onGorm(func(db *gorm.DB, u *account, email string) error {
			err := db.Where("email = ?", email).First(u).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				u.Email = email
				err = db.Create(u).Error
			}
			return err
		})},
		{Name: "gorm FirstOrCreate", Family: "none", On: everywhere(Races), Do: onGorm(firstOrCreate)},
		{Name: "gorm FirstOrCreate, with a unique key", Family: "none", Unique: true, On: everywhere(Refuses), Do: onGorm(firstOrCreate)},
		{Name: "gorm OnConflict DoNothing, no unique key", Family: "none", On: on(Races, SQLite, PostgreSQL, MariaDB),
			Do: onGorm(func(db *gorm.DB, u *account, email string) error {
				return firstOrCreate(db.Clauses(clause.OnConflict{DoNothing: true}), u, email)
			})},
		{Name: "gorm SERIALIZABLE in a nested transaction", Family: "none", On: on(Races, PostgreSQL, MariaDB),
			Do: onGorm(func(db *gorm.DB, u *account, email string) error {
				return db.Transaction(func(tx *gorm.DB) error { // the inner one is a savepoint
					return tx.Transaction(func(tx *gorm.DB) error { return firstOrCreate(tx, u, email) }, &sql.TxOptions{Isolation: sql.LevelSerializable})
				})
			})},
		// On MariaDB gorm's INSERT returns the row that is there.
		{Name: "gorm OnConflict DoNothing, row used unread", Family: "none", Unique: true,
			On: map[string]Verdict{SQLite: Refuses, PostgreSQL: Refuses, MariaDB: Protects},
			Do: onGorm(func(db *gorm.DB, u *account, email string) error {
				return firstOrCreate(db.Clauses(clause.OnConflict{DoNothing: true}), u, email)
			})},
		{Name: "gorm OnConflict DoNothing, find again", Family: "upsert", Unique: true, On: everywhere(Protects),
			Do: onGorm(func(db *gorm.DB, u *account, email string) error {
				u.Email = email
				res := db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "email"}}, DoNothing: true}).Create(u)
				if res.Error == nil && res.RowsAffected == 0 {
					return db.Where("email = ?", email).First(u).Error
				}
				return res.Error
			})},
		{Name: "gorm FirstOrCreate, once more when it failed", Family: "conflict handled", Unique: true, On: everywhere(Protects),
			Do: onGorm(func(db *gorm.DB, u *account, email string) error {
				err := firstOrCreate(db, u, email)
				if err != nil {
					err = firstOrCreate(db, u, email)
				}
				return err
			})},
	}
}

func firstOrCreate(db *gorm.DB, u *account, email string) error {
	return db.Where("email = ?", email).Attrs(account{Email: email}).FirstOrCreate(u).Error
}

// onGorm opens gorm on the form's table and checks the row that comes out.
func onGorm(do func(db *gorm.DB, u *account, email string) error) func(*table, context.Context, string) error {
	return func(t *table, ctx context.Context, email string) error {
		db, err := t.gorm()
		if err != nil {
			return err
		}
		var u account
		if err := do(db.WithContext(ctx).Table(t.name).Session(&gorm.Session{}), &u, email); err != nil {
			return err
		}
		if u.ID == 0 || u.Email != email {
			return errLost
		}
		return nil
	}
}

func (t *table) gorm() (*gorm.DB, error) {
	t.once.Do(func() { t.orm, t.ormErr = t.Gorm() })
	return t.orm, t.ormErr
}
