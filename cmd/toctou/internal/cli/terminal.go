package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// suit fits a style to where the text goes: in colour and no wider than a
// terminal, plain everywhere else. NO_COLOR and TERM=dumb keep colour away.
func suit(s *output.Style, stdout io.Writer) {
	fd, ok := terminal(stdout)
	if !ok {
		return
	}
	s.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if width, _, err := term.GetSize(fd); err == nil {
		s.Width = width
	}
}

// terminal returns the descriptor of a terminal.
func terminal(w io.Writer) (fd int, ok bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// patience is how long nothing is said of work that takes its time.
const patience = time.Second

// waiting tells on a terminal that work takes longer than expected, once a
// second, until the function that it returns is called, which wipes the line.
func waiting(stderr io.Writer, work string) (done func()) {
	if _, ok := terminal(stderr); !ok {
		return func() {}
	}
	return tick(stderr, work, patience)
}

// tick writes a line again and again until done is called.
func tick(w io.Writer, work string, every time.Duration) (done func()) {
	stop, gone := make(chan struct{}), make(chan struct{})
	start := time.Now()
	go func() {
		defer close(gone)
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for said := false; ; said = true {
			select {
			case <-ticker.C:
				fmt.Fprintf(w, "\r%s… %d s", work, int(time.Since(start).Seconds()))
			case <-stop:
				if said {
					fmt.Fprint(w, "\r\x1b[K")
				}
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(stop)
		<-gone
	})
}
