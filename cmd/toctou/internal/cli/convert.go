package cli

import (
	"errors"
	"flag"
	"io"
	"os"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// convert writes a report that -format=json made in another format.
func convert(args []string, stdout, _ io.Writer) error {
	var o options
	fs := newFlagSet("convert")
	bindFormat(fs, &o)
	if err := fs.Parse(args); err != nil {
		return helpOr(err, stdout, fs)
	}
	if err := o.chooseFormat(stdout); err != nil {
		return err
	}
	data, err := readOnly(fs.Args())
	if err != nil {
		return usagef("%w", err)
	}
	r, err := output.Read(data)
	if err != nil {
		return usagef("the report: %w", err)
	}
	return o.format.Write(stdout, r, o.style)
}

// readOnly reads the one file that is named, or standard input when none is.
func readOnly(names []string) ([]byte, error) {
	switch len(names) {
	case 0:
		return io.ReadAll(os.Stdin)
	case 1:
		return os.ReadFile(names[0])
	}
	return nil, errors.New("convert reads one report: name one file, or none for standard input")
}

// helpOr answers -h with a command's flags; other errors are the user's.
func helpOr(err error, stdout io.Writer, fs *flag.FlagSet) error {
	if errors.Is(err, flag.ErrHelp) {
		return flagUsage(stdout, fs)
	}
	return usagef("%w", err)
}
