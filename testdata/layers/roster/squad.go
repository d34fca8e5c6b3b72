package roster

import (
	"errors"

	"github.com/toctou-lint/toctou/testdata/layers/query"
	"gorm.io/gorm"
)

type Squad struct {
	ID   int64
	Name string
}

type Seat struct {
	ID      int64
	SquadID int64
	Number  int
}

// seat locks the squad, so that nobody else may look for its seats.
func seat(db *gorm.DB, squad int64, number int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if _, err := query.One[Squad](tx, query.Equal("id", squad), query.ForUpdate()); err != nil {
			return err
		}
		_, err := query.One[Seat](tx, query.Equal("squad_id", squad), query.Equal("number", number))
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{SquadID: squad, Number: number}).Error
		}
		return err
	})
}

// seatUnlocked reads the squad and locks nothing.
func seatUnlocked(db *gorm.DB, squad int64, number int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if _, err := query.One[Squad](tx, query.Equal("id", squad)); err != nil {
			return err
		}
		_, err := query.One[Seat](tx, query.Equal("squad_id", squad), query.Equal("number", number))
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{SquadID: squad, Number: number}).Error // want `duplicate: .* squad_id = squad and number = number`
		}
		return err
	})
}

// seatAbsent locks the seat that is not there.
func seatAbsent(db *gorm.DB, squad int64, number int) error {
	return db.Transaction(func(tx *gorm.DB) error {
		_, err := query.One[Seat](tx, query.Equal("squad_id", squad), query.Equal("number", number), query.ForUpdate())
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{SquadID: squad, Number: number}).Error // want `duplicate: .*FOR UPDATE at line 52 locks no row that does not exist yet`
		}
		return err
	})
}
