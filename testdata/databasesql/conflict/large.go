package conflict

import (
	"database/sql"
	"errors"
	"strings"
)

// entered checks so much that it is a large function, and tells the violation
// apart at its end.
func entered(db *sql.DB, email, name, city, street, phone string) (bool, error) {
	for what, text := range map[string]string{"email": email, "name": name, "city": city} {
		if text == "" {
			return false, errors.New("no " + what)
		}
	}
	if street == "" || phone == "" {
		return false, errors.New("no address")
	}
	if len(name) > 80 {
		name = name[:80]
	}
	if len(city) > 80 {
		city = city[:80]
	}
	if strings.HasPrefix(phone, "00") {
		phone = "+" + phone[2:]
	}
	_, err := db.Exec("INSERT INTO people (email, name, city, street, phone) VALUES (?, ?, ?, ?, ?)", email, name, city, street, phone)
	if err != nil && !strings.Contains(err.Error(), "Duplicate entry") {
		return false, err
	}
	return err == nil, nil
}

// Safe: the loser is told that nothing was entered, as one who finds the row is.
func large(db *sql.DB, email string) (bool, error) {
	var id int64
	if err := db.QueryRow("SELECT id FROM people WHERE email = ?", email).Scan(&id); err == nil {
		return false, nil
	}
	return entered(db, email, "n", "c", "s", "p")
}

// blunt is as large, and tells nothing apart.
func blunt(db *sql.DB, email, name, city, street, phone string) (bool, error) {
	for what, text := range map[string]string{"email": email, "name": name, "city": city} {
		if text == "" {
			return false, errors.New("no " + what)
		}
	}
	if street == "" || phone == "" {
		return false, errors.New("no address")
	}
	if len(name) > 80 {
		name = name[:80]
	}
	if len(city) > 80 {
		city = city[:80]
	}
	if strings.HasPrefix(phone, "00") {
		phone = "+" + phone[2:]
	}
	_, err := db.Exec("INSERT INTO people (email, name, city, street, phone) VALUES (?, ?, ?, ?, ?)", email, name, city, street, phone)
	if err != nil {
		return false, err
	}
	return true, nil
}

func largeRacy(db *sql.DB, email string) (bool, error) {
	var id int64
	if err := db.QueryRow("SELECT id FROM people WHERE email = ?", email).Scan(&id); err == nil {
		return false, nil
	}
	return blunt(db, email, "n", "c", "s", "p") // want "(duplicate|conflict): "
}
