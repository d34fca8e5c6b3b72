package model

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"
)

// Path names a place in a call: see Call. It is kept as text in the schema and
// parsed by ParsePath.
type Path string

// Place is a parsed Path. The zero Place is no place at all.
type Place struct {
	Kind   PlaceKind
	Index  int      // N of argN, resultN, body.paramN
	Rest   bool     // argN..: from N to the end
	Fields []string // .Field suffixes: fields, or methods without parameters
}

// PlaceKind is the root of a Place.
type PlaceKind uint8

// The roots.
const (
	NoPlace PlaceKind = iota
	Recv
	Arg
	Result
	BodyParam
)

// String returns the word that starts a path with this root.
func (k PlaceKind) String() string {
	switch k {
	case Recv:
		return "recv"
	case Arg:
		return "arg"
	case Result:
		return "result"
	case BodyParam:
		return "body.param"
	}
	return ""
}

// IsZero reports whether p is no place.
func (p Place) IsZero() bool { return p.Kind == NoPlace }

// String returns the path that parses to p.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.Kind.String())
	if p.Kind == Arg || p.Kind == Result || p.Kind == BodyParam {
		b.WriteString(strconv.Itoa(p.Index))
	}
	sep := "."
	if p.Rest {
		b.WriteString("..")
		sep = "" // arg1..Isolation: the dots of the rest are separator enough
	}
	for _, f := range p.Fields {
		b.WriteString(sep)
		b.WriteString(f)
		sep = "."
	}
	return b.String()
}

// ParsePath parses p. The empty path is no place.
func ParsePath(p Path) (Place, error) {
	if p == "" {
		return Place{}, nil
	}
	place, rest, ok := parseRoot(string(p))
	if !ok {
		return Place{}, fmt.Errorf("bad path %q: want recv, argN, argN.., resultN or body.paramN, then .Field", p)
	}
	if place.Kind == Arg {
		if tail, found := strings.CutPrefix(rest, ".."); found {
			place.Rest = true
			rest = tail
			if rest != "" {
				rest = "." + rest
			}
		}
	}
	if rest == "" {
		return place, nil
	}
	if rest[0] != '.' {
		return Place{}, fmt.Errorf("bad path %q: unexpected %q", p, rest)
	}
	place.Fields = strings.Split(rest[1:], ".")
	for _, f := range place.Fields {
		if !token.IsIdentifier(f) {
			return Place{}, fmt.Errorf("bad path %q: %q is not a field name", p, f)
		}
	}
	return place, nil
}

// parseRoot parses the root of a path and returns what follows it.
func parseRoot(s string) (place Place, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(s, "recv"); ok {
		return Place{Kind: Recv}, rest, true
	}
	for _, kind := range []PlaceKind{Arg, Result, BodyParam} {
		if digits, ok := strings.CutPrefix(s, kind.String()); ok {
			return parseIndex(kind, digits)
		}
	}
	return Place{}, "", false
}

// parseIndex parses the number that s starts with. It accepts one spelling of
// each number only, so that equal places have equal paths.
func parseIndex(kind PlaceKind, s string) (place Place, rest string, ok bool) {
	rest = strings.TrimLeft(s, "0123456789")
	digits := s[:len(s)-len(rest)]
	n, err := strconv.Atoi(digits)
	if err != nil || strconv.Itoa(n) != digits {
		return Place{}, "", false
	}
	return Place{Kind: kind, Index: n}, rest, true
}
