package nearest

import "testing"

func TestWord(t *testing.T) {
	known := []string{"duplicate", "conflict", "helper"}
	for got, want := range map[string]string{
		"duplicate":  "duplicate",
		"dupliacte":  "duplicate",
		"Duplicates": "duplicate",
		"conflct":    "conflict",
		"helpers":    "helper",
		"":           "",
		"x":          "",
		"race":       "",
		"dup":        "",
	} {
		if word := Word(got, known); word != want {
			t.Errorf("Word(%q) = %q, want %q", got, word, want)
		}
	}
}

func TestUnknown(t *testing.T) {
	known := []string{"duplicate", "conflict"}
	for got, want := range map[string]string{
		"dupliacte": `unknown rule "dupliacte"; did you mean "duplicate"?`,
		"race":      `unknown rule "race"; known: duplicate, conflict`,
	} {
		if err := Unknown("rule", got, known); err.Error() != want {
			t.Errorf("Unknown(%q) = %q, want %q", got, err, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "acb", 1}, {"abc", "abd", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
