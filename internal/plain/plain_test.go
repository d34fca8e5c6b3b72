package plain

import "testing"

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"plain ü 𝕏 \u00a0": "plain ü 𝕏 \u00a0",
		"a\nb\r\x1b[31m":   `a\nb\r\x1b[31m`,
		"\u202eabc":        `\u202eabc`,
		"bad\xffend":       `bad\xffend`,
	} {
		if got := Line(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	if got, want := Lines("a\tb\n\x1bc\n"), "a\\tb\n\\x1bc\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
