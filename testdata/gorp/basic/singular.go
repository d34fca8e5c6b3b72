package basic

import (
	"database/sql"
	"errors"

	"github.com/go-gorp/gorp/v3"
)

// Label is a row of label: the program registers it so.
type Label struct {
	ID   int    `db:"id, primarykey"`
	Name string `db:"name"`
}

func ensureLabel(m *gorp.DbMap, name string) error {
	var l Label
	err := m.SelectOne(&l, "select * from label where name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return m.Insert(&Label{Name: name}) // want "duplicate: .*Label.*name"
	}
	return err
}

// other is about another table.
func other(m *gorp.DbMap, name string) error {
	var n string
	err := m.SelectOne(&n, "select name from lab where name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return m.Insert(&Label{Name: name})
	}
	return err
}
