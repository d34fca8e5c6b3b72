package summary

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Facts are written in a form of their own: gob describes the types anew in
// every package's file, which is most of the bytes when a package has a handful
// of functions. Here the program that reads is the program that wrote (go vet
// asks for its identity), so that types need no description.
//
// A struct is a bit for each exported field that is not zero, then those fields.
// A string is its number among the texts of the package, which are written once
// for all functions of it. Who imports the package reads only the facts that it
// asks for.

// Packed is a Fact as bytes, to be read with the Texts of the package that
// wrote it.
type Packed struct{ Data []byte }

// AFact marks Packed as an analysis fact.
func (*Packed) AFact() {}

// Pack writes facts, each as bytes of its own, and the texts that they share.
func Pack(facts []*Fact) ([]*Packed, *Texts, error) {
	all := packer{seen: map[string]uint64{}}
	for _, f := range facts {
		if err := all.pack(reflect.ValueOf(f).Elem()); err != nil {
			return nil, nil, err
		}
	}
	texts := &Texts{}
	for s := range all.seen {
		texts.list = append(texts.list, s)
	}
	slices.Sort(texts.list)
	for i, s := range texts.list {
		all.seen[s] = uint64(i)
	}
	out := make([]*Packed, len(facts))
	for i, f := range facts {
		p := packer{seen: all.seen}
		if err := p.pack(reflect.ValueOf(f).Elem()); err != nil {
			return nil, nil, err
		}
		out[i] = &Packed{p.out}
	}
	return out, texts, nil
}

// Unpack reads a fact of the package that the texts are of; nil are those of one that
// has none.
func (t *Texts) Unpack(p *Packed) (*Fact, error) {
	f := &Fact{}
	u := unpacker{in: p.Data}
	if t != nil {
		u.texts = t.list
	}
	if err := u.unpack(reflect.ValueOf(f).Elem(), 0); err != nil {
		return nil, fmt.Errorf("fact: %w", err)
	}
	if len(u.in) > 0 {
		return nil, fmt.Errorf("fact: %d bytes too many", len(u.in))
	}
	return f, nil
}

type packer struct {
	out  []byte
	seen map[string]uint64
}

func (p *packer) pack(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool: // false is zero: the bit of the field says it all
	case reflect.Int, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint8:
		p.number(v.Uint())
	case reflect.String:
		p.text(v.String())
	case reflect.Pointer:
		if v.IsNil() { // an element of a slice
			p.number(0)
			return nil
		}
		return p.fields(v.Elem(), 1)
	case reflect.Slice:
		p.number(uint64(v.Len()))
		for i := range v.Len() {
			if err := p.pack(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		return p.fields(v, 0)
	default:
		return fmt.Errorf("facts cannot hold a %s", v.Type())
	}
	return nil
}

// fields writes a struct; pointers have one bit more, as they may be nil.
func (p *packer) fields(v reflect.Value, pointer uint64) error {
	var set uint64
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() && !v.Field(i).IsZero() {
			set |= 1 << i
		}
	}
	p.number(set<<pointer | pointer)
	for i := range v.NumField() {
		if set&(1<<i) == 0 {
			continue
		}
		if err := p.pack(v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) number(n uint64) { p.out = binary.AppendUvarint(p.out, n) }

func (p *packer) text(s string) {
	n := p.seen[s]
	p.seen[s] = n
	p.number(n)
}

type unpacker struct {
	in    []byte
	texts []string
}

var errShort = errors.New("ends too early")

// maxNesting bounds the structs within structs of a fact.
const maxNesting = 1000

func (u *unpacker) unpack(v reflect.Value, depth int) error {
	if depth > maxNesting {
		return errors.New("nested too deeply")
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		n, size := binary.Varint(u.in)
		if size <= 0 {
			return errShort
		}
		u.in = u.in[size:]
		v.SetInt(n)
	case reflect.Uint8:
		n, err := u.number()
		v.SetUint(n & 0xff)
		return err
	case reflect.String:
		s, err := u.text()
		v.SetString(s)
		return err
	case reflect.Pointer:
		set, err := u.number()
		if err != nil || set == 0 {
			return err
		}
		v.Set(reflect.New(v.Type().Elem()))
		return u.fields(v.Elem(), set>>1, depth+1)
	case reflect.Slice:
		return u.elements(v, depth)
	case reflect.Struct:
		set, err := u.number()
		if err != nil {
			return err
		}
		return u.fields(v, set, depth)
	default:
		return fmt.Errorf("facts cannot hold a %s", v.Type())
	}
	return nil
}

func (u *unpacker) elements(v reflect.Value, depth int) error {
	n, err := u.number()
	if err != nil {
		return err
	}
	if n > uint64(len(u.in)) {
		return errShort
	}
	v.Set(reflect.MakeSlice(v.Type(), int(n), int(n)))
	for i := range int(n) {
		if err := u.unpack(v.Index(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) fields(v reflect.Value, set uint64, depth int) error {
	for i := range v.NumField() {
		if set&(1<<i) == 0 {
			continue
		}
		if !v.Type().Field(i).IsExported() {
			return fmt.Errorf("%s has no field %d", v.Type(), i)
		}
		if err := u.unpack(v.Field(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) number() (uint64, error) {
	n, size := binary.Uvarint(u.in)
	if size <= 0 {
		return 0, errShort
	}
	u.in = u.in[size:]
	return n, nil
}

func (u *unpacker) text() (string, error) {
	n, err := u.number()
	if err != nil {
		return "", err
	}
	if n >= uint64(len(u.texts)) {
		return "", fmt.Errorf("there is no text %d", n)
	}
	return u.texts[n], nil
}
