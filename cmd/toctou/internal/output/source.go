package output

import (
	"go/token"
	"os"
	"strings"
)

// sources holds the lines of the files read so far.
type sources map[string][]string

// line returns the source line at pos without its indentation, shortened to
// maxSource characters. It reports false when the file does not have it.
func (s sources) line(pos token.Position) (string, bool) {
	lines, read := s[pos.Filename]
	if !read {
		if data, err := os.ReadFile(pos.Filename); err == nil {
			lines = strings.Split(string(data), "\n")
		}
		s[pos.Filename] = lines
	}
	if pos.Line < 1 || pos.Line > len(lines) {
		return "", false
	}
	text := strings.ReplaceAll(strings.TrimSpace(lines[pos.Line-1]), "\t", " ")
	if r := []rune(text); len(r) > maxSource {
		text = string(r[:maxSource-1]) + "…"
	}
	return text, true
}
