package cli

import (
	"reflect"
	"testing"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

func TestParseDiff(t *testing.T) {
	const diff = `diff --git a/a.go b/a.go
--- a/a.go
+++ b/a.go
@@ -3,0 +4,2 @@ func f() {
+	one
+++ b/not a header
@@ -9,2 +11,0 @@
--- a/neither
-	gone
@@ -20 +21 @@
-	old
\ No newline at end of file
+	new
\ No newline at end of file
diff --git "a/tab\t\303\274.go" "b/tab\t\303\274.go"
new file mode 100644
--- /dev/null
+++ "b/tab\t\303\274.go"
@@ -0,0 +1 @@
+package p
diff --git a/a b.go b/a b.go
--- a/a b.go	
+++ b/a b.go	
@@ -1 +1,3 @@
-x
+x
+y
+z
`
	want := changes{
		"a.go":      {{4, 5}, {12, 11}, {21, 21}},
		"tab\tü.go": {{1, 1}},
		"a b.go":    {{1, 3}},
	}
	if got := parseDiff(diff); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTouch(t *testing.T) {
	at := func(file string, line int) output.Span {
		return output.Span{File: file, Start: output.Position{Line: line}, End: output.Position{Line: line}}
	}
	f := output.Finding{Span: at("a.go", 20), Related: []output.Related{{Span: at("a.go", 10)}, {Span: at("b.go", 5)}}}
	for _, c := range []struct {
		file string
		lines
		want bool
	}{
		{"a.go", lines{20, 20}, true}, {"a.go", lines{10, 10}, true}, {"a.go", lines{1, 100}, true},
		{"a.go", lines{15, 15}, true}, // between
		{"a.go", lines{16, 15}, true}, // deleted between
		{"a.go", lines{21, 30}, false}, {"a.go", lines{1, 9}, false},
		{"a.go", lines{10, 9}, false}, {"a.go", lines{21, 20}, false}, // deleted just outside
		{"b.go", lines{5, 5}, true}, {"b.go", lines{6, 9}, false}, {"c.go", lines{1, 100}, false},
	} {
		if got := (changes{c.file: {c.lines}}).touch(f); got != c.want {
			t.Errorf("%s %v: %t", c.file, c.lines, got)
		}
	}
}
