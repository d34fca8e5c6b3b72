package model

import "strings"

// Source names the text that a model was read from.
func (f *File) Source() string { return f.at.Source() }

// Functions lists the functions and methods of a call, as Type.Method.
func (c *Call) Functions() []string {
	if len(c.Types) == 0 {
		return c.Methods
	}
	var names []string
	for _, t := range c.Types {
		for _, m := range c.Methods {
			names = append(names, t+"."+m)
		}
	}
	return names
}

// String is the form in a few words: pgconn.PgError.Code=23505.
func (c ConflictForm) String() string {
	if c.Field == "" {
		return c.Is + c.As
	}
	return c.As + "." + c.Field + "=" + strings.Join(c.Equals, "|")
}
