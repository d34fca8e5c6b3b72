// Command field runs toctou over the modules that modules.txt lists, as the
// module proxy has them, and over the standard library: it must not panic, not
// hang, and print the same bytes on one processor and on two.
//
//	go -C testdata/field run . [-n 20] [-only gorm] [-out findings]
//
// Modules are fetched into a directory of their own, which is emptied whenever
// it has grown, so that the disk needs to have room for a few of them only.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/toctou-lint/toctou/testdata/field/workshop"
)

type options struct {
	most  int
	only  string
	limit time.Duration
	room  int64
	out   string
	list  string
}

func main() {
	var o options
	flag.IntVar(&o.most, "n", 1000, "stop after so many modules")
	flag.StringVar(&o.only, "only", "", "modules whose path has this in it")
	flag.DurationVar(&o.limit, "limit", 2*time.Minute, "time for one analysis, all dependencies built")
	flag.Int64Var(&o.room, "room", 3000, "MB that caches may take before they are emptied")
	flag.StringVar(&o.out, "out", "", "directory for a file of findings for each module")
	flag.StringVar(&o.list, "list", "modules.txt", "the modules, one path and version a line")
	flag.Parse()
	bad, err := run(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "field:", err)
		os.Exit(2)
	}
	if bad > 0 {
		os.Exit(1)
	}
}

// run examines every module and returns how many went wrong.
func run(o options) (bad int, err error) {
	modules, err := read(o)
	if err != nil {
		return 0, err
	}
	w, err := newField(o)
	if err != nil {
		return 0, err
	}
	defer w.Clear()
	fmt.Printf("%-48s %9s %9s %8s  %s\n", "module", "packages", "findings", "seconds", "verdict")
	counts := make(map[string]int)
	for _, m := range modules {
		r := w.examine(m)
		counts[r.kind]++
		fmt.Printf("%-48s %9s %9d %8.1f  %s\n", m, r.packages, r.findings, r.took.Seconds(), strings.TrimSpace(r.kind+" "+r.detail))
		if err := w.tidy(); err != nil {
			return bad, err
		}
	}
	bad = len(modules) - counts["same bytes"] - counts["not to be had"]
	fmt.Printf("%d modules: %v\n", len(modules), counts)
	return bad, nil
}

// read returns the modules of the list that are asked for.
func read(o options) (modules []string, err error) {
	lines, err := workshop.List(o.list)
	for _, line := range lines {
		if strings.Contains(line, o.only) && len(modules) < o.most {
			modules = append(modules, strings.Replace(line, " ", "@", 1))
		}
	}
	return modules, err
}

// size is how much a directory takes, in MB.
func size(dir string) (mb int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				mb += info.Size()
			}
		}
		return nil
	})
	return mb >> 20
}
