package cli

import (
	"path/filepath"

	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/packages"
)

// sources are the packages as declarations of the schema.
func sources(pkgs []*packages.Package) []analyzer.Source {
	var all []analyzer.Source
	for _, p := range pkgs {
		s := analyzer.Source{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo, Embedded: p.EmbedFiles}
		if p.Module != nil && p.Module.Main {
			s.Module = p.Module.Dir
		}
		all = append(all, s)
	}
	return all
}

// schemaWarnings says what is wrong with schema files, which are named relative
// to dir.
func schemaWarnings(dir string, warnings []analyzer.Warning) []string {
	var lines []string
	for _, x := range warnings {
		name := x.File
		if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
		lines = append(lines, filepath.ToSlash(name)+": "+oneLine(x.Reason))
	}
	return lines
}
