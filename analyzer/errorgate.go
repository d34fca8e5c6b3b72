package analyzer

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// tellsErrors reports whether a package has functions by which others make errors
// of its own types, or ask what an error means, though it reaches no store itself:
//
//	func NotFound(what string) *Error  { return &Error{Code: CodeNotFound, What: what} }
//	func IsNotFound(err error) bool    { … }
func tellsErrors(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if obj.Exported() && (asksError(obj.Signature()) || makesError(obj.Signature(), pkg)) {
				return true
			}
		case *types.TypeName:
			n, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() || !value.ImplementsError(types.NewPointer(n)) {
				continue
			}
			for m := range n.Methods() {
				if m.Exported() && answersError(m.Signature().Results()) {
					return true
				}
			}
		}
	}
	return false
}

// asksError reports whether a function is given an error and answers with one word.
func asksError(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if value.ImplementsError(v.Type()) {
			return answersError(sig.Results())
		}
	}
	return false
}

// answersError reports whether the results are a yes or no, or a code.
func answersError(results *types.Tuple) bool {
	if results.Len() != 1 {
		return false
	}
	t := results.At(0).Type()
	b, ok := t.Underlying().(*types.Basic)
	_, named := types.Unalias(t).(*types.Named)
	return ok && (b.Kind() == types.Bool || named)
}

// makesError reports whether a function returns an error type of its package.
func makesError(sig *types.Signature, pkg *types.Package) bool {
	if sig.Results().Len() != 1 {
		return false
	}
	t := sig.Results().At(0).Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == pkg && !types.IsInterface(n) && value.ImplementsError(sig.Results().At(0).Type())
}

// tellsConflicts reports whether a package that reaches no store says what an error
// of a driver is: others hand it theirs.
//
//	func Write(w http.ResponseWriter, err error) {
//		var e *pgconn.PgError
//		if errors.As(err, &e) && e.Code == "23505" { … }
func tellsConflicts(pass *analysis.Pass, models *model.Set) bool {
	for _, obj := range pass.TypesInfo.Uses {
		if obj.Pkg() == pass.Pkg {
			continue
		}
		if models.ConflictSentinel(obj) {
			return true
		}
		if t, ok := obj.(*types.TypeName); ok {
			if _, ok := models.ConflictType(t.Type()); ok {
				return true
			}
		}
	}
	return false
}
