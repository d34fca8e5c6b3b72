package analyzer_test

import (
	"encoding/json"
	"flag"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
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
// baseline says. Two runs differ by less than 0.3 percent; another version of Go
// may need another baseline.
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
	folders := measuredFolders()
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		pkgs := loadTestdata(t, folders[name]...)
		got[name+", by package"] = allocated(t, false, 3, pkgs)
		got[name+", whole"] = allocated(t, true, 3, pkgs)
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
	for _, name := range slices.Sorted(maps.Keys(got)) {
		now, before := got[name], baseline[name]
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

// loadTestdata loads packages of testdata.
func loadTestdata(t *testing.T, patterns ...string) []*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: "../testdata"}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the packages have errors")
	}
	return pkgs
}

// allocated measures an analysis of packages: one package after the other, as
// go vet has them analysed, or whole programs, as the command does. It is the
// least of some times, since maps grow by chance, after one that fills what types
// and packages keep. The collector is off, as it empties pools, and there is one
// processor, as the order of packages decides what is done once and what twice.
func allocated(t *testing.T, whole bool, times int, pkgs []*packages.Package) (least allocations) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	analyseAll(t, whole, pkgs)
	least = allocations{math.MaxUint64, math.MaxUint64}
	for range times {
		runtime.GC()
		gc := debug.SetGCPercent(-1)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		analyseAll(t, whole, pkgs)
		runtime.ReadMemStats(&after)
		debug.SetGCPercent(gc)
		least.Objects = min(least.Objects, after.Mallocs-before.Mallocs)
		least.Bytes = min(least.Bytes, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

// analyseAll analyses packages and leaves them as they were.
func analyseAll(t *testing.T, whole bool, pkgs []*packages.Package) {
	t.Helper()
	a, err := analyzer.New(analyzer.Config{Whole: whole})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		syntax, info := slices.Clone(p.Syntax), *p.TypesInfo
		defer func() { p.Syntax, *p.TypesInfo = syntax, info }() // which Link gives back
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, &checker.Options{Sequential: true})
	if err != nil {
		t.Fatal(err)
	}
	var units []*analyzer.Unit
	found := 0
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		found += len(act.Diagnostics)
		if res, ok := act.Result.(*analyzer.Result); ok && res.Unit != nil {
			units = append(units, res.Unit)
		}
	}
	if whole {
		analyzer.Link(units, func(*analyzer.Unit, analysis.Diagnostic) { found++ })
	}
}
