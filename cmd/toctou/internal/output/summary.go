package output

import (
	"cmp"
	"fmt"
	"strings"
)

// Summary is one line on the whole report, such as
// "3 findings (2 duplicate, 1 conflict) in 92 packages".
func Summary(r *Report) string {
	in := " in " + count(r.Packages, "package")
	if n := len(r.Failures); n > 0 {
		in += fmt.Sprintf("; %d could not be analysed", n)
	}
	if len(r.Findings) == 0 {
		return "no findings" + in
	}
	var rules []string // in order of appearance, which the report's order fixes
	times := make(map[string]int)
	for _, f := range r.Findings {
		rule := cmp.Or(f.Rule, "other")
		if times[rule] == 0 {
			rules = append(rules, rule)
		}
		times[rule]++
	}
	for i, rule := range rules {
		rules[i] = fmt.Sprintf("%d %s", times[rule], rule)
	}
	return count(len(r.Findings), "finding") + " (" + strings.Join(rules, ", ") + ")" + in
}

// count is "1 package", "2 packages".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
