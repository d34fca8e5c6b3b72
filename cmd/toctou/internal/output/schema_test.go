package output

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestSchema keeps the JSON schema of the format json equal to its Go types.
func TestSchema(t *testing.T) {
	schema := schemaOf(reflect.TypeFor[Report]())
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "toctou -format=json"
	properties := schema["properties"].(map[string]any)
	properties["version"] = map[string]any{"const": Version}
	finding := properties["findings"].(map[string]any)["items"].(map[string]any)["properties"].(map[string]any)
	finding["severity"] = map[string]any{"enum": []Severity{Error, Warning, Info}}
	var got bytes.Buffer
	if err := encode(&got, schema); err != nil {
		t.Fatal(err)
	}
	const file = "../../docs/findings.schema.json"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("%s is stale; go test -update rewrites it", file)
	}
}

// schemaOf describes how package json writes values of a type.
func schemaOf(typ reflect.Type) map[string]any {
	switch typ.Kind() {
	case reflect.Struct:
		properties, required := make(map[string]any), []string{}
		for i := range typ.NumField() {
			name, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			properties[name] = schemaOf(typ.Field(i).Type)
			if options != "omitempty" {
				required = append(required, name)
			}
		}
		return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(typ.Elem())}
	case reflect.Map:
		out := map[string]any{"type": "object", "additionalProperties": schemaOf(typ.Elem())}
		if typ.Key().Kind() == reflect.Int {
			out["propertyNames"] = map[string]any{"pattern": "^[1-9][0-9]*$"}
		}
		return out
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	}
	return map[string]any{"type": "string"}
}
