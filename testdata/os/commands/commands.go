// Package commands makes files for whoever types a command.
package commands

import (
	"context"
	"errors"
	"net/http"
	"os"

	"github.com/spf13/cobra"
	"github.com/urfave/cli/v3"
)

var errThere = errors.New("already there")

// What a command makes is refused if it is there, and nobody types it twice at once.
func initCommand() *cobra.Command {
	return &cobra.Command{
		Use: "init",
		RunE: func(cmd *cobra.Command, args []string) error {
			return scaffold(args[0])
		},
	}
}

func scaffold(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	return os.WriteFile(name, []byte("version: 1"), 0o600)
}

var specCommand = cli.Command{
	Name: "spec",
	Action: func(_ context.Context, cmd *cli.Command) error {
		absent := func(name string) error {
			if _, err := os.Stat(name); err == nil {
				return errThere
			}
			return nil
		}
		if err := absent("config.json"); err != nil {
			return err
		}
		return os.WriteFile("config.json", []byte("{}"), 0o600)
	},
}

// A server is started by a command, and serves many.
func serve(cmd *cobra.Command, args []string) error {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := upload(r.FormValue("name")); err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
		}
	})
	return http.ListenAndServe(args[0], nil)
}

func upload(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	return os.WriteFile(name, []byte("version: 1"), 0o600) // want `overwrite: .*whoever finds it there is refused`
}

// Both come here.
func both(cmd *cobra.Command, args []string) error { return either(args[0]) }

func handle(w http.ResponseWriter, r *http.Request) { _ = either(r.FormValue("name")) }

func either(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	return os.WriteFile(name, []byte("version: 1"), 0o600) // want `overwrite: .*whoever finds it there is refused`
}

// Make is the command's, as far as is seen here.
func Make(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	return os.WriteFile(name, []byte("version: 1"), 0o600)
}

func makeCommand(cmd *cobra.Command, args []string) error { return Make(args[0]) }

// Build is for other packages: who calls it is not known.
func Build(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	return os.WriteFile(name, []byte("version: 1"), 0o600) // want `overwrite: .*whoever finds it there is refused`
}
