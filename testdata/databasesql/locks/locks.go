// Package locks has mutexes, row locks, table locks and advisory locks.
package locks

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"golang.org/x/sync/singleflight"
)

type store struct {
	db    *sql.DB
	mu    sync.Mutex
	rw    sync.RWMutex
	group singleflight.Group
}

const (
	find   = "SELECT id FROM seats WHERE email = $1"
	insert = "INSERT INTO seats (email) VALUES ($1)"
)

// ensure is only called where something excludes others.
func ensure(ctx context.Context, tx *sql.Tx, email string) error {
	var id int64
	err := tx.QueryRowContext(ctx, find, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, insert, email)
	}
	return err
}

// Safe.

func (s *store) mutex(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var id int64
	err := s.db.QueryRow(find, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.db.Exec(insert, email)
	}
	return err
}

func (s *store) rechecked(email string) error {
	var id int64
	if err := s.db.QueryRow(find, email).Scan(&id); err == nil {
		return nil
	}
	s.rw.Lock()
	defer s.rw.Unlock()
	if err := s.db.QueryRow(find, email).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err := s.db.Exec(insert, email)
	return err
}

func (s *store) flight(email string) error {
	_, err, _ := s.group.Do(email, func() (any, error) {
		var id int64
		err := s.db.QueryRow(find, email).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = s.db.Exec(insert, email)
		}
		return nil, err
	})
	return err
}

// begin is a transaction of the default level.
func (s *store) begin(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) advisory(ctx context.Context, email string) error {
	return s.begin(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", email); err != nil {
			return err
		}
		return ensure(ctx, tx, email)
	})
}

func (s *store) table(ctx context.Context, email string) error {
	return s.begin(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE seats IN EXCLUSIVE MODE"); err != nil {
			return err
		}
		return ensure(ctx, tx, email)
	})
}

func (s *store) parent(ctx context.Context, team int64, email string) error {
	return s.begin(ctx, func(tx *sql.Tx) error {
		var id int64
		if err := tx.QueryRowContext(ctx, "SELECT id FROM teams WHERE id = $1 FOR UPDATE", team).Scan(&id); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT id FROM seats WHERE team_id = $1 AND email = $2", team, email).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, "INSERT INTO seats (team_id, email) VALUES ($1, $2)", team, email)
		}
		return err
	})
}

func getLock(ctx context.Context, conn *sql.Conn, email string) error {
	var got int
	if err := conn.QueryRowContext(ctx, "SELECT GET_LOCK(?, 10)", email).Scan(&got); err != nil {
		return err
	}
	if got != 1 {
		return errors.New("busy")
	}
	defer conn.ExecContext(ctx, "SELECT RELEASE_LOCK(?)", email)
	var id int64
	err := conn.QueryRowContext(ctx, "SELECT id FROM seats WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = conn.ExecContext(ctx, "INSERT INTO seats (email) VALUES (?)", email)
	}
	return err
}

// Racy.

func (s *store) aroundCreate(email string) error {
	var id int64
	if err := s.db.QueryRow(find, email).Scan(&id); err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.db.Exec(insert, email) // want "duplicate: .*the lock taken at line 143 covers the create only"
	return err
}

func (s *store) released(email string) error {
	s.mu.Lock()
	var id int64
	err := s.db.QueryRow(find, email).Scan(&id)
	s.mu.Unlock()
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.db.Exec(insert, email) // want "duplicate: .*the lock taken at line 150 is not held from the check to the create"
	}
	return err
}

func (s *store) readLock(email string) error {
	s.rw.RLock()
	defer s.rw.RUnlock()
	var id int64
	err := s.db.QueryRow(find, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.db.Exec(insert, email) // want "duplicate: "
	}
	return err
}

func (s *store) absentRow(ctx context.Context, email string) error {
	return s.begin(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT id FROM seats WHERE email = $1 FOR UPDATE", email).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, insert, email) // want "duplicate: .*the transaction begun at line 76 runs at the default isolation level and does not help; FOR UPDATE at line 174 locks no row that does not exist yet"
		}
		return err
	})
}

func (s *store) parentUnlocked(ctx context.Context, team int64, email string) error {
	return s.begin(ctx, func(tx *sql.Tx) error {
		var id int64
		if err := tx.QueryRowContext(ctx, "SELECT id FROM teams WHERE id = $1", team).Scan(&id); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT id FROM seats WHERE team_id = $1 AND email = $2", team, email).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, "INSERT INTO seats (team_id, email) VALUES ($1, $2)", team, email) // want "duplicate: .*the transaction begun at line 76 runs at the default isolation level and does not help"
		}
		return err
	})
}
