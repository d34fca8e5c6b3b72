package output

import (
	"encoding/xml"
	"io"
	"strings"
)

type (
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// writeCheckstyle prints the report of Checkstyle, which many servers read.
// Its severities are ours.
func writeCheckstyle(w io.Writer, r *Report, _ Style) error {
	report := checkstyleReport{Version: "5.0"}
	for _, f := range r.Findings {
		if n := len(report.Files); n == 0 || report.Files[n-1].Name != f.File { // findings are sorted by file
			report.Files = append(report.Files, checkstyleFile{Name: f.File})
		}
		last := &report.Files[len(report.Files)-1]
		last.Errors = append(last.Errors, checkstyleError{
			f.Start.Line, f.Start.UTF16, string(f.Severity), f.Message, r.Tool.Name + "." + f.Rule,
		})
	}
	out, err := xml.MarshalIndent(report, "", "\t")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+strings.ReplaceAll(string(out), "></error>", "/>")+"\n")
	return err
}
