package output

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// aLine is how messages speak of a line.
var aLine = regexp.MustCompile(`\bline [0-9]+|:[0-9]+`)

// identify gives each finding its fingerprint: a hash of the rule, the package,
// the function and the source text of the create, in which runs of white space
// count as one. It does not know lines, so that a finding keeps its name when
// code above it changes, the file is formatted or renamed, or another finding
// comes or goes. Findings that agree in all of that are numbered in order.
func identify(all []Finding, f *files) {
	times := make(map[string]int)
	for i := range all {
		finding := &all[i]
		pkg, _, _ := strings.Cut(finding.Package, " [") // "p [p.test]" is p
		source := strings.Join(strings.Fields(f.between(finding.Span)), " ")
		if source == "" { // not to be read: the message says much the same
			source = aLine.ReplaceAllString(finding.Message, "line")
		}
		parts := []string{finding.Rule, pkg, finding.Function, source}
		name := strings.Join(parts, "\x00")
		times[name]++
		if n := times[name]; n > 1 {
			name += "\x00" + strconv.Itoa(n)
		}
		sum := sha256.Sum256([]byte(name))
		finding.Fingerprint = hex.EncodeToString(sum[:16])
	}
}
