package closures

import (
	"errors"

	"golang.org/x/sync/singleflight"
	"gorm.io/gorm"
)

// Plan has no unique key.
type Plan struct {
	ID   uint
	Name string
}

type plans struct {
	db    *gorm.DB
	group singleflight.Group
}

// byName shares one query among those who ask at the same time; it says nothing
// of what they do with the answer.
func (p *plans) byName(name string) (*Plan, error) {
	v, err, _ := p.group.Do(name, func() (any, error) {
		var plan Plan
		if err := p.db.Where("name = ?", name).First(&plan).Error; err != nil {
			return nil, err
		}
		return &plan, nil
	})
	if err != nil {
		return nil, err
	}
	return v.(*Plan), nil
}

func (p *plans) add(name string) error {
	_, err := p.byName(name)
	if err == nil {
		return errors.New("plan exists")
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return p.db.Create(&Plan{Name: name}).Error // want "duplicate: .*Plan with name = name"
}

// Both run one at a time for each name. Safe.
func (p *plans) addOnce(name string) error {
	_, err, _ := p.group.Do(name, func() (any, error) {
		var plan Plan
		err := p.db.Where("name = ?", name).First(&plan).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			err = p.db.Create(&Plan{Name: name}).Error
		}
		return nil, err
	})
	return err
}
