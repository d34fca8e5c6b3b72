package compare

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const goldens = "../../../cmd/toctou/internal/output/testdata/"

// TestSchemas validates the formats that have a schema, SARIF against the one of
// OASIS, which gosec has among its tests, and json against ours: the goldens, and
// what is made of the same findings when names and texts are hostile.
func TestSchemas(t *testing.T) {
	var gosec struct{ Dir string }
	decode(t, output(t, ".", "go", "mod", "download", "-json", "github.com/securego/gosec/v2"), &gosec)
	bin := filepath.Join(t.TempDir(), "toctou")
	output(t, "../../..", "go", "build", "-o", bin, "./cmd/toctou")
	for format, schema := range map[string]string{
		"sarif": filepath.Join(gosec.Dir, "report/sarif/testdata/sarif-schema-2.1.0.json"),
		"json":  "../../../cmd/toctou/docs/findings.schema.json",
	} {
		compiler := jsonschema.NewCompiler()
		compiler.AssertFormat()
		s, err := compiler.Compile(schema)
		if err != nil {
			t.Fatal(err)
		}
		golden, err := os.ReadFile(goldens + "report." + format)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"golden": golden, "hostile": hostile(t, bin, format)} {
			report, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s %s: %v", name, format, err)
			}
			if err := s.Validate(report); err != nil {
				t.Errorf("%s %s: %v", name, format, err)
			}
			// A validator that takes everything would prove nothing.
			broken := report.(map[string]any)
			broken["version"] = json.Number("-1")
			if s.Validate(broken) == nil {
				t.Errorf("%s %s: the schema takes version -1", name, format)
			}
		}
	}
}

// hostile converts the golden report, with each file's name and each text
// replaced by others that break formats which believe them, into a format.
func hostile(t *testing.T, bin, format string) []byte {
	t.Helper()
	report, err := os.ReadFile(goldens + "report.json")
	if err != nil {
		t.Fatal(err)
	}
	for text, with := range map[string]string{
		"app/users.go":       `a b::ü%\u0000?#<\"]]>.go`,
		"repo/repo.go":       `C:\\src\\m\\a.go`,
		"service/service.go": `..\\a\nb.go`,
		"the check":          `the check </script>\r\n\u202e\u001b[31m ` + strings.Repeat("long", 10_000),
	} {
		if !bytes.Contains(report, []byte(text)) {
			t.Fatalf("the report has no %q", text)
		}
		report = bytes.ReplaceAll(report, []byte(text), []byte(with))
	}
	file := filepath.Join(t.TempDir(), "hostile.json")
	if err := os.WriteFile(file, report, 0o644); err != nil {
		t.Fatal(err)
	}
	return output(t, ".", bin, "convert", "-format="+format, file)
}
