package guards

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Renaming.

func rename(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*the loser creates it under another key at line 23"
	if isUnique(err) {
		err = db.QueryRow(ctx, insert, name+" (2)").Scan(&id)
	}
	return id, err
}

func renameAtRandom(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*the loser creates it under another key at line 35"
	if isUnique(err) {
		err = db.QueryRow(ctx, insert, name+rand.Text()).Scan(&id)
	}
	return id, err
}

// renameUnknown: what the other name is, is not known.
func renameUnknown(ctx context.Context, db *pgxpool.Pool, next func() string, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		err = db.QueryRow(ctx, insert, next()).Scan(&id)
	}
	return id, err
}

// lowered: both creates write what was looked for, in other letters.
func lowered(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, strings.ToLower(name)).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		err = db.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*that nothing handles; insert"
	}
	return id, err
}

// renameAlike: who finds the name gets another one, too.
func renameAlike(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if err == nil {
		name += rand.Text()
	}
	for range 10 {
		err = db.QueryRow(ctx, insert, name).Scan(&id)
		if !isUnique(err) {
			break
		}
		name += rand.Text()
	}
	return id, err
}

// renameUntilFree looks for a name that is free: so does the loser.
func renameUntilFree(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	for {
		err = db.QueryRow(ctx, find, name).Scan(&id)
		if err == nil {
			name += "'"
			continue
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			return 0, err
		}
		err = db.QueryRow(ctx, insert, name).Scan(&id)
		if isUnique(err) {
			err = db.QueryRow(ctx, insert, name+rand.Text()).Scan(&id)
		}
		return id, err
	}
}

// again tries once more with the same name: nothing is renamed.
func again(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	code := rand.Text()
	err = db.QueryRow(ctx, "INSERT INTO tags (name, code) VALUES ($1, $2) RETURNING id", name, code).Scan(&id)
	if isUnique(err) {
		code = rand.Text()
		err = db.QueryRow(ctx, "INSERT INTO tags (name, code) VALUES ($1, $2) RETURNING id", name, code).Scan(&id) // want "conflict: .*that nothing handles; insert with"
	}
	return id, err
}

// Foreign keys.

func foreignKey(ctx context.Context, db *pgxpool.Pool, name string, parent int64) error {
	var id int64
	if err := db.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, "INSERT INTO tags (name, parent) VALUES ($1, $2)", name, parent) // want "conflict: .*the error tested for at line [0-9]+ is that of a foreign key"
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23503" {
		return errors.New("no such parent")
	}
	return err
}

func isForeignKey(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23503"
}

func foreignKeyByHelper(ctx context.Context, db *pgxpool.Pool, name string, parent int64) error {
	var id int64
	if err := db.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, "INSERT INTO tags (name, parent) VALUES ($1, $2)", name, parent) // want "conflict: .*the error tested for at line [0-9]+ is that of a foreign key"
	if isForeignKey(err) {
		return errors.New("no such parent")
	}
	return err
}

// both kinds are told apart.
func both(ctx context.Context, db *pgxpool.Pool, name string, parent int64) error {
	var id int64
	if err := db.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, "INSERT INTO tags (name, parent) VALUES ($1, $2)", name, parent)
	switch {
	case isForeignKey(err):
		return errors.New("no such parent")
	case isUnique(err):
		return errTaken
	}
	return err
}

// tooLong tests for something else, of which nothing is said.
func tooLong(ctx context.Context, db *pgxpool.Pool, name string) error {
	var id int64
	if err := db.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, insert, name) // want "conflict: .*that nothing handles; insert with"
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "22001" {
		return errors.New("too long")
	}
	return err
}

// Isolation.

func repeatableRead(ctx context.Context, db *pgxpool.Pool, name string) error {
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, name).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			err = tx.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*the transaction begun at line [0-9]+ runs at pgx.RepeatableRead, which does not help"
		}
		return err
	})
}

func defaultLevel(ctx context.Context, db *pgxpool.Pool, name string) error {
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{AccessMode: pgx.ReadWrite}, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, name).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			err = tx.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*the transaction begun at line [0-9]+ runs at the default isolation level"
		}
		return err
	})
}

func createOnly(ctx context.Context, db *pgxpool.Pool, name string) error {
	var id int64
	if err := db.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*the transaction begun at line [0-9]+ does not cover the check"
	})
}

// unknownLevel: the caller says which.
func unknownLevel(ctx context.Context, db *pgxpool.Pool, level pgx.TxIsoLevel, name string) error {
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{IsoLevel: level}, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, name).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			err = tx.QueryRow(ctx, insert, name).Scan(&id)
		}
		return err
	})
}
