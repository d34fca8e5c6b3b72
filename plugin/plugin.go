// Package plugin makes toctou a golangci-lint module plugin.
//
// Its settings are the fields of analyzer.Config, decoded strictly: an unknown
// key is an error. See .golangci.example.yml and .custom-gcl.yml.
package plugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/analysis"
)

func init() { register.Plugin(analyzer.Name, New) }

// New returns the plugin with the settings of a golangci-lint configuration.
func New(settings any) (register.LinterPlugin, error) {
	cfg, err := register.DecodeSettings[analyzer.Config](settings)
	if err != nil {
		return nil, fmt.Errorf("%s: settings: %w", analyzer.Name, err)
	}
	a, err := analyzer.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("%s: settings.%w", analyzer.Name, err)
	}
	return linter{a}, nil
}

type linter struct{ analyzer *analysis.Analyzer }

func (l linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{l.analyzer}, nil
}

func (linter) GetLoadMode() string { return register.LoadModeTypesInfo }
