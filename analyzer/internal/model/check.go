package model

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/strict"
	"github.com/toctou-lint/toctou/internal/nearest"
)

// problems notes what is wrong with a model.
type problems struct{ *strict.Problems }

// checkFile notes what is wrong with a file whose every value has the right
// form: what is missing, said twice, or cannot name anything.
func (p problems) checkFile(f *File) {
	if f.Schema != Version {
		p.Add("schema", "this build understands schema %d only", Version)
	}
	p.required("package", f.Package)
	p.required("store", f.Store)
	if short := Unversioned(f.Package); short != f.Package {
		p.Add("package", "models name packages without their major version: write %q", short)
	}
	names := make(map[string]bool)
	for i, t := range f.Types {
		at := fmt.Sprintf("types[%d]", i)
		p.required(at+".name", t.Name)
		p.required(at+".role", string(t.Role))
		p.pattern(at+".name", t.Name, t.Generated)
		p.once(at+".name", names, t.Name)
	}
	entries := make(map[string]bool)
	for i := range f.Calls {
		p.checkCall(fmt.Sprintf("calls[%d]", i), &f.Calls[i], entries)
	}
	for i, c := range f.Conflict {
		p.checkConflict(fmt.Sprintf("conflict[%d]", i), c)
	}
	for i, a := range f.Aliases {
		at := fmt.Sprintf("aliases[%d]", i)
		p.qualified(at+".is", a.Is)
		p.qualified(at+".also", a.Also)
	}
	for i, z := range f.Zeros {
		p.qualified(fmt.Sprintf("zeros[%d]", i), z)
	}
	for i, d := range f.Declares {
		at := fmt.Sprintf("declares[%d]", i)
		p.identifier(at+".type", d.Type)
		p.required(at+".is", string(d.Is))
		p.identifier(at+".name", d.Name)
		if len(d.Methods) > 0 {
			p.required(at+".keys", d.Keys)
			p.path(at+".keys", Path(d.Keys))
		}
	}
	if f.Rows != nil {
		p.checkRows(f.Rows)
	}
	if f.Dialect != "" && sqltext.DialectNamed(f.Dialect) == sqltext.Unspecified {
		p.Add("dialect", "%v", nearest.Unknown("dialect", f.Dialect, sqltext.DialectNames()))
	}
	if f.Fix != nil {
		p.required("fix.import", f.Fix.Import)
		p.required("fix.nothing", f.Fix.Nothing)
		p.required("fix.fresh", f.Fix.Fresh)
		p.required("fix.find", f.Fix.Find)
	}
}

func (p problems) checkCall(at string, c *Call, entries map[string]bool) {
	if len(c.Methods) == 0 {
		p.Add(at+".methods", "missing")
	}
	if c.Does == "" && c.SQL == "" {
		p.Add(at+".does", "missing: say what the call does, or give sql")
	}
	if c.Body == "" && (c.Does == RunTx || c.Does == Exclusive) {
		p.Add(at+".body", "missing: %q runs a callback", c.Does)
	}
	p.checkErrors(at, c)
	p.checkWord(at+".word", c.Word)
	receivers := c.Types
	if len(receivers) == 0 {
		receivers = []string{""}
	}
	for i, t := range c.Types {
		p.pattern(fmt.Sprintf("%s.types[%d]", at, i), t, c.Generated)
	}
	for i, m := range c.Methods {
		field := fmt.Sprintf("%s.methods[%d]", at, i)
		p.pattern(field, m, c.Generated)
		for _, t := range receivers {
			for _, name := range c.names(strings.TrimPrefix(t+"."+m, ".")) {
				p.once(field, entries, name)
			}
		}
	}
	for name, path := range c.paths() {
		p.path(at+"."+name, path)
	}
	if c.Handle != "" {
		if place, err := ParsePath(c.Handle); err == nil && place.Kind == BodyParam && c.Body == "" {
			p.Add(at+".handle", "%s needs a body", c.Handle)
		}
	}
	p.checkOnce(at+".once", c.Once)
	for i, s := range c.Absent {
		p.checkSign(fmt.Sprintf("%s.absent[%d]", at, i), s)
	}
	for i, g := range c.Gives {
		p.checkGiven(fmt.Sprintf("%s.gives[%d]", at, i), g)
	}
	for i, a := range c.Adds {
		field := fmt.Sprintf("%s.adds[%d]", at, i)
		p.required(field+".property", string(a.Property))
		p.path(field+".at", a.At)
		if a.When != "" {
			p.qualified(field+".when", a.When)
		}
		if len(a.Is) > 0 {
			p.required(field+".at", string(a.At))
		}
		for _, name := range a.bits() {
			p.qualified(field+".has", name)
			p.required(field+".at", string(a.At))
		}
	}
}

