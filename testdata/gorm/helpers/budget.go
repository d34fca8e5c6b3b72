package helpers

import (
	"errors"

	"gorm.io/gorm"
)

// Seat has no unique key.
type Seat struct {
	ID     uint
	Number string
}

// Usher and the others come with every seat.
type (
	Usher struct{ ID, SeatID uint }
	Lamp  struct{ ID, SeatID uint }
	Tray  struct{ ID, SeatID uint }
	Cover struct{ ID, SeatID uint }
	Strap struct{ ID, SeatID uint }
	Label struct{ ID, SeatID uint }
)

func furnish(db *gorm.DB, id uint) {
	db.Create(&Usher{SeatID: id})
	db.Create(&Lamp{SeatID: id})
	db.Create(&Tray{SeatID: id})
	db.Create(&Cover{SeatID: id})
	db.Create(&Strap{SeatID: id})
	db.Create(&Label{SeatID: id})
}

// install creates more than most helpers do; the seat is what it is called for.
func install(db *gorm.DB, seat *Seat) error {
	if err := db.Create(seat).Error; err != nil {
		return err
	}
	furnish(db, seat.ID)
	return nil
}

func installOnce(db *gorm.DB, number string) error {
	var seat Seat
	err := db.Where("number = ?", number).First(&seat).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return install(db, &Seat{Number: number}) // want "duplicate: .*Seat"
}
