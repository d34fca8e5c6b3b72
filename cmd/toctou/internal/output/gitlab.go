package output

import "io"

// gitlabIssue is an entry of GitLab's Code Quality report. Issues with the same
// fingerprint are one to GitLab, which is how it knows new ones from old.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// writeGitLab prints a Code Quality report.
func writeGitLab(w io.Writer, r *Report, _ Style) error {
	severity := map[Severity]string{Error: "major", Warning: "minor", Info: "info"}
	issues := []gitlabIssue{}
	for _, f := range r.Findings {
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   r.Tool.Name + "/" + f.Rule,
			Fingerprint: f.Fingerprint,
			Severity:    severity[f.Severity],
			Location:    gitlabLocation{f.File, gitlabLines{f.Start.Line, f.End.Line}},
		})
	}
	return encode(w, issues)
}
