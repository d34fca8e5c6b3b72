package output

import (
	"fmt"
	"io"
)

// The shapes of the tree; field for field those of go/analysis drivers.
type (
	vetDiagnostic struct {
		Category string       `json:"category,omitempty"`
		Posn     string       `json:"posn"`
		End      string       `json:"end"`
		Message  string       `json:"message"`
		Fixes    []vetFix     `json:"suggested_fixes,omitempty"`
		Related  []vetRelated `json:"related,omitempty"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	vetRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
	vetError struct {
		Err string `json:"error"`
	}
)

// writeVet prints the tree that go vet -json prints: package ID → analyzer name
// → its diagnostics, or {"error": reason} where a package could not be analysed
// and nothing was found in the rest of it.
func writeVet(w io.Writer, r *Report, _ Style) error {
	found := make(map[string][]vetDiagnostic)
	for _, f := range r.Findings {
		found[f.Package] = append(found[f.Package], r.diagnostic(f))
	}
	tree := make(map[string]map[string]any)
	for _, f := range r.Failures {
		tree[f.Package] = map[string]any{r.Tool.Name: vetError{f.Reason}}
	}
	for id, diagnostics := range found {
		tree[id] = map[string]any{r.Tool.Name: diagnostics}
	}
	return encode(w, tree)
}

func (r *Report) diagnostic(f Finding) vetDiagnostic {
	posn := func(file string, p Position) string {
		return fmt.Sprintf("%s:%d:%d", r.absolute(file), p.Line, p.Column)
	}
	d := vetDiagnostic{
		Category: f.Rule,
		Posn:     posn(f.File, f.Start),
		End:      posn(f.File, f.End),
		Message:  f.Message,
	}
	for _, rel := range f.Related {
		d.Related = append(d.Related, vetRelated{posn(rel.File, rel.Start), posn(rel.File, rel.End), rel.Message})
	}
	for _, fix := range f.Fixes {
		edits := make([]vetEdit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, vetEdit{r.absolute(e.File), e.Start.Offset, e.End.Offset, e.New})
		}
		d.Fixes = append(d.Fixes, vetFix{fix.Message, edits})
	}
	return d
}
