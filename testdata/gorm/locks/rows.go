package locks

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// absentRow: FOR UPDATE locks no row that does not exist yet.
func absentRow(db *gorm.DB, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error // want "duplicate: .*the transaction begun at line 12 runs at the default isolation level and does not help; FOR UPDATE at line 13 locks no row that does not exist yet"
		}
		return err
	})
}

// absentRowRaw says the same in SQL.
func absentRowRaw(db *gorm.DB, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		var s Seat
		res := tx.Raw("SELECT * FROM seats WHERE email = ? FOR UPDATE", email).Scan(&s)
		if res.Error != nil || res.RowsAffected > 0 {
			return res.Error
		}
		return tx.Create(&Seat{Email: email}).Error // want "duplicate: .*the transaction begun at line 23 runs at the default isolation level and does not help; FOR UPDATE at line 25 locks no row that does not exist yet"
	})
}

// parentRow: all writers of a team's seats queue at the team's row. Safe.
func parentRow(db *gorm.DB, teamID uint, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		var team Team
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&team, teamID).Error; err != nil {
			return err
		}
		err := tx.Where("team_id = ? AND email = ?", teamID, email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{TeamID: teamID, Email: email}).Error
		}
		return err
	})
}

// parentRowConst uses the library's constant. Safe.
func parentRowConst(db *gorm.DB, teamID uint, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		lock := clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsNoWait}
		if err := tx.Clauses(lock).Where("id = ?", teamID).Take(&Team{}).Error; err != nil {
			return err
		}
		var n int64
		if err := tx.Model(&Seat{}).Where("team_id = ? AND email = ?", teamID, email).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Seat{TeamID: teamID, Email: email}).Error
	})
}

// lockTeam takes the parent's lock for others.
func lockTeam(tx *gorm.DB, id uint) error {
	return tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&Team{}, id).Error
}

// parentRowHelper: the helper leaves the row locked until the transaction ends. Safe.
func parentRowHelper(db *gorm.DB, teamID uint, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := lockTeam(tx, teamID); err != nil {
			return err
		}
		err := tx.Where("team_id = ? AND email = ?", teamID, email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{TeamID: teamID, Email: email}).Error
		}
		return err
	})
}

// parentTooLate locks the parent after it looked.
func parentTooLate(db *gorm.DB, teamID uint, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("team_id = ? AND email = ?", teamID, email).First(&Seat{}).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if err := lockTeam(tx, teamID); err != nil {
			return err
		}
		return tx.Create(&Seat{TeamID: teamID, Email: email}).Error // want "duplicate: .*the transaction begun at line 84 runs at the default isolation level and does not help"
	})
}

// parentUnlocked reads the parent and locks nothing.
func parentUnlocked(db *gorm.DB, teamID uint, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.First(&Team{}, teamID).Error; err != nil {
			return err
		}
		err := tx.Where("team_id = ? AND email = ?", teamID, email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{TeamID: teamID, Email: email}).Error // want "duplicate: .*the transaction begun at line 98 runs at the default isolation level and does not help"
		}
		return err
	})
}

// otherTransaction: the parent's lock ended with its transaction.
func otherTransaction(db *gorm.DB, teamID uint, email string) error {
	err := db.Transaction(func(tx *gorm.DB) error { return lockTeam(tx, teamID) })
	if err != nil {
		return err
	}
	err = db.Where("team_id = ? AND email = ?", teamID, email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Seat{TeamID: teamID, Email: email}).Error // want "duplicate: "
	}
	return err
}

// advisory: PostgreSQL's lock ends with the transaction. Safe.
func advisory(db *gorm.DB, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec("SELECT pg_advisory_xact_lock(hashtext(?))", email).Error; err != nil {
			return err
		}
		err := tx.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// tableLock excludes every other writer. Safe.
func tableLock(db *gorm.DB, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec("LOCK TABLE seats IN SHARE ROW EXCLUSIVE MODE").Error; err != nil {
			return err
		}
		err := tx.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error
		}
		return err
	})
}