// checkErrors notes what the verbs about errors and texts need and do not have.
func (p problems) checkErrors(at string, c *Call) {
	switch c.Does {
	case IsError, Contains, Format:
		if len(c.Key) != 1 {
			p.Add(at+".key", "missing: %q needs one", c.Does)
		}
	case AsError:
		if len(c.Dest) != 1 {
			p.Add(at+".dest", "missing: %q needs one", c.Does)
		}
	}
	if c.Does == IsZero && c.Outcome == "" {
		p.Add(at+".outcome", "missing: %q looks at one", c.Does)
	}
	if c.Does == Among && (c.Outcome == "" || (len(c.Key) == 1) == (c.Body != "")) {
		p.Add(at, "%q needs outcome, and either one key or body", c.Does)
	}
	if c.Does == Collect && c.Outcome == "" {
		p.Add(at+".outcome", "missing: %q is of one", c.Does)
	}
	switch c.Does {
	case IsError, AsError, ErrorCode, Unwrap, Contains:
		if c.Error == "" {
			p.Add(at+".error", "missing: %q looks at one", c.Does)
		}
	}
}

func (p problems) checkSign(at string, s Sign) {
	if (s.Error == "") == (s.Unset == "") {
		p.Add(at, "want either error and is, or unset")
		return
	}
	p.path(at+".error", s.Error)
	p.path(at+".unset", s.Unset)
	switch {
	case s.Error != "":
		p.qualified(at+".is", s.Is)
	case s.Is != "":
		p.Add(at+".is", "goes with error, not with unset")
	case s.Single, s.Value:
		p.Add(at, "single and value go with error, not with unset")
	}
}

func (p problems) checkConflict(at string, c ConflictForm) {
	if (c.Is == "") == (c.As == "") {
		p.Add(at, "want either is or as")
		return
	}
	if c.Is != "" {
		p.qualified(at+".is", c.Is)
	} else {
		p.qualified(at+".as", c.As)
	}
	if (c.Needs == "") != (c.Opens == "") || c.Needs != "" && c.Is == "" {
		p.Add(at, "is, needs and opens go together")
	}
	if c.Needs != "" {
		p.qualified(at+".needs", c.Needs)
		p.qualified(at+".opens", c.Opens)
	}
	if c.Field == "" && len(c.Equals) > 0 || c.Field != "" && (len(c.Equals) == 0 || c.As == "") {
		p.Add(at, "as, field and equals go together")
	}
	if c.Field != "" {
		for _, name := range strings.Split(c.Field, ".") {
			p.identifier(at+".field", name)
		}
	}
}

func (p problems) checkRows(r *Rows) {
	p.required("rows.tag", r.Tag)
	if r.Naming != "" && !slices.Contains(namings[:], r.Naming) {
		p.Add("rows.naming", "%s", strict.Unknown(r.Naming, namings[:]))
	}
}

// required notes that a field has no value.
func (p problems) required(field, value string) {
	if value == "" {
		p.Add(field, "missing")
	}
}

// once notes that a key of a table is given a second time.
func (p problems) once(field string, seen map[string]bool, key string) {
	if seen[key] {
		p.Add(field, "duplicate entry for %s", key)
	}
	seen[key] = true
}

func (p problems) identifier(field, name string) {
	if name != "" && !token.IsIdentifier(name) {
		p.Add(field, "%q is not a Go name", name)
	}
}

// pattern is identifier for a name that may have a * in generated code.
func (p problems) pattern(field, name string, generated bool) {
	if generated {
		name = strings.Replace(name, "*", "X", 1)
	}
	p.identifier(field, name)
}

func (p problems) path(field string, path Path) {
	if _, err := ParsePath(path); err != nil {
		p.Add(field, "%v", err)
	}
}

// qualified notes that a text is not "import/path.Name".
func (p problems) qualified(field, text string) {
	if text == "" {
		p.Add(field, "missing")
		return
	}
	path, name, ok := splitName(text)
	switch {
	case !ok || !token.IsIdentifier(name):
		p.Add(field, "%q names nothing, want import/path.Name", text)
	case Unversioned(path) != path:
		p.Add(field, "models name packages without their major version: write %q", Unversioned(path)+"."+name)
	}
}

func (p problems) checkOnce(at string, o *Once) {
	if o == nil {
		return
	}
	p.required(at+".call", o.Call)
	if !o.Loaded && o.Taken == "" {
		p.required(at+".fails", o.Fails)
	}
	for i, d := range o.Dialects {
		if sqltext.DialectNamed(d) == sqltext.Unspecified {
			p.Add(fmt.Sprintf("%s.dialects[%d]", at, i), "%v", nearest.Unknown("dialect", d, sqltext.DialectNames()))
		}
	}
}
