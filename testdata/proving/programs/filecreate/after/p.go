// Package filecreate refuses a name that is taken.
package filecreate

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
)

// ErrTaken refuses a name that has a file.
var ErrTaken = errors.New("taken")

// Run makes a file with a text and its sum.
func Run(name, line string) error {
	if _, err := os.Stat(name); err == nil {
		return ErrTaken
	}
	text := bytes.Repeat([]byte(line), 1<<16)
	sum := sha256.Sum256(text)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		if errors.Is(err, os.ErrExist) {
			// The loser of a race finds it taken here.
			return ErrTaken
		}
		return err
	}
	_, err = f.Write(append(text, sum[:]...))
	return errors.Join(err, f.Close())
}
