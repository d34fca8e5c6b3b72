package roster

import "gorm.io/gorm"

type Coach struct {
	ID    int64
	Nick  string
	Squad string
}

// Wanted has a field for each thing that may be asked for.
type Wanted struct {
	Nick  *string
	Squad *string
	Limit int
}

func coaches(db *gorm.DB, w Wanted) (all []Coach, err error) {
	q := db.Model(&Coach{})
	if w.Nick != nil {
		q = q.Where("nick = ?", *w.Nick)
	}
	if w.Squad != nil {
		q = q.Where("squad = ?", *w.Squad)
	}
	if w.Limit > 0 {
		q = q.Limit(w.Limit)
	}
	err = q.Find(&all).Error
	return all, err
}

func byFilter(db *gorm.DB, c *Coach) error {
	there, err := coaches(db, Wanted{Nick: &c.Nick, Limit: 1})
	if err != nil || len(there) > 0 {
		return err
	}
	return db.Create(&Coach{Nick: c.Nick}).Error // want `duplicate: .*Coach with nick = c.Nick`
}

func byParameter(db *gorm.DB, nick, squad string) error {
	there, err := coaches(db, Wanted{Nick: &nick, Squad: &squad})
	if err != nil || len(there) > 0 {
		return err
	}
	return db.Create(&Coach{Nick: nick, Squad: squad}).Error // want `duplicate: .*Coach with nick = nick and squad = squad`
}

// another is looked for and not created.
func another(db *gorm.DB, nick, other string) error {
	there, err := coaches(db, Wanted{Nick: &other})
	if err != nil || len(there) > 0 {
		return err
	}
	return db.Create(&Coach{Nick: nick}).Error
}

// changed is no longer what was looked for.
func changed(db *gorm.DB, nick string) error {
	there, err := coaches(db, Wanted{Nick: &nick})
	if err != nil || len(there) > 0 {
		return err
	}
	nick += "-2"
	return db.Create(&Coach{Nick: nick}).Error
}

// Table is what all repositories share.
type Table[T any] struct{ db *gorm.DB }

func (t *Table[T]) One(where string, args ...any) (*T, error) {
	var row T
	if err := t.db.Where(where, args...).First(&row).Error; err != nil {
		return nil, err
	}
	return &row, nil
}

func (t *Table[T]) Add(row *T) error { return t.db.Create(row).Error }

// Trainer is a coach as the service knows them.
type Trainer struct{ Nick string }

func (c *Coach) trainer() *Trainer {
	if c == nil {
		return nil
	}
	return &Trainer{c.Nick}
}

// mapped: what is found is made into something else, which is there.
func mapped(t *Table[Coach], nick string) error {
	c, err := t.One("nick = ?", nick)
	if err != nil && err != gorm.ErrRecordNotFound {
		return err
	}
	if c.trainer() != nil {
		return nil
	}
	return t.Add(&Coach{Nick: nick}) // want `duplicate: .*Coach with nick = nick`
}

// Scout has a coach made for them.
type Scout struct {
	Nick  string
	Coach *Coach
}

func (s *Scout) nick() string {
	if s == nil {
		return ""
	}
	return s.Nick
}

func newCoach(nick string) *Coach { return &Coach{Nick: nick} }

// kept: what a function makes of its argument is kept in a field.
func kept(db *gorm.DB, s *Scout) error {
	s.Coach = newCoach(s.nick())
	if err := db.Where("nick = ?", s.nick()).First(s.Coach).Error; err == nil {
		return nil
	}
	return db.Create(s.Coach).Error // want `duplicate: .*Coach with nick = s.Nick`
}

// keptOther is made of something else.
func keptOther(db *gorm.DB, s *Scout, other string) error {
	s.Coach = newCoach(other)
	if err := db.Where("nick = ?", s.nick()).First(&Coach{}).Error; err == nil {
		return nil
	}
	return db.Create(s.Coach).Error
}
