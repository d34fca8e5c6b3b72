package repo

import (
	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/query"
)

// Groups answers queries that say in words what they look for.
type Groups struct{ DB *gorm.DB }

func (g *Groups) List(q *query.Query) ([]*model.Group, error) {
	q = query.Clone(q)
	tx, err := query.On(g.DB, &model.Group{}, q)
	if err != nil {
		return nil, err
	}
	var all []*model.Group
	if err := tx.Find(&all).Error; err != nil {
		return nil, err
	}
	return all, nil
}

// ByName returns ErrNotFound for an absent group.
func (g *Groups) ByName(name string) (*model.Group, error) {
	all, err := g.List(query.New(query.KeyWords{"GroupName": name}))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, ErrNotFound
	}
	return all[0], nil
}

func (g *Groups) Add(row *model.Group) error { return g.DB.Create(row).Error }
