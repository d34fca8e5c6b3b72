package schema

import (
	"io/fs"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"
)

// sqlc adds what sqlc's configuration at the module's root, or one folder
// below, names as its schema.
//
//	sql: [{schema: db/migrations, queries: …}]      packages: [{schema: [a.sql, b.sql]}]
func (w *walker) sqlc() {
	var names []string
	for _, pattern := range []string{"sqlc.y*ml", "sqlc.json", "*/sqlc.y*ml", "*/sqlc.json"} {
		found, err := fs.Glob(w.fs, pattern)
		if err == nil {
			names = append(names, found...)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := fs.ReadFile(w.fs, name)
		if err != nil {
			w.problem(name, reason(err))
			continue
		}
		var config struct {
			SQL      []struct{ Schema paths }
			Packages []struct{ Schema paths }
		}
		if err := yaml.Unmarshal(data, &config); err != nil { // JSON is YAML
			w.problem(name, err.Error())
			continue
		}
		for _, p := range append(config.SQL, config.Packages...) {
			for _, s := range p.Schema {
				if CheckGlob(path.Join(path.Dir(name), s)) == nil {
					w.globs = append(w.globs, path.Join(path.Dir(name), s))
				}
			}
		}
	}
}

// paths is one path or a list of them.
type paths []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (p *paths) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*p = paths{n.Value}
		return nil
	}
	var list []string
	err := n.Decode(&list)
	*p = list
	return err
}
