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

// TestWire writes and reads facts, alone and as gob does.
func TestWire(t *testing.T) {
	for _, want := range []*Fact{{}, example()} {
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(want); err != nil {
			t.Fatal(err)
		}
		got := &Fact{Results: []PartFact{{Index: 7}}}
		if err := gob.NewDecoder(&buf).Decode(got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, want %+v", got, want)
		}
		data, err := want.GobEncode()
		if err != nil {
			t.Fatal(err)
		}
		for n := range data {
			if err := new(Fact).GobDecode(data[:n]); err == nil {
				t.Errorf("the first %d of %d bytes are read without an error", n, len(data))
			}
		}
		if err := new(Fact).GobDecode(append(data, 0)); err == nil {
			t.Error("a byte too many is read without an error")
		}
	}
}

// FuzzWire reads what nobody wrote: an error, or a fact that is written and read
// again as the same.
func FuzzWire(f *testing.F) {
	data, err := example().GobEncode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		var fact Fact
		if fact.GobDecode(data) != nil {
			return
		}
		again, err := fact.GobEncode()
		if err != nil {
			t.Fatal(err)
		}
		var same Fact
		if err := same.GobDecode(again); err != nil {
			t.Fatalf("%x is not read: %v", again, err)
		}
		third, err := same.GobEncode()
		if err != nil || !bytes.Equal(third, again) {
			t.Fatalf("%x becomes %x, %v", again, third, err)
		}
	})
}
