package model

import (
	"fmt"
	"go/types"
)

// typeAt returns the type of a place in calls of a function, or why it has no
// such place. body is the place of the callback that body.param places mean.
func typeAt(sig *types.Signature, p, body Place) (types.Type, error) {
	t, err := rootType(sig, p, body)
	if err != nil {
		return nil, err
	}
	for _, name := range p.Fields {
		if t, err = memberType(t, name); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func rootType(sig *types.Signature, p, body Place) (types.Type, error) {
	switch p.Kind {
	case Recv:
		if sig.Recv() == nil {
			return nil, fmt.Errorf("a function has no receiver")
		}
		return sig.Recv().Type(), nil
	case Arg:
		return argType(sig, p.Index)
	case Result:
		if p.Index >= sig.Results().Len() {
			return nil, fmt.Errorf("has no result %d", p.Index)
		}
		return sig.Results().At(p.Index).Type(), nil
	case BodyParam:
		t, err := typeAt(sig, body, Place{})
		if err != nil {
			return nil, err
		}
		callback, ok := t.Underlying().(*types.Signature)
		if !ok {
			return nil, fmt.Errorf("body %v is no function", body)
		}
		return argType(callback, p.Index)
	}
	return nil, fmt.Errorf("no place")
}

// argType returns the type of the argument with an index, counted as the
// source has them.
func argType(sig *types.Signature, index int) (types.Type, error) {
	last := sig.Params().Len() - 1
	if sig.Variadic() && index >= last {
		if tail, ok := sig.Params().At(last).Type().Underlying().(*types.Slice); ok {
			return tail.Elem(), nil
		}
	}
	if index > last {
		return nil, fmt.Errorf("has no argument %d", index)
	}
	return sig.Params().At(index).Type(), nil
}

// memberType returns the type of a field, or the first result of a method
// without parameters. Nothing is known of a type parameter's members, and of the
// fields of what an interface holds.
func memberType(t types.Type, name string) (types.Type, error) {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return t, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	if obj == nil && types.IsInterface(t) {
		return t, nil
	}
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Type(), nil
	case *types.Func:
		if sig := obj.Signature(); sig.Params().Len() == 0 && sig.Results().Len() > 0 {
			return sig.Results().At(0).Type(), nil
		}
		return nil, fmt.Errorf("method %s of %v is no getter", name, t)
	}
	return nil, fmt.Errorf("%v has no field or method %s", t, name)
}
