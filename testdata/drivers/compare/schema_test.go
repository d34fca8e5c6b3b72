package compare

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemas validates the goldens of the formats that have a schema: SARIF
// against the one of OASIS, which gosec has among its tests, and json against
// ours.
func TestSchemas(t *testing.T) {
	var gosec struct{ Dir string }
	decode(t, output(t, ".", "go", "mod", "download", "-json", "github.com/securego/gosec/v2"), &gosec)
	const goldens = "../../../cmd/toctou/internal/output/testdata/"
	for golden, schema := range map[string]string{
		"report.sarif": filepath.Join(gosec.Dir, "report/sarif/testdata/sarif-schema-2.1.0.json"),
		"report.json":  "../../../cmd/toctou/docs/findings.schema.json",
	} {
		compiler := jsonschema.NewCompiler()
		compiler.AssertFormat()
		s, err := compiler.Compile(schema)
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(goldens + golden)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		report, err := jsonschema.UnmarshalJSON(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(report); err != nil {
			t.Errorf("%s: %v", golden, err)
		}
		// A validator that takes everything would prove nothing.
		broken := report.(map[string]any)
		broken["version"] = json.Number("-1")
		if s.Validate(broken) == nil {
			t.Errorf("%s: the schema takes version -1", golden)
		}
	}
}
