package directive

import "testing"

func TestSilencesUs(t *testing.T) {
	for comment, want := range map[string]bool{
		"//nolint":                              true,
		"// nolint":                             true,
		"//nolint // reason":                    true,
		"//nolint:all":                          true,
		"//nolint:toctou":                       true,
		"//nolint:toctou // single instance":    true,
		"//nolint:toctou single instance":       true,
		"//nolint:errcheck,toctou // reason":    true,
		"//nolint: errcheck, TOCTOU":            true,
		"//nolint:errcheck":                     false,
		"//nolint:errcheck // and toctou later": false,
		"//nolint:":                             false,
		"//nolintlint":                          false,
		"// about nolint:toctou":                false,
		"//nolint:toctoufoo":                    false,
	} {
		if got := silencesUs(comment); got != want {
			t.Errorf("silencesUs(%s) = %t, want %t", comment, got, want)
		}
	}
}

func TestSuppressed(t *testing.T) {
	const src = `package p

//nolint:toctou // the whole function
func f() {
	one()
}

func g() { //nolint:toctou
	two()
	three() //nolint:errcheck,toctou // reason
	four()
	//nolint:toctou
	five(
		six(),
	)
	seven()
		//nolint:toctou // not in this column
	eight()
	nine() //nolint:errcheck
	if ten() {
		ten()
	}
	many(
		//nolint:all
		twelve(
			12),
		thirteen(),
	)
}
`
	s, at := parse(t, src)
	for mark, want := range map[string]bool{
		"one()": true, "two()": false, "three()": true, "four()": false,
		"five(": true, "six()": true, "seven()": false, "eight()": false,
		"nine()": false, "ten()": false, "many(": false, "twelve(": true, "12)": true, "thirteen()": false,
		"func f": true, "func g": true,
	} {
		if got := s.Suppressed(at(mark)); got != want {
			t.Errorf("Suppressed at %s = %t, want %t", mark, got, want)
		}
	}
}

func TestSuppressedFile(t *testing.T) {
	s, at := parse(t, "//nolint:toctou\npackage p\n\nfunc f() {\n\tcall()\n}\n")
	if !s.Suppressed(at("call()")) {
		t.Error("a nolint comment above the package clause does not cover the file")
	}
	s, at = parse(t, "//nolint:toctou\n\npackage p\n\nfunc f() {\n\tcall()\n}\n")
	if s.Suppressed(at("call()")) {
		t.Error("a nolint comment apart from the package clause covers the file")
	}
}
