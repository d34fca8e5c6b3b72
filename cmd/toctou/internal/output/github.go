package output

import (
	"fmt"
	"io"
	"strings"

	"github.com/toctou-lint/toctou/internal/plain"
)

// writeGitHub prints workflow commands, which GitHub Actions turns into
// annotations of the files and shows in the log.
func writeGitHub(w io.Writer, r *Report, _ Style) error {
	for _, f := range r.Findings {
		command := string(f.Severity)
		if f.Severity == Info {
			command = "notice"
		}
		place := fmt.Sprintf("file=%s,line=%d,endLine=%d", property(f.File), f.Start.Line, f.End.Line)
		if f.Start.Line == f.End.Line { // columns are for one line only
			place += fmt.Sprintf(",col=%d,endColumn=%d", f.Start.UTF16, f.End.UTF16)
		}
		_, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", command, place, property(r.Tool.Name+" "+f.Rule), data(f.Message))
		if err != nil {
			return err
		}
	}
	return nil
}

// data escapes the text of a workflow command. What else could harm a log is
// shown as Go would escape it.
func data(text string) string {
	return plain.Line(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text))
}

// property escapes a property of a workflow command.
func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}
