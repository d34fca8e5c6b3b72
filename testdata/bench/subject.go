package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// subject is a module and what was measured on it.
type subject struct {
	kind, path, version string
	dir                 string
	packages            int
	lines, generated    int       // without tests; generated ones are a part of them
	built               *snapshot // of the build cache, when only dependencies have been vetted
	rows                []*row
}

// row is what one job has shown.
type row struct {
	name   string
	costs  []cost
	failed string
}

// subject fetches and builds a module and measures everything on it, all jobs in
// turn: what disturbs the machine for a while disturbs them alike.
func (b *bench) subject(line string) (*subject, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return nil, fmt.Errorf("want a kind, a module and a version")
	}
	s := &subject{kind: fields[0], path: fields[1], version: fields[2]}
	progress("%s: fetching and building", s.path)
	if err := b.prepare(s); err != nil {
		return nil, err
	}
	jobs := b.jobs(s)
	for _, j := range jobs {
		r := &row{name: j.name}
		tool, _, _ := strings.Cut(j.name, ",")
		if why := b.missing[tool]; why != "" {
			r.failed = "cannot be installed: " + why
		}
		s.rows = append(s.rows, r)
	}
	for round := range b.runs {
		for i, j := range jobs {
			if err := b.do(s.rows[i], j, round); err != nil {
				return nil, err
			}
		}
	}
	return s, os.RemoveAll(s.dir)
}

// do measures a job once, unless it has failed or taken enough time before.
func (b *bench) do(r *row, j job, round int) error {
	var spent time.Duration
	for _, c := range r.costs {
		spent += c.Wall
	}
	if r.failed == "" && spent < b.enough {
		if j.before != nil {
			if err := j.before(round); err != nil {
				return err
			}
		}
		ctx, cancel := within()
		defer cancel()
		c, err := b.measured(ctx, j)
		if err != nil {
			r.failed = err.Error()
		} else {
			r.costs = append(r.costs, c)
		}
		progress("%d %s: %.1f s of CPU, %.1f s, %d MB %s", round+1, j.name, c.CPU.Seconds(), c.Wall.Seconds(), c.Peak>>20, r.failed)
	}
	if j.after != nil {
		return j.after()
	}
	return nil
}

// prepare fetches a module, compiles it with its tests and its dependencies, and
// lets go vet store what each tool says of the dependencies.
func (b *bench) prepare(s *subject) (err error) {
	if s.dir, err = b.Fetch(s.path+"@"+s.version, "module"); err != nil {
		return err
	}
	other, err := b.another(b.empty, "to compile with")
	if err != nil {
		return err
	}
	if err := b.quietly(s.dir, "go", vetArgs(other)...); err != nil {
		return err
	}
	if err := b.quietly(s.dir, b.load, "./..."); err != nil {
		return err
	}
	imports, err := b.describe(s)
	if err != nil {
		return err
	}
	folder := filepath.Join(s.dir, "dependencies_of_all")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	text := "package dependencies\n\nimport (\n\t_ \"" + strings.Join(imports, "\"\n\t_ \"") + "\"\n)\n"
	if err := os.WriteFile(filepath.Join(folder, "all.go"), []byte(text), 0o644); err != nil {
		return err
	}
	for _, tool := range b.vetTools() {
		args := vetArgs(tool)
		args[len(args)-1] = "./" + filepath.Base(folder)
		if err := b.quietly(s.dir, "go", args...); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	s.built, err = take(b.At("cache"))
	return err
}

var generated = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// describe counts packages and lines, and returns what the module imports from
// elsewhere, directly or not, its tests included.
func (b *bench) describe(s *subject) (imports []string, err error) {
	out, err := b.output(s.dir, "go", "list", "-deps", "-test", "-json=ImportPath,Name,Dir,GoFiles,CgoFiles,Module,Standard,ForTest,DepOnly", "./...")
	if err != nil {
		return nil, err
	}
	type listed struct {
		ImportPath, Name, Dir, ForTest string
		GoFiles, CgoFiles              []string
		Standard                       bool
		Module                         *struct{ Main bool }
	}
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return imports, nil
		} else if err != nil {
			return nil, err
		}
		switch own := p.Module != nil && p.Module.Main; {
		// Variants: tests, and what is compiled for one program with its profile.
		case p.ForTest != "" || strings.HasSuffix(p.ImportPath, ".test") || strings.Contains(p.ImportPath, " ["):
		case own:
			s.packages++
			for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
				if err := s.count(filepath.Join(p.Dir, name)); err != nil {
					return nil, err
				}
			}
		case p.Name != "main" && !internal(p.ImportPath):
			imports = append(imports, p.ImportPath)
		}
	}
}

// count adds a file's lines.
func (s *subject) count(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	n := strings.Count(string(data), "\n")
	s.lines += n
	if generated.Match(data) {
		s.generated += n
	}
	return nil
}

// internal reports whether others cannot import a package.
func internal(path string) bool {
	return strings.HasPrefix(path, "vendor/") || slices.Contains(strings.Split(path, "/"), "internal")
}
