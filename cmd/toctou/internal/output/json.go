package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// writeJSON prints the report itself.
func writeJSON(w io.Writer, r *Report, _ Style) error {
	whole := *r
	whole.Version = Version
	whole.Rules = orEmpty(r.Rules)
	whole.Findings = orEmpty(r.Findings)
	whole.Failures = orEmpty(r.Failures)
	whole.Warnings = orEmpty(r.Warnings)
	if r.Sources == nil {
		whole.Sources = map[string]map[int]string{}
	}
	return encode(w, whole)
}

// orEmpty makes a list of none one that JSON writes as [].
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encode prints one JSON value, indented.
func encode(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}

// Read reads a report that the format json wrote. Its error names the line or
// the field that is wrong.
func Read(data []byte) (*Report, error) {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, at(data, err)
	}
	if head.Version != Version {
		return nil, fmt.Errorf("version: this is no report of version %d: write it with -format=json", Version)
	}
	r := new(Report)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(r); err != nil {
		return nil, at(data, err)
	}
	for i, f := range r.Findings {
		if err := f.check(); err != nil {
			return nil, fmt.Errorf("findings[%d].%w", i, err)
		}
	}
	return r, nil
}

// at adds the line to an error of package json.
func at(data []byte, err error) error {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", lineAt(data, syntax.Offset), err)
	case errors.As(err, &typ):
		return fmt.Errorf("line %d: %s: want %s, not %s", lineAt(data, typ.Offset), typ.Field, typ.Type, typ.Value)
	}
	return err
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset-1, 0), int64(len(data)))], []byte("\n"))
}

// check finds what formats could not write.
func (f *Finding) check() error {
	if f.Rule == "" {
		return errors.New("rule: is missing")
	}
	if f.Fingerprint == "" {
		return errors.New("fingerprint: is missing")
	}
	if !slices.Contains([]Severity{Error, Warning, Info}, f.Severity) {
		return fmt.Errorf("severity: unknown severity %q; known: error, warning, info", f.Severity)
	}
	for _, s := range f.spans() {
		if err := s.check(); err != nil {
			return fmt.Errorf("location %s: %w", s, err)
		}
	}
	return nil
}

func (s *Span) check() error {
	a, b := s.Start, s.End
	switch {
	case s.File == "":
		return errors.New("file is missing")
	case min(a.Line, a.Column, a.UTF16, b.Line, b.Column, b.UTF16) < 1 || min(a.Offset, b.Offset) < 0:
		return errors.New("lines and columns count from 1")
	case b.Line < a.Line || b.Line == a.Line && (b.Column < a.Column || b.UTF16 < a.UTF16) || b.Offset < a.Offset:
		return errors.New("it ends before it starts")
	}
	return nil
}

// String is file:line:column.
func (s *Span) String() string { return fmt.Sprintf("%s:%d:%d", s.File, s.Start.Line, s.Start.Column) }
