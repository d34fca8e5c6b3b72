package strict_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

type colour string

func (colour) Words() []string { return []string{"red", "green"} }

type sample struct {
	Name   string   `json:"name,omitempty"`
	Count  int      `json:"count,omitempty"`
	Wanted bool     `json:"wanted,omitempty"`
	Colour colour   `json:"colour,omitempty"`
	Parts  []*part  `json:"parts,omitempty"`
	Words  []string `json:"words,omitempty"`
	hidden string
}

type part struct {
	Dotted string `json:"dotted"`
}

func TestDecode(t *testing.T) {
	var got sample
	p, err := strict.Decode("f", []byte("name: a\ncount: 3\nwanted: true\ncolour: red\nparts:\n  - dotted: a.B\n"), &got)
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "a" || got.Count != 3 || !got.Wanted || got.Colour != "red" || len(got.Parts) != 1 || got.Parts[0].Dotted != "a.B" {
		t.Errorf("got %+v", got)
	}
	in := p.Within("parts").Within("[0]")
	in.Add("dotted", "is bad")
	p.Add("words[1]", "is missing")
	if want := "f:6: parts[0].dotted: is bad"; !strings.Contains(p.Err().Error(), want) {
		t.Errorf("got %v, want %s", p.Err(), want)
	}
	if want := "f:1: words[1]: is missing"; !strings.HasPrefix(p.Err().Error(), want) {
		t.Errorf("got %v, want first %s", p.Err(), want)
	}
	if err := in.Anew().Err(); err != nil {
		t.Errorf("a new collection has %v", err)
	}
}

func TestDecodeErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "f:1: it is empty, want fields (name, count, wanted, colour, parts, words)",
		"# only a comment\n":        "f:1: it is empty",
		"--- \n...\n":               "f:1: it is empty",
		"~":                         "f:1: it is empty",
		"[a]":                       "f:1: want fields (name, count, wanted, colour, parts, words), got a list",
		"nme: a":                    `f:1: nme: unknown field, did you mean "name"?`,
		"Name: a":                   `f:1: Name: unknown field, did you mean "name"?`,
		"hidden: a":                 "f:1: hidden: unknown field, want one of name",
		"gorm.io/gorm.DB: {}":       "f:1: gorm.io/gorm.DB: unknown field, want one of name",
		"name: a\nname: b":          "f:2: name: duplicate field",
		"count: 1.5":                "f:1: count: want a number, got the number 1.5",
		"count: 0x1F":               "f:1: count: want a small decimal number, got 0x1F",
		"wanted: yes":               "f:1: wanted: yes is a boolean to some YAML readers and a text to others, want true or false",
		"name: NO":                  `f:1: name: NO is a boolean to some YAML readers and a text to others, write "NO"`,
		"name: \"no\"\ncolour: rde": `f:2: colour: unknown word "rde", did you mean "red"?`,
		"words: a":                  `f:1: words: want a list, got the text "a"`,
		"words: [1]":                `f:1: words[0]: want a text, got the number 1: write "1"`,
		"name: &a b\nwords: [*a]":   "f:1: name: anchors and aliases are not supported",
		"name: {a: b}":              "f:1: name: want a text, got fields",
		"name: a\n---\nname: b":     "f:2: a second document, want one",
		"name: [":                   "f:1: yaml: ",
		"parts:\n- {}\n- dot: a":    `f:3: parts[1].dot: unknown field, want one of dotted`,
	} {
		var got sample
		if _, err := strict.Decode("f", []byte(text), &got); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestSize(t *testing.T) {
	text := append([]byte("name: a\n#"), bytes.Repeat([]byte("#"), strict.MaxSize-9)...)
	var got sample
	if _, err := strict.Decode("f", text, &got); err != nil {
		t.Error(err)
	}
	_, err := strict.Decode("f", append(text, '#'), &got)
	if want := "f:1: 1048577 bytes are too many, the limit is 1048576"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestManyProblems(t *testing.T) {
	var got sample
	_, err := strict.Decode("f", []byte(strings.Repeat("x: 1\n", 1000)), &got)
	if err == nil || strings.Count(err.Error(), "\n") != 20 || !strings.HasSuffix(err.Error(), "f: and 980 more problems") {
		t.Errorf("got %v", err)
	}
}

func TestFromValue(t *testing.T) {
	var got sample
	value := map[string]any{"name": "on", "wanted": true, "parts": []any{map[string]any{"dotted": "gorm.io/gorm.DB"}}}
	if _, err := strict.FromValue("s", value, &got); err != nil || got.Name != "on" || got.Parts[0].Dotted != "gorm.io/gorm.DB" {
		t.Errorf("got %+v, %v", got, err)
	}
	value["wanted"] = "true"
	if _, err := strict.FromValue("s", value, &got); err == nil || err.Error() != `s: wanted: want true or false, got the text "true"` {
		t.Errorf("got %v", err)
	}
	for _, bad := range []any{nil, 1, "x", []any{}, func() {}, map[any]any{1: 2}} {
		if _, err := strict.FromValue("s", bad, &got); err == nil || !strings.HasPrefix(err.Error(), "s: ") {
			t.Errorf("%v: got %v", bad, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("name: a\ncount: 3\nwanted: true\ncolour: red\nparts: [{dotted: a.B}]"))
	f.Add([]byte("? [a]\n: !!map {}\n<<: *x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got sample
		_, err := strict.Decode("f", data, &got)
		if err != nil && !strings.HasPrefix(err.Error(), "f:") {
			t.Errorf("error %q has no position", err)
		}
		if err == nil {
			if _, err := strict.FromValue("f", &got, new(sample)); err != nil && got.Name+string(got.Colour) != "" {
				t.Errorf("%+v does not survive: %v", got, err)
			}
		}
	})
}
