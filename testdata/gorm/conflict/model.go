// Package conflict has a unique key: the loser of the race gets an error, and somebody must tell it apart.
package conflict

import (
	"errors"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/lib/pq"
	"gorm.io/gorm"
)

// Person has a unique address.
type Person struct {
	ID    uint
	Email string `gorm:"uniqueIndex"`
	Name  string
}

// ErrTaken refuses a second person with one address.
var ErrTaken = errors.New("address taken")

// open lets gorm translate the driver's errors.
func open(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{TranslateError: true})
}

// isDuplicate knows three drivers.
func isDuplicate(err error) bool {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return true
	}
	if pgErr := (*pgconn.PgError)(nil); errors.As(err, &pgErr) {
		return pgErr.Code == "23505"
	}
	var myErr *mysql.MySQLError
	return errors.As(err, &myErr) && myErr.Number == 1062
}

func isPQDuplicate(err error) bool {
	var e *pq.Error
	return errors.As(err, &e) && e.Code == "23505"
}

func looksDuplicate(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "duplicate key") || strings.Contains(err.Error(), "UNIQUE constraint failed"))
}

func isForeignKey(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23503"
}
