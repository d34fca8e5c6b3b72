package summary

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Texts are the strings in the facts of one package, sorted. With them go those of
// the packages behind it: drivers hand on what is known of a method of a package
// that is not imported directly, but not what is known of the package.
type Texts struct {
	list   []string
	behind []behind
}

// behind are the texts of another package.
type behind struct {
	path string
	list []string
}

// Of returns the texts of a package behind the one that t is of, nil for none.
func (t *Texts) Of(path string) *Texts {
	for _, b := range t.behind {
		if b.path == path {
			return &Texts{list: b.list}
		}
	}
	return nil
}

// Carry adds the texts of an imported package, and of those behind it.
func (t *Texts) Carry(path string, of *Texts) {
	add := func(b behind) {
		i, found := slices.BinarySearchFunc(t.behind, b.path, func(x behind, path string) int { return strings.Compare(x.path, path) })
		if !found && len(b.list) > 0 {
			t.behind = slices.Insert(t.behind, i, b)
		}
	}
	add(behind{path, of.list})
	for _, b := range of.behind {
		add(b)
	}
}

// Own are the texts of the package itself.
func (t *Texts) Own() *Texts { return &Texts{list: t.list} }

// Empty reports whether there are none.
func (t *Texts) Empty() bool { return len(t.list)+len(t.behind) == 0 }

// AFact marks Texts as an analysis fact.
func (*Texts) AFact() {}

// GobEncode implements gob.GobEncoder.
func (t *Texts) GobEncode() ([]byte, error) {
	out := appendTexts(nil, t.list)
	for _, b := range t.behind {
		out = binary.AppendUvarint(out, uint64(len(b.path)))
		out = append(out, b.path...)
		out = appendTexts(out, b.list)
	}
	return out, nil
}

// appendTexts writes sorted texts, each as what it does not share with the one
// before it.
func appendTexts(out []byte, list []string) []byte {
	out = binary.AppendUvarint(out, uint64(len(list)))
	last := ""
	for _, s := range list {
		same := 0
		for same < min(len(s), len(last)) && s[same] == last[same] {
			same++
		}
		out = binary.AppendUvarint(out, uint64(same))
		out = binary.AppendUvarint(out, uint64(len(s)-same))
		out = append(out, s[same:]...)
		last = s
	}
	return out
}

// GobDecode implements gob.GobDecoder.
func (t *Texts) GobDecode(data []byte) error {
	u := unpacker{in: data}
	list, err := u.list()
	*t = Texts{list: list}
	for err == nil && len(u.in) > 0 {
		b := behind{}
		if b.path, err = u.bytes(""); err == nil {
			b.list, err = u.list()
			t.behind = append(t.behind, b)
		}
	}
	if err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	return nil
}

// list reads what appendTexts wrote.
func (u *unpacker) list() ([]string, error) {
	n, err := u.number()
	if err != nil || n > uint64(len(u.in)) {
		return nil, errShort
	}
	var list []string
	last := ""
	for range n {
		same, err := u.number()
		if err != nil || same > uint64(len(last)) {
			return nil, errShort
		}
		if last, err = u.bytes(last[:same]); err != nil {
			return nil, err
		}
		list = append(list, last)
	}
	return list, nil
}

// bytes reads a text whose start is known.
func (u *unpacker) bytes(start string) (string, error) {
	size, err := u.number()
	if err != nil || size > uint64(len(u.in)) {
		return "", errShort
	}
	s := start + string(u.in[:size])
	u.in = u.in[size:]
	return s, nil
}
