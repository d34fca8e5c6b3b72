package analyzer_test

import (
	"fmt"
	"strings"
)

// composer writes a program; each choice takes a byte, 0 when there are none
// left, so that all programs end.
type composer struct {
	data  []byte
	text  strings.Builder
	depth int
	names int
	gives string // what the function around returns: "found, err", "err" or nothing
}

func (g *composer) pick(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	c := int(g.data[0]) % n
	g.data = g.data[1:]
	return c
}

func (g *composer) printf(format string, args ...any) { fmt.Fprintf(&g.text, format, args...) }

// compose writes a package with some functions that call each other.
func compose(data []byte) string {
	g := &composer{data: data}
	g.printf("%s", prelude)
	for i := range functions {
		g.printf("func f%d(s *store, db *sql.DB, email string, k key) (found bool, err error) {\n", i)
		g.gives = "found, err"
		g.printf("var n int; var ok bool; _, _ = n, ok\n")
		g.block(2 + g.pick(4))
		g.printf("return found, err\n}\n\n")
	}
	return g.text.String()
}

const functions = 3

const prelude = `package m

import (
	"database/sql"
	"errors"
	"os"
	"sync"
)

type key struct{ email, tenant string }

type store struct {
	mu   sync.RWMutex
	rows map[string]*sync.Mutex
	any  sync.Map
	next *store
}

type finder interface{ find(string) (int, error) }

func (s *store) find(email string) (int, error) { return len(s.rows), nil }

var errTaken = errors.New("taken")

var _ = os.Stat

func each[T any](xs []T) func(func(int, T) bool) {
	return func(yield func(int, T) bool) {
		for i, x := range xs {
			if !yield(i, x) {
				return
			}
		}
	}
}

func must[T any](x T, err error) T { return x }

func within(db *sql.DB, body func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := body(tx); err != nil {
		return err
	}
	return tx.Commit()
}

`

func (g *composer) block(n int) {
	g.depth++
	for range n {
		g.statement()
	}
	g.depth--
}

// name is a name that nothing has yet.
func (g *composer) name() string {
	g.names++
	return fmt.Sprint("x", g.names)
}

// word is an expression of type string.
func (g *composer) word() string {
	words := []string{"email", "k.email", "k.tenant", `"a"`, `email + k.tenant`, "must(email, nil)", "string([]byte(email))"}
	return words[g.pick(len(words))]
}

// condition is an expression of type bool.
func (g *composer) condition() string {
	conditions := []string{
		"err == nil", "err != nil", "errors.Is(err, sql.ErrNoRows)", "n > 0", "n == 0", "ok", "!found", "found && !ok",
		"err == sql.ErrNoRows || n < 1", "errors.Is(err, errTaken)", "s.next != nil", "os.IsNotExist(err)", "k == (key{})",
	}
	return conditions[g.pick(len(conditions))]
}

// simple are statements without others inside.
func (g *composer) simple() string {
	w := g.word()
	switch g.pick(18) {
	case 0:
		return "err = db.QueryRow(`SELECT id FROM users WHERE email = $1`, " + w + ").Scan(&n)"
	case 1:
		return "_, err = db.Exec(`INSERT INTO users (email) VALUES ($1)`, " + w + ")"
	case 2:
		return "err = db.QueryRow(`SELECT count(*) FROM users WHERE email = $1 AND tenant = $2`, " + w + ", k.tenant).Scan(&n)"
	case 3:
		return fmt.Sprintf("found, err = f%d(s, db, %s, k)", g.pick(functions), w)
	case 4:
		return fmt.Sprintf("_, err = f%d(s.next, db, %s, key{email: email})", g.pick(functions), w)
	case 5:
		return "_, ok = s.rows[" + w + "]"
	case 6:
		return "s.rows[" + w + "] = new(sync.Mutex)"
	case 7:
		return "_, ok = s.any.Load(" + w + ")"
	case 8:
		return "s.any.Store(" + w + ", new(sync.Mutex))"
	case 9:
		return "_, err = os.Stat(" + w + ")"
	case 10:
		return "err = os.WriteFile(" + w + ", nil, 0o600)"
	case 11:
		return "s.mu.Lock(); defer s.mu.Unlock()"
	case 12:
		return []string{"s.mu.RLock()", "s.mu.RUnlock()", "s.mu.Lock()", "s.mu.Unlock()"}[g.pick(4)]
	case 13:
		return "found, ok = ok, found"
	case 14:
		return "n, err = finder(s).find(" + w + ")"
	case 15:
		return "email, k.tenant = k.tenant, " + w
	case 16:
		return "delete(s.rows, " + w + ")"
	}
	return "s = s.next"
}

