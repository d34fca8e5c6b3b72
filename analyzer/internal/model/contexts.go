package model

import "go/types"

// place parses a path of the call's model as the function's version means it.
func (b *Bound) place(path Path) (Place, error) {
	p, err := ParsePath(path)
	if p.Kind == Arg && p.Index > 0 && b.contextless() {
		p.Index--
	}
	return p, err
}

// contextless reports whether a function lacks the context that its model counts.
//
//	client.Get(ctx, key)    client.Get(key)
func (b *Bound) contextless() bool {
	if !b.File.Contexts {
		return false
	}
	params := b.Func.Signature().Params()
	if params.Len() == 0 {
		return true
	}
	n, ok := types.Unalias(params.At(0).Type()).(*types.Named)
	return !ok || n.Obj().Name() != "Context" || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "context"
}
