package model

import (
	"fmt"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// Decode reads one model. It is strict: whatever is not in the schema is an
// error of the form "source:line: field: problem", one line for each problem.
func Decode(source string, data []byte) (*File, error) {
	file := &File{}
	p, err := strict.Decode(source, data, file)
	if err != nil {
		return nil, err
	}
	file.at = p.Anew()
	problems{p}.checkFile(file)
	if err := p.Err(); err != nil {
		return nil, err
	}
	return file, nil
}

// Locate tells the models of a user where they stand: p is their list.
func Locate(files []*File, p *strict.Problems) {
	for i, f := range files {
		f.at = p.Within(fmt.Sprintf("[%d]", i)).Anew()
	}
}

// CheckUser notes what is wrong with the models of a user: p is their list.
func CheckUser(files []*File, p *strict.Problems) {
	first := make(map[string]int)
	for i, f := range files {
		part := p.Within(fmt.Sprintf("[%d]", i))
		problems{part}.checkFile(f)
		if n, ok := first[f.Package]; ok {
			part.Add("package", "duplicate entry for %s, see models[%d]", f.Package, n)
		} else {
			first[f.Package] = i
		}
		if f.Like != "" {
			if base, err := Builtin(f.Like); err != nil || base == nil {
				part.Add("like", "there is no built-in model of %s%s", f.Like, hint(f.Like, BuiltinPackages()))
			}
		}
	}
}
