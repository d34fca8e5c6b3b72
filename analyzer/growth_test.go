package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// maxFactor is by how much an analysis may allocate more for a program that is
// eight times as large.
const maxFactor = 10

// TestGrowth analyses programs that are large in one way each, and eight times
// as large, and expects what is allocated to grow hardly faster. With -v it
// prints how it grows by way of two and four.
func TestGrowth(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates, too")
	}
	sizes := []int{1, 8}
	if testing.Verbose() {
		sizes = []int{1, 2, 4, 8}
	}
	programs := loadShapes(t, sizes)
	for i, s := range shapes() {
		var all []allocations
		for _, k := range sizes {
			all = append(all, allocated(t, true, 1, programs[folder(i, k)]))
		}
		objects, objectFactor := growth(all, func(a allocations) uint64 { return a.Objects })
		bytes, byteFactor := growth(all, func(a allocations) uint64 { return a.Bytes })
		t.Logf("%-28s%s objects,%s bytes", s.name, objects, bytes)
		switch factor := max(objectFactor, byteFactor); {
		case factor > maxFactor && s.beyond == "":
			t.Errorf("%s: eight times as many take %.1f times as much, more than %d", s.name, factor, maxFactor)
		case factor <= maxFactor && s.beyond != "":
			t.Errorf("%s: eight times as many take only %.1f times as much: take the reason for more out of shapes()", s.name, factor)
		}
	}
}

// growth lists the figures, each with its ratio to the one before, and returns
// the ratio of the last to the first.
func growth(all []allocations, of func(allocations) uint64) (text string, factor float64) {
	for i, a := range all {
		text += fmt.Sprintf(" %d", of(a))
		if i > 0 {
			text += fmt.Sprintf(" (%.2f)", float64(of(a))/float64(of(all[i-1])))
		}
	}
	return text, float64(of(all[len(all)-1])) / float64(of(all[0]))
}

func folder(shape, size int) string { return fmt.Sprintf("s%02d_%d", shape, size) }

// loadShapes writes a module with a folder for each shape in each size, and
// returns the packages of each folder.
func loadShapes(t *testing.T, sizes []int) map[string][]*packages.Package {
	t.Helper()
	dir := t.TempDir()
	write := func(text string, names ...string) {
		t.Helper()
		path := filepath.Join(append([]string{dir}, names...)...)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("module example.com/m\n\ngo 1.26\n", "go.mod")
	for i, s := range shapes() {
		for _, k := range sizes {
			for name, text := range s.write(s.base * k) {
				write(strings.ReplaceAll(text, "FOLDER", folder(i, k)), folder(i, k), name, name+".go")
			}
		}
	}
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the programs have errors")
	}
	programs := make(map[string][]*packages.Package)
	for _, p := range pkgs {
		name := filepath.Base(filepath.Dir(p.Dir))
		programs[name] = append(programs[name], p)
	}
	return programs
}
