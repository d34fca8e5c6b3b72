package value_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// program has functions whose names start with what is to be said of the two
// arguments of compare in them.
const program = `package p

func compare(a, b any) {}

func opaque() string
func pure(s string) string
func fresh() string
func other(r *request)

type request struct{ Email, Name string; Inner struct{ Key string } }
type row struct{ Email, Name string }

var global, global2 string

func sameParameter(s string)            { compare(s, s) }
func differentParameters(s, t string)   { compare(s, t) }
func sameField(r request)               { compare(r.Email, r.Email) }
func differentFields(r request)         { compare(r.Email, r.Name) }
func sameThroughPointer(r *request)     { compare(r.Inner.Key, r.Inner.Key) }
func sameConstants()                    { compare("a", "a") }
func differentConstants()               { compare("a", "b") }
func sameGlobal()                       { compare(global, global) }
func sameResult()                       { s := opaque(); compare(s, s) }
func unknownResults()                   { compare(opaque(), opaque()) }
func samePure(s string)                 { compare(pure(s), pure(s)) }
func sameDerived(s string)              { compare(pure(s), s) }
func differentFresh()                   { compare(fresh(), fresh()) }
func differentFreshAndParameter(s string) { compare(s, fresh()) }
func differentZero(s string)            { var r row; compare(s, r.Email) }

func sameStored(s string) {
	r := row{Email: s}
	compare(s, r.Email)
}

func sameStoredLater(s string) {
	r := &row{}
	r.Name = "x"
	r.Email = s
	compare(s, r.Email)
}

func differentOverwritten(s string) {
	r := &row{Email: s}
	r.Email = "x"
	compare("y", r.Email)
}

func sameCopied(r request) {
	c := r
	compare(r.Inner.Key, c.Inner.Key)
}

func unknownHandedOut(r *request) {
	before := r.Email
	other(r)
	compare(before, opaque())
}

func sameOnABranch(s, t string, b bool) {
	x := s
	if b {
		x = t
	}
	compare(s, x)
}

func differentOnBranches(s string, b bool) {
	x := "a"
	if b {
		x = "b"
	}
	compare("c", x)
}

func sameHelper(s string) { compare(s, identity(s)) }
func identity(s string) string { return s }

func sameConstructor(s string) { compare(s, newRow(s).Email) }
func newRow(email string) *row { return &row{Email: email} }

func sameClosure(s string) {
	func() { compare(s, s) }()
}
`

// TestCompare asks of each function of program whether the arguments of compare
// are the same.
func TestCompare(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", program, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	kind := func(c *ssa.CallCommon) value.CallKind {
		switch fn := c.StaticCallee(); {
		case fn == nil:
		case fn.Name() == "pure":
			return value.PureCall
		case fn.Name() == "fresh":
			return value.FreshCall
		}
		return value.OtherCall
	}
	reader := value.NewReader(kind, func(*ssa.CallCommon) (dst, src ssa.Value) { return nil, nil })
	n := 0
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "compare" {
					continue
				}
				n++
				view := reader.View(nil)
				got := value.Compare(view.Of(value.Strip(call.Call.Args[0])), view.Of(value.Strip(call.Call.Args[1])))
				if !strings.HasPrefix(fn.Name(), got.String()) {
					t.Errorf("%s: %s", fn.Name(), got)
				}
			}
		}
	}
	if want := strings.Count(program, "compare(") - 1; n != want {
		t.Errorf("%d comparisons, want %d", n, want)
	}
}
