package summary

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

func example() *Fact {
	param := &ExprFact{Op: value.Param, Index: 1}
	email := &ExprFact{Op: value.Field, Name: "Email", Args: []*ExprFact{param, nil}}
	return &Fact{
		Sites: []SiteFact{{
			Verb: model.Find, Entity: EntityFact{Table: "users", Type: "example.com/m.User"}, EntityParam: -1,
			Key:  []PredFact{{Column: "email", Value: email, Filled: true}, {Column: "tenant"}, {}},
			Outs: []OutcomeFact{{World: world.Absent, Results: []ValFact{{}, {Kind: world.Error, Err: &ErrFact{Is: []string{"example.com/m.ErrNo"}, Class: world.Absence}}}}},
			Of:   Description{Store: "gorm", Func: "First", Where: "user.go:12"},
		}},
		Returns: []ValFact{{Kind: world.Composite, Fields: []FieldFact{{Path: ".Email", Val: ValFact{Kind: world.Set, Text: "users"}}}}},
		Guard:   &Guard{Held: []HeldFact{{Lock: param}, {Process: true}}, Runs: []RunFact{{Param: 2}}},
	}
}

// TestWire writes and reads facts, with the texts as gob writes them.
func TestWire(t *testing.T) {
	want := []*Fact{{}, example(), {Results: []PartFact{{Index: 7, Path: []string{"", "Email"}, Value: &ExprFact{Args: []*ExprFact{{}, nil}}}}}}
	packed, texts, err := Pack(want)
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(texts); err != nil {
		t.Fatal(err)
	}
	read := &Texts{list: []string{"of another package"}}
	if err := gob.NewDecoder(&buf).Decode(read); err != nil {
		t.Fatal(err)
	}
	for i, p := range packed {
		got, err := read.Unpack(p)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want[i]) {
			t.Errorf("read %+v, want %+v", got, want[i])
		}
		for n := range p.Data {
			if _, err := read.Unpack(&Packed{p.Data[:n]}); err == nil {
				t.Errorf("the first %d of %d bytes are read without an error", n, len(p.Data))
			}
		}
		if _, err := read.Unpack(&Packed{append(p.Data, 0)}); err == nil {
			t.Error("a byte too many is read without an error")
		}
	}
	if _, err := new(Texts).Unpack(packed[1]); err == nil {
		t.Error("a fact is read without its texts")
	}
}

// TestCarry hands texts on through packages that import one another.
func TestCarry(t *testing.T) {
	_, texts, err := Pack([]*Fact{example()})
	if err != nil {
		t.Fatal(err)
	}
	middle, top := &Texts{}, &Texts{list: []string{"own"}}
	middle.Carry("example.com/low", texts)
	top.Carry("example.com/middle", middle)
	top.Carry("example.com/low", texts) // imported directly as well
	data, err := top.GobEncode()
	if err != nil {
		t.Fatal(err)
	}
	var read Texts
	if err := read.GobDecode(data); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&read, top) || len(read.behind) != 1 {
		t.Errorf("read %+v, want %+v", read, *top)
	}
	if of := read.Of("example.com/low"); of == nil || !reflect.DeepEqual(of.list, texts.list) {
		t.Errorf("the texts of the package behind are %+v", of)
	}
	if of := read.Of("example.com/middle"); of != nil {
		t.Errorf("a package without texts has %+v", of)
	}
	for n := 1; n < len(data); n++ {
		if err := new(Texts).GobDecode(data[:n]); err == nil && n > len(data)-3 {
			t.Errorf("the first %d of %d bytes are read without an error", n, len(data))
		}
	}
}

// FuzzWire reads what nobody wrote: an error, or a fact that is written and read
// again as the same.
func FuzzWire(f *testing.F) {
	packed, texts, err := Pack([]*Fact{example()})
	if err != nil {
		f.Fatal(err)
	}
	list, err := texts.GobEncode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed[0].Data, list)
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, data, list []byte) {
		var texts Texts
		if texts.GobDecode(list) != nil {
			return
		}
		fact, err := texts.Unpack(&Packed{data})
		if err != nil {
			return
		}
		again, texts2, err := Pack([]*Fact{fact})
		if err != nil {
			t.Fatal(err)
		}
		same, err := texts2.Unpack(again[0])
		if err != nil {
			t.Fatalf("%x is not read: %v", again[0].Data, err)
		}
		third, texts3, err := Pack([]*Fact{same})
		if err != nil || !bytes.Equal(third[0].Data, again[0].Data) || !reflect.DeepEqual(texts2, texts3) {
			t.Fatalf("%x becomes %x, %v", again[0].Data, third[0].Data, err)
		}
	})
}
