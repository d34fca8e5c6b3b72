package summary

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
)

// Facts are written in a form of their own: gob describes the types anew in
// every package's file, which is most of the bytes when a package has a handful
// of functions. Here the program that reads is the program that wrote (go vet
// asks for its identity), so that types need no description.
//
// A struct is a bit for each exported field that is not zero, then those fields.
// A string that was written before is its number.

// GobEncode implements gob.GobEncoder.
func (f *Fact) GobEncode() ([]byte, error) {
	p := packer{numbers: map[string]int{}}
	if err := p.pack(reflect.ValueOf(f).Elem()); err != nil {
		return nil, err
	}
	return p.out, nil
}

// GobDecode implements gob.GobDecoder.
func (f *Fact) GobDecode(data []byte) error {
	*f = Fact{}
	u := unpacker{in: data}
	if err := u.unpack(reflect.ValueOf(f).Elem(), 0); err != nil {
		return fmt.Errorf("fact: %w", err)
	}
	if len(u.in) > 0 {
		return fmt.Errorf("fact: %d bytes too many", len(u.in))
	}
	return nil
}

type packer struct {
	out     []byte
	numbers map[string]int
}

func (p *packer) pack(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		p.number(1) // false is zero, and not written
	case reflect.Int, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint8:
		p.number(v.Uint())
	case reflect.String:
		p.text(v.String())
	case reflect.Pointer:
		return p.pack(v.Elem())
	case reflect.Slice:
		p.number(uint64(v.Len()))
		for i := range v.Len() {
			// An element may be zero, or a nil pointer.
			if v.Index(i).IsZero() {
				p.number(0)
				continue
			}
			p.number(1)
			if err := p.pack(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		return p.fields(v)
	default:
		return fmt.Errorf("facts cannot hold a %s", v.Type())
	}
	return nil
}

func (p *packer) fields(v reflect.Value) error {
	var set uint64
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() && !v.Field(i).IsZero() {
			set |= 1 << i
		}
	}
	p.number(set)
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
	if n, ok := p.numbers[s]; ok {
		p.number(uint64(n) + 1)
		return
	}
	p.numbers[s] = len(p.numbers)
	p.number(0)
	p.number(uint64(len(s)))
	p.out = append(p.out, s...)
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
		_, err := u.number()
		v.SetBool(true)
		return err
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
		v.Set(reflect.New(v.Type().Elem()))
		return u.unpack(v.Elem(), depth+1)
	case reflect.Slice:
		return u.elements(v, depth)
	case reflect.Struct:
		return u.fields(v, depth)
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
		set, err := u.number()
		if err != nil {
			return err
		}
		if set == 0 {
			continue
		}
		if err := u.unpack(v.Index(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) fields(v reflect.Value, depth int) error {
	set, err := u.number()
	if err != nil {
		return err
	}
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
	if n > 0 {
		if n > uint64(len(u.texts)) {
			return "", fmt.Errorf("there is no text %d", n)
		}
		return u.texts[n-1], nil
	}
	size, err := u.number()
	if err != nil {
		return "", err
	}
	if size > uint64(len(u.in)) {
		return "", errShort
	}
	s := string(u.in[:size])
	u.in = u.in[size:]
	u.texts = append(u.texts, s)
	return s, nil
}
