package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// resemble returns a file that says of its own package what a built-in model
// says of another: a fork, or the library under a former path. What f says
// itself comes on top.
func (f *File) resemble(builtin func(path string) (*File, error)) (*File, error) {
	if f.Like == "" {
		return f, nil
	}
	base, err := builtin(f.Like)
	if err != nil {
		return nil, err
	}
	if base == nil {
		return nil, fmt.Errorf("%s: there is no built-in model of %q", f.at.Source(), f.Like)
	}
	out := *base
	out.Package, out.Store, out.Like, out.at = f.Package, f.Store, f.Like, strict.New(f.at.Source())
	out.Types = append(slices.Clone(base.Types), f.Types...)
	out.Conflict = append(slices.Clone(base.Conflict), f.Conflict...)
	out.Calls = nil
	for _, c := range base.Calls {
		out.Calls = append(out.Calls, c.rehome(f.Like, f.Package))
	}
	out.Calls = append(out.Calls, f.Calls...)
	return &out, nil
}

// rehome replaces the package of a call's sentinels.
func (c Call) rehome(from, to string) Call {
	c.Absent = slices.Clone(c.Absent)
	for i, s := range c.Absent {
		if name, ok := strings.CutPrefix(s.Is, from+"."); ok {
			c.Absent[i].Is = to + "." + name
		}
	}
	return c
}
