// Package kinds tells its errors apart by their types.
package kinds

import (
	"errors"
	"strings"

	"gorm.io/gorm"
)

type Member struct {
	ID     int64
	Nick   string
	Barred bool
	Closed bool
}

type (
	Missing struct{ Nick string }
	Barred  struct{ ID int64 }
	Closed  struct{ ID int64 }
)

func (e Missing) Error() string { return "no member " + e.Nick }
func (e *Barred) Error() string { return "barred" }
func (e *Closed) Error() string { return "closed" }

func IsMissing(err error) bool {
	_, ok := err.(Missing)
	return ok
}

// IsStatus asks for two types, in helpers and by errors.As.
func IsStatus(err error) bool { return isBarred(err) || isClosed(err) }

func isBarred(err error) bool {
	_, ok := err.(*Barred)
	return ok
}

func isClosed(err error) bool {
	var c *Closed
	return errors.As(err, &c)
}

// SaysMissing goes by the text, and may mean whatever.
func SaysMissing(err error) bool { return err != nil && strings.HasSuffix(err.Error(), "member") }

// ByNick returns the member, and an error for one who may not do anything, too.
func ByNick(db *gorm.DB, nick string) (*Member, error) {
	var m Member
	err := db.Where("nick = ?", nick).Take(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, Missing{nick}
	}
	if err != nil {
		return nil, err
	}
	if m.Barred {
		return &m, &Barred{m.ID}
	}
	if m.Closed {
		return &m, &Closed{m.ID}
	}
	return &m, nil
}

func Add(db *gorm.DB, nick string) error { return db.Create(&Member{Nick: nick}).Error }

type (
	E1 struct{ error }
	E2 struct{ error }
	E3 struct{ error }
	E4 struct{ error }
	E5 struct{ error }
	E6 struct{ error }
	E7 struct{ error }
	E8 struct{ error }
)

// IsListed asks for more types than anybody keeps in mind, *Closed among them.
func IsListed(err error) bool {
	switch err.(type) {
	case E1, E2, E3, E4, E5, E6, E7, E8, *Closed:
		return true
	}
	return false
}
