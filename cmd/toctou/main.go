// Command toctou reports find-then-create races: code that looks a row up,
// finds it absent and creates it, while nothing keeps another request from
// doing the same in between.
//
// Usage:
//
//	toctou [flags] [packages]
//	go vet -vettool=$(which toctou) [packages]
//
// Run toctou -h for its flags and exit codes.
package main

import (
	"os"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr)) }
