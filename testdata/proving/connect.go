package proving

import (
	"context"
	"database/sql"
	"os/exec"
	"sync"
)

// connect opens the pool and fills it, so that no worker waits for a
// connection while others race.
func (s *Store) connect() error {
	db, err := sql.Open(s.Driver, s.DSN)
	if err != nil {
		return err
	}
	s.DB = db
	db.SetMaxOpenConns(2 * Workers)
	db.SetMaxIdleConns(2 * Workers)
	return s.fill()
}

// launch starts the server that the store is on, and connects.
func (s *Store) launch(start func(*exec.Cmd, func(context.Context) error) error, cmd *exec.Cmd) error {
	probe, err := sql.Open(s.Driver, s.DSN)
	if err != nil {
		return err
	}
	defer probe.Close()
	if err := start(cmd, probe.PingContext); err != nil {
		return err
	}
	return s.connect()
}

func (s *Store) fill() error {
	var wg sync.WaitGroup
	errs := make(chan error, 2*Workers)
	conns := make(chan *sql.Conn, 2*Workers)
	for range 2 * Workers {
		wg.Go(func() {
			c, err := s.DB.Conn(context.Background())
			if err != nil {
				errs <- err
				return
			}
			conns <- c
		})
	}
	wg.Wait()
	close(conns)
	for c := range conns {
		_ = c.Close()
	}
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}
