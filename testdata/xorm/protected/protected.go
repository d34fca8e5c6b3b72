// Package protected holds what does and does not protect with xorm.
package protected

import (
	"database/sql"
	"errors"
	"strings"
	"sync"

	"github.com/go-sql-driver/mysql"
	"xorm.io/xorm"
)

// User is a row.
type User struct {
	ID    int64  `xorm:"pk autoincr"`
	Email string `xorm:"unique"`
}

func upsert(e *xorm.Engine, email string) (*User, error) {
	u := &User{Email: email}
	has, err := e.Get(u)
	if err != nil || has {
		return u, err
	}
	_, err = e.Exec("INSERT INTO user (email) VALUES (?) ON CONFLICT (email) DO NOTHING", email)
	return u, err
}

var errTaken = errors.New("taken")

func handled(e *xorm.Engine, email string) error {
	has, err := e.Exist(&User{Email: email})
	if err != nil {
		return err
	}
	if has {
		return errTaken
	}
	_, err = e.Insert(&User{Email: email})
	var myErr *mysql.MySQLError
	if errors.As(err, &myErr) && myErr.Number == 1062 {
		return errTaken
	}
	return err
}

func handledText(e *xorm.Engine, email string) error {
	has, err := e.Exist(&User{Email: email})
	if err != nil {
		return err
	}
	if has {
		return errTaken
	}
	_, err = e.Insert(&User{Email: email})
	if err != nil && strings.Contains(err.Error(), "Duplicate entry") {
		return errTaken
	}
	return err
}

// inTransaction: a plain transaction lets both in.
func inTransaction(e *xorm.Engine, email string) error {
	_, err := e.Transaction(func(s *xorm.Session) (any, error) {
		has, err := s.Exist(&User{Email: email})
		if err != nil || has {
			return nil, err
		}
		return s.Insert(&User{Email: email}) // want "conflict: "
	})
	return err
}

func inSession(e *xorm.Engine, email string) error {
	s := e.NewSession()
	defer s.Close()
	if err := s.Begin(); err != nil {
		return err
	}
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	if _, err := s.Insert(&User{Email: email}); err != nil { // want "conflict: .*the transaction begun at line 78 runs at the default isolation level"
		return err
	}
	return s.Commit()
}

// serializable: one of two such transactions fails.
func serializable(e *xorm.Engine, email string) error {
	s := e.NewSession()
	defer s.Close()
	if err := s.BeginTx(&sql.TxOptions{Isolation: sql.LevelSerializable}); err != nil {
		return err
	}
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	if _, err := s.Insert(&User{Email: email}); err != nil {
		return err
	}
	return s.Commit()
}

// late begins when it has looked.
func late(e *xorm.Engine, email string) error {
	s := e.NewSession()
	defer s.Close()
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	if err := s.BeginTx(&sql.TxOptions{Isolation: sql.LevelSerializable}); err != nil {
		return err
	}
	if _, err := s.Insert(&User{Email: email}); err != nil { // want "conflict: .*the transaction begun at line 116 does not cover the check"
		return err
	}
	return s.Commit()
}

// over has committed by then.
func over(e *xorm.Engine, email string) error {
	s := e.NewSession()
	defer s.Close()
	if err := s.BeginTx(&sql.TxOptions{Isolation: sql.LevelSerializable}); err != nil {
		return err
	}
	if err := s.Commit(); err != nil {
		return err
	}
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = s.Insert(&User{Email: email}) // want "conflict: "
	return err
}

// forUpdate locks nothing while the row is absent.
func forUpdate(s *xorm.Session, email string) error {
	has, err := s.ForUpdate().Where("email = ?", email).Get(&User{})
	if err != nil || has {
		return err
	}
	_, err = s.Insert(&User{Email: email}) // want "conflict: .*FOR UPDATE"
	return err
}

type repo struct {
	mu sync.Mutex
	e  *xorm.Engine
}

func (r *repo) locked(email string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	has, err := r.e.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = r.e.Insert(&User{Email: email})
	return err
}
