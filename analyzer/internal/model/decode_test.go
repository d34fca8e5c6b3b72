package model_test

import (
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

const good = `schema: 1
package: example.com/store
store: store
`

func TestDecodeErrors(t *testing.T) {
	testDecodeErrors(t, []badModel{
		{"", `m.yaml:1: it is empty, want fields (schema, package, store`},
		{"# nothing\n", `m.yaml:1: it is empty`},
		{"---\n", `m.yaml:1: it is empty`},
		{"- a\n", `m.yaml:1: want fields (schema, package, store`},
		{"a: b: c\n", `m.yaml:1: yaml: mapping values are not allowed`},
		{good + "types:\n\t- x\n", `m.yaml:5: yaml: found character that cannot start any token`},
		{good + "---\nschema: 1\n", `m.yaml:4: a second document`},
		{good + "store: x\n", `m.yaml:4: store: duplicate field`},
		{"schema: 2\npackage: a\nstore: b\n", `m.yaml:1: schema: this build understands schema 1 only`},
		{"package: a\nstore: b\n", `m.yaml:1: schema: this build understands`},
		{"schema: one\npackage: a\nstore: b\n", `m.yaml:1: schema: want a number, got the text "one"`},
		{"schema: 1\n", `m.yaml:1: package: missing`},
		{"schema: 1\nstore:\npackage: a\n", `m.yaml:2: store: want a text, got nothing`},
		{"schema: 1\npackage: example.com/a/v2\nstore: a\n", `m.yaml:2: package: models name packages without their major version: write "example.com/a"`},
		{good + "clals: []\n", `m.yaml:4: clals: unknown field, did you mean "calls"?`},
		{good + "zzzzzzzz: []\n", `m.yaml:4: zzzzzzzz: unknown field, want one of schema, package`},
		{good + "types: [{name: A, role: conection}]", `types[0].role: unknown word "conection", did you mean "connection"?`},
		{good + "types: [{name: A, role: lock}, {name: A, role: lock}]", `types[1].name: duplicate entry for A`},
		{good + "types: [{role: lock}]", `types[0].name: missing`},
		{good + "conflict: [{}]", `conflict[0]: want either is or as`},
		{good + "conflict: [{as: a.B, field: Code}]", `conflict[0]: as, field and equals go together`},
		{good + "conflict: [{as: a.B, field: Code, equals: [1062]}]", `conflict[0].equals[0]: want a text, got the number 1062: write "1062"`},
		{good + "conflict: [{as: a.B, field: Code.1, equals: [a]}]", `conflict[0].field: "1" is not a Go name`},
		{good + "aliases: [{is: a.B}]", `aliases[0].also: missing`},
		{good + "rows: {naming: snake}", `rows.tag: missing`},
		{good + "rows: {tag: db, naming: snaek}", `rows.naming: unknown word "snaek", did you mean "snake"?`},
		{good + "types: &t [{name: A, role: lock}]", `m.yaml:4: types: anchors and aliases are not supported`},
		{good + "[a]: b\n", `m.yaml:4: want a field name, got a list`},
		{good + "serializable: !!binary aGk=\n", `m.yaml:4: serializable: want a list`},
		{good + "serializable: [!!binary aGk=]\n", `serializable[0]: want a text, got !!binary "aGk="`},
	})
}

func TestDecodeCallErrors(t *testing.T) {
	testDecodeErrors(t, []badModel{
		{good + "calls: {}\n", `m.yaml:4: calls: want a list, got fields`},
		{good + "calls:\n  - {types: [A], methods: [B],\n     does: fnid}\n", `m.yaml:6: calls[0].does: unknown word "fnid", did you mean "find"?`},
		{good + "calls:\n  - methods: [B]\n    entitty: arg0\n", `m.yaml:6: calls[0].entitty: unknown field, did you mean "entity"?`},
		{good + "calls: [{methods: [B], does: find, negated: yes}]", `m.yaml:4: calls[0].negated: yes is a boolean to some YAML readers and a text to others, want true or false`},
		{good + "calls: [{methods: [B], does: find, column: on}]", `calls[0].column: on is a boolean to some YAML readers and a text to others, write "on"`},
		{good + "calls: [{methods: [B], does: find, negated: 1}]", `calls[0].negated: want true or false, got the number 1`},
		{good + "calls: [{methods: B, does: find}]", `calls[0].methods: want a list, got the text "B"`},
		{good + "calls: [{methods: [1], does: find}]", `calls[0].methods[0]: want a text, got the number 1: write "1"`},
		{good + "calls: [{methods: [a b], does: find}]", `calls[0].methods[0]: "a b" is not a Go name`},
		{good + "calls: [{does: find}]", `m.yaml:4: calls[0].methods: missing`},
		{good + "calls: [{methods: [B]}]", `m.yaml:4: calls[0].does: missing`},
		{good + "calls: [{methods: [B], does: transaction}]", `calls[0].body: missing`},
		{good + "calls: [{methods: [B], does: begin, handle: body.param0}]", `calls[0].handle: body.param0 needs a body`},
		{good + "calls: [{methods: [B, B], does: find}]", `calls[0].methods[1]: duplicate entry for B`},
		{good + "calls: [{types: [A], methods: [B], does: find},\n {types: [C, A], methods: [B], does: find}]", `m.yaml:5: calls[1].methods[0]: duplicate entry for A.B`},
		{good + "calls: [{methods: [B], does: find, word: {at: arg0, is: [GET]}},\n {methods: [B], does: find, word: {at: arg0, is: [HGET, get]}}]", `m.yaml:5: calls[1].methods[0]: duplicate entry for B(GET)`},
		{good + "calls: [{methods: [B], does: find, word: {at: arg0}}]", `calls[0].word.is: missing`},
		{good + "calls: [{methods: [B], does: find, word: {at: 0, is: [GET]}}]", `calls[0].word.at: want a text`},
		{good + "calls: [{methods: [B], does: zero-test}]", `calls[0].outcome: missing`},
		{good + "calls: [{methods: [B], does: find, absent: [{unset: arg0, value: true}]}]", `calls[0].absent[0]: single and value go with error`},
		{good + "calls: [{methods: [B], does: create, adds: [{is: [NX], property: upsert}]}]", `calls[0].adds[0].at: missing`},
		{good + "calls: [{methods: [B], sql: \"arg[1]\"}]", `calls[0].sql: bad path "arg[1]": want recv, argN`},
		{good + "calls: [{methods: [B], does: find, key: [arg1, args2]}]", `calls[0].key[1]: bad path "args2"`},
		{good + "calls: [{methods: [B], does: find, absent: [{}]}]", `calls[0].absent[0]: want either error and is, or unset`},
		{good + "calls: [{methods: [B], does: find, absent: [{error: result0}]}]", `calls[0].absent[0].is: missing`},
		{good + "calls: [{methods: [B], does: find, absent: [{error: result0, is: ErrNoRows}]}]", `calls[0].absent[0].is: "ErrNoRows" names nothing, want import/path.Name`},
		{good + "calls: [{methods: [B], does: find, absent: [{error: result0, is: a.b/c}]}]", `"a.b/c" names nothing`},
		{good + "calls: [{methods: [B], does: find, absent: [{error: result0, is: a.b/c/v2.Nil}]}]", `write "a.b/c.Nil"`},
		{good + "calls: [{methods: [B], does: find, absent: [{unset: result0, is: a.b}]}]", `calls[0].absent[0].is: goes with error`},
		{good + "calls: [{methods: [B], does: find, adds: [{property: rowlock}]}]", `calls[0].adds[0].property: unknown word "rowlock", did you mean "row-lock"?`},
		{good + "calls: [{methods: [B], does: find, guarantee: none}]", `unknown word "none", want one of serializable, optimistic`},
	})
}

// badModel is a text that is no model, and what the error has to contain.
type badModel struct{ text, want string }

func testDecodeErrors(t *testing.T, tests []badModel) {
	t.Helper()
	for _, test := range tests {
		_, err := model.Decode("m.yaml", []byte(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestDecodeTellsAllProblemsInOrder(t *testing.T) {
	_, err := model.Decode("m.yaml", []byte(good+"types: [{name: A, role: lokc}]\ncalls: [{methods: [B], does: fnid}]\nfoo: 1\n"))
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	for i, want := range []string{"m.yaml:4: ", "m.yaml:5: ", "m.yaml:6: "} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d of %q does not start with %q", i, lines, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(good + "calls: [{methods: [B], does: find, absent: [{unset: arg0}]}]"))
	f.Add([]byte("? [a]\n: !!map {}\n<<: *x"))
	f.Add([]byte(good + "rows: {tag: db}\nconflict: [{as: a.B, field: C, equals: [d]}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := model.Decode("f", data)
		if (file == nil) == (err == nil) {
			t.Errorf("file %v, error %v", file, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "f:") {
			t.Errorf("error %q has no position", err)
		}
	})
}
