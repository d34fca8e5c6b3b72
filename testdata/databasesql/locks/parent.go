package locks

import (
	"context"
	"database/sql"
)

// build counts its job's builds first: the job's row stays locked. Safe.
func build(ctx context.Context, db *sql.DB, jobID int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n, id int64
	if err := tx.QueryRowContext(ctx, "UPDATE jobs SET last = last + 1 WHERE id = $1 RETURNING last", jobID).Scan(&n); err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, "SELECT id FROM builds WHERE job_id = $1 AND status = 'pending'", jobID).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = tx.ExecContext(ctx, "INSERT INTO builds (job_id, status, number) VALUES ($1, 'pending', $2)", jobID, n)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

type job struct {
	id   int64
	name string
}

// next locks the job's row by its name, for its callers.
func (j *job) next(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "UPDATE jobs SET last = last + 1 WHERE name = $1 RETURNING last", j.name).Scan(&n)
	return n, err
}

// build of an object: name and id are of the same job. Safe.
func (j *job) build(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n, err := j.next(ctx, tx)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, `INSERT INTO builds (job_id, status, number) SELECT $1, 'pending', $2
		WHERE NOT EXISTS (SELECT id FROM builds WHERE job_id = $1 AND status = 'pending')`, j.id, n); err != nil {
		return err
	}
	return tx.Commit()
}

// buildAlone updates in no transaction: the lock is gone at once.
func buildAlone(ctx context.Context, db *sql.DB, jobID int64) error {
	var n, id int64
	if err := db.QueryRowContext(ctx, "UPDATE jobs SET last = last + 1 WHERE id = $1 RETURNING last", jobID).Scan(&n); err != nil {
		return err
	}
	err := db.QueryRowContext(ctx, "SELECT id FROM builds WHERE job_id = $1 AND status = 'pending'", jobID).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.ExecContext(ctx, "INSERT INTO builds (job_id, status, number) VALUES ($1, 'pending', $2)", jobID, n) // want "duplicate: .*builds with "
	}
	return err
}

// seen updates a row that has nothing to do with what is looked for.
func seen(ctx context.Context, db *sql.DB, userID, jobID int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE users SET seen = now() WHERE id = $1", userID); err != nil {
		return err
	}
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM builds WHERE job_id = $1 AND status = 'pending'", jobID).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = tx.ExecContext(ctx, "INSERT INTO builds (job_id, status) VALUES ($1, 'pending')", jobID) // want "duplicate: .*builds with "
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// buildLate counts after it looked.
func buildLate(ctx context.Context, db *sql.DB, jobID int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n, id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM builds WHERE job_id = $1 AND status = 'pending'", jobID).Scan(&id)
	if err != sql.ErrNoRows {
		return err
	}
	if err := tx.QueryRowContext(ctx, "UPDATE jobs SET last = last + 1 WHERE id = $1 RETURNING last", jobID).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO builds (job_id, status, number) VALUES ($1, 'pending', $2)", jobID, n); err != nil { // want "duplicate: .*builds with "
		return err
	}
	return tx.Commit()
}
