package plugin_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/plugin"
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

// TestExampleIsWhole expects each setting in the example, as it says: with a
// value, or in a comment.
func TestExampleIsWhole(t *testing.T) {
	data, err := os.ReadFile("../.golangci.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	for i := range reflect.TypeFor[analyzer.Config]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[analyzer.Config]().Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		if !regexp.MustCompile(`(?m)^          (# )?` + name + `:`).Match(data) {
			t.Errorf(".golangci.example.yml does not show %s", name)
		}
	}
}

// TestAlike expects settings to be the same configuration in .toctou.yml and in
// golangci-lint's file.
func TestAlike(t *testing.T) {
	settings := exampleSettings(t)
	text, err := yaml.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	file, err := analyzer.ReadConfig(".toctou.yml", text)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := analyzer.DecodeConfig("settings", settings)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := json.Marshal(file)
	b, errB := json.Marshal(decoded)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("%s, %v\n%s, %v", a, errA, b, errB)
	}
	if len(file.Exclude) == 0 || len(file.Severity) == 0 || len(file.Models) == 0 {
		t.Errorf("%s is not much to compare", a)
	}
}

// TestCustomBinary expects .custom-gcl.yml to name this module and package, the
// last release, and the golangci-lint that the drivers are compared with.
func TestCustomBinary(t *testing.T) {
	var custom struct {
		Version string
		Plugins []struct{ Module, Import, Version string }
	}
	text := func(name string) string {
		t.Helper()
		data, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if err := yaml.Unmarshal([]byte(text(".custom-gcl.yml")), &custom); err != nil || len(custom.Plugins) != 1 {
		t.Fatalf("%v, %+v", err, custom)
	}
	p := custom.Plugins[0]
	if !strings.HasPrefix(text("go.mod"), "module "+p.Module+"\n") {
		t.Errorf("this is not module %s", p.Module)
	}
	if here := reflect.ValueOf(plugin.New); !strings.HasPrefix(runtime.FuncForPC(here.Pointer()).Name(), p.Import+".") {
		t.Errorf("%s is not the package of the plugin", p.Import)
	}
	if !strings.Contains(text("testdata/drivers/go.mod"), "github.com/golangci/golangci-lint/v2 "+custom.Version+"\n") {
		t.Errorf("the drivers are not compared with golangci-lint %s", custom.Version)
	}
	release := regexp.MustCompile(`(?m)^## (v\S+)$`).FindStringSubmatch(text("CHANGELOG.md"))
	if release == nil || release[1] != p.Version {
		t.Errorf("the last release is %q, not %s", release, p.Version)
	}
	guide := text("cmd/toctou/docs/ci.md")
	versions := regexp.MustCompile(`toctou@(v[\d.]+)|rev: (v[\d.]+)`).FindAllStringSubmatch(guide, -1)
	if len(versions) < 4 {
		t.Errorf("docs/ci.md names versions %q", versions)
	}
	for _, v := range versions {
		if v[1]+v[2] != p.Version {
			t.Errorf("docs/ci.md names %s, the last release is %s", v[0], p.Version)
		}
	}
}

// TestSchemaFiles lets the content of schema files decide the analyzers' names,
// by which golangci-lint keeps cached results apart.
func TestSchemaFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	names := func(schema string) string {
		t.Helper()
		for name, text := range map[string]string{"go.mod": "module m", "schema.sql": schema} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		p, err := build(map[string]any{"schema": []any{"*.sql"}})
		if err != nil {
			t.Fatal(err)
		}
		analyzers, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		if err := analysis.Validate(analyzers); err != nil {
			t.Error(err)
		}
		var all []string
		for _, a := range analyzers {
			all = append(all, a.Name)
		}
		return strings.Join(all, " ")
	}
	one, other, again := names("CREATE TABLE a (x int)"), names("CREATE TABLE a (x int UNIQUE)"), names("CREATE TABLE a (x int)")
	if one == other || one != again || !strings.HasPrefix(one, "toctou toctou_schema_") {
		t.Errorf("analyzers %q, %q and %q", one, other, again)
	}
}

// models are settings with one model that says one thing.
func models(call map[string]any) map[string]any {
	return map[string]any{"models": []any{
		map[string]any{"schema": 1, "package": "example.com/Store", "store": "mine", "calls": []any{call}},
	}}
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
		"unknown store":  {map[string]any{"disable-stores": []any{"gorn"}}, `settings: disable-stores[0]: unknown store "gorn"; did you mean "gorm"?`},
		"schema outside": {map[string]any{"schema": []any{"../x.sql"}}, `settings: schema[0]: "../x.sql" leaves the module`},
		"a model":        {models(map[string]any{"does": "find", "methods": []any{"Find"}, "types": []any{"DB"}}), ""},
		"unknown verb":   {models(map[string]any{"does": "fnid", "methods": []any{"Find"}}), `settings: models[0].calls[0].does: unknown word "fnid", did you mean "find"?`},
		"old boolean":    {models(map[string]any{"does": "find", "methods": []any{"Find"}, "negated": "yes"}), `models[0].calls[0].negated: want true or false, got the text "yes"`},
		// What golangci-lint makes of keys: it splits them at dots and lowers
		// their case, but for those inside lists.
		"a name as key":     {map[string]any{"gorm": map[string]any{"io/gorm": map[string]any{"db": "x"}}}, "settings: gorm: unknown field, want one of rules, "},
		"a dotted key":      {models(map[string]any{"does": "find", "methods": []any{"Find"}, "absent.is": "io.EOF"}), "settings: models[0].calls[0].absent.is: unknown field"},
		"a key in capitals": {models(map[string]any{"Does": "find", "methods": []any{"Find"}}), `settings: models[0].calls[0].Does: unknown field, did you mean "does"?`},
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
