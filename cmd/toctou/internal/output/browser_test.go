package output

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBrowser opens the HTML report in Chromium with a filter and looks at the
// document that its script leaves behind.
func TestBrowser(t *testing.T) {
	browser := os.Getenv("TOCTOU_BROWSER")
	if browser == "" {
		t.Skip("set TOCTOU_BROWSER to a Chromium, as .ci/run does where there is one")
	}
	report := fixture(t)
	report.Findings[0].Message += hostile()[13] // a script
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(render(t, "html", report, Style{})), 0o644); err != nil {
		t.Fatal(err)
	}
	dom := open(t, browser, "file://"+file+"#package=example.com%2Fshop%2Fapp&rule=duplicate")
	if !strings.Contains(dom, "1 of 4 shown</span>") || strings.Count(dom, ` hidden="">`) != 3 {
		t.Errorf("the filter does not work: %s", dom)
	}
	if !strings.Contains(dom, "certain&lt;/script&gt;&lt;script&gt;alert") {
		t.Errorf("the message is not shown as text: %s", dom)
	}
}

func open(t *testing.T, browser, url string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(),
		"--virtual-time-budget=2000", "--dump-dom", url)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return string(out)
}
