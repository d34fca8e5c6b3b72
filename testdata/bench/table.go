package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// The marks between which a page has the tables. They are lines of their own.
const (
	begin = "<!-- bench -->\n"
	end   = "<!-- end -->\n"
)

// rewrite replaces what a page has between the marks.
func rewrite(page, text string) error {
	data, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s has no lines %s and %s", page, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return os.WriteFile(page, []byte(before+begin+text+end+after), 0o644)
}

// conditions says what was measured, when and where.
func conditions(o options) string {
	return fmt.Sprintf("toctou %s, %s, %s, %s, %d processors, %s: the median of up to %d runs; what had taken %s was not\nrun again.\n\n",
		commit(), time.Now().UTC().Format("2006-01-02"), runtime.Version(), processor(), runtime.NumCPU(), memory(), o.runs, o.enough)
}

func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--abbrev=12").Output()
	if err != nil {
		return "of an unknown commit"
	}
	return strings.TrimSpace(string(out))
}

func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	if m := regexp.MustCompile(`(?m)^model name\s*: (.*)$`).FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return runtime.GOARCH
}

func memory() string {
	data, _ := os.ReadFile("/proc/meminfo")
	var kb int64
	if _, err := fmt.Sscanf(string(data), "MemTotal: %d kB", &kb); err != nil {
		return "memory unknown"
	}
	return fmt.Sprintf("%d GB", (kb+1<<19)>>20)
}

// summary has a line for each module, and what is to be reached.
func summary(all []*subject) string {
	text := "| module | kLOC | CPU of loading | memory of loading | MB | cold go vet | warm go vet | staticcheck | gosec | nilaway | CPU ms per kLOC |\n" +
		"|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n" +
		"| *to be reached* | | ≤ 1.3 × | ≤ 1.3 × | ≤ 400 | ≤ 1.15 × | ≤ 1.10 × | ≥ 8 × | ≥ 8 × | ≥ 8 × | |\n"
	for _, s := range all {
		vet := func(when string) string {
			return times(s.cost(vetRow("toctou")+when).CPU, s.cost(vetRow("empty")+when).CPU)
		}
		ours, load := s.cost("toctou"), s.cost(loading)
		text += fmt.Sprintf("| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", s.path, kilo(s.lines),
			times(ours.CPU, load.CPU), times(ours.Peak, load.Peak), megabytes(ours.Peak), vet(", cold"), vet(", warm"),
			times(s.cost("staticcheck, cold").CPU, ours.CPU), times(s.cost("gosec").CPU, ours.CPU), times(s.cost("nilaway").CPU, ours.CPU),
			figure(ours.CPU.Seconds()*1e6/float64(max(s.lines, 1)), 1))
	}
	return text + "\n"
}

// details is a module's table.
func details(s *subject) string {
	text := fmt.Sprintf("### %s: %s %s\n\n%d packages of %d kLOC, %d of them generated; the files of tests not counted.\n\n"+
		"| command | CPU, s | × | wall, s | × | MB | × | runs |\n|---|---:|---:|---:|---:|---:|---:|---:|\n",
		s.kind, s.path, s.version, s.packages, kilo(s.lines), kilo(s.generated))
	load := s.cost(loading)
	for _, r := range s.rows {
		if r.failed != "" {
			text += fmt.Sprintf("| %s | – | | – | | – | | %s |\n", r.name, cell(r.failed))
			continue
		}
		c := median(r.costs)
		text += fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %d |\n", r.name,
			figure(c.CPU.Seconds(), 2), ratio(c.CPU, load.CPU), figure(c.Wall.Seconds(), 2), ratio(c.Wall, load.Wall),
			megabytes(c.Peak), ratio(c.Peak, load.Peak), len(r.costs))
	}
	return text + "\n"
}

// cost is the median of a row; nothing if there is no such row.
func (s *subject) cost(name string) cost {
	for _, r := range s.rows {
		if r.name == name && r.failed == "" {
			return median(r.costs)
		}
	}
	return cost{}
}

func times[T time.Duration | int64](x, y T) string {
	if r := ratio(x, y); r != "–" {
		return r + " ×"
	}
	return "–"
}

func ratio[T time.Duration | int64](x, y T) string {
	if x == 0 || y == 0 {
		return "–"
	}
	return figure(float64(x)/float64(y), 2)
}

func figure(x float64, digits int) string {
	if x == 0 {
		return "–"
	}
	return fmt.Sprintf("%.*f", digits, x)
}

func megabytes(n int64) string { return figure(float64(n>>20), 0) }

func kilo(lines int) int { return (lines + 500) / 1000 }

// cell is a text that a table can have.
func cell(text string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(text) }
