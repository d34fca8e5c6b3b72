package output

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Baseline lists findings that are known, by fingerprint, so that only others
// are told. The rest of an entry is for its readers. Entries have no lines: the
// file changes only when findings come or go.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Known `json:"findings"`
}

// Known is one entry of a baseline.
type Known struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	File        string `json:"file"`
	Function    string `json:"function"`
}

// NewBaseline lists the findings of a report.
func NewBaseline(r *Report) Baseline {
	b := Baseline{Version: 1, Findings: []Known{}}
	for _, f := range r.Findings {
		b.Findings = append(b.Findings, Known{f.Fingerprint, f.Rule, f.File, f.Function})
	}
	slices.SortFunc(b.Findings, func(x, y Known) int {
		return cmp.Or(strings.Compare(x.File, y.File), strings.Compare(x.Function, y.Function),
			strings.Compare(x.Rule, y.Rule), strings.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

// Encode is the content of a baseline file.
func (b Baseline) Encode() ([]byte, error) {
	var out bytes.Buffer
	err := encode(&out, b)
	return out.Bytes(), err
}

// ReadBaseline reads a baseline file. Its error names the line or the field
// that is wrong.
func ReadBaseline(data []byte) (Baseline, error) {
	var b Baseline
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return b, at(data, err)
	}
	if b.Version != 1 {
		return b, fmt.Errorf("version: this is no baseline of version 1: write one with toctou baseline")
	}
	seen := make(map[string]bool)
	for i, k := range b.Findings {
		if k.Fingerprint == "" || seen[k.Fingerprint] {
			return b, fmt.Errorf("findings[%d].fingerprint: %q is missing or listed twice", i, k.Fingerprint)
		}
		seen[k.Fingerprint] = true
	}
	return b, nil
}

// Apply takes the known findings out of a report, and counts them in it.
func (b Baseline) Apply(r *Report) {
	known := make(map[string]bool)
	for _, k := range b.Findings {
		known[k.Fingerprint] = true
	}
	before := len(r.Findings)
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return known[f.Fingerprint] })
	r.Known += before - len(r.Findings)
}
