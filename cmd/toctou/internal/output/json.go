package output

import (
	"encoding/json"
	"io"
)

// jsonTree is the tree that go vet -json prints: package ID → analyzer name →
// its diagnostics, or {"error": reason} where a package could not be analysed
// and nothing was found in the rest of it.
type jsonTree struct{}

// The shapes of the tree; field for field those of go/analysis drivers.
type (
	jsonDiagnostic struct {
		Category string        `json:"category,omitempty"`
		Posn     string        `json:"posn"`
		End      string        `json:"end"`
		Message  string        `json:"message"`
		Fixes    []jsonFix     `json:"suggested_fixes,omitempty"`
		Related  []jsonRelated `json:"related,omitempty"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	jsonRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
	jsonError struct {
		Err string `json:"error"`
	}
)

func (jsonTree) Name() string { return "json" }

func (jsonTree) Write(w io.Writer, r *Report) error {
	found := make(map[string][]jsonDiagnostic)
	for _, f := range r.Findings {
		found[f.Package] = append(found[f.Package], diagnosticOf(f))
	}
	tree := make(map[string]map[string]any)
	for _, f := range r.Failures {
		tree[f.Package] = map[string]any{r.Analyzer: jsonError{f.Reason}}
	}
	for id, diagnostics := range found {
		tree[id] = map[string]any{r.Analyzer: diagnostics}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false)
	return enc.Encode(tree)
}

func diagnosticOf(f Finding) jsonDiagnostic {
	d := jsonDiagnostic{
		Category: f.Rule,
		Posn:     f.Pos.String(),
		End:      f.End.String(),
		Message:  f.Message,
	}
	for _, rel := range f.Related {
		d.Related = append(d.Related, jsonRelated{rel.Pos.String(), rel.End.String(), rel.Message})
	}
	for _, fix := range f.Fixes {
		edits := make([]jsonEdit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, jsonEdit{e.Pos.Filename, e.Pos.Offset, e.End.Offset, e.New})
		}
		d.Fixes = append(d.Fixes, jsonFix{fix.Message, edits})
	}
	return d
}
