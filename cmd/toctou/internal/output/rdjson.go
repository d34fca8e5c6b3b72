package output

import (
	"encoding/json"
	"io"
)

// The Reviewdog Diagnostic Format, one diagnostic a line. Its columns count
// bytes, as ours do.
type (
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      rdSource       `json:"source"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"relatedLocations,omitempty"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

// writeRDJSONL prints a diagnostic a line. A suggestion of the format is one
// edit of the diagnostic's own file, so that only fixes of one edit are
// suggestions.
func writeRDJSONL(w io.Writer, r *Report, _ Style) error {
	severity := map[Severity]string{Error: "ERROR", Warning: "WARNING", Info: "INFO"}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		d := rdDiagnostic{
			Message:  f.Message,
			Location: rdAt(f.Span),
			Severity: severity[f.Severity],
			Source:   rdSource{r.Tool.Name, r.Tool.URL},
			Code:     rdCode{f.Rule, r.rule(f.Rule).URL},
		}
		for _, fix := range f.Fixes {
			if len(fix.Edits) == 1 && fix.Edits[0].File == f.File {
				d.Suggestions = append(d.Suggestions, rdSuggestion{rdAt(fix.Edits[0].Span).Range, fix.Edits[0].New})
			}
		}
		for _, rel := range f.Related {
			d.Related = append(d.Related, rdRelated{rel.Message, rdAt(rel.Span)})
		}
		if err := enc.Encode(d); err != nil {
			return err
		}
	}
	return nil
}

func rdAt(s Span) rdLocation {
	return rdLocation{s.File, rdRange{rdPosition{s.Start.Line, s.Start.Column}, rdPosition{s.End.Line, s.End.Column}}}
}
