package proving

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/testdata/proving/programs/handled"
)

// handledPrograms ask for the violation in the words of each library and driver.
func handledPrograms() []program {
	every := []string{SQLite, PostgreSQL, MariaDB}
	with := func(name string, r func(h *handles) run) program {
		return program{name: name, on: every, after: r, returns: true}
	}
	return []program{
		with("beego", func(h *handles) run {
			db := h.beego(new(handled.Account))
			return func(ctx context.Context, email string) (int64, error) { return handled.Beego(ctx, db, email) }
		}),
		with("bun", func(h *handles) run {
			return func(ctx context.Context, email string) (int64, error) { return handled.Bun(ctx, h.bun, email) }
		}),
		{name: "ent", on: every, returns: true, table: "people", after: func(h *handles) run {
			return func(ctx context.Context, email string) (int64, error) { return handled.Ent(ctx, h.ent, email) }
		}},
		with("xorm", func(h *handles) run {
			return func(ctx context.Context, email string) (int64, error) { return handled.Xorm(ctx, h.xorm, email) }
		}),
	}
}

// TestHandled races programs that handle the violation: what the analyzer takes
// for handling is handling on the store.
func TestHandled(t *testing.T) {
	for _, s := range stores(t) {
		h, err := open(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range handledPrograms() {
			t.Run(s.Name+"/"+p.name, func(t *testing.T) {
				accounts(t, s, p.rows(), true)
				out, err := p.race(s, "handled", p.after(h))
				if err != nil || out.Wrong > 0 || out.Failures() > 0 {
					t.Errorf("%s %v", out, err)
				}
			})
		}
	}
}

// TestHandledSilent runs the command on these programs, and on what they are
// without the question for the violation.
func TestHandledSilent(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "toctou.exe")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", tool, "./cmd/toctou").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := exec.Command(tool, "./programs/handled").CombinedOutput(); err != nil {
		t.Errorf("toctou: %v\n%s", err, out)
	}
	dir := t.TempDir()
	copied(t, dir, strings.NewReplacer("if violated(err)", "if false", "if entclient.IsConstraintError(err)", "if false"), "programs/handled/p.go")
	out, err := exec.Command(tool, "-C", dir, "./programs/handled").CombinedOutput()
	if want := len(handledPrograms()); strings.Count(string(out), " two concurrent calls can both create ") != want {
		t.Errorf("without handling: %v, want %d findings:\n%s", err, want, out)
	}
}
