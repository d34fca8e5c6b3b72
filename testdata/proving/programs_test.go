package proving

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gormbranched "github.com/toctou-lint/toctou/testdata/proving/programs/gormbranch/after"
	gormbranch "github.com/toctou-lint/toctou/testdata/proving/programs/gormbranch/before"
	gormguarded "github.com/toctou-lint/toctou/testdata/proving/programs/gormguard/after"
	gormguard "github.com/toctou-lint/toctou/testdata/proving/programs/gormguard/before"
	gormhelped "github.com/toctou-lint/toctou/testdata/proving/programs/gormhelper/after"
	gormhelper "github.com/toctou-lint/toctou/testdata/proving/programs/gormhelper/before"
	gormsavebranched "github.com/toctou-lint/toctou/testdata/proving/programs/gormsavebranch/after"
	gormsavebranch "github.com/toctou-lint/toctou/testdata/proving/programs/gormsavebranch/before"
	gormsaveguarded "github.com/toctou-lint/toctou/testdata/proving/programs/gormsaveguard/after"
	gormsaveguard "github.com/toctou-lint/toctou/testdata/proving/programs/gormsaveguard/before"
	gormtxed "github.com/toctou-lint/toctou/testdata/proving/programs/gormtx/after"
	gormtx "github.com/toctou-lint/toctou/testdata/proving/programs/gormtx/before"
	gormtxguarded "github.com/toctou-lint/toctou/testdata/proving/programs/gormtxguard/after"
	gormtxguard "github.com/toctou-lint/toctou/testdata/proving/programs/gormtxguard/before"
	gormtxquieted "github.com/toctou-lint/toctou/testdata/proving/programs/gormtxquiet/after"
	gormtxquiet "github.com/toctou-lint/toctou/testdata/proving/programs/gormtxquiet/before"
	sqlbranched "github.com/toctou-lint/toctou/testdata/proving/programs/sqlbranch/after"
	sqlbranch "github.com/toctou-lint/toctou/testdata/proving/programs/sqlbranch/before"
	sqlensured "github.com/toctou-lint/toctou/testdata/proving/programs/sqlensure/after"
	sqlensure "github.com/toctou-lint/toctou/testdata/proving/programs/sqlensure/before"
	mysqlensured "github.com/toctou-lint/toctou/testdata/proving/programs/sqlensuremysql/after"
	mysqlensure "github.com/toctou-lint/toctou/testdata/proving/programs/sqlensuremysql/before"
	sqlguarded "github.com/toctou-lint/toctou/testdata/proving/programs/sqlguard/after"
	sqlguard "github.com/toctou-lint/toctou/testdata/proving/programs/sqlguard/before"
	sqltxbranched "github.com/toctou-lint/toctou/testdata/proving/programs/sqltxbranch/after"
	sqltxbranch "github.com/toctou-lint/toctou/testdata/proving/programs/sqltxbranch/before"
	sqltxguarded "github.com/toctou-lint/toctou/testdata/proving/programs/sqltxguard/after"
	sqltxguard "github.com/toctou-lint/toctou/testdata/proving/programs/sqltxguard/before"
)

// run is a program: it returns the row's primary key, 0 when it returns none.
type run func(ctx context.Context, email string) (int64, error)

// program is one that toctou repairs: before is reported, after is what the
// command makes of it.
type program struct {
	name          string
	on            []string
	before, after func(h *handles) run
	taken         error  // what a program answers that refuses a second call
	returns       bool   // it returns the row's primary key
	table         string // accounts when it is empty
}

