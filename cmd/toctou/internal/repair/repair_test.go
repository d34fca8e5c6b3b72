package repair_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/repair"
)

// fixing is a finding whose fix makes edits "from to text" in a file.
func fixing(name string, edits ...output.Edit) output.Finding {
	for i := range edits {
		edits[i].File = name
	}
	return output.Finding{Fixes: []output.Fix{{Edits: edits}}}
}

func edit(from, to int, text string) output.Edit {
	return output.Edit{Span: output.Span{Start: output.Position{Offset: from}, End: output.Position{Offset: to}}, New: text}
}

func write(t *testing.T, mode os.FileMode) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(name, []byte("0123456789"), mode); err != nil {
		t.Fatal(err)
	}
	return name
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMake merges what two fixes share and leaves out what overlaps.
func TestMake(t *testing.T) {
	name := write(t, 0o644)
	shared := edit(0, 0, "import\n")
	p, err := repair.Make("", []output.Finding{
		fixing(name, shared, edit(3, 4, "three")),
		fixing(name, shared, edit(6, 6, "!")),
		fixing(name, edit(2, 5, "overlaps")),
		fixing(name, edit(6, 6, "the same place")),
		fixing(name, edit(8, 20, "beyond the end")),
		{},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Files) != 1 || string(p.Files[0].New) != "import\n012three45!6789" {
		t.Errorf("planned %q", p.Files[0].New)
	}
	if len(p.Fixed()) != 2 || len(p.Left) != 4 || len(p.Problems) != 3 {
		t.Errorf("%d fixed, %d left, problems %q", len(p.Fixed()), len(p.Left), p.Problems)
	}
	p.Drop(name, "of the test")
	if len(p.Files) != 0 || len(p.Left) != 6 || !strings.Contains(p.Problems[3], "not changed: of the test") {
		t.Errorf("dropped: %d files, %d left, %q", len(p.Files), len(p.Left), p.Problems)
	}
}

// TestWrite keeps mode and link, and leaves nothing beside the file.
func TestWrite(t *testing.T) {
	name := write(t, 0o640)
	link := filepath.Join(t.TempDir(), "link.go")
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	p, err := repair.Make("", []output.Finding{fixing(link, edit(0, 1, "zero"))})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, name); got != "zero123456789" {
		t.Errorf("wrote %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(name)); len(left) != 1 {
		t.Errorf("left beside the file: %v", left)
	}
}

// TestWriteFails leaves files whole: one that somebody else has changed, one
// that is gone, one whose folder takes no new file.
func TestWriteFails(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, name string){
		"changed": func(t *testing.T, name string) {
			if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
		},
		"gone": func(t *testing.T, name string) {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		},
		"no room": func(t *testing.T, name string) {
			if os.Geteuid() == 0 {
				t.Skip("root may write everywhere")
			}
			if err := os.Chmod(filepath.Dir(name), 0o500); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := write(t, 0o644), write(t, 0o644)
			p, err := repair.Make("", []output.Finding{fixing(first, edit(0, 1, "x")), fixing(second, edit(0, 1, "x"))})
			if err != nil {
				t.Fatal(err)
			}
			spoiled := p.Files[1].Name
			spoil(t, spoiled)
			before, _ := os.ReadFile(spoiled)
			if err := p.Write(); err == nil || !strings.Contains(err.Error(), "left as it was") {
				t.Errorf("the error is %v", err)
			}
			if after, _ := os.ReadFile(spoiled); string(after) != string(before) {
				t.Errorf("the file is %q, was %q", after, before)
			}
			if got := read(t, p.Files[0].Name); got != "x123456789" {
				t.Errorf("the other file is %q", got)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(spoiled), ".toctou-*")); len(left) > 0 {
				t.Errorf("left beside the file: %v", left)
			}
		})
	}
}
