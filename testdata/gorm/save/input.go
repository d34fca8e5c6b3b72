package save

import (
	"encoding/json"
	"errors"
	"io"

	"gorm.io/gorm"
)

type Poster struct {
	ID    uint
	Owner uint
	Title string
}

var errPosted = errors.New("there is such a poster")

func posterBy(db *gorm.DB, owner uint, title string) (Poster, error) {
	p := Poster{}
	err := db.Where("owner = ? AND title = ?", owner, title).First(&p).Error
	return p, err
}

// A row that was read from a request is new when its key must not be taken.
func saveInput(db *gorm.DB, r io.Reader, owner uint) error {
	p := Poster{}
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return err
	}
	if _, err := posterBy(db, owner, p.Title); !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	p.Owner = owner
	return db.Save(&p).Error // want `duplicate: two concurrent calls can both create Poster with owner = owner and title = p.Title`
}

// Whoever may keep its own title is updated.
func saveRenamed(db *gorm.DB, r io.Reader) error {
	var p Poster
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return err
	}
	var other Poster
	if err := db.Where("title = ? AND id <> ?", p.Title, p.ID).First(&other).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	return db.Save(&p).Error
}

// A row with the primary key that a path names is updated.
func saveNamed(db *gorm.DB, r io.Reader, id uint) error {
	var p Poster
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return err
	}
	p.ID = id
	if _, err := posterBy(db, p.Owner, p.Title); !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	return db.Save(&p).Error
}

func fill(db *gorm.DB, id uint, p *Poster) error { return db.First(p, id).Error }

// A row that a helper looks up is updated.
func saveFilled(db *gorm.DB, id uint, title string) error {
	var p Poster
	if err := fill(db, id, &p); err != nil {
		return err
	}
	p.Title = title
	if _, err := posterBy(db, p.Owner, p.Title); !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	return db.Save(&p).Error
}

func posterByID(db *gorm.DB, id uint) (Poster, error) {
	p := Poster{}
	err := db.Where("id = ?", id).First(&p).Error
	return p, err
}

// Likewise one that a helper returns.
func saveReturned(db *gorm.DB, id uint, title string) error {
	p, err := posterByID(db, id)
	if err != nil {
		return err
	}
	p.Title = title
	if _, err := posterBy(db, p.Owner, title); !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	return db.Save(&p).Error
}

// Nobody knows where this row comes from.
func saveGiven(db *gorm.DB, p *Poster) error {
	if _, err := posterBy(db, p.Owner, p.Title); !errors.Is(err, gorm.ErrRecordNotFound) {
		return errPosted
	}
	return db.Save(p).Error
}

// A row that has its key already is updated, whatever became of the find.
func saveOrAdd(db *gorm.DB, owner uint, title string) error {
	p, err := posterOf(db, owner)
	if err != nil {
		return err
	}
	if p == nil {
		p = &Poster{Owner: owner}
	}
	p.Title = title
	if p.ID > 0 {
		return db.Save(p).Error
	}
	return db.Create(p).Error // want `duplicate: two concurrent calls can both create Poster with owner = owner`
}

// Another number says nothing of the key.
func saveOrKeep(db *gorm.DB, owner uint, title string) error {
	p, err := posterOf(db, owner)
	if err != nil {
		return err
	}
	if p == nil {
		p = &Poster{Owner: owner}
	}
	p.Title = title
	if p.Owner > 0 {
		return db.Save(p).Error // want `duplicate: two concurrent calls can both create Poster with owner = owner`
	}
	return nil
}

func posterOf(db *gorm.DB, owner uint) (*Poster, error) {
	var p Poster
	err := db.Where("owner = ?", owner).First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &p, err
}
