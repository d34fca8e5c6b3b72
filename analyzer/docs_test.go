package analyzer_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
)

// TestDocumentedConfigurations reads every YAML example of the user
// documentation as a configuration, and looks for each verb in it.
func TestDocumentedConfigurations(t *testing.T) {
	pages, err := filepath.Glob("../cmd/toctou/docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
			n++
			if _, err := analyzer.ReadConfig(page, []byte(block[1])); err != nil {
				t.Errorf("%v\n%s", err, block[1])
			}
		}
	}
	if n == 0 {
		t.Error("no examples")
	}
	models, err := os.ReadFile("../cmd/toctou/docs/models.md")
	if err != nil {
		t.Fatal(err)
	}
	calls, _ := reflect.TypeFor[analyzer.Model]().FieldByName("Calls")
	does, _ := calls.Type.Elem().FieldByName("Does")
	for _, verb := range words(does.Type) {
		if !strings.Contains(string(models), "`"+verb+"`") {
			t.Errorf("models.md does not speak of the verb %s", verb)
		}
	}
}