func programs() []program {
	every := []string{SQLite, PostgreSQL, MariaDB}
	dollars := []string{SQLite, PostgreSQL}
	return []program{
		{"gormguard", every,
			func(h *handles) run { return gormguard.Service{DB: h.gorm}.Run },
			func(h *handles) run { return taken(gormguarded.Service{DB: h.gorm}.Run, gormguarded.ErrTaken) }, gormguard.ErrTaken, false, ""},
		{"gormbranch", every,
			func(h *handles) run { return gormbranch.Service{DB: h.gorm}.Run },
			func(h *handles) run { return gormbranched.Service{DB: h.gorm}.Run }, nil, true, ""},
		{"gormhelper", every,
			func(h *handles) run { return gormhelper.Service{DB: h.gorm}.Run },
			func(h *handles) run { return gormhelped.Service{DB: h.gorm}.Run }, nil, true, ""},
		{"gormtx", []string{PostgreSQL, MariaDB},
			func(h *handles) run { return gormtx.Service{DB: h.gorm}.Run },
			func(h *handles) run { return gormtxed.Service{DB: h.gorm}.Run }, nil, true, ""},
		{"gormtxguard", []string{PostgreSQL},
			func(h *handles) run { return gormtxguard.Service{DB: h.gorm}.Run },
			func(h *handles) run {
				return taken(gormtxguarded.Service{DB: h.gorm}.Run, gormtxguarded.ErrTaken)
			}, gormtxguard.ErrTaken, false, ""},
		{"gormsaveguard", []string{PostgreSQL, MariaDB},
			func(h *handles) run { return gormsaveguard.Service{DB: h.gorm}.Run },
			func(h *handles) run {
				return taken(gormsaveguarded.Service{DB: h.gorm}.Run, gormsaveguarded.ErrTaken)
			}, gormsaveguard.ErrTaken, false, ""},
		{"gormsavebranch", []string{PostgreSQL, MariaDB},
			func(h *handles) run { return gormsavebranch.Service{DB: h.gorm}.Run },
			func(h *handles) run { return gormsavebranched.Service{DB: h.gorm}.Run }, nil, true, ""},
		{"gormtxquiet", []string{PostgreSQL, MariaDB},
			func(h *handles) run { return gormtxquiet.Service{DB: h.gorm}.Run },
			func(h *handles) run { return gormtxquieted.Service{DB: h.gorm}.Run }, nil, false, ""},
		{"sqlguard", dollars,
			func(h *handles) run { return sqlguard.Service{DB: h.DB}.Run },
			func(h *handles) run { return taken(sqlguarded.Service{DB: h.DB}.Run, sqlguarded.ErrTaken) }, sqlguard.ErrTaken, false, ""},
		{"sqlbranch", dollars,
			func(h *handles) run { return sqlbranch.Service{DB: h.DB}.Run },
			func(h *handles) run { return sqlbranched.Service{DB: h.DB}.Run }, nil, true, ""},
		{"sqltxguard", []string{PostgreSQL},
			func(h *handles) run { return sqltxguard.Service{DB: h.DB}.Run },
			func(h *handles) run {
				return taken(sqltxguarded.Service{DB: h.DB}.Run, sqltxguarded.ErrTaken)
			}, sqltxguard.ErrTaken, false, ""},
		{"sqltxbranch", []string{PostgreSQL},
			func(h *handles) run { return sqltxbranch.Service{DB: h.DB}.Run },
			func(h *handles) run { return sqltxbranched.Service{DB: h.DB}.Run }, nil, true, ""},
		{"sqlensure", dollars,
			func(h *handles) run { return sqlensure.Service{DB: h.DB}.Run },
			func(h *handles) run { return sqlensured.Service{DB: h.DB}.Run }, nil, false, ""},
		{"sqlensuremysql", []string{MariaDB},
			func(h *handles) run { return mysqlensure.Service{DB: h.DB}.Run },
			func(h *handles) run { return mysqlensured.Service{DB: h.DB}.Run }, nil, false, ""},
	}
}

// errTaken stands for the refusal of every program.
var errTaken = errors.New("taken")

func taken(r run, is error) run {
	return func(ctx context.Context, email string) (int64, error) {
		id, err := r(ctx, email)
		if errors.Is(err, is) {
			err = errTaken
		}
		return id, err
	}
}

