package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the size in bytes above which a model is refused unread.
const MaxSize = 1 << 20

// Decode reads one model. It is strict: whatever is not in the schema is an
// error of the form "source:line: field: problem", one line for each problem.
func Decode(source string, data []byte) (*File, error) {
	return decode(source, data, true)
}

// FromValue reads a model out of settings that another program has decoded,
// as golangci-lint does: maps, lists and scalars. Its errors have no lines.
func FromValue(source string, v any) (*File, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%s: not a model: %w", source, err)
	}
	return decode(source, data, false) // JSON is YAML
}

func decode(source string, data []byte, lines bool) (*File, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("%s:1: file of %d bytes is too large, the limit is %d", source, len(data), MaxSize)
	}
	root, err := parse(source, data)
	if err != nil {
		return nil, err
	}
	p := &problems{source: source}
	if lines {
		p.lines = make(map[string]int)
	}
	file := &File{source: source, lines: p.lines}
	read(p, root, file)
	if err := p.err(); err != nil {
		return nil, err
	}
	p.checkFile(file)
	if err := p.err(); err != nil {
		return nil, err
	}
	return file, nil
}

// parse returns the one document of a file.
func parse(source string, data []byte) (*yaml.Node, error) {
	var doc, second yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s:1: empty file, want a model that starts with \"schema: %d\"", source, Version)
	case err != nil:
		return nil, syntaxError(source, err)
	}
	switch err := d.Decode(&second); {
	case err == nil:
		return nil, fmt.Errorf("%s:%d: a second document, want one model in a file", source, second.Line)
	case !errors.Is(err, io.EOF):
		return nil, syntaxError(source, err)
	}
	if len(doc.Content) != 1 || doc.Content[0].ShortTag() == "!!null" {
		return nil, fmt.Errorf("%s:1: empty file, want a model that starts with \"schema: %d\"", source, Version)
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
