package cli

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"golang.org/x/tools/go/packages"
)

// loaded is what packages.Load made of the patterns.
type loaded struct {
	sound    []*packages.Package // from source, and whole but perhaps for types
	asked    map[string]bool     // IDs of the packages that a pattern matched
	failures []output.Failure
	warnings []string // about go.mod and schema files
}

// load loads the matched packages and those of the user's modules that they
// import, directly or not, from source: what a helper does is known only from
// its source. Everything else comes from export data.
func load(o options, dir string) (*loaded, error) {
	roots, note, err := loadSyntax(o, dir, o.patterns, nil)
	if err != nil {
		return nil, err
	}
	l := &loaded{asked: make(map[string]bool)}
	if note != "" {
		l.warnings = append(l.warnings, note)
	}
	if !slices.ContainsFunc(roots, func(p *packages.Package) bool { return p.Name != "" }) && outsideModule(dir) {
		l.fail(dir, "no go.mod in this directory or any parent: run toctou inside a module, or name one with -C")
		return l, nil
	}
	if err := o.checkConfigs(roots); err != nil {
		return nil, err
	}
	for _, p := range roots {
		l.asked[p.ID] = true
	}
	for _, pattern := range unmatched(o.patterns, roots, dir) {
		l.fail(pattern, "the pattern matches no packages")
	}
	if helpers := l.imported(roots); len(helpers) > 0 { // none for ./...
		if roots, _, err = loadSyntax(o, dir, slices.Concat(o.patterns, helpers), nil); err != nil {
			return nil, err
		}
	}
	l.sort(roots, dir)
	if len(roots) == 0 && len(l.failures) == 0 { // go list has its reasons and keeps them
		l.fail(strings.Join(o.patterns, " "), "no packages")
	}
	return l, nil
}

// loadSyntax loads packages from source; files of overlay, when there is one,
// have its content. The note is loadOlder's.
func loadSyntax(o options, dir string, patterns []string, overlay map[string][]byte) (roots []*packages.Package, note string, err error) {
	cfg := &packages.Config{
		Mode:      packages.LoadSyntax | packages.NeedModule | packages.NeedEmbedFiles,
		Dir:       dir,
		Tests:     o.config.Tests,
		Overlay:   overlay,
		ParseFile: parseFile,
	}
	if o.tags != "" {
		cfg.BuildFlags = []string{"-tags=" + o.tags}
	}
	roots, note, err = loadOlder(cfg, patterns...)
	if err != nil {
		return nil, "", &status{exitIncomplete, fmt.Errorf("loading packages: %s", oneLine(err.Error()))}
	}
	return roots, note, nil
}

// parseFile parses as packages.Load does, but leaves names to the type checker,
// which resolves them anyhow.
func parseFile(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

// imported returns the paths of the user's packages that roots import and no
// pattern matched.
func (l *loaded) imported(roots []*packages.Package) []string {
	var paths []string
	packages.Visit(roots, nil, func(p *packages.Package) {
		if !l.asked[p.ID] && p.ID == p.PkgPath && own(p.Module) {
			paths = append(paths, p.PkgPath)
		}
	})
	return paths
}

// own reports whether a module is the user's: a main module, or one that go.mod
// replaces by a folder.
func own(m *packages.Module) bool {
	return m != nil && (m.Main || m.Replace != nil && m.Replace.Version == "")
}

func (l *loaded) fail(pkg, reason string) {
	l.failures = append(l.failures, output.Failure{Package: pkg, Reason: reason})
}

// sort separates packages that can be analysed from those that cannot. What
// only does not type-check is told and analysed all the same. Packages that are
// only imported keep no syntax: when one of them is loaded from source, because
// something it imports is, its function bodies were not type-checked and cannot
// be analysed.
func (l *loaded) sort(roots []*packages.Package, dir string) {
	source := make(map[*packages.Package]bool)
	for _, p := range roots {
		generated := p.Name == "main" && strings.HasSuffix(p.ID, ".test")
		source[p] = !generated && (l.asked[p.ID] || p.ID == p.PkgPath) // a helper's tests help nobody
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if len(p.Errors) > 0 && (source[p] || len(p.GoFiles) > 0) { // a missing package is told by its importers
			l.fail(p.ID, reason(p, dir))
		}
		if source[p] && (len(p.Errors) == 0 || parsed(p)) {
			l.sound = append(l.sound, p) // the analyzer leaves out what does not type-check
			return
		}
		p.Syntax, p.TypesInfo = nil, nil
	})
}

// parsed reports whether a package with errors is whole but for its types.
func parsed(p *packages.Package) bool {
	return len(p.Syntax) > 0 && p.TypesInfo != nil && !slices.ContainsFunc(p.Errors, func(e packages.Error) bool {
		return e.Kind == packages.ParseError
	})
}

// reason condenses a package's errors to one line.
func reason(p *packages.Package, dir string) string {
	kind, errs := cause(p)
	msg := errs[0].Msg
	if rest, ok := strings.CutPrefix(msg, "# "); ok { // the compiler's output under a heading
		_, msg, _ = strings.Cut(rest, "\n")
	}
	text := kind + position(dir, errs[0].Pos) + oneLine(msg)
	if n := len(errs) - 1; n == 1 {
		text += " (and 1 more error)"
	} else if n > 1 {
		text += fmt.Sprintf(" (and %d more errors)", n)
	}
	return text
}

// cause picks the errors that explain most. go list comes first, as it knows
// about missing files and modules, unless it only passes on the compiler's
// words; then the parser, then the type checker.
func cause(p *packages.Package) (kind string, errs []packages.Error) {
	for _, e := range p.Errors { // an import that is not there: its package knows why
		if path, ok := strings.CutPrefix(e.Msg, "could not import "); ok {
			path, _, _ = strings.Cut(path, " ")
			if dep := p.Imports[path]; dep != nil && len(dep.Errors) > 0 && len(dep.GoFiles) == 0 {
				return "does not type-check: ", dep.Errors
			}
		}
	}
	by := func(kind packages.ErrorKind) []packages.Error {
		return slices.DeleteFunc(slices.Clone(p.Errors), func(e packages.Error) bool {
			return e.Kind != kind || kind == packages.ListError && strings.HasPrefix(e.Msg, "# ")
		})
	}
	for _, c := range []struct {
		kind packages.ErrorKind
		text string
	}{
		{packages.ListError, ""},
		{packages.ParseError, "does not parse: "},
		{packages.TypeError, "does not type-check: "},
	} {
		if errs := by(c.kind); len(errs) > 0 {
			return c.text, errs
		}
	}
	return "does not compile: ", p.Errors
}

// bindModels is analyzer.Config.BindModels for all packages.
func (l *loaded) bindModels(c analyzer.Config) (unused []string, err error) {
	var pkgs []*types.Package
	for _, p := range l.sound {
		pkgs = append(pkgs, p.Types)
	}
	return c.BindModels(pkgs)
}

// goCommand runs the go command in a directory and returns its output.
func goCommand(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// outsideModule asks the go command whether dir belongs to no module and no
// workspace.
func outsideModule(dir string) bool {
	out, err := goCommand(dir, "env", "GOMOD", "GOWORK")
	mod, work, _ := strings.Cut(out, "\n")
	return err == nil && (mod == "" || mod == "/dev/null" || mod == "NUL") && (work == "" || work == "off")
}
