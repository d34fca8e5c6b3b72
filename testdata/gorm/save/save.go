// Package save has gorm's Save, which inserts a row whose primary key is zero and updates one whose key is set.
package save

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Rule has a generated key and no unique one.
type Rule struct {
	ID     uint
	Port   string
	Policy string
}

// Option has a primary key that the caller gives.
type Option struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

// Racy: the row is new when nothing was found.

func absentOnly(db *gorm.DB, port string) error {
	err := db.Where("port = ?", port).First(&Rule{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Save(&Rule{Port: port}).Error // want "duplicate: "
	}
	return err
}

// idCopied: absence flows through the id, not through a branch.
func idCopied(db *gorm.DB, rule *Rule) error {
	var data Rule
	if err := db.Where("port = ?", rule.Port).Limit(1).Find(&data).Error; err != nil {
		return err
	}
	next := Rule{Port: rule.Port, Policy: rule.Policy}
	if data.ID != 0 {
		next.ID = data.ID
	}
	return db.Save(&next).Error // want "duplicate: "
}

// sameRow fills the destination of the find and saves it: zero id, insert.
func sameRow(db *gorm.DB, port, policy string) error {
	var r Rule
	if err := db.Where("port = ?", port).Limit(1).Find(&r).Error; err != nil {
		return err
	}
	r.Port = port
	r.Policy = policy
	return db.Save(&r).Error // want "duplicate: "
}

// absenceForgiven goes on when the row is absent.
func absenceForgiven(db *gorm.DB, port, policy string) error {
	var r Rule
	err := db.Where("port = ?", port).First(&r).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	r.Port, r.Policy = port, policy
	return db.Save(&r).Error // want "duplicate: "
}

// Grant has a primary key that the program makes.
type Grant struct {
	ID   string
	User string
}

// freshKey gives the row a key that no other has: an insert.
func freshKey(db *gorm.DB, user string) error {
	err := db.Where("user = ?", user).First(&Grant{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Save(&Grant{ID: uuid.NewString(), User: user}).Error // want "duplicate: "
	}
	return err
}

// Price is kept for each time that it changed.
type Price struct {
	Article string    `gorm:"primaryKey"`
	Since   time.Time `gorm:"primaryKey"`
	Cents   int
}

// freshPart has a key of which one part is new.
func freshPart(db *gorm.DB, article string) error {
	var old []Price
	if err := db.Where("article = ?", article).Limit(1).Find(&old).Error; err != nil {
		return err
	}
	if len(old) > 0 {
		return nil
	}
	return db.Save(&Price{Article: article, Since: time.Now().UTC(), Cents: 100}).Error // want "duplicate: "
}

// Silent: both store the same row, with the key that they looked for.
func givenParts(db *gorm.DB, article string, since time.Time) error {
	var old []Price
	if err := db.Where("article = ? AND since = ?", article, since).Limit(1).Find(&old).Error; err != nil {
		return err
	}
	if len(old) > 0 {
		return nil
	}
	return db.Save(&Price{Article: article, Since: since, Cents: 100}).Error
}

// Silent: the key is one that the caller has.
func callersKey(db *gorm.DB, id, user string) error {
	err := db.Where("user = ?", user).First(&Grant{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Save(&Grant{ID: id, User: user}).Error
	}
	return err
}

// createOrSave has both calls; the create is the one that races.
func createOrSave(db *gorm.DB, port, policy string) error {
	var r Rule
	err := db.Where("port = ?", port).First(&r).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return db.Create(&Rule{Port: port, Policy: policy}).Error // want "duplicate: "
	case err != nil:
		return err
	}
	r.Policy = policy
	return db.Save(&r).Error
}

// Safe.

// loaded: absence returns, so the saved row has an id.
func loaded(db *gorm.DB, id uint, policy string) error {
	var r Rule
	if err := db.First(&r, id).Error; err != nil {
		return err
	}
	r.Policy = policy
	return db.Save(&r).Error
}

// loadedByPort: the same with another key.
func loadedByPort(db *gorm.DB, port, policy string) error {
	var r Rule
	err := db.Where("port = ?", port).First(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return errors.New("no such rule")
	}
	if err != nil {
		return err
	}
	r.Policy = policy
	return db.Save(&r).Error
}

// presentOnly saves when the id is set.
func presentOnly(db *gorm.DB, port, policy string) error {
	var r Rule
	if err := db.Where("port = ?", port).Limit(1).Find(&r).Error; err != nil {
		return err
	}
	if r.ID == 0 {
		return nil
	}
	r.Policy = policy
	return db.Save(&r).Error
}

// renamed: no other rule has the port, and the saved row is a loaded one: an update.
func renamed(db *gorm.DB, id uint, port string) error {
	var r Rule
	if err := db.First(&r, id).Error; err != nil {
		return err
	}
	var n int64
	if err := db.Model(&Rule{}).Where("port = ? AND id <> ?", port, id).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errors.New("port is used by another rule")
	}
	r.Port = port
	return db.Save(&r).Error
}

// givenKey: Save with a key that is set is an upsert by that key.
func givenKey(db *gorm.DB, key, value string) error {
	var o Option
	err := db.Where("key = ?", key).First(&o).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	o.Key, o.Value = key, value
	return db.Save(&o).Error
}

// updates changes columns of rows that are there, and inserts none.
func updates(db *gorm.DB, port, policy string) error {
	res := db.Model(&Rule{}).Where("port = ?", port).Updates(Rule{Policy: policy})
	if res.Error == nil && res.RowsAffected == 0 {
		return errors.New("no such rule")
	}
	return res.Error
}

// byKey saves under the primary key that it looked for: the loser's save updates
// what the winner inserted. Safe.
func byKey(db *gorm.DB, key, text string) error {
	var o Option
	if err := db.First(&o, "key = ?", key).Error; errors.Is(err, gorm.ErrRecordNotFound) {
		o = Option{Value: text}
		if key != "" {
			o.Key = key
		}
		return db.Save(&o).Error
	}
	return nil
}
