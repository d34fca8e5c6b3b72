package repo

import (
	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/query"
)

// Where returns nil for an absent group.
func (g *Groups) Where(c *query.Cond) *model.Group {
	row := &model.Group{}
	if err := c.First(g.DB, row); err != nil {
		return nil
	}
	return row
}
