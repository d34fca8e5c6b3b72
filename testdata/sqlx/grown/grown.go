// Package grown has statements that grow under conditions, and their arguments with
// them.
package grown

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
)

type Filter struct {
	Email  *string
	Org    string
	IDs    []int64
	Sorted bool
}

type Member struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
	Org   string `db:"org"`
}

// counted numbers its placeholders while it goes.
func counted(ctx context.Context, db *sqlx.DB, f Filter) (all []Member, err error) {
	q := "SELECT id, email, org FROM members WHERE deleted_at IS NULL"
	var args []any
	if f.Email != nil {
		args = append(args, *f.Email)
		q += fmt.Sprintf(" AND email = $%d", len(args))
	}
	if f.Org != "" {
		args = append(args, f.Org)
		q += " AND org = $" + strconv.Itoa(len(args))
	}
	if f.Sorted {
		q += " ORDER BY id"
	}
	err = db.SelectContext(ctx, &all, q, args...)
	return all, err
}

// joined collects its conditions.
func joined(ctx context.Context, db *sqlx.DB, f Filter) (all []Member, err error) {
	conds, args := make([]string, 0, 2), make([]any, 0, 2)
	if f.Email != nil {
		conds, args = append(conds, "email = ?"), append(args, *f.Email)
	}
	if f.Org != "" {
		conds, args = append(conds, "org = ?"), append(args, f.Org)
	}
	q := "SELECT id, email, org FROM members"
	if len(conds) > 0 {
		q += " WHERE " + strings.Join(conds, " AND ")
	}
	err = db.SelectContext(ctx, &all, db.Rebind(q), args...)
	return all, err
}

// built writes to a builder.
func built(ctx context.Context, db *sqlx.DB, f Filter) (n int, err error) {
	var b strings.Builder
	b.WriteString("SELECT count(*) FROM members WHERE true")
	args := []any{}
	if f.Email != nil {
		b.WriteString(" AND email = ?")
		args = append(args, *f.Email)
	}
	if f.Org != "" {
		b.WriteString(" AND org = ?")
		args = append(args, f.Org)
	}
	err = db.GetContext(ctx, &n, b.String(), args...)
	return n, err
}

// listed has as many placeholders as there are ids: nobody knows which argument the
// last one is.
func listed(ctx context.Context, db *sqlx.DB, f Filter) (all []Member, err error) {
	q := "SELECT id, email, org FROM members WHERE id IN ("
	var args []any
	for i, id := range f.IDs {
		if i > 0 {
			q += ", "
		}
		q += "?"
		args = append(args, id)
	}
	q += ") AND org = ?"
	args = append(args, f.Org)
	err = db.SelectContext(ctx, &all, q, args...)
	return all, err
}

// either looks for one thing or another.
func either(ctx context.Context, db *sqlx.DB, f Filter) (all []Member, err error) {
	q := "SELECT id, email, org FROM members WHERE "
	var args []any
	if f.Email != nil {
		q += "email = ?"
		args = append(args, *f.Email)
	} else {
		q += "org = ?"
		args = append(args, f.Org)
	}
	err = db.SelectContext(ctx, &all, q, args...)
	return all, err
}

func add(ctx context.Context, db *sqlx.DB, email, org string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO members (email, org) VALUES ($1, $2)", email, org)
	return err
}

func byCounted(ctx context.Context, db *sqlx.DB, email string) error {
	there, err := counted(ctx, db, Filter{Email: &email})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, "") // want `duplicate: .*members with email = email`
}

func byBoth(ctx context.Context, db *sqlx.DB, email, org string) error {
	there, err := counted(ctx, db, Filter{Email: &email, Org: org, Sorted: true})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, org) // want `duplicate: .*members with email = email and org = org`
}

func byJoined(ctx context.Context, db *sqlx.DB, email, org string) error {
	there, err := joined(ctx, db, Filter{Email: &email, Org: org})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, org) // want `duplicate: .*members with email = email and org = org`
}

func byBuilt(ctx context.Context, db *sqlx.DB, email string) error {
	n, err := built(ctx, db, Filter{Email: &email})
	if err != nil || n > 0 {
		return err
	}
	return add(ctx, db, email, "") // want `duplicate: .*members with email = email`
}

// byOther looks for a member of one organisation and creates one of another.
func byOther(ctx context.Context, db *sqlx.DB, email string) error {
	there, err := counted(ctx, db, Filter{Email: &email, Org: "staff"})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, "guests")
}

// byNothing asks whether there is anybody at all.
func byNothing(ctx context.Context, db *sqlx.DB, email string) error {
	there, err := joined(ctx, db, Filter{})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, "")
}

func byListed(ctx context.Context, db *sqlx.DB, ids []int64, email, org string) error {
	there, err := listed(ctx, db, Filter{IDs: ids, Org: org})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, org)
}

func byEither(ctx context.Context, db *sqlx.DB, email, org string) error {
	there, err := either(ctx, db, Filter{Email: &email, Org: org})
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, org)
}

// byLooped has its first argument from a loop.
func byLooped(ctx context.Context, db *sqlx.DB, more []string, email string) error {
	var args []any
	for _, m := range more {
		args = append(args, m)
	}
	args = append(args, email)
	var there []Member
	err := db.SelectContext(ctx, &there, "SELECT id FROM members WHERE email = ? AND org = ?", args...)
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, "")
}

// byOneOf has one argument or another.
func byOneOf(ctx context.Context, db *sqlx.DB, old bool, before, email string) error {
	var args []any
	if old {
		args = append(args, before)
	} else {
		args = append(args, email, nil)
	}
	var there []Member
	err := db.SelectContext(ctx, &there, "SELECT id FROM members WHERE email = ?", args...)
	if err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, "")
}

// byNumber compares two columns with one argument.
func byNumber(ctx context.Context, db *sqlx.DB, email, org string) error {
	args := []any{email}
	n := len(args)
	q := fmt.Sprintf("SELECT id FROM members WHERE (email = $%d OR nick = $%d)", n, n)
	args = append(args, org)
	q += fmt.Sprintf(" AND org = $%d", len(args))
	var there []Member
	if err := db.SelectContext(ctx, &there, q, args...); err != nil || len(there) > 0 {
		return err
	}
	return add(ctx, db, email, org) // want `duplicate: .*members with .*org = org`
}
