package text

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
)

// keeper keeps statements that were prepared once.
type keeper struct {
	find, add, put *sql.Stmt
	either         *sql.Stmt
}

func prepare(db *sql.DB, old bool) (p *keeper, err error) {
	p = &keeper{}
	if p.find, err = db.Prepare("SELECT id FROM customers WHERE email = ?"); err != nil {
		return nil, err
	}
	if p.add, err = db.Prepare("INSERT INTO customers (email) VALUES (?)"); err != nil {
		return nil, err
	}
	put, err := db.Prepare("INSERT INTO customers (email) VALUES (?) ON DUPLICATE KEY UPDATE email = email")
	if err != nil {
		return nil, err
	}
	p.put = put
	if old {
		p.either, err = db.Prepare("SELECT id FROM customers WHERE name = ?")
	} else {
		p.either, err = db.Prepare("SELECT id FROM customers WHERE email = ?")
	}
	return p, err
}

func (p *keeper) add1(email string) error {
	var id int64
	err := p.find.QueryRow(email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = p.add.Exec(email) // want "duplicate: .*customers with email = email"
	}
	return err
}

// put1 upserts.
func (p *keeper) put1(email string) error {
	var id int64
	err := p.find.QueryRow(email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = p.put.Exec(email)
	}
	return err
}

// either1 looks for nobody knows what.
func (p *keeper) either1(email string) error {
	var id int64
	err := p.either.QueryRow(email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = p.add.Exec(email)
	}
	return err
}

var texts = map[string]string{
	"find":  "SELECT id FROM customers WHERE email = ?",
	"other": "SELECT id FROM customers WHERE name = ?",
	"add":   "INSERT INTO customers (email, name) VALUES (?, ?)",
}

func fromMap(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, texts["find"], email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, texts["add"], email, "") // want "duplicate: .*customers with email = email"
	}
	return err
}

// otherText looks for a name and creates an address.
func otherText(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, texts["other"], email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, texts["add"], email, "n")
	}
	return err
}

// someText is one of them.
func someText(ctx context.Context, db *sql.DB, which, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, texts[which], email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, texts["add"], email, "")
	}
	return err
}

var (
	//go:embed queries/find.sql
	findText string
	//go:embed queries/add.sql
	addText []byte
)

func embedded(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, findText, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, string(addText), email) // want "duplicate: .*customers with email = email"
	}
	return err
}

type dialect struct{ name string }

// perDialect has a text for who names no dialect.
var perDialect = map[*dialect]string{nil: "SELECT id FROM customers WHERE email = ?"}

func noDialect(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, perDialect[nil], email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, texts["add"], email, "")
	}
	return err
}
