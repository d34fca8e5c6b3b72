// Command bench measures what toctou costs on modules of the module proxy, next
// to loading and type-checking alone, to go vet with a tool that does nothing,
// and to other linters.
//
//	go -C testdata/bench run . -write ../../cmd/toctou/docs/performance.md
//	go -C testdata/bench run . -only asynq -tools toctou,vettool -runs 1
//
// The first makes the page's tables anew, which takes an hour; the second takes a
// minute. A folder named with -dir keeps what has been fetched and built.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/toctou-lint/toctou/testdata/field/workshop"
)

type options struct {
	only, tools, dir, write string
	runs                    int
	enough                  time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.only, "only", "", "modules whose line in modules.txt has this in it")
	flag.StringVar(&o.tools, "tools", strings.Join(toolNames(), ","), "what is measured besides loading")
	flag.IntVar(&o.runs, "runs", 5, "measure everything so often; the tables have the medians")
	flag.DurationVar(&o.enough, "enough", 2*time.Minute, "measure nothing again that has taken so long")
	flag.StringVar(&o.dir, "dir", "", "folder for modules and caches, which is kept; otherwise a temporary one")
	flag.StringVar(&o.write, "write", "", "page whose tables are made anew, which takes all modules and tools")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if o.write != "" && (o.only != "" || o.tools != strings.Join(toolNames(), ",")) {
		return fmt.Errorf("-write takes all modules and tools")
	}
	if o.runs < 1 {
		return fmt.Errorf("-runs %d", o.runs)
	}
	lines, err := workshop.List("modules.txt")
	if err != nil {
		return err
	}
	shop, err := workshop.New(o.dir)
	if err != nil {
		return err
	}
	defer shop.Clear()
	b := &bench{options: o, Workshop: shop, missing: make(map[string]string)}
	if err := b.equip(); err != nil {
		return err
	}
	var all []*subject
	for _, line := range lines {
		if !strings.Contains(line, o.only) {
			continue
		}
		s, err := b.subject(line)
		if err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
		all = append(all, s)
	}
	text := conditions(o) + summary(all)
	for _, s := range all {
		text += details(s)
	}
	if o.write == "" {
		_, err = fmt.Print(text)
		return err
	}
	return rewrite(o.write, text)
}
