package analyzer_test

import (
	"fmt"
	"strings"
)

// A shape is a way for a program to be large.
type shape struct {
	name string
	base int // so much of it is "once as large"
	// write returns the packages of such a program, each of one file, by name.
	// One imports another as "example.com/m/FOLDER/NAME".
	write func(n int) map[string]string
	// beyond says why the shape grows faster than it is large, "" if it does not.
	beyond string
}

const shapeHead = `
import (
	"database/sql"
	"errors"
)

var errAny = errors.New("any")

func find(db *sql.DB, email string) (id int, err error) {
	err = db.QueryRow("SELECT id FROM users WHERE email = $1", email).Scan(&id)
	return id, err
}

func create(db *sql.DB, email string) error {
	_, err := db.Exec("INSERT INTO users (email) VALUES ($1)", email)
	return err
}
`

// numbered writes a text n times, with # as its number, + as the next one and *
// as twice its own, the last of which are not beyond n.
func numbered(n int, text string) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.NewReplacer("#", fmt.Sprint(i), "+1#", fmt.Sprint((i+1)%n), "*2#", fmt.Sprint(2*i%n)).Replace(text))
	}
	return out.String()
}

// single is a program of one package: a text, n times.
func single(text string) func(n int) map[string]string {
	return func(n int) map[string]string {
		return map[string]string{"m": "package m\n" + shapeHead + numbered(n, text)}
	}
}

// between is a program of one function: a find, a text n times, and a create.
func between(text string) func(n int) map[string]string {
	return func(n int) map[string]string {
		return single(`
func F(db *sql.DB, email string, flags []bool, xs []string) error {
	var id int
	err := db.QueryRow("SELECT id FROM users WHERE email = $1", email).Scan(&id)
` + numbered(n, text) + `
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES ($1)", email)
	}
	return err
}
`)(1)
	}
}

func shapes() []shape {
	const (
		pairs  = "each pair of a find and a create of one function is looked at, until summary.maxSpent"
		states = "what is known in a block is copied from the one before, and is as large as the function"
	)
	return append(programShapes(),
		shape{"finds", 10, between(`
	if err := db.QueryRow("SELECT id FROM t# WHERE email = $1", email).Scan(&id); err != nil {
		return err
	}
`), ""},
		shape{"creates", 10, between(`
	if _, err := db.Exec("INSERT INTO t# (email) VALUES ($1)", email); err != nil {
		return err
	}
`), ""},
		shape{"pairs of one table", 5, between(`
	if err := db.QueryRow("SELECT id FROM users WHERE email = $1", email).Scan(&id); errors.Is(err, sql.ErrNoRows) {
		if _, err := db.Exec("INSERT INTO users (email) VALUES ($1)", email); err != nil {
			return err
		}
	}
`), pairs},
		shape{"pairs of tables", 5, between(`
	if err := db.QueryRow("SELECT id FROM t# WHERE email = $1", email).Scan(&id); errors.Is(err, sql.ErrNoRows) {
		if _, err := db.Exec("INSERT INTO t# (email) VALUES ($1)", email); err != nil {
			return err
		}
	}
`), pairs},
		shape{"calls of a helper", 20, between(`
	if _, err := find(db, xs[#]); err != nil {
		return err
	}
`), states},
		shape{"branches", 80, between("\tif flags[#] {\n\t\tid++\n\t}\n"), ""},
		shape{"flags", 40, between("\tok# := id > #\n\tif ok# && flags[#] {\n\t\terr = errAny\n\t}\n"), ""},
		shape{"returns", 40, between("\tif flags[#] {\n\t\treturn errAny\n\t}\n"), states},
		shape{"loops", 40, between("\tfor range xs {\n\t\tid += #\n\t}\n"), ""},
		shape{"closures", 20, between("\tif e := func() error { id += #; return err }(); e != nil && flags[#] {\n\t\treturn e\n\t}\n"), ""},
		shape{"statements", 400, between("\txs[#] = email\n"), ""},
		shape{"cases", 40, func(n int) map[string]string {
			return between("\tswitch id {\n" + numbered(n, "\tcase #:\n\t\tflags[#] = true\n") + "\t}\n")(1)
		}, ""},
		shape{"nested branches", 20, func(n int) map[string]string {
			return between(numbered(n, "if flags[#] {\n") + "err = errAny\n" + numbered(n, "} else { flags[#] = true }\n"))(1)
		}, ""},
	)
}

