package conflict

import (
	"database/sql"
	"errors"
	"fmt"
)

// Racy.

func wraps(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	if _, err := db.Exec(insert, email); err != nil { // want "(duplicate|conflict): "
		return fmt.Errorf("register %s: %w", email, err)
	}
	return nil
}

func foreignKeyOnly(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(insert, email) // want "(duplicate|conflict): .*the error tested for at line 28 is that of a foreign key, not of a unique one"
	if sqlState(err) == "23503" {
		return errors.New("no such parent")
	}
	return err
}

func serializationOnly(db *sql.DB, email string) error {
	for {
		var id int64
		if err := db.QueryRow(find, email).Scan(&id); err == nil {
			return errTaken
		}
		_, err := db.Exec(insert, email) // want "(duplicate|conflict): "
		if sqlState(err) == "40001" {
			continue
		}
		return err
	}
}

// translatesOnly returns the row when it is there, and an error when it has just come.
func translatesOnly(db *sql.DB, email string) (id int64, err error) {
	err = db.QueryRow(find, email).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow("INSERT INTO people (email) VALUES ($1) RETURNING id", email).Scan(&id) // want "(duplicate|conflict): "
	if sqlState(err) == uniqueViolation {
		return 0, errTaken
	}
	return id, err
}

// extends gives what it found after an update, so a translated violation is no
// answer: the loser wanted to extend, too. Whether the update fails is unknown.
func extends(db *sql.DB, email string) (person, bool, error) {
	var p person
	err := db.QueryRow(find, email).Scan(&p.id)
	if err == nil {
		err := refresh(db, p.id)
		return p, true, err
	}
	if err := enter(db, email); err != nil { // want "(duplicate|conflict): "
		return person{}, false, err
	}
	return person{}, false, nil
}

type person struct{ id int64 }

var refresh func(db *sql.DB, id int64) error

func use(f func(*sql.DB, int64) error) { refresh = f }

func enter(db *sql.DB, email string) error {
	_, err := db.Exec(insert, email)
	if sqlState(err) == uniqueViolation {
		return errTaken
	}
	return err
}

type answer struct {
	code int
	text string
}

// tells hands the error's text on, whatever the error is.
func tells(db *sql.DB, email string) answer {
	var n int
	if err := db.QueryRow("SELECT count(*) FROM people WHERE email = $1", email).Scan(&n); err != nil {
		return answer{500, err.Error()}
	}
	if n > 0 {
		return answer{409, "taken"}
	}
	if _, err := db.Exec(insert, email); err != nil { // want "(duplicate|conflict): "
		return answer{500, err.Error()}
	}
	return answer{200, ""}
}
