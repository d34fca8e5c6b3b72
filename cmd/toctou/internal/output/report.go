package output

// Report is the outcome of one run. Its JSON form is the format json; what it
// means is documented in docs/formats.md.
type Report struct {
	Version   int    `json:"version"` // of this form: Version
	Tool      Tool   `json:"tool"`
	Root      string `json:"root"`      // absolute: of the repository, or the working directory
	Directory string `json:"directory"` // the working directory, relative to Root
	Packages  int    `json:"packages"`  // how many packages were analysed in full
	Known     int    `json:"known"`     // how many findings are left out: in a baseline, or not new

	Rules    []Rule    `json:"rules"`
	Findings []Finding `json:"findings"`
	Failures []Failure `json:"failures"`
	Warnings []string  `json:"warnings"` // what the analysis went on without
	// Sources are the lines that findings speak of and some around them, by file
	// and line.
	Sources map[string]map[int]string `json:"sources"`
}

// Version is the version of the report's form. It changes when a field is
// added, changes its meaning or goes away.
const Version = 1

// Tool is what made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	URL     string `json:"url"`
}

// Rule describes what a finding's Rule says.
type Rule struct {
	ID    string `json:"id"`
	Title string `json:"title"` // one line
	Doc   string `json:"doc"`   // a paragraph
	Help  string `json:"help"`  // the page of the documentation, in Markdown
	URL   string `json:"url"`
	Loser string `json:"loser"` // what the loser of the race sees, a few words
}

// Severity says how much findings of a rule matter to the user.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one diagnostic.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Package  string   `json:"package"`  // the package's ID, as in the tree of go vet -json
	Function string   `json:"function"` // the declaration around it: F, T.Method, a variable's name
	// Fingerprint names the finding wherever its lines move to. No two findings
	// of a report share one.
	Fingerprint string `json:"fingerprint"`

	Span    `json:"location"`
	Related []Related `json:"related,omitempty"`
	Fixes   []Fix     `json:"fixes,omitempty"`
}

// Span is a piece of a file, which is named by its slash-separated path
// relative to the report's Root when it lies below it. End is never the zero
// position.
type Span struct {
	File  string   `json:"file"`
	Start Position `json:"start"`
	End   Position `json:"end"` // the first one after the piece
}

// Position is a place in a file. Lines and columns count from 1.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`       // in bytes, as Go counts
	UTF16  int `json:"column_utf16"` // in UTF-16 units, as editors do
	Offset int `json:"offset"`       // in bytes, from 0
}

// Related is another place that a finding speaks of, such as the check before
// the create.
type Related struct {
	Message string `json:"message"`
	Span    `json:"location"`
}

// Fix is a change that repairs the finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Edit replaces a piece of a file.
type Edit struct {
	Span `json:"location"`
	New  string `json:"new_text"`
}

// Failure is something that could not be analysed, or only in part.
type Failure struct {
	Package string `json:"package"` // a package's ID, or the pattern that matched none
	Reason  string `json:"reason"`  // one line
}

// rule describes the rule of that name: at least its name.
func (r *Report) rule(id string) Rule {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule
		}
	}
	return Rule{ID: id, Title: id}
}

// line returns a source line of the report.
func (r *Report) line(file string, n int) (string, bool) {
	text, ok := r.Sources[file][n]
	return text, ok
}
