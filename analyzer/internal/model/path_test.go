package model_test

import (
	"reflect"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

func TestParsePath(t *testing.T) {
	for path, want := range map[model.Path]model.Place{
		"":                       {},
		"recv":                   {Kind: model.Recv},
		"recv.Error":             {Kind: model.Recv, Fields: []string{"Error"}},
		"arg0":                   {Kind: model.Arg},
		"arg12..":                {Kind: model.Arg, Index: 12, Rest: true},
		"arg1..Isolation":        {Kind: model.Arg, Index: 1, Rest: true, Fields: []string{"Isolation"}},
		"arg1.Isolation":         {Kind: model.Arg, Index: 1, Fields: []string{"Isolation"}},
		"result1.Error.Code":     {Kind: model.Result, Index: 1, Fields: []string{"Error", "Code"}},
		"body.param0":            {Kind: model.BodyParam},
		"body.param1.Request.ID": {Kind: model.BodyParam, Index: 1, Fields: []string{"Request", "ID"}},
	} {
		got, err := model.ParsePath(path)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("ParsePath(%q) = %#v, %v; want %#v", path, got, err, want)
		}
		if got.String() != string(path) {
			t.Errorf("%q prints as %q", path, got)
		}
	}
	for _, path := range []model.Path{
		"arg", "arg[1]", "arg01", "arg-1", "args1", "Arg1", "arg1...Isolation", "arg1.", "arg1...", "recv..", "result0..",
		"recv.", "recver", "body", "body.param", "body.arg0", "arg0.1", "arg99999999999999999999", "result0.Error.", " arg0", "arg0 ",
	} {
		if got, err := model.ParsePath(path); err == nil {
			t.Errorf("ParsePath(%q) = %#v, want an error", path, got)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"recv.A", "arg1..B.C", "result0", "body.param3.X", "arg00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		place, err := model.ParsePath(model.Path(s))
		if err == nil && place.String() != s {
			t.Errorf("%q prints as %q", s, place)
		}
	})
}
