package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// version is one line: the module's version and the Go it was built with,
// which bounds the language versions it can read.
func version() string {
	v, revision := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			v = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && v == "(devel)" {
				revision = " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return fmt.Sprintf("toctou %s%s %s", v, revision, runtime.Version())
}

func printVersion(_ []string, stdout, _ io.Writer) error {
	_, err := fmt.Fprintln(stdout, version())
	return err
}
