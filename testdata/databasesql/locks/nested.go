package locks

import (
	"database/sql"
	"sync"
)

// nested releases its lock two helpers down.
type nested struct {
	mu sync.Mutex
	db *sql.DB
}

func (n *nested) unlock() { n.mu.Unlock() }

func (n *nested) finish() { n.unlock() }

// nestedRelease holds the lock over both steps. Safe.
func (n *nested) nestedRelease(email string) error {
	n.mu.Lock()
	var id int64
	err := n.db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = n.db.Exec("INSERT INTO users (email) VALUES (?)", email)
	}
	n.finish()
	return err
}

// nestedEarly releases the lock between them.
func (n *nested) nestedEarly(email string) error {
	n.mu.Lock()
	var id int64
	err := n.db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	n.finish()
	if err == sql.ErrNoRows {
		_, err = n.db.Exec("INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*is not held from the check to the create"
	}
	return err
}
