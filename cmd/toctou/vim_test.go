package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// TestVim runs the command as Vim does for :make, as docs/ci.md says, and expects
// the race in the list of errors.
func TestVim(t *testing.T) {
	vim := os.Getenv("TOCTOU_VIM")
	if vim == "" {
		t.Skip("set TOCTOU_VIM to a Vim, as .ci/run does where there is one")
	}
	page, err := os.ReadFile("docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	set := regexp.MustCompile("`:(set makeprg=.*)`, then `:make`").FindSubmatch(page)
	if set == nil {
		t.Fatal("docs/ci.md does not say how Vim runs toctou")
	}
	dir, bin := project(t), t.TempDir()
	run(t, ".", "go build -o "+filepath.Join(bin, "toctou")+" .")
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	script := filepath.Join(dir, "script.vim")
	text := string(set[1]) + `
silent make
let valid = filter(getqflist(), 'v:val.valid')
call writefile(map(valid, 'bufname(v:val.bufnr) . ":" . v:val.lnum . ":" . v:val.col . ":" . v:val.text[:10]'), 'list')
qall!
`
	if err := os.WriteFile(script, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(vim, "-N", "-u", "NONE", "-es", "-S", script)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	list, err := os.ReadFile(filepath.Join(dir, "list"))
	if err != nil || string(list) != "a.go:7:15: duplicate:\n" {
		t.Errorf("%v: %s", err, list)
	}
}
