// Package strict reads YAML texts and decoded settings into structs, by the
// names in their json tags, and says what is wrong with them: file, line,
// field and, for a misspelt word, the nearest valid one.
//
// It decides whether a text has the form of a struct. It refuses whatever two
// readers could take for two things: unknown and repeated fields, values of
// another type, YAML 1.1 booleans, anchors, several documents, and texts of
// more than a megabyte. What a value means is for its owner to check.
package strict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the size in bytes above which a text is refused unread.
const MaxSize = 1 << 20

// Decode reads a text into the struct that into points to. Its errors are of
// the form "source:line: field: problem", one line for each problem. What it
// returns beside them is for noting further ones.
func Decode(source string, data []byte, into any) (*Problems, error) {
	return decode(source, data, into, make(map[string]int))
}

// FromValue reads settings that another program has decoded, as golangci-lint
// does: maps, lists and scalars. Its errors have no lines.
func FromValue(source string, v, into any) (*Problems, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return decode(source, data, into, nil) // JSON is YAML
}

func decode(source string, data []byte, into any, lines map[string]int) (*Problems, error) {
	p := &Problems{source: source, lines: lines, list: new([]problem)}
	if len(data) > MaxSize {
		p.Add("", "%d bytes are too many, the limit is %d", len(data), MaxSize)
		return p, p.Err()
	}
	root, err := parse(source, data)
	switch {
	case err != nil:
		return p, err
	case root == nil:
		p.Add("", "it is empty, want fields (%s)", strings.Join(keys(reflect.TypeOf(into).Elem()), ", "))
	default:
		readValue(p, root, reflect.ValueOf(into).Elem(), "")
	}
	return p, p.Err()
}

// parse returns the one document of a text, nil when there is nothing in it.
func parse(source string, data []byte) (*yaml.Node, error) {
	var doc, second yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, syntaxError(source, err)
	}
	switch err := d.Decode(&second); {
	case err == nil:
		return nil, fmt.Errorf("%s:%d: a second document, want one", source, second.Line)
	case !errors.Is(err, io.EOF):
		return nil, syntaxError(source, err)
	}
	if len(doc.Content) != 1 || doc.Content[0].ShortTag() == "!!null" {
		return nil, nil
	}
	return doc.Content[0], nil
}

// syntaxError moves the line that a YAML error mentions to where every other
// error has it.
func syntaxError(source string, err error) error {
	text := err.Error()
	m := regexp.MustCompile(`^yaml: line (\d+): (.*)$`).FindStringSubmatch(text)
	if m == nil {
		return fmt.Errorf("%s:1: %s", source, text)
	}
	line, _ := strconv.Atoi(m[1])
	return fmt.Errorf("%s:%d: yaml: %s", source, line, m[2])
}
