// Package worded holds refusals whose words are put together, and what looks like
// one.
package worded

import (
	"errors"
	"fmt"
	"os"
)

func painted(colour, text string) string { return "\x1b[" + colour + "m" + text }

// The words of the refusal are put together.
func TakeLock(path string, stale func() bool) error {
	if _, err := os.Stat(path); err == nil {
		if !stale() {
			tip := painted("31", "Tip: somebody else is at work. ")
			tip += fmt.Sprintf(painted("32", "Delete %s."), path)
			return fmt.Errorf(painted("31", "locked: %s\n")+tip, path)
		}
	}
	return os.WriteFile(path, []byte("locked"), 0o600) // want `overwrite: .*refused`
}

// An answer of somebody else is handed on: it says nothing of the name.
func Ask(path string, answer func(string) (text string, fine bool)) error {
	if _, err := os.Stat(path); err == nil {
		if text, fine := answer(path); !fine {
			return errors.New(text)
		}
	}
	return os.WriteFile(path, []byte("asked"), 0o600)
}