func programShapes() []shape {
	const pair = "\n\tif _, err := find(db, email); errors.Is(err, sql.ErrNoRows) {\n\t\treturn create(db, email)\n\t}\n"
	const fixes = "each suggested fix is type-checked with all declarations of its package"
	return []shape{
		{"functions", 10, single("func F#(db *sql.DB, email string) error {" + pair + "\treturn nil\n}\n"), fixes},
		{"functions without findings", 25, single(`
func F#(db *sql.DB, email, other string) error {
	if _, err := find(db, other); errors.Is(err, sql.ErrNoRows) {
		return create(db, email)
	}
	return nil
}
`), ""},
		{"chain of finds-then-creates", 5, single("func F#(db *sql.DB, email string) error {" + pair + "\treturn F+1#(db, email)\n}\n"), ""},
		{"chain of helpers", 40, func(n int) map[string]string {
			text := single(`
func f#(db *sql.DB, email string) (int, error) { return f+1#(db, email) }
func g#(db *sql.DB, email string) error        { return g+1#(db, email) }
`)(n)["m"]
			text = strings.NewReplacer("return f0(", "return find(", "return g0(", "return create(").Replace(text)
			return map[string]string{"m": text + strings.NewReplacer("find(", "f0(", "create(", "g0(").Replace("func F(db *sql.DB, email string) error {"+pair+"\treturn nil\n}\n")}
		}, ""},
		{"recursion", 10, single("func F#(db *sql.DB, email string) error {" + pair +
			"\tif err := F+1#(db, email); err != nil {\n\t\treturn err\n\t}\n\treturn F*2#(db, email)\n}\n"), ""},
		{"implementations", 20, func(n int) map[string]string {
			text := single(`
type t# struct{ db *sql.DB }

func (t t#) Find(email string) (int, error) { return find(t.db, email) }
func (t t#) Create(email string) error      { return create(t.db, email) }
`)(n)["m"]
			return map[string]string{"m": text + users("")}
		}, ""},
		{"interfaces", 5, single(users("#") + `
type t# struct{ db *sql.DB }

func (t t#) Find#(email string) (int, error) { return find(t.db, email) }
func (t t#) Create#(email string) error      { return create(t.db, email) }
`), fixes},
		{"fields", 50, func(n int) map[string]string {
			return map[string]string{"m": "package m\n" + shapeHead + "type row struct {\n" + numbered(n, "\tf# string\n") +
				"}\n\nfunc F(db *sql.DB, in row) error {\n\tvar r row\n" + numbered(n, "\tr.f# = in.f#\n") +
				strings.ReplaceAll(pair, "email", "r.f0") + "\treturn nil\n}\n"}
		}, ""},
		{"composed functions", 2, func(n int) map[string]string {
			data := []byte(strings.Repeat("a rather long text of which a program is composed; ", 8))
			program := compose(data)
			text := strings.NewReplacer("func f0(", "func f#0(", "func f1(", "func f#1(", "func f2(", "func f#2(").Replace(strings.TrimPrefix(program, prelude))
			return map[string]string{"m": program + strings.ReplaceAll(numbered(n, text), "func f0", "func f_0")}
		}, ""},
		{"packages", 5, func(n int) map[string]string {
			all := make(map[string]string)
			for i := range n {
				all[fmt.Sprint("p", i)] = fmt.Sprint("package p", i, "\n", shapeHead, "func F(db *sql.DB, email string) error {", pair, "\treturn nil\n}\n")
			}
			return all
		}, ""},
		{"chain of packages", 5, func(n int) map[string]string {
			const own = `
func Find(db *sql.DB, email string) (int, error) { return find(db, email) }
func Create(db *sql.DB, email string) error      { return create(db, email) }
`
			all := map[string]string{"p0": "package p0\n" + shapeHead + own}
			for i := 1; i < n; i++ {
				below := strings.NewReplacer("return find", "return q.Find", "return create", "return q.Create").Replace(own)
				all[fmt.Sprint("p", i)] = fmt.Sprint("package p", i, "\n\nimport (\n\t\"database/sql\"\n\n\tq \"example.com/m/FOLDER/p", i-1, "\"\n)\n", below,
					strings.NewReplacer("find(", "Find(", "create(", "Create(", "errors.Is(err, sql.ErrNoRows)", "err == sql.ErrNoRows").
						Replace("func F(db *sql.DB, email string) error {"+pair+"\treturn nil\n}\n"))
			}
			return all
		}, ""},
	}
}

// users is an interface and a function that calls it.
func users(suffix string) string {
	return strings.ReplaceAll(`
type users$ interface {
	Find$(string) (int, error)
	Create$(string) error
}

func F$(u users$, email string) error {
	if _, err := u.Find$(email); errors.Is(err, sql.ErrNoRows) {
		return u.Create$(email)
	}
	return nil
}
`, "$", suffix)
}
