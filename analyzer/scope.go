package analyzer

import (
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// dependency reports whether the package belongs to somebody else: a module
// with a version, the standard library, or a library that a model describes.
// Those are not analysed, even by drivers that have their source.
func dependency(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Version != "" && !replaced(pass) {
		return true
	}
	if pass.Module == nil || pass.Module.Path == "" {
		if path := pass.Pkg.Path(); value.Standard(path) && path != "command-line-arguments" && path != "main" {
			return true
		}
	}
	file, err := model.Builtin(pass.Pkg.Path())
	return err == nil && file != nil
}

// replaced reports whether a module with a version is read from a folder of the
// user's, as "replace example.com/lib => ../lib" in go.mod says: drivers tell the
// version that is required all the same. The module cache's folders have a
// version in their names, vendored ones have no other home.
func replaced(pass *analysis.Pass) bool {
	file := filepath.ToSlash(pass.Fset.Position(pass.Files[0].FileStart).Filename)
	return !strings.Contains(file, "@v") && !strings.Contains(file, "/vendor/")
}

// noReturn knows the functions that end the program or the goroutine.
func noReturn(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "os":
		return fn.Name() == "Exit"
	case "runtime":
		return fn.Name() == "Goexit"
	case "log", "github.com/sirupsen/logrus", "go.uber.org/zap", "k8s.io/klog/v2":
		return strings.HasPrefix(fn.Name(), "Fatal") || strings.HasPrefix(fn.Name(), "Panic")
	}
	return false
}
