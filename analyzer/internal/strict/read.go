package strict

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readValue copies node into v by the names in the json tags of the struct
// types. It is this strict itself, rather than by yaml.Decoder.KnownFields,
// because that says neither which field is meant nor what it could have been,
// and converts what it should refuse.
func readValue(p *Problems, node *yaml.Node, v reflect.Value, field string) {
	if _, ok := p.lines[field]; !ok && p.lines != nil {
		p.lines[field] = node.Line // a field's line is its key's
	}
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		p.Add(field, "anchors and aliases are not supported")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		readValue(p, node, v.Elem(), field)
	case reflect.Struct:
		readStruct(p, node, v, field)
	case reflect.Slice:
		readSlice(p, node, v, field)
	default:
		readScalar(p, node, v, field)
	}
}

func readStruct(p *Problems, node *yaml.Node, v reflect.Value, field string) {
	if node.Kind != yaml.MappingNode {
		p.Add(field, "want fields (%s), got %s", strings.Join(keys(v.Type()), ", "), describe(node))
		return
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		name := join(field, key.Value)
		if p.lines != nil {
			p.lines[name] = key.Line
		}
		index := fieldIndex(v.Type(), key.Value)
		switch {
		case key.Kind != yaml.ScalarNode:
			p.Add(field, "want a field name, got %s", describe(key))
		case index < 0:
			p.Add(name, "%s", unknownField(key.Value, v.Type()))
		case seen[key.Value]:
			p.Add(name, "duplicate field")
		default:
			seen[key.Value] = true
			readValue(p, value, v.Field(index), name)
		}
	}
}

func readSlice(p *Problems, node *yaml.Node, v reflect.Value, field string) {
	if node.Kind != yaml.SequenceNode {
		p.Add(field, "want a list, got %s", describe(node))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(node.Content), len(node.Content)))
	for i, elem := range node.Content {
		readValue(p, elem, v.Index(i), fmt.Sprintf("%s[%d]", field, i))
	}
}

// oldBool matches the plain scalars that are booleans in YAML 1.1 and texts in
// YAML 1.2: two tools would read two different models.
var oldBool = regexp.MustCompile(`^(?i:y|yes|n|no|on|off)$`)

func readScalar(p *Problems, node *yaml.Node, v reflect.Value, field string) {
	tag := node.ShortTag()
	plain := node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	if node.Kind != yaml.ScalarNode {
		p.Add(field, "want %s, got %s", want(v), describe(node))
		return
	}
	if plain && oldBool.MatchString(node.Value) {
		p.Add(field, "%s is a boolean to some YAML readers and a text to others, %s", node.Value, unambiguous(v, node.Value))
		return
	}
	switch {
	case v.Kind() == reflect.String && tag == "!!str":
		if of, ok := v.Interface().(Worded); ok && !slices.Contains(of.Words(), node.Value) {
			p.Add(field, "%s", Unknown(node.Value, of.Words()))
			return
		}
		v.SetString(node.Value)
	case v.Kind() == reflect.Bool && tag == "!!bool":
		v.SetBool(strings.EqualFold(node.Value, "true"))
	case v.Kind() == reflect.Int && tag == "!!int":
		n, err := strconv.Atoi(node.Value)
		if err != nil {
			p.Add(field, "want a small decimal number, got %s", node.Value)
			return
		}
		v.SetInt(int64(n))
	case v.Kind() == reflect.String && tag != "!!null":
		p.Add(field, "want a text, got %s: write %q", describe(node), node.Value)
	default:
		p.Add(field, "want %s, got %s", want(v), describe(node))
	}
}

// unambiguous says what to write in place of an old boolean.
func unambiguous(v reflect.Value, text string) string {
	if v.Kind() == reflect.String {
		return "write " + strconv.Quote(text)
	}
	return "want " + want(v)
}

// want says what kind of scalar v takes.
func want(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a number"
	}
	return "a text"
}

// describe says what kind of thing a node is.
func describe(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "fields"
	case yaml.SequenceNode:
		return "a list"
	}
	switch node.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!str":
		return "the text " + strconv.Quote(node.Value)
	case "!!int", "!!float":
		return "the number " + node.Value
	case "!!bool":
		return "the boolean " + node.Value
	}
	return node.Tag + " " + strconv.Quote(node.Value)
}

// fieldIndex returns the index of the field that a key names, -1 if none.
func fieldIndex(t reflect.Type, key string) int {
	for i := range t.NumField() {
		if name := fieldName(t.Field(i)); name != "" && name == key {
			return i
		}
	}
	return -1
}

// keys returns the keys that a struct type takes.
func keys(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name := fieldName(t.Field(i)); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// fieldName returns the key of a field, "" when no key sets it.
func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return strings.TrimPrefix(name, "-")
}

func unknownField(key string, t reflect.Type) string {
	valid := keys(t)
	if word := Suggest(key, valid); word != "" {
		return fmt.Sprintf("unknown field, did you mean %q?", word)
	}
	return "unknown field, want one of " + strings.Join(valid, ", ")
}

func join(field, key string) string {
	if field == "" || strings.HasPrefix(key, "[") {
		return field + key
	}
	return field + "." + key
}
