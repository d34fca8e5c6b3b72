package proving

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/glebarez/go-sqlite" // SQLite as modernc.org/sqlite translates it
	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
)

// Names of the SQL stores.
const (
	SQLite     = "SQLite"
	PostgreSQL = "PostgreSQL"
	MariaDB    = "MariaDB"
)

// Store is a database that the tests started.
type Store struct {
	Name   string
	Driver string // of database/sql
	DSN    string
	DB     *sql.DB
	stop   func()
}

// Close ends the store.
func (s *Store) Close() {
	_ = s.DB.Close()
	s.stop()
}

// Open starts a store by name. The error is ErrAbsent when it cannot be had
// here.
func Open(name string) (*Store, error) {
	switch name {
	case SQLite:
		return openSQLite()
	case PostgreSQL:
		return openPostgreSQL()
	case MariaDB:
		return openMariaDB()
	}
	return nil, fmt.Errorf("no store %q", name)
}

func openSQLite() (*Store, error) {
	dir, err := os.MkdirTemp("", "proving")
	if err != nil {
		return nil, err
	}
	s := &Store{Name: SQLite, Driver: "sqlite", stop: func() { _ = os.RemoveAll(dir) }}
	s.DSN = "file:" + filepath.Join(dir, "db") + "?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)"
	return s, s.connect()
}

func openPostgreSQL() (*Store, error) {
	const places = "/usr/lib/postgresql/*/bin"
	initdb, err := find("initdb", places)
	if err != nil {
		return nil, err
	}
	postgres, err := find("postgres", places)
	if err != nil {
		return nil, err
	}
	srv, err := newServer("postgres")
	if err != nil {
		return nil, err
	}
	data := filepath.Join(srv.dir, "data")
	init := srv.command(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
	if out, err := init.CombinedOutput(); err != nil {
		return nil, srv.abandon(fmt.Errorf("initdb: %w\n%s", err, out))
	}
	s := &Store{Name: PostgreSQL, Driver: "pgx", stop: srv.stop}
	s.DSN = "host=" + srv.dir + " user=postgres dbname=postgres sslmode=disable"
	cmd := srv.command(postgres, "-D", data, "-k", srv.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=100")
	return s, s.launch(srv.start, cmd)
}

func openMariaDB() (*Store, error) {
	mariadbd, err := find("mariadbd", "/usr/sbin")
	if err != nil {
		return nil, err
	}
	srv, err := newServer("mysql")
	if err != nil {
		return nil, err
	}
	data, socket := filepath.Join(srv.dir, "data"), filepath.Join(srv.dir, "s")
	if out, err := srv.command("mkdir", "-p", filepath.Join(data, "proving")).CombinedOutput(); err != nil { // a folder is a database
		return nil, srv.abandon(fmt.Errorf("mkdir: %w\n%s", err, out))
	}
	s := &Store{Name: MariaDB, Driver: "mysql", stop: srv.stop}
	s.DSN = "root@unix(" + socket + ")/proving?parseTime=true"
	cmd := srv.command(mariadbd, "--no-defaults", "--datadir="+data, "--socket="+socket, "--pid-file="+filepath.Join(srv.dir, "pid"),
		"--skip-networking", "--skip-grant-tables", "--innodb-flush-log-at-trx-commit=0", "--innodb-lock-wait-timeout=20")
	return s, s.launch(srv.start, cmd)
}

// Redis starts a Redis server and returns its address, for the "unix" network,
// and how to end it.
func Redis() (address string, stop func(), err error) {
	redis, err := find("redis-server", "/usr/bin")
	if err != nil {
		return "", nil, err
	}
	srv, err := newServer("redis")
	if err != nil {
		return "", nil, err
	}
	address = filepath.Join(srv.dir, "s")
	cmd := srv.command(redis, "--port", "0", "--unixsocket", address, "--save", "", "--appendonly", "no", "--dir", srv.dir)
	err = srv.start(cmd, func(context.Context) error {
		c, err := net.Dial("unix", address)
		if err != nil {
			return err
		}
		return c.Close()
	})
	return address, srv.stop, err
}

// kind names a failure of a SQL store.
func kind(err error) string {
	text := err.Error()
	for _, k := range []struct{ name, sign string }{
		{"unique violation", "23505"}, {"unique violation", "Error 1062"}, {"unique violation", "UNIQUE constraint failed"},
		{"unique violation", "duplicated key"},
		{"deadlock", "Error 1213"}, {"deadlock", "40P01"}, {"serialization failure", "40001"},
		{"transaction aborted", "25P02"},
		{"record changed", "Error 1020"}, {"auto-increment failure", "Error 1467"},
		{"busy", "SQLITE_BUSY"}, {"busy", "database is locked"},
	} {
		if strings.Contains(text, k.sign) {
			return k.name
		}
	}
	return text
}
