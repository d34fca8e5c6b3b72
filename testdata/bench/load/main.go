// Command load does what the command toctou does before it analyses: it loads and
// type-checks the packages that its arguments name.
package main

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/packages"
)

func main() {
	pkgs, err := packages.Load(config(), os.Args[1:]...)
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
	fmt.Println(len(pkgs), "packages,", packages.PrintErrors(pkgs), "errors")
}

// config is that of loadSyntax in cmd/toctou/internal/cli: a test compares.
func config() *packages.Config {
	return &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule | packages.NeedEmbedFiles}
}
