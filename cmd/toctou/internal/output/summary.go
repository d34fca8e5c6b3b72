package output

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Summary is one line on the whole report, such as
// "3 findings (2 duplicate, 1 conflict) in 92 packages".
func Summary(r *Report) string {
	in := " in " + count(r.Packages, "package")
	if r.Known > 0 {
		in += fmt.Sprintf("; %d known before", r.Known)
	}
	if n := len(r.Failures); n > 0 {
		in += fmt.Sprintf("; %d could not be analysed in full", n)
	}
	if len(r.Findings) == 0 {
		if r.Known > 0 {
			return "no new findings" + in
		}
		return "no findings" + in
	}
	times := make(map[string]int)
	for _, f := range r.Findings {
		times[cmp.Or(f.Rule, "other")]++
	}
	rules := slices.SortedFunc(maps.Keys(times), func(x, y string) int { // the most frequent first
		return cmp.Or(cmp.Compare(times[y], times[x]), cmp.Compare(x, y))
	})
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
