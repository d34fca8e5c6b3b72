// Package byhand holds upserts by hand: one who finds the row writes it, and the
// loser, whose violation is told apart, is refused.
package byhand

import (
	"errors"
	"strings"

	"xorm.io/xorm"
)

var errThere = errors.New("there is one")

// Setting is looked for by its key.
type Setting struct {
	Key   string `xorm:"pk"`
	Value string
}

// inserted tells a violation of a unique key apart.
func inserted(_ int64, err error) error {
	if err != nil && strings.Contains(err.Error(), "duplicate key") {
		return errThere
	}
	return err
}

func set(s *xorm.Session, key, val string) error {
	found, err := s.Where("`key` = ?", key).Exist(new(Setting))
	if err != nil {
		return err
	}
	row := &Setting{Key: key, Value: val}
	if found {
		_, err = s.Where("`key` = ?", key).Update(row)
	} else {
		err = inserted(s.Insert(row)) // want "conflict: .*key = key"
	}
	return err
}

// The loser writes, too.
func setAgain(s *xorm.Session, key, val string) error {
	found, err := s.Where("`key` = ?", key).Exist(new(Setting))
	if err != nil {
		return err
	}
	row := &Setting{Key: key, Value: val}
	if !found {
		if err = inserted(s.Insert(row)); err == nil || !errors.Is(err, errThere) {
			return err
		}
	}
	_, err = s.Where("`key` = ?", key).Update(row)
	return err
}

// One who finds it is refused, as is the loser.
func add(s *xorm.Session, key, val string) error {
	found, err := s.Where("`key` = ?", key).Exist(new(Setting))
	if err != nil {
		return err
	}
	if found {
		return errThere
	}
	return inserted(s.Insert(&Setting{Key: key, Value: val}))
}

// Another row is written where this one is found.
type Counter struct {
	Name string `xorm:"pk"`
	N    int
}

func count(s *xorm.Session, key, val string) error {
	found, err := s.Where("`key` = ?", key).Exist(new(Setting))
	if err != nil {
		return err
	}
	if found {
		_, err = s.Where("name = ?", key).Update(&Counter{N: 1})
		if err != nil {
			return err
		}
		return errThere
	}
	return inserted(s.Insert(&Setting{Key: key, Value: val}))
}
