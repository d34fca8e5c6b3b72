// Package basic holds find-then-create with redigo, whose commands are words.
package basic

import (
	"errors"

	"github.com/gomodule/redigo/redis"
)

var errTaken = errors.New("taken")

func once(pool *redis.Pool, order string) error {
	conn := pool.Get()
	defer conn.Close()
	done, err := redis.Bool(conn.Do("EXISTS", "done:"+order))
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	_, err = conn.Do("SET", "done:"+order, 1, "EX", 60) // want "overwrite: .*done:"
	return err
}

func onceText(conn redis.Conn, order string) error {
	_, err := redis.String(conn.Do("get", "done:"+order))
	if err == nil {
		return errTaken
	}
	if err != redis.ErrNil {
		return err
	}
	_, err = conn.Do("SETEX", "done:"+order, 60, "1") // want "overwrite: .*done:"
	return err
}

func onceField(conn redis.Conn, order string) error {
	n, err := redis.Int(conn.Do("HEXISTS", "done", order))
	if err != nil {
		return err
	}
	if n == 1 {
		return errTaken
	}
	_, err = conn.Do("HSET", "done", order, "1") // want "overwrite: .*done"
	return err
}

// conditional sets only what is not there.
func conditional(conn redis.Conn, order string) error {
	done, err := redis.Bool(conn.Do("EXISTS", "done:"+order))
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	if _, err = conn.Do("SETNX", "done:"+order, 1); err != nil {
		return err
	}
	_, err = redis.String(conn.Do("SET", "done:"+order, 1, "EX", 60, "nx"))
	if errors.Is(err, redis.ErrNil) {
		return errTaken
	}
	return err
}

// options may have NX among them.
func options(conn redis.Conn, order, option string) error {
	done, err := redis.Bool(conn.Do("EXISTS", "done:"+order))
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	_, err = conn.Do("SET", "done:"+order, 1, option)
	return err
}

// command may be any.
func command(conn redis.Conn, command, order string) error {
	done, err := redis.Bool(conn.Do("EXISTS", "done:"+order))
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	_, err = conn.Do(command, "done:"+order, 1)
	return err
}

// otherKey sets what it did not look for.
func otherKey(conn redis.Conn, order, other string) error {
	done, err := redis.Bool(conn.Do("EXISTS", "done:"+order))
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	_, err = conn.Do("SET", "done:"+other, 1)
	return err
}

// cached fills a cache.
func cached(conn redis.Conn, key string, load func() (string, error)) (string, error) {
	val, err := redis.String(conn.Do("GET", key))
	if err != redis.ErrNil {
		return val, err
	}
	if val, err = load(); err != nil {
		return "", err
	}
	_, err = conn.Do("SETEX", key, 60, val)
	return val, err
}
