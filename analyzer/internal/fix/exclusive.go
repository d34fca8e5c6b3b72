package fix

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/harm"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// exclusive repairs a create that replaces what the winner stored: it stores
// only what is not there, and the loser goes on as one who found it. How a store
// says so is in its model.
//
//	if _, ok := m.Load(k); ok { return ErrTaken }   …
//	m.Store(k, v)                                   if _, taken := m.LoadOrStore(k, v); taken {
//	                                                        return ErrTaken
//	                                                }
func exclusive(m *maker) *draft {
	f := m.finding
	if f.Rule == race.Helper || len(f.Pairs) != 1 || f.Create.Op == nil || f.Create.Inner != nil || f.Create.Op.Bound.Once == nil {
		return nil
	}
	p, once := f.Pairs[0], f.Create.Op.Bound.Once
	find := m.spot(op.Pos(p.Find.At))
	if find == nil || m.enclosing(find) != m.enclosing(m.create) || m.enclosing(find) == nil || m.disposes() {
		return nil
	}
	for _, run := range p.Present {
		if f.Create.In(run) {
			return nil // it replaces on purpose what is there
		}
	}
	e := &onlyOnce{maker: m, pair: p, find: find, once: once}
	if e.call = e.instead(); e.call == "" {
		return nil
	}
	e.answer = m.answer(p, find)
	if f.Rule != race.Overwrite {
		return e.row()
	}
	switch {
	case once.Loaded:
		return e.loaded()
	case e.answer == nil || e.usesFound(nil):
		return nil
	case once.Taken != "":
		return e.taken()
	case once.Claims:
		return e.claims()
	}
	return e.fails()
}

// onlyOnce is a create about to be made exclusive.
type onlyOnce struct {
	*maker
	pair   *protect.Pair
	find   *spot
	once   *model.Once
	call   string     // the exclusive call
	answer []ast.Stmt // for the loser
}

const (
	saysOnce = "store it only if it is not there: the loser of the race is then answered as everybody who finds it"
	whyOnce  = "// The loser of a race finds it taken here.\n"
)

// disposes reports whether what is stored is to be ended by somebody: the loser's
// would never be.
func (m *maker) disposes() bool {
	o := m.finding.Create.Op
	if m.finding.Harm == harm.Started {
		return true
	}
	if o.Row.Value == nil {
		return false
	}
	t := value.Strip(o.Row.Value).Type()
	for _, name := range []string{"Close", "Stop", "Shutdown"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg, name); obj != nil {
			return true
		}
	}
	return false
}

var placeholder = regexp.MustCompile(`\barg([0-9])\b`)

// instead is the exclusive call in the words of the create, "" when these do not
// fit.
func (e *onlyOnce) instead() string {
	call := e.create.call
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || call.Ellipsis.IsValid() {
		return ""
	}
	most := 0
	fits := true
	own := e.finding.Create.Op.Bound.Func.Pkg().Path()
	text := placeholder.ReplaceAllStringFunc(e.qualified(own, e.qualified(e.once.Import, e.once.Call)), func(s string) string {
		i, err := strconv.Atoi(strings.TrimPrefix(s, "arg"))
		if err != nil || i >= len(call.Args) {
			fits = false
			return ""
		}
		most = max(most, i+1)
		return e.text(call.Args[i])
	})
	if !fits || most != len(call.Args) && !e.once.Claims {
		return ""
	}
	return e.textFrom(sel.X.Pos(), sel.Sel.Pos()) + text
}

// usesFound reports whether the answer needs what the loser's own find has found,
// other than one variable.
func (e *onlyOnce) usesFound(but types.Object) bool {
	b := block(e.answer)
	set := e.set(e.find, b)
	for v := range e.outer(b) {
		if set[v] && v != but {
			return true
		}
	}
	return false
}

// words is the answer's source.
func (e *onlyOnce) words() string {
	return e.textFrom(e.answer[0].Pos(), e.behind(e.answer[len(e.answer)-1].End())) + "\n"
}

// loaded puts the exclusive call in the place of the create's statement.
func (e *onlyOnce) loaded() *draft {
	stmt, ok := e.create.stmt().(*ast.ExprStmt)
	if !ok || stmt.X != e.create.call {
		return nil
	}
	var there types.Object
	name := "_"
	if lhs := assigned(e.find); len(lhs) == 2 && e.pair.Find.Inner == nil {
		if id, ok := lhs[0].(*ast.Ident); ok && id.Name != "_" {
			there, name = e.Info.ObjectOf(id), id.Name
		}
	}
	if e.answer == nil {
		return e.joins(stmt, there, name)
	}
	if e.usesFound(there) {
		return nil
	}
	if there == nil || !e.mentions(block(e.answer), there) {
		name = "_"
	}
	d := e.draft(saysOnce, stmt, stmt)
	d.replace(stmt.Pos(), stmt.End(), whyOnce+"if "+name+", taken := "+e.call+"; taken {")
	return d.insert(e.behind(stmt.End()), "\n"+e.words()+"}")
}

