// Package speak knows what drivers say.
package speak

import (
	"errors"

	"github.com/go-sql-driver/mysql"
	"github.com/lib/pq"
)

// ErrThere is a violation of a unique key.
var ErrThere = errors.New("there is one")

// Dialect is what a database says.
type Dialect interface {
	Taken(err error) bool
	Plain(err error) error
}

// Postgres is one.
type Postgres struct{}

// Taken tells a violation of a unique key apart.
func (Postgres) Taken(err error) bool {
	var e *pq.Error
	return errors.As(err, &e) && e.Code == "23505"
}

// Plain is the error in other words.
func (p Postgres) Plain(err error) error {
	if p.Taken(err) {
		return ErrThere
	}
	return err
}

// MySQL is another one.
type MySQL struct{}

// Taken tells a violation of a unique key apart.
func (MySQL) Taken(err error) bool {
	var e *mysql.MySQLError
	return errors.As(err, &e) && e.Number == 1062
}

// Plain is the error in other words.
func (m MySQL) Plain(err error) error {
	if m.Taken(err) {
		return ErrThere
	}
	return err
}

// Link says what is missing.
type Link interface {
	Missing(err error) bool
}

// Links tells violations of foreign keys apart.
type Links struct{}

// Missing tells a violation of a foreign key apart.
func (Links) Missing(err error) bool {
	var e *pq.Error
	return errors.As(err, &e) && e.Code == "23503"
}
