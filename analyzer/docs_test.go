package analyzer_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
)

// TestDocumentedConfigurations reads the YAML examples of the page on models as
// configurations, and looks for each verb in it.
func TestDocumentedConfigurations(t *testing.T) {
	page, err := os.ReadFile("../cmd/toctou/docs/models.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(examples) < 3 {
		t.Errorf("only %d examples", len(examples))
	}
	for _, e := range examples {
		if _, err := analyzer.ReadConfig("models.md", []byte(e[1])); err != nil {
			t.Errorf("%v\n%s", err, e[1])
		}
	}
	calls, _ := reflect.TypeFor[analyzer.Model]().FieldByName("Calls")
	does, _ := calls.Type.Elem().FieldByName("Does")
	for _, verb := range words(does.Type) {
		if !strings.Contains(string(page), "`"+verb+"`") {
			t.Errorf("models.md does not speak of the verb %s", verb)
		}
	}
}
