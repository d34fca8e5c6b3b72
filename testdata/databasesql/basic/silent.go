package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"
)

// otherTable: an absent user makes an invite. Safe.
func otherTable(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO invites (email) VALUES (?)", email)
	}
	return err
}

// audit writes down that something is missing. Safe.
func audit(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := db.ExecContext(ctx, "INSERT INTO audit (event, email) VALUES ('missing', $1)", email); err != nil {
			return err
		}
	}
	return err
}

// child: the parent must be there. Safe.
func child(db *sql.DB, email, body string) error {
	var id int64
	if err := db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id); err != nil {
		return err
	}
	_, err := db.Exec("INSERT INTO posts (user_id, body) VALUES (?, ?)", id, body)
	return err
}

// update changes rows and makes none. Safe.
func update(db *sql.DB, id int64, name string) error {
	var other int64
	err := db.QueryRow("SELECT id FROM users WHERE name = ? AND id <> ?", name, id).Scan(&other)
	if !errors.Is(err, sql.ErrNoRows) {
		return errTaken
	}
	_, err = db.Exec("UPDATE users SET name = ? WHERE id = ?", name, id)
	return err
}

// bothWorlds inserts whatever was found. Safe.
func bothWorlds(db *sql.DB, email string) (int64, error) {
	var n int64
	if err := db.QueryRow("SELECT COUNT(*) FROM visits WHERE email = ?", email).Scan(&n); err != nil {
		return 0, err
	}
	_, err := db.Exec("INSERT INTO visits (email, number) VALUES (?, ?)", email, n+1)
	return n + 1, err
}

// otherValue looks for one address and inserts another. Safe.
func otherValue(db *sql.DB, old, next string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", old).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", next)
	}
	return err
}

// freshID: the created key is fresh. Safe.
func freshID(db *sql.DB, id string) error {
	var one int
	err := db.QueryRow("SELECT 1 FROM sessions WHERE id = ?", id).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO sessions (id) VALUES (?)", uuid.NewString())
	}
	return err
}

// noKey: no equality is looked up. Silent.
func noKey(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE created_at > now() - interval '1 day' LIMIT 1").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email)
	}
	return err
}

// crossed: the values stand in each other's columns. Safe.
func crossed(db *sql.DB, a, b string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM edges WHERE src = ? AND dst = ?", a, b).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO edges (src, dst) VALUES (?, ?)", b, a)
	}
	return err
}

// otherSchema: the tables have one name in two schemas. Safe.
func otherSchema(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM archive.users WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO live.users (email) VALUES (?)", email)
	}
	return err
}

// unknownText: the statement is not known here. Silent.
func unknownText(db *sql.DB, query, email string) error {
	var id int64
	err := db.QueryRow(query, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email)
	}
	return err
}

// unknownArguments: which value is looked up is not known. Silent.
func unknownArguments(db *sql.DB, args []any, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email)
	}
	return err
}
