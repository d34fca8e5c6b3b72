package output

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// Path is the name of a file in a report: slash-separated and relative to root
// when it lies below root, else as it is.
func Path(root, name string) string {
	if rel, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	return filepath.ToSlash(name)
}

// shown is a file's name as seen from the working directory.
func (r *Report) shown(file string) string {
	if rooted(file) {
		return file
	}
	if rel, ok := strings.CutPrefix(file, r.Directory+"/"); ok || r.Directory == "." {
		return rel
	}
	return filepath.ToSlash(filepath.Join(r.Root, file))
}

// absolute is a file's full name, for programs on this machine.
func (r *Report) absolute(file string) string {
	if rooted(file) {
		return filepath.FromSlash(file)
	}
	return filepath.Join(r.Root, filepath.FromSlash(file))
}

// rooted reports whether a name is absolute, on this system or on Windows.
func rooted(file string) bool { return path.IsAbs(file) || filepath.IsAbs(file) || drive(file) }

// drive reports whether a name begins with a drive letter: C:\a.go, C:/a.go.
func drive(file string) bool {
	return len(file) > 2 && file[1] == ':' && (file[2] == '\\' || file[2] == '/') &&
		('a' <= file[0]|0x20 && file[0]|0x20 <= 'z')
}

// uri is a relative reference to a file below the root, and else a file URI.
func uri(file string) string {
	switch {
	case drive(file):
		return (&url.URL{Scheme: "file", Path: "/" + strings.ReplaceAll(file, `\`, "/")}).String()
	case rooted(file):
		return (&url.URL{Scheme: "file", Path: file}).String()
	}
	return (&url.URL{Path: file}).String() // with ./ in front of a colon
}
