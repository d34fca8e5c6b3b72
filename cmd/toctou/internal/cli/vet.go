package cli

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// speaksVet recognises the protocol by which go vet drives a tool.
func speaksVet(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasPrefix(last, "-V=") || last == "-flags" || strings.HasSuffix(last, ".cfg")
}

// vet serves go vet -vettool. It mostly does not return when all is well.
func vet(args []string, stdout io.Writer) error {
	if args[0] == "-V=full" {
		if id, err := identity(); err != nil || id != "" {
			fmt.Fprint(stdout, id)
			return err
		}
	}
	a, err := flagged()
	if err != nil {
		return err
	}
	collect(hastyGC)
	unitchecker.Main(a)
	return nil
}

// identity answers -V=full, the question by which go vet tells whether its
// cached results still hold, where there is a configuration: its files take
// part in it. Where they and the tool are does not, so that a cache that machines
// share serves all of them. Without a configuration the x/tools driver answers, in
// the same form; it comes back as "".
func identity() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	seen, files, err := configFiles(dir)
	if err != nil || len(files) == 0 {
		return "", err
	}
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	if err := addSchemas(hash, dir); err != nil {
		return "", err
	}
	seen, files = append(seen, "toctou"), append(files, exe)
	for i, file := range files {
		fmt.Fprintf(hash, "%s\n", seen[i])
		if err := addFile(hash, file); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%s version devel comments-go-here buildID=%02x\n", filepath.Base(os.Args[0]), hash.Sum(nil)), nil
}

// addSchemas adds what the schema files say that the main modules' configurations
// name.
func addSchemas(w io.Writer, dir string) error {
	dirs, err := mainModules(dir)
	if err != nil {
		return err
	}
	for _, module := range dirs {
		file, err := findConfig(module)
		if err != nil {
			return err
		}
		cfg, err := readConfig(file, dir)
		if err != nil {
			return err
		}
		digest, err := cfg.SchemaDigest(module)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n", digest)
	}
	return nil
}

func addFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// flagged returns the analyzer with its configuration as analyzer flags, which
// go vet parses long after the analyzer had to exist: the configured one is
// built when the package arrives, in whose directory go vet runs the tool.
// Other modules' configuration is not ours to read.
func flagged() (*analysis.Analyzer, error) {
	a, err := analyzer.New(analyzer.Default())
	if err != nil {
		return nil, err
	}
	var flags settings
	flags.bind(&a.Flags)
	configured := sync.OnceValues(func() (*analysis.Analyzer, error) {
		dir, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		o := options{settings: flags}
		if err := o.configure(dir); err != nil {
			return nil, err
		}
		return analyzer.New(o.config)
	})
	foreign := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if pass.Module != nil && pass.Module.Version != "" {
			return foreign(pass)
		}
		inner, err := configured()
		if err != nil {
			return nil, err
		}
		return inner.Run(pass)
	}
	return a, nil
}
