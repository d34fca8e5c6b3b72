package cli

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// lines is a run of lines of a file, as it is now. A run that ends before it
// starts lies between two lines: something was deleted there.
type lines struct{ first, last int }

// changes are the changed lines of each file, which is named by its path
// relative to the report's root.
type changes map[string][]lines

// onlyNew takes the findings out of a report that were there at a revision:
// those between whose check and create nothing has changed since.
func onlyNew(r *output.Report, rev string) error {
	c, err := changedSince(r, rev)
	if err != nil {
		return err
	}
	before := len(r.Findings)
	r.Findings = slices.DeleteFunc(r.Findings, func(f output.Finding) bool { return !c.touch(f) })
	r.Known += before - len(r.Findings)
	return nil
}

// touch reports whether a place of the finding has changed, or something
// between two of them in one file, such as a lock that is gone.
func (c changes) touch(f output.Finding) bool {
	reach := map[string]lines{f.File: {f.Start.Line, f.End.Line}}
	for _, rel := range f.Related {
		l, ok := reach[rel.File]
		if !ok {
			l = lines{rel.Start.Line, rel.End.Line}
		}
		reach[rel.File] = lines{min(l.first, rel.Start.Line), max(l.last, rel.End.Line)}
	}
	for file, l := range reach {
		for _, changed := range c[file] {
			if changed.first <= l.last && l.first <= changed.last {
				return true
			}
		}
	}
	return false
}

// changedSince asks git what has changed since the working tree's history left
// that of rev: in commits, in the index, in the tree and in new files.
func changedSince(r *output.Report, rev string) (changes, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, usagef("-new-from: %q is no revision", rev)
	}
	base, err := git(r.Root, "merge-base", rev, "HEAD")
	if err != nil {
		if _, unknown := git(r.Root, "rev-parse", "--verify", "--quiet", rev+"^{commit}"); unknown == nil {
			return nil, usagef("-new-from: %s and HEAD have no common commit; a shallow clone needs more of its history", rev)
		}
		return nil, usagef("-new-from: git knows no revision %s in %s; a shallow clone has to fetch it first", rev, r.Root)
	}
	diff, err := git(r.Root, "-c", "core.quotePath=false", "diff", "--unified=0", "--relative", "--no-color", "--no-ext-diff", "--no-textconv",
		"--no-renames", "--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(base), "--", "*.go")
	if err != nil {
		return nil, usagef("-new-from: %w", err)
	}
	fresh, err := git(r.Root, "ls-files", "--others", "--exclude-standard", "-z", "--", "*.go")
	if err != nil {
		return nil, usagef("-new-from: %w", err)
	}
	c := parseDiff(diff)
	for file := range strings.SplitSeq(fresh, "\x00") {
		c[file] = []lines{{1, math.MaxInt}}
	}
	return c, nil
}

// git runs a git command in dir and returns what it prints.
func git(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", fmt.Errorf("git %s: %s", args[0], oneLine(stderr.String()))
	}
	return string(out), err
}

// parseDiff reads the changed lines from a diff without context.
func parseDiff(diff string) changes {
	c := make(changes)
	file, left := "", 0 // lines of the hunk that are still to come
	for line := range strings.SplitSeq(diff, "\n") {
		if left > 0 {
			if !strings.HasPrefix(line, `\`) { // "\ No newline at end of file"
				left--
			}
			continue
		}
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			file = diffName(name)
		}
		if hunk, ok := strings.CutPrefix(line, "@@ -"); ok {
			old, now, _ := strings.Cut(hunk, " +")
			now, _, _ = strings.Cut(now, " ")
			first, count := span(now)
			_, gone := span(old)
			left = count + gone
			c[file] = append(c[file], lines{first + gap(count), first + count - 1 + gap(count)})
		}
	}
	return c
}

// gap corrects the start of a hunk that only deletes: it names the line before.
func gap(count int) int {
	if count == 0 {
		return 1
	}
	return 0
}

// span reads "start,count" or "start".
func span(text string) (start, count int) {
	a, b, ok := strings.Cut(text, ",")
	start, _ = strconv.Atoi(a)
	if !ok {
		return start, 1
	}
	count, _ = strconv.Atoi(b)
	return start, count
}

// diffName is the file of a "+++ b/name" line, which git quotes when it has to
// and ends with a tab when it has blanks.
func diffName(name string) string {
	name = strings.TrimSuffix(name, "\t")
	if text, err := strconv.Unquote(name); err == nil {
		name = text
	}
	return strings.TrimPrefix(name, "b/")
}
