package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// version is one line: the module's version and the Go it was built with,
// which bounds the language versions it can read.
func version() string { return fmt.Sprintf("toctou %s %s", moduleVersion(), runtime.Version()) }

// moduleVersion is the version that the build knows of: a tag, a pseudo-version
// or, of a working tree, "(devel)" and the commit.
func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

func printVersion(_ []string, stdout, _ io.Writer) error {
	_, err := fmt.Fprintln(stdout, version())
	return err
}
