// Command drivers is a golangci-lint that contains the toctou of this
// repository, as golangci-lint custom builds one from .custom-gcl.yml. Its tests
// compare the places where toctou runs. It is a module of its own, so that
// golangci-lint is no requirement of toctou's.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/toctou-lint/toctou/plugin"
)

func main() {
	info := commands.BuildInfo{GoVersion: runtime.Version(), Version: "custom", Commit: "none", Date: "none"}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, "golangci-lint:", err)
		os.Exit(exitcodes.Failure)
	}
}
