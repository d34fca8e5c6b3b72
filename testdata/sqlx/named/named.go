// Package named binds arguments by name.
package named

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"
)

// Tag is a row; Label has no tag, so its column is label.
type Tag struct {
	ID    int64  `db:"id"`
	Name  string `db:"tag_name"`
	Label string
}

func namedExec(db *sqlx.DB, name string) error {
	var t Tag
	err := db.Get(&t, "SELECT * FROM tags WHERE tag_name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		t = Tag{Name: name}
		_, err = db.NamedExec("INSERT INTO tags (tag_name) VALUES (:tag_name)", t) // want "duplicate: .*tags"
	}
	return err
}

func namedPointer(ctx context.Context, db *sqlx.DB, t *Tag) error {
	var n int
	if err := db.GetContext(ctx, &n, "SELECT COUNT(*) FROM tags WHERE label = $1", t.Label); err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	_, err := db.NamedExecContext(ctx, "INSERT INTO tags (tag_name, label) VALUES (:tag_name, :label)", t) // want "duplicate: "
	return err
}

func namedMap(db *sqlx.DB, name string) error {
	var id int64
	err := db.Get(&id, "SELECT id FROM tags WHERE tag_name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NamedExec("INSERT INTO tags (tag_name) VALUES (:name)", map[string]any{"name": name}) // want "duplicate: "
	}
	return err
}

func namedStatement(db *sqlx.DB, name string) error {
	stmt, err := db.PrepareNamed("SELECT * FROM tags WHERE tag_name = :tag_name")
	if err != nil {
		return err
	}
	defer stmt.Close()
	var t Tag
	if err := stmt.Get(&t, Tag{Name: name}); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = db.NamedExec("INSERT INTO tags (tag_name) VALUES (:tag_name)", Tag{Name: name}) // want "duplicate: "
	return err
}

// otherField binds another field to the looked-up column. Safe.
func otherField(db *sqlx.DB, name, label string) error {
	var id int64
	err := db.Get(&id, "SELECT id FROM tags WHERE tag_name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NamedExec("INSERT INTO tags (tag_name) VALUES (:label)", Tag{Name: name, Label: label})
	}
	return err
}

// unknownArgument: what the statement binds is not known. Silent.
func unknownArgument(db *sqlx.DB, name string, arg any) error {
	var id int64
	err := db.Get(&id, "SELECT id FROM tags WHERE tag_name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NamedExec("INSERT INTO tags (tag_name) VALUES (:tag_name)", arg)
	}
	return err
}
