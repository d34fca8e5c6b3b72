package proving

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// Verdict is what a form is known to do on a store.
type Verdict string

// The verdicts.
const (
	Races    Verdict = "races"    // several rows, or lost writes
	Refuses  Verdict = "refuses"  // one row, but losers fail with an error that nobody handles
	Protects Verdict = "protects" // one row, and losers get what later callers get
	Retries  Verdict = "retries"  // one row; losers fail with an error that says "run it again"
)

// Form is a way to find and create, or to guard that.
type Form struct {
	Name   string
	Family string // the row of the table of protections that it stands for
	Unique bool   // there is a unique key on the looked-up column
	On     map[string]Verdict
	Do     func(t *table, ctx context.Context, email string) error
}

// table is one table of a store, named after its form.
type table struct {
	*Store
	name string
	mu   sync.RWMutex

	once   sync.Once
	orm    *gorm.DB
	ormErr error
}

// errLost says that the loser of a race got nothing to go on with.
var errLost = errors.New("no row for the loser")

// query writes a statement for the store: {t} is the table, ? a placeholder.
func (t *table) query(text string) string {
	text = strings.ReplaceAll(text, "{t}", t.name)
	if t.Name != PostgreSQL {
		return text
	}
	var b strings.Builder
	n := 0
	for _, r := range text {
		if r == '?' {
			n++
			fmt.Fprintf(&b, "$%d", n)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// create makes the table of a form and the row of its parent table.
func (s *Store) create(name string, unique bool) (*table, error) {
	t := &table{Store: s, name: name}
	id := map[string]string{SQLite: "INTEGER PRIMARY KEY", PostgreSQL: "BIGSERIAL PRIMARY KEY", MariaDB: "BIGINT AUTO_INCREMENT PRIMARY KEY"}[s.Name]
	key := ""
	if unique {
		key = " UNIQUE"
	}
	for _, text := range []string{
		"CREATE TABLE {t} (id " + id + ", email VARCHAR(190) NOT NULL" + key + ", visits INT NOT NULL DEFAULT 0)",
		"CREATE TABLE IF NOT EXISTS parents (id INT PRIMARY KEY)",
		"INSERT INTO parents (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM parents)",
	} {
		if _, err := s.DB.Exec(t.query(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
	}
	return t, nil
}

func (t *table) count(email string) (n int, err error) {
	err = t.DB.QueryRow(t.query("SELECT COUNT(*) FROM {t} WHERE email = ?"), email).Scan(&n)
	return n, err
}

// runner is a database, a connection or a transaction.
type runner interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// find looks for the row; it reports whether there is one.
func (t *table) find(ctx context.Context, on runner, email, suffix string) (bool, error) {
	var id int64
	err := on.QueryRowContext(ctx, t.query("SELECT id FROM {t} WHERE email = ? "+suffix), email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (t *table) insert(ctx context.Context, on runner, email, suffix string) error {
	_, err := on.ExecContext(ctx, t.query("INSERT INTO {t} (email) VALUES (?) "+suffix), email)
	return err
}

// findOrInsert is the race itself.
func (t *table) findOrInsert(ctx context.Context, on runner, email, suffix string) error {
	if found, err := t.find(ctx, on, email, suffix); found || err != nil {
		return err
	}
	return t.insert(ctx, on, email, "")
}

// updateOrInsert counts a visit, and inserts the row that the UPDATE did not find.
func (t *table) updateOrInsert(ctx context.Context, on runner, email string) error {
	res, err := on.ExecContext(ctx, t.query("UPDATE {t} SET visits = visits + 1 WHERE email = ?"), email)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); n > 0 || err != nil {
		return err
	}
	return t.insert(ctx, on, email, "")
}

// transaction runs body in a transaction.
func (t *table) transaction(ctx context.Context, level sql.IsolationLevel, body func(tx *sql.Tx) error) error {
	tx, err := t.DB.BeginTx(ctx, &sql.TxOptions{Isolation: level})
	if err != nil {
		return err
	}
	if err := body(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// session runs body on one connection between two statements. The second runs
// whatever the body did.
func (t *table) session(ctx context.Context, before, after string, arg []any, body func(c *sql.Conn) error) error {
	c, err := t.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, t.query(before), arg...); err != nil {
		return err
	}
	err = body(c)
	_, err2 := c.ExecContext(ctx, t.query(after), arg...)
	return errors.Join(err, err2)
}

// Prove runs a form on a store.
func (f Form) Prove(ctx context.Context, s *Store, rounds int) (Outcome, error) {
	name := "t_" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(f.Name))
	t, err := s.create(name[:min(len(name), 60)], f.Unique)
	if err != nil {
		return Outcome{}, err
	}
	return f.until(f.On[s.Name], func(series int) (Outcome, error) {
		return Race(ctx, rounds, fmt.Sprint("k", series), func(ctx context.Context, key string) error { return f.Do(t, ctx, key) }, t.count, kind)
	})
}

// until runs series of rounds until one shows what the form is known to do:
// that a race is lost is likely in a series, not certain.
func (f Form) until(want Verdict, series func(int) (Outcome, error)) (out Outcome, err error) {
	for i := range 20 {
		out, err = series(i)
		if v := out.Verdict(); err != nil || v == want || want == Protects || want == Retries || v != Protects {
			break
		}
	}
	return out, err
}

// Shows reports whether an outcome is what the verdict says. That a protected
// loser had to try again is a matter of luck, too.
func (v Verdict) Shows(o Outcome) bool {
	got := o.Verdict()
	return got == v || v == Retries && got == Protects
}

// Verdict judges an outcome.
func (o Outcome) Verdict() Verdict {
	retry := true
	for k := range o.Errors {
		retry = retry && slices.Contains([]string{"serialization failure", "deadlock", "busy", "record changed", "auto-increment failure"}, k)
	}
	switch {
	case o.Wrong > 0:
		return Races
	case o.Failures() == 0:
		return Protects
	case retry:
		return Retries
	}
	return Refuses
}

// on gives several stores one verdict.
func on(v Verdict, stores ...string) map[string]Verdict {
	m := map[string]Verdict{}
	for _, s := range stores {
		m[s] = v
	}
	return m
}

func everywhere(v Verdict) map[string]Verdict { return on(v, SQLite, PostgreSQL, MariaDB) }