// TestPrograms races the programs: the racy form has rounds with several rows,
// or with calls that fail as no later call does; what toctou made of it has
// neither, and every caller gets what it expects.
func TestPrograms(t *testing.T) {
	for _, s := range stores(t) {
		h, err := open(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range slices.Concat(programs(), ormPrograms()) {
			if !slices.Contains(p.on, s.Name) {
				continue
			}
			t.Run(s.Name+"/"+p.name, func(t *testing.T) {
				accounts(t, s, p.rows(), false)
				racy := Form{}
				out, err := racy.until(Races, func(series int) (Outcome, error) {
					return p.race(s, fmt.Sprint("before", series), p.before(h))
				})
				if err != nil || out.Wrong == 0 {
					t.Errorf("before: %s %v, want several rows", out, err)
				}
				t.Logf("before: %s", out)
				accounts(t, s, p.rows(), true)
				out, err = p.race(s, "after", p.after(h))
				if err != nil || out.Wrong > 0 || out.Failures() > 0 {
					t.Errorf("after: %s %v", out, err)
				}
				t.Logf("after: %s", out)
			})
		}
	}
}

// race runs a program. The answers of a round are judged together: one key for
// all, or one success and refusals.
func (p program) race(s *Store, name string, r run) (Outcome, error) {
	var mu sync.Mutex
	won := map[string][]int64{}
	attempt := func(ctx context.Context, email string) error {
		id, err := r(ctx, email)
		switch {
		case errors.Is(err, errTaken) || p.taken != nil && errors.Is(err, p.taken):
			return nil
		case err != nil:
			return err
		case p.returns && id == 0:
			return errLost
		}
		mu.Lock()
		defer mu.Unlock()
		won[email] = append(won[email], id)
		return nil
	}
	count := func(email string) (n int, err error) {
		var id sql.NullInt64
		err = s.DB.QueryRow((&table{Store: s, name: p.rows()}).query("SELECT COUNT(*), MAX(id) FROM {t} WHERE email = ?"), email).Scan(&n, &id)
		switch {
		case err != nil || n != 1:
		case p.taken != nil && len(won[email]) != 1:
			err = fmt.Errorf("%d callers take themselves for the first", len(won[email]))
		case p.returns && slices.ContainsFunc(won[email], func(got int64) bool { return got != id.Int64 }):
			err = fmt.Errorf("callers go on with %v, and the row is %d", won[email], id.Int64)
		}
		return n, err
	}
	return Race(context.Background(), Rounds, name, attempt, count, kind)
}

// rows is the program's table.
func (p program) rows() string { return cmp.Or(p.table, "accounts") }

// accounts makes a program's table anew.
func accounts(t *testing.T, s *Store, name string, unique bool) {
	t.Helper()
	if _, err := s.DB.Exec("DROP TABLE IF EXISTS " + name); err != nil {
		t.Fatal(err)
	}
	if _, err := s.create(name, unique); err != nil {
		t.Fatal(err)
	}
	// A connection of SQLite that has read the old table refuses ON CONFLICT of the
	// new one's key, and does not look again.
	s.DB.SetMaxIdleConns(0)
	s.DB.SetMaxIdleConns(2 * Workers)
	if err := s.fill(); err != nil {
		t.Fatal(err)
	}
}

// TestFixed compares the programs after with what the command makes of those
// before; -update writes them. Run again, the command finds nothing.
func TestFixed(t *testing.T) {
	dir := t.TempDir()
	tool := filepath.Join(dir, "toctou.exe")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", tool, "./cmd/toctou").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	files, err := filepath.Glob("programs/*/before/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	copied(t, dir, strings.NewReplacer(), files...)
	if out, err := exec.Command(tool, "-C", dir, "-fix", "./...").CombinedOutput(); err != nil {
		t.Errorf("toctou -fix: %v\n%s", err, out)
	}
	if out, err := exec.Command(tool, "-C", dir, "./...").CombinedOutput(); err != nil {
		t.Errorf("toctou on what it has fixed: %v\n%s", err, out)
	}
	for _, name := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.Replace(name, "before", "after", 1)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what toctou -fix makes of %s: run go test -update here", golden, name)
		}
	}
}

// copied makes a module of some files, with changes, and of what they import.
func copied(t *testing.T, dir string, change *strings.Replacer, files ...string) {
	t.Helper()
	client, err := filepath.Glob("programs/entclient/*.go")
	if err != nil {
		t.Fatal(err)
	}
	parts, err := filepath.Glob("programs/entclient/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(files, client, parts, []string{"go.mod", "go.sum"}) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, []byte(change.Replace(string(text))), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}
