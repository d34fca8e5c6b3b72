package output

import (
	"strings"
	"testing"
)

func TestBaseline(t *testing.T) {
	r := fixture(t)
	data, err := NewBaseline(r).Encode()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "baseline.json", string(data))
	b, err := ReadBaseline(data)
	if err != nil {
		t.Fatal(err)
	}
	newOne := r.Findings[0]
	newOne.Fingerprint = "new"
	r.Findings = append(r.Findings, newOne)
	b.Apply(r)
	if len(r.Findings) != 1 || r.Findings[0].Fingerprint != "new" || r.Known != 4 {
		t.Errorf("left %v, known %d", r.Findings, r.Known)
	}
}

func TestReadBaseline(t *testing.T) {
	for data, want := range map[string]string{
		"":                              "EOF",
		"{\n\"version\": 1,\n]":         "line 3: invalid character",
		`{"version": 1, "finding": []}`: `unknown field "finding"`,
		`{"version": 2}`:                "no baseline of version 1",
		`{"version": 1, "findings": [{"rule": "r"}]}`:                              "findings[0].fingerprint",
		`{"version": 1, "findings": [{"fingerprint": "a"}, {"fingerprint": "a"}]}`: `findings[1].fingerprint: "a"`,
	} {
		if _, err := ReadBaseline([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", data, err, want)
		}
	}
}
