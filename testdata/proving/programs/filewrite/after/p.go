// Package filewrite writes a file that is not there.
package filewrite

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
)

// TakenError refuses a name that has a file.
type TakenError struct{ Name string }

// Error implements error.
func (e TakenError) Error() string { return fmt.Sprintf("%s is taken", e.Name) }

// Run makes a file with the sum of a text.
func Run(name, line string) error {
	_, err := os.Stat(name)
	if os.IsNotExist(err) {
		sum := sha256.Sum256(bytes.Repeat([]byte(line), 1<<16))
		if claim, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); errors.Is(err, os.ErrExist) {
			// The loser of a race finds it taken here.
			return TakenError{name}
		} else if err == nil {
			_ = claim.Close()
		}
		return os.WriteFile(name, sum[:], 0o600)
	}
	return TakenError{name}
}