func (g *composer) statement() {
	if g.depth > 6 || len(g.data) == 0 {
		g.printf("%s\n", g.simple())
		return
	}
	switch g.pick(26) {
	case 0, 1, 2, 3, 4, 5, 6, 7, 8:
		g.printf("%s\n", g.simple())
	case 9, 10, 11:
		g.branch()
	case 12:
		g.printf("if %s { return %s }\n", g.condition(), strings.Replace(g.gives, "found", []string{"true", "false", "ok"}[g.pick(3)], 1))
	case 13:
		g.printf("if %s { return %s }\n", g.condition(), strings.Replace(g.gives, "err", "errTaken", 1))
	case 14, 15, 16:
		g.loop()
	case 17:
		g.choice()
	case 18:
		g.closure("", "func() {\ndefer func() { _ = recover() }()\n", "}()\n")
	case 19:
		g.closure("err", "err = within(db, func(tx *sql.Tx) error {\n_, _ = tx.Exec(`INSERT INTO users (email) VALUES ($1)`, "+g.word()+")\n", "return err\n})\n")
	case 20:
		f := g.name()
		g.closure("err", f+" := func(email string) (err error) {\n", "return err\n}\n")
		g.printf("err = %s(%s)\n", f, g.word())
	case 21:
		g.closure("", "go func() {\n", "}()\n")
	case 22:
		g.closure("", "defer func() {\n", "}()\n")
	case 23:
		x := g.name()
		g.printf("%s := s.find\nn, err = %s(%s)\n", x, x, g.word())
	case 24:
		x := g.name()
		g.printf("%s := must(f%d(s, db, %s, k))\nfound = %s\n", x, g.pick(functions), g.word(), x)
	default:
		g.printf("if %s { panic(err) }\n", g.condition())
	}
}

func (g *composer) nest(before, after string) {
	g.printf("%s", before)
	g.block(1 + g.pick(3))
	g.printf("%s", after)
}

// closure nests statements in a function that returns something else.
func (g *composer) closure(gives, before, after string) {
	outer := g.gives
	g.gives = gives
	g.nest(before, after)
	g.gives = outer
}

func (g *composer) branch() {
	g.nest("if "+g.condition()+" {\n", "}")
	if g.pick(2) == 0 {
		g.nest(" else {\n", "}")
	}
	g.printf("\n")
}

func (g *composer) loop() {
	x := g.name()
	head := []string{
		"for " + g.condition() + " {\n",
		"for " + x + " := range n {\n_ = " + x + "\n",
		"for _, " + x + " := range each([]string{email, k.tenant}) {\n_ = " + x + "\n",
		"for " + x + " := range s.rows {\n_ = " + x + "\n",
		"for " + x + " := 0; " + x + " < n; " + x + "++ {\n",
		"for {\n",
	}[g.pick(6)]
	g.printf("%s", head)
	g.block(1 + g.pick(3))
	if g.pick(2) == 0 || head == "for {\n" {
		g.printf("if %s { %s }\n", g.condition(), []string{"break", "continue", "break"}[g.pick(3)])
	}
	g.printf("}\n")
}

func (g *composer) choice() {
	switch g.pick(3) {
	case 0:
		g.nest("switch {\ncase "+g.condition()+":\n", "fallthrough\ncase "+g.condition()+":\n")
		g.nest("", "default:\n")
	case 1:
		x := g.name()
		g.nest("switch "+x+" := any(err).(type) {\ncase nil:\n_ = "+x+"\n", "case interface{ Timeout() bool }:\nok = "+x+".Timeout()\n")
	default:
		g.nest("select {\ncase <-make(chan int):\n", "default:\n")
	}
	g.block(1)
	g.printf("}\n")
}
