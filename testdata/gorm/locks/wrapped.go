package locks

import (
	"log"
	"sync"

	"gorm.io/gorm"
)

// sequencer runs what it is given. Types that wrap one another stand behind it,
// and each hands the function on to the next.
type sequencer interface {
	Run(fn func() error) error
}

type queued struct{ mu sync.Mutex }

func (q *queued) Run(fn func() error) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return fn()
}

type traced struct{ next sequencer }

func (t traced) Run(fn func() error) error {
	log.Print("run")
	return t.next.Run(fn)
}

type counted struct {
	next sequencer
	n    int
}

func (c *counted) Run(fn func() error) error {
	c.n++
	return c.next.Run(fn)
}

// inTurn is run one at a time, whatever is wrapped around the one that sees to
// that. Safe.
func inTurn(db *gorm.DB, s sequencer, email string) error {
	return s.Run(func() error {
		var n int64
		if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return db.Create(&Seat{Email: email}).Error
	})
}

// relay is another interface: its types hand on and nobody takes a lock.
type relay interface {
	Pass(fn func() error) error
}

type first struct{ next relay }

func (f first) Pass(fn func() error) error { return f.next.Pass(fn) }

type second struct{ next relay }

func (s second) Pass(fn func() error) error { return s.next.Pass(fn) }

type last struct{}

func (last) Pass(fn func() error) error { return fn() }

func inNoTurn(db *gorm.DB, r relay, email string) error {
	return r.Pass(func() error {
		var n int64
		if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return db.Create(&Seat{Email: email}).Error // want `duplicate: .* Seat with email = email`
	})
}
