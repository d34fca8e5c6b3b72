package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

func TestTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		done := tick(&said, "loading", time.Second)
		time.Sleep(2500 * time.Millisecond)
		done()
		done()
		if got, want := said.String(), "\rloading… 1 s\rloading… 2 s\r\x1b[K"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		said.Reset()
		tick(&said, "loading", time.Second)()
		if said.Len() > 0 {
			t.Errorf("%q of quick work", said.String())
		}
	})
}

// TestSay names a file that would write on a terminal.
func TestSay(t *testing.T) {
	var said bytes.Buffer
	tellFailures([]output.Failure{{Package: "p", Reason: "a\x1b[31m.go: bad"}}, []string{"b\u202e.sql"}, &said)
	say(&said, "one\nand \x07two")
	const want = `toctou: p: a\x1b[31m.go: bad
toctou: warning: b\u202e.sql
toctou: one
and \atwo
`
	if said.String() != want {
		t.Errorf("%q, want %q", said.String(), want)
	}
}

// TestSuit expects nothing of a file; testdata/scripts/terminal.txtar has a
// terminal.
func TestSuit(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, w := range []interface{ Write([]byte) (int, error) }{file, new(strings.Builder)} {
		var s output.Style
		suit(&s, w)
		if s != (output.Style{}) {
			t.Errorf("style %+v", s)
		}
		waiting(w, "loading")()
	}
}
