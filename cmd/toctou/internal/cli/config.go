package cli

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/packages"
)

// configName is the configuration file's name. It is looked for in the root
// directory of the module and then in the directories above.
const configName = ".toctou.yml"

// findConfig returns the configuration file of a package in dir, "" when there
// is none.
func findConfig(dir string) (string, error) {
	root, err := above(dir, "go.mod")
	if err != nil {
		return "", err
	}
	if root != "" {
		dir = filepath.Dir(root)
	}
	return above(dir, configName)
}

// above returns the path of a file in dir or the nearest directory above that
// has it, "" when none does.
func above(dir, name string) (string, error) {
	for {
		path := filepath.Join(dir, name)
		switch _, err := os.Stat(path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// readConfig reads a configuration file; "" is the default configuration. Its
// errors name the file as seen from dir.
func readConfig(path, dir string) (analyzer.Config, error) {
	if path == "" {
		return analyzer.Default(), nil
	}
	file, err := os.Open(path)
	if err != nil {
		return analyzer.Config{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, analyzer.MaxConfigSize+1))
	if err != nil {
		return analyzer.Config{}, err
	}
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		path = rel
	}
	return analyzer.ReadConfig(filepath.ToSlash(path), data)
}

// configure fills the configuration from the file and then from the flags.
func (o *options) configure(dir string) error {
	if o.configFile == "" {
		found, err := findConfig(dir)
		if err != nil {
			return usagef("%w", err)
		}
		o.configFile = found
	} else {
		o.oneConfig = true
	}
	cfg, err := readConfig(o.configFile, dir)
	if err != nil {
		return usagef("%w", err)
	}
	o.config, err = o.settings.over(cfg)
	if err != nil {
		return usagef("%w", err)
	}
	return nil
}

// checkConfigs makes sure that the packages of a workspace have the one
// configuration that was read.
func (o *options) checkConfigs(roots []*packages.Package) error {
	if o.oneConfig {
		return nil
	}
	seen := make(map[string]bool)
	for _, p := range roots {
		if p.Module == nil || !p.Module.Main || seen[p.Module.Dir] {
			continue
		}
		seen[p.Module.Dir] = true
		switch found, err := findConfig(p.Module.Dir); {
		case err != nil:
			return usagef("%w", err)
		case !sameFile(found, o.configFile):
			return usagef("module %s has another configuration (%s) than the current directory (%s): run toctou in each module, or give -config",
				p.Module.Path, orNone(found), orNone(o.configFile))
		}
	}
	return nil
}

// sameFile reports whether two paths, which may be "", name one file.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return a == b || errX == nil && errY == nil && os.SameFile(x, y)
}

func orNone(path string) string {
	if path == "" {
		return "none"
	}
	return path
}

// settings are the configuration flags that were given. They override the
// configuration file, which is known only when all flags have been read.
type settings struct{ given [][2]string }

// bind adds the configuration flags to fs.
func (s *settings) bind(fs *flag.FlagSet) {
	var checked analyzer.Config // what the values are tried on
	trial := flag.NewFlagSet("", flag.ContinueOnError)
	bindConfig(trial, &checked)
	trial.VisitAll(func(f *flag.Flag) { fs.Var(&setting{f.Value, f.Name, s}, f.Name, f.Usage) })
}

// over returns a configuration with what the flags say in place of its fields.
func (s *settings) over(c analyzer.Config) (analyzer.Config, error) {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	bindConfig(fs, &c)
	for _, g := range s.given {
		if err := fs.Set(g[0], g[1]); err != nil {
			return c, err
		}
	}
	_, err := analyzer.New(c)
	return c, err
}

// setting is a flag that remembers being given.
type setting struct {
	value flag.Value
	name  string
	to    *settings
}

// String implements flag.Value.
func (s *setting) String() string { return "" }

// Set implements flag.Value.
func (s *setting) Set(text string) error {
	if err := s.value.Set(text); err != nil {
		return err
	}
	s.to.given = append(s.to.given, [2]string{s.name, text})
	return nil
}

// IsBoolFlag says whether the flag can stand alone.
func (s *setting) IsBoolFlag() bool {
	b, ok := s.value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// configFiles returns the configuration file of each main module around dir, as
// seen from the module's root directory, and where it is; modules without one
// are left out.
func configFiles(dir string) (seen, files []string, err error) {
	dirs, err := mainModules(dir)
	if err != nil {
		return nil, nil, err
	}
	for i, dir := range dirs {
		file, err := findConfig(dir)
		if err != nil {
			return nil, nil, err
		}
		if file == "" {
			continue
		}
		root, err := above(dir, "go.mod")
		if err != nil {
			return nil, nil, err
		}
		name, err := filepath.Rel(filepath.Dir(cmp.Or(root, file)), file)
		if err != nil {
			return nil, nil, err
		}
		seen, files = append(seen, fmt.Sprintf("module %d: %s", i, filepath.ToSlash(name))), append(files, file)
	}
	return seen, files, nil
}

// mainModules returns the directories of the main modules: that of dir, or
// those of its workspace.
func mainModules(dir string) ([]string, error) {
	work := os.Getenv("GOWORK")
	if work == "" {
		var err error
		if work, err = above(dir, "go.work"); err != nil {
			return nil, err
		}
	}
	if work == "" || work == "off" {
		return []string{dir}, nil
	}
	out, err := goCommand(dir, "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", work, err)
	}
	return strings.Split(out, "\n"), nil
}
