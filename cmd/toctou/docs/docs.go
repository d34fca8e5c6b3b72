// Package docs holds the user documentation that the command shows: Markdown
// pages, and one page for each rule.
package docs

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
)

// comment is a line for the tests that keep the pages true.
var comment = regexp.MustCompile(`(?m)^<!--.*-->\n`)

//go:embed *.md rules/*.md findings.schema.json
var files embed.FS

// Rule returns the page of a rule.
func Rule(id string) (string, error) { return read("rules/"+id+".md", "rule "+id) }

// Page returns the page of that name: ci, formats, models.
func Page(name string) (string, error) { return read(name+".md", "page "+name) }

// Schema is the JSON schema of the format json.
func Schema() (string, error) { return read("findings.schema.json", "schema") }

// Rules lists the rules that have a page, sorted.
func Rules() ([]string, error) { return list("rules") }

// Pages lists the other pages, sorted.
func Pages() ([]string, error) { return list(".") }

func list(dir string) ([]string, error) {
	entries, err := files.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".md"); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

func read(name, what string) (string, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("there is no documentation of %s", what)
	}
	return comment.ReplaceAllString(string(data), ""), nil
}
