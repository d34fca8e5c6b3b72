package schema

import (
	"database/sql"
	"strings"
)

func exists(row *sql.Row) bool {
	var id int64
	return row.Scan(&id) == nil
}

func column(db *sql.DB, email string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE email = $1", email).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (email) VALUES ($1)", email) // want `conflict: .*unique key \(email\) of migrations.go:8`
		return err
	}
	return nil
}

// moreColumns: email alone stops the second row.
func moreColumns(db *sql.DB, email string, tenant int64) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE email = $1 AND tenant = $2", email, tenant).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (email, tenant) VALUES ($1, $2)", email, tenant) // want "conflict: "
		return err
	}
	return nil
}

func composite(db *sql.DB, tenant int64, slug string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE tenant = $1 AND slug = $2", tenant, slug).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (tenant, slug) VALUES ($1, $2)", tenant, slug) // want "conflict: "
		return err
	}
	return nil
}

// half of the key stops nothing.
func half(db *sql.DB, tenant int64, slug string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE slug = $1", slug).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (tenant, slug) VALUES ($1, $2)", tenant, slug) // want "duplicate: "
		return err
	}
	return nil
}

func sameExpression(db *sql.DB, name string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE lower(name) = lower($1)", name).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (name) VALUES ($1)", name) // want `conflict: .*unique key \(lower\(name\)\)`
		return err
	}
	return nil
}

// noExpression looks a unique column up by an expression: A and a are two rows.
func noExpression(db *sql.DB, email string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE lower(email) = $1", strings.ToLower(email)).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
		return err
	}
	return nil
}

// partial: the new row's deleted_at is NULL, so that it is in the index.
func partial(db *sql.DB, code string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE code = $1 AND deleted_at IS NULL", code).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (code) VALUES ($1)", code) // want "conflict: "
		return err
	}
	return nil
}

// partialOther: whether the new row is in the index is not known.
func partialOther(db *sql.DB, badge string, active bool) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE badge = $1", badge).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (badge, active) VALUES ($1, $2)", badge, active) // want "duplicate: "
		return err
	}
	return nil
}

func partialMet(db *sql.DB, badge string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE badge = $1", badge).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (badge, active) VALUES ($1, true)", badge) // want "conflict: "
		return err
	}
	return nil
}

// null: two rows may have no nick.
func null(db *sql.DB, nick *string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE nick = $1", nick).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (nick) VALUES ($1)", nick) // want "duplicate: "
		return err
	}
	return nil
}

func notNull(db *sql.DB, nick string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE nick = $1", nick).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (nick) VALUES ($1)", nick) // want "conflict: "
		return err
	}
	return nil
}

// determined: equal codes give equal digests, which are unique.
func determined(db *sql.DB, badge string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE badge = $1", badge).Scan(&id) == sql.ErrNoRows {
		digest := strings.ToUpper(badge)
		_, err := db.Exec("INSERT INTO users (badge, digest) VALUES ($1, $2)", badge, digest) // want `conflict: .*unique key \(digest\)`
		return err
	}
	return nil
}

// independent: two requests for one badge may bring different digests.
func independent(db *sql.DB, badge, digest string) error {
	var id int64
	if db.QueryRow("SELECT id FROM users WHERE badge = $1", badge).Scan(&id) == sql.ErrNoRows {
		_, err := db.Exec("INSERT INTO users (badge, digest) VALUES ($1, $2)", badge, digest) // want "duplicate: "
		return err
	}
	return nil
}

// dropped: the key on label was taken back.
func dropped(db *sql.DB, label string) error {
	if !exists(db.QueryRow("SELECT 1 FROM tags WHERE label = $1", label)) {
		_, err := db.Exec("INSERT INTO tags (label) VALUES ($1)", label) // want "duplicate: "
		return err
	}
	return nil
}

func renamed(db *sql.DB, term string) error {
	if !exists(db.QueryRow("SELECT 1 FROM tags WHERE term = $1", term)) {
		_, err := db.Exec("INSERT INTO tags (term) VALUES ($1)", term) // want "conflict: "
		return err
	}
	return nil
}

// wayBack: what the way back drops is there.
func wayBack(db *sql.DB, title string) error {
	if !exists(db.QueryRow("SELECT 1 FROM notes WHERE title = $1", title)) {
		_, err := db.Exec("INSERT INTO notes (title) VALUES ($1)", title) // want "conflict: "
		return err
	}
	return nil
}

// helper is one statement that looks first; the message names the key.
func helper(db *sql.DB, email string) error {
	_, err := db.Exec("INSERT INTO users (email) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = $1)", email) // want `helper: .*the loser fails on the unique key \(email\) of migrations.go:8`
	return err
}
