// Package plugin makes toctou a golangci-lint module plugin.
//
// Its settings are the fields of analyzer.Config, the user's models among
// them, read as strictly as a .toctou.yml: an unknown key is an error. That
// file itself is not read, because golangci-lint's cache would not see it
// change. See .golangci.example.yml and .custom-gcl.yml.
package plugin

import (
	"github.com/golangci/plugin-module-register/register"
	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/analysis"
)

func init() { register.Plugin(analyzer.Name, New) }

// New returns the plugin with the settings of a golangci-lint configuration.
func New(settings any) (register.LinterPlugin, error) {
	cfg, err := analyzer.DecodeConfig(analyzer.Name+": settings", settings)
	if err != nil {
		return nil, err
	}
	a, err := analyzer.New(cfg)
	if err != nil {
		return nil, err
	}
	return linter{a}, nil
}

type linter struct{ analyzer *analysis.Analyzer }

func (l linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{l.analyzer}, nil
}

func (linter) GetLoadMode() string { return register.LoadModeTypesInfo }
