package analyzer_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer"
)

var update = flag.Bool("update", false, "rewrite the baseline of TestAllocations")

// allocations is what an analysis allocates.
type allocations struct{ Objects, Bytes uint64 }

// maxGrowth is by how many percent an analysis may allocate more than the
// baseline says. Objects differ by 0.01 percent from run to run, bytes by 0.3;
// another version of Go may need another baseline.
const maxGrowth = 3

// measuredFolders are the packages that TestAllocations measures, by name.
func measuredFolders() map[string][]string {
	return map[string][]string{
		"nothing to find": {"./layers/model"},
		"one package":     {"./gorm/basic"}, // as under go vet: what each process pays, and little else
		"layers":          {"./layers/..."},
		"gorm":            {"./gorm/..."},
		"database/sql":    {"./databasesql/..."},
		"pgx":             {"./pgx/..."},
		"redis":           {"./redis/..."},
		"files and maps":  {"./os/...", "./maps/...", "./syncmap/..."},
	}
}

// TestAllocations compares what the analysis of some packages allocates with a
// baseline: that is, other than time, the same on every machine, whatever else it
// does. For a change that is worth more, or takes less and shall not take more
// again:
//
//	go test ./analyzer -run TestAllocations -update
func TestAllocations(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates, too")
	}
	file := filepath.Join("testdata", "allocations.json")
	got := make(map[string]allocations)
	for name, patterns := range measuredFolders() {
		got[name] = allocated(t, patterns...)
	}
	if *update {
		data, err := json.MarshalIndent(got, "", "\t") // sorted by name
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var baseline map[string]allocations
	if err := json.Unmarshal(data, &baseline); err != nil {
		t.Fatal(err)
	}
	if len(baseline) != len(got) {
		t.Errorf("%s has %d entries, want %d", file, len(baseline), len(got))
	}
	for name, now := range got {
		before := baseline[name]
		for _, f := range []struct {
			what        string
			now, before uint64
		}{{"objects", now.Objects, before.Objects}, {"bytes", now.Bytes, before.Bytes}} {
			change := 100*float64(f.now)/float64(f.before) - 100
			t.Logf("%s: %d %s, %+.2f %%", name, f.now, f.what, change)
			if !(change <= maxGrowth) { // nor if the baseline has none
				t.Errorf("%s: %d %s allocated, %d are in %s: %+.1f %%, more than %d; if that is worth it, "+
					"go test ./analyzer -run TestAllocations -update", name, f.now, f.what, f.before, file, change, maxGrowth)
			}
		}
	}
}

// allocated measures an analysis of packages of testdata that are loaded already.
func allocated(t *testing.T, patterns ...string) allocations {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: "../testdata"}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the packages have errors")
	}
	return allocatedBy(func() { analyseAll(t, pkgs) })
}

// allocatedBy runs something twice and measures the second time: the first fills
// what types and packages keep. The collector is off, as it empties pools.
func allocatedBy(do func()) allocations {
	do()
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return allocations{after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc}
}

// analyseAll analyses and links packages as the command does, one after the
// other.
func analyseAll(tb testing.TB, pkgs []*packages.Package) {
	tb.Helper()
	a, err := analyzer.New(analyzer.Default())
	if err != nil {
		tb.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, &checker.Options{Sequential: true})
	if err != nil {
		tb.Fatal(err)
	}
	var units []*analyzer.Unit
	for _, act := range graph.Roots {
		if act.Err != nil {
			tb.Fatal(act.Err)
		}
		if res, ok := act.Result.(*analyzer.Result); ok && res.Unit != nil {
			units = append(units, res.Unit)
		}
	}
	analyzer.Link(units)
}
