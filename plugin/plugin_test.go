package plugin_test

import (
	"os"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"go.yaml.in/yaml/v3"

	_ "github.com/toctou-lint/toctou/plugin"
)

// build does what golangci-lint does with the settings.
func build(settings any) (register.LinterPlugin, error) {
	construct, err := register.GetPlugin("toctou")
	if err != nil {
		return nil, err
	}
	return construct(settings)
}

// exampleSettings reads toctou's settings from .golangci.example.yml.
func exampleSettings(t *testing.T) any {
	t.Helper()
	data, err := os.ReadFile("../.golangci.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Version string
		Linters struct {
			Enable   []string
			Settings struct {
				Custom map[string]struct {
					Type     string
					Settings any
				}
			}
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	custom, ok := file.Linters.Settings.Custom["toctou"]
	if !ok || custom.Type != "module" || file.Version != "2" || custom.Settings == nil {
		t.Fatalf("the example does not configure toctou as a module plugin: %+v", file)
	}
	return custom.Settings
}

func TestExampleConfiguration(t *testing.T) {
	p, err := build(exampleSettings(t))
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %s", mode)
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil || len(analyzers) != 1 || analyzers[0].Name != "toctou" {
		t.Errorf("BuildAnalyzers = %v, %v", analyzers, err)
	}
}

func TestSettings(t *testing.T) {
	for name, c := range map[string]struct {
		settings any
		want     string // in the error; "" when there is none
	}{
		"none":           {nil, ""},
		"empty":          {map[string]any{}, ""},
		"one rule":       {map[string]any{"rules": []string{"conflict"}}, ""},
		"unknown key":    {map[string]any{"rule": []string{"conflict"}}, `toctou: settings: rule: unknown field, did you mean "rules"?`},
		"wrong type":     {map[string]any{"rules": "conflict"}, "settings: rules: want a list, got the text \"conflict\""},
		"unknown rule":   {map[string]any{"rules": []string{"conflct"}}, `settings: rules[0]: unknown rule "conflct"; did you mean "conflict"?`},
		"repeated rule":  {map[string]any{"rules": []string{"helper", "helper"}}, "settings: rules[1]: \"helper\" is listed twice"},
		"unknown policy": {map[string]any{"process-locks": "acept"}, `settings: process-locks: unknown policy "acept"; did you mean "accept"?`},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := build(c.settings)
			if c.want == "" {
				if err != nil || p == nil {
					t.Errorf("got %v, %v", p, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v does not contain %q", err, c.want)
			}
		})
	}
}
