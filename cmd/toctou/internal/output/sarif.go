package output

import (
	"io"
	"slices"
	"strings"
)

// writeSARIF prints a SARIF 2.1.0 log, for code scanning and for viewers.
//
// Columns count UTF-16 units and end after the last character, which is what
// SARIF takes them to do. Files below the report's root are named relative to
// it. A finding's flow goes from the check to the create.
func writeSARIF(w io.Writer, r *Report, _ Style) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: r.Tool.Name, Version: r.Tool.Version, URI: r.Tool.URL, Rules: []sarifRule{}}},
		Bases:      map[string]sarifBase{sourceRoot: {sarifMessage{Text: "the root of the repository"}}},
		ColumnKind: "utf16CodeUnits",
		Results:    []sarifResult{},
	}
	var ids []string
	for _, rule := range r.Rules {
		ids = append(ids, rule.ID)
	}
	for _, f := range r.Findings { // what the rules do not describe has at least its name
		if !slices.Contains(ids, f.Rule) {
			ids = append(ids, f.Rule)
		}
	}
	for _, id := range ids {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(r.rule(id)))
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(f, slices.Index(ids, f.Rule)))
	}
	invocation := sarifInvocation{Successful: len(r.Failures) == 0}
	for _, f := range r.Failures {
		invocation.Notifications = append(invocation.Notifications,
			sarifNotification{"error", sarifMessage{Text: f.Package + ": " + f.Reason}})
	}
	for _, w := range r.Warnings {
		invocation.Notifications = append(invocation.Notifications, sarifNotification{"warning", sarifMessage{Text: w}})
	}
	run.Invocations = []sarifInvocation{invocation}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifRuleOf(rule Rule) sarifRule {
	out := sarifRule{
		ID:      rule.ID,
		Short:   sarifMessage{Text: rule.Title},
		Full:    sarifMessage{Text: clip(orElse(rule.Doc, rule.Title), 1000)}, // code scanning takes 1024
		HelpURI: rule.URL,
	}
	if rule.Help != "" {
		out.Help = &sarifMessage{Text: rule.Help, Markdown: rule.Help}
	}
	out.Properties.Tags = []string{"concurrency", "correctness", "external/cwe/cwe-362", "external/cwe/cwe-367"}
	out.Properties.Precision = "high"
	return out
}

func (r *Report) sarifResult(f Finding, rule int) sarifResult {
	level := string(f.Severity)
	if f.Severity == Info {
		level = "note"
	}
	out := sarifResult{
		RuleID: f.Rule, RuleIndex: rule, Level: level,
		Message:      sarifMessage{Text: f.Message},
		Locations:    []sarifLocation{sarifAt(f.Span, "")},
		Fingerprints: map[string]string{"toctou/v1": f.Fingerprint, "primaryLocationLineHash": f.Fingerprint[:min(16, len(f.Fingerprint))] + ":1"},
	}
	if f.Function != "" {
		out.Locations[0].Logical = []sarifLogical{{Name: f.Function, Kind: "function", Full: f.Package + "." + f.Function}}
	}
	for i, rel := range f.Related {
		at := sarifAt(rel.Span, rel.Message)
		at.ID = i + 1
		out.Related = append(out.Related, at)
	}
	if before, check, after := split(f); check != nil {
		flow := []sarifFlowStep{{sarifAt(check.Span, check.Message), "essential"}}
		between := before
		if g := guardOf(f); g != nil {
			between = append(between, *g)
		}
		for _, rel := range append(between, after...) {
			flow = append(flow, sarifFlowStep{sarifAt(rel.Span, rel.Message), "important"})
		}
		flow = append(flow, sarifFlowStep{sarifAt(f.Span, "the create: the loser of the race "+r.loser(f)), "essential"})
		out.Flows = []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{{Locations: flow}}}}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, sarifFixOf(fix))
	}
	return out
}

// sarifFixOf groups a fix's edits by file, in the order of their files.
func sarifFixOf(fix Fix) sarifFix {
	out := sarifFix{Description: sarifMessage{Text: fix.Message}}
	for _, e := range fix.Edits {
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact == sarifFile(e.File) })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: sarifFile(e.File)})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements,
			sarifReplacement{sarifRegionOf(e.Span), sarifContent{e.New}})
	}
	return out
}

func sarifAt(s Span, message string) sarifLocation {
	out := sarifLocation{Physical: &sarifPhysical{sarifFile(s.File), sarifRegionOf(s)}}
	if message != "" {
		out.Message = &sarifMessage{Text: message}
	}
	return out
}

func sarifRegionOf(s Span) sarifRegion {
	return sarifRegion{s.Start.Line, s.Start.UTF16, s.End.Line, s.End.UTF16}
}

// sourceRoot is the root that code scanning knows.
const sourceRoot = "%SRCROOT%"

// sarifFile names a file, relative to the root when it lies below it.
func sarifFile(file string) sarifArtifact {
	at := sarifArtifact{URI: uri(file)}
	if !strings.HasPrefix(at.URI, "file:") {
		at.Base = sourceRoot
	}
	return at
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