// joins repairs a function that goes on alike with what it found and what it
// stored.
//
//	v, ok := m.Load(k)       v, ok := m.Load(k)
//	if !ok {                 if !ok {
//		v = new()                v = new()
//		m.Store(k, v)            v, _ = m.LoadOrStore(k, v)
//	}                        }
func (e *onlyOnce) joins(stmt *ast.ExprStmt, there types.Object, name string) *draft {
	args := e.create.call.Args
	id, ok := args[len(args)-1].(*ast.Ident)
	if !ok || there == nil || e.Info.ObjectOf(id) != there {
		return nil
	}
	const says = "store it only if it is not there, and go on with what is there now"
	return e.draft(says, stmt, stmt).replace(stmt.Pos(), stmt.End(), "// The loser of a race goes on with what the winner has stored.\n"+name+", _ = "+e.call)
}

// taken puts the exclusive call in front of the create's statement, which goes on
// with its result.
func (e *onlyOnce) taken() *draft {
	o := e.finding.Create.Op
	if e.usesNames("created") || !e.first() || o.Bound.File.Holds != "" && !e.direct(o) {
		return nil
	}
	s := e.create
	d := e.draft(saysOnce, s.stmt(), s.stmt())
	d.imports = e.needed()
	whyOnce := e.why()
	if x, ok := s.stmt().(*ast.ExprStmt); ok {
		d.replace(x.Pos(), x.End(), whyOnce+"if created := "+e.call+"; "+e.once.Taken+" {")
		return d.insert(e.behind(x.End()), "\n"+e.words()+"}")
	}
	d.insert(s.stmt().Pos(), "created := "+e.call+"\nif "+e.once.Taken+" {\n"+whyOnce+e.words()+"}\n")
	return d.replace(s.call.Pos(), s.call.End(), "created")
}

// direct reports whether the create is sent by what the find was sent by, at
// once: a pipeline tells later.
func (e *onlyOnce) direct(o *op.Op) bool {
	find, create := e.pair.Find.Handle(), e.finding.Create.Handle()
	if find == nil || create == nil || value.Compare(find, create) != value.Same {
		return false
	}
	common := o.Call.Common()
	if common.IsInvoke() {
		return value.Strip(common.Value) == o.Handle
	}
	return len(common.Args) > 0 && value.Strip(common.Args[0]) == o.Handle
}

// fails gives the create's failure a branch for a key that is taken.
func (e *onlyOnce) fails() *draft {
	s := e.create
	if s.body == nil || s.err == nil || e.usesNames("errors") {
		return nil
	}
	d := e.draft(saysOnce, s.stmt(), s.fails)
	d.replace(s.call.Pos(), s.call.End(), e.call)
	d.insert(e.behind(s.body.Lbrace+1), "\nif errors.Is("+s.err.Name()+", "+e.once.Fails+") {\n"+whyOnce+e.words()+"}")
	return e.needing(d)
}

// claims takes the key in front of the create.
func (e *onlyOnce) claims() *draft {
	s := e.create
	if e.usesNames("claim", "err", "errors") || !e.first() || calls(s.call.Args[0]) || calls(s.call.Args[len(s.call.Args)-1]) {
		return nil
	}
	d := e.draft(saysOnce, s.stmt(), s.stmt())
	d.insert(s.stmt().Pos(), "if claim, err := "+e.call+"; errors.Is(err, "+e.once.Fails+") {\n"+whyOnce+e.words()+
		"} else if err == nil {\n_ = claim.Close()\n}\n")
	return e.needing(d)
}

// needing adds what errors.Is and the error need.
func (e *onlyOnce) needing(d *draft) *draft {
	d.imports = []string{"errors", e.finding.Create.Op.Bound.Func.Pkg().Path()}
	return d
}

// usesNames reports whether the answer names one of some new variables, or the
// function has a variable with the name of a package that is needed.
func (e *onlyOnce) usesNames(names ...string) bool {
	found := false
	ast.Inspect(block(e.answer), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || !slices.Contains(names, id.Name) {
			return !found
		}
		_, imported := e.Info.Uses[id].(*types.PkgName)
		found = found || !imported
		return !found
	})
	return found
}
