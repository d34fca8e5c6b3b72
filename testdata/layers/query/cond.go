package query

import "gorm.io/gorm"

type part struct {
	query string
	args  []any
}

// Cond says by its methods what to look for.
type Cond struct {
	parts []part
	limit int
}

// Where begins a Cond.
func Where() *Cond { return &Cond{} }

// Eq adds an equality.
func (c *Cond) Eq(column string, v any) *Cond { return c.And(column+" = ?", v) }

// And adds a condition.
func (c *Cond) And(query string, args ...any) *Cond {
	c.parts = append(c.parts, part{query, args})
	return c
}

// Limit takes no more than n.
func (c *Cond) Limit(n int) *Cond {
	c.limit = n
	return c
}

func (c *Cond) on(db *gorm.DB) *gorm.DB {
	if len(c.parts) > 0 {
		for _, p := range c.parts {
			db = db.Where(p.query, p.args...)
		}
	}
	if c.limit > 0 {
		db = db.Limit(c.limit)
	}
	return db
}

// First reads the first row.
func (c *Cond) First(db *gorm.DB, out any) error { return c.Limit(1).on(db).First(out).Error }
