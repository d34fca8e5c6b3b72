package schema

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// CheckGlob says what is wrong with a pattern of schema files.
func CheckGlob(pattern string) error {
	switch {
	case pattern == "":
		return errors.New("empty pattern")
	case path.IsAbs(pattern) || strings.Contains(pattern, ":\\"):
		return fmt.Errorf("%q is absolute: patterns are relative to the module's folder", pattern)
	}
	for segment := range strings.SplitSeq(pattern, "/") {
		if segment == ".." {
			return fmt.Errorf("%q leaves the module: files outside it are not read", pattern)
		}
		if _, err := path.Match(segment, ""); err != nil {
			return fmt.Errorf("%q: %w", pattern, err)
		}
	}
	return nil
}

// matches reports whether a pattern matches a file, or a folder that the file
// is in. Both are slash-separated; ** stands for any number of folders.
//
//	db/*.sql     **/migrations/*.up.sql     db/schema
func matches(pattern, name string) bool {
	return match(strings.Split(path.Clean(pattern), "/"), strings.Split(name, "/"))
}

func match(pattern, name []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			for i := range len(name) + 1 {
				if match(pattern[1:], name[i:]) {
					return len(pattern) > 1 || i <= len(name)
				}
			}
			return false
		}
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); err != nil || !ok {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	return true // the rest of name is inside the folder that matches
}
