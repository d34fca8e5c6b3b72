package ssabuild

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A variable or a field of a function type that is only ever given one function
// stands for that function, and a call of it is a call of the function: programs
// put functions into variables for their tests to replace, and into the fields of
// what they hand around.
//
//	var find = func(db *gorm.DB, email string) (*User, error) { … }
//	return &Service{find: repo.ByEmail}
//	u, err := s.find(ctx, email)
//
// What tests store is left out, and so is nil. Of what is exported nobody here knows
// what other packages give it.

// direct rewrites the calls of such variables and fields. go/ssa knows of the
// callee by the value that is called.
func direct(funcs []*ssa.Function) {
	only := map[types.Object]*ssa.Function{}
	var operands []*ssa.Value
	for _, fn := range funcs {
		if strings.HasSuffix(fn.Prog.Fset.Position(fn.Pos()).Filename, "_test.go") {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				operands = instr.Operands(operands[:0])
				note(instr, operands, only)
			}
		}
	}
	if len(only) == 0 {
		return
	}
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || call.Common().IsInvoke() {
					continue
				}
				load, ok := call.Common().Value.(*ssa.UnOp)
				if !ok || load.Op != token.MUL {
					continue
				}
				if target := only[holder(load.X)]; target != nil {
					call.Common().Value = target
				}
			}
		}
	}
}

// note notes what an instruction stores in a variable or field of a function type;
// nil where there are several, or where others may store to it.
func note(instr ssa.Instruction, operands []*ssa.Value, only map[types.Object]*ssa.Function) {
	switch instr := instr.(type) {
	case *ssa.Store:
		if key := holder(instr.Addr); key != nil {
			if c, ok := instr.Val.(*ssa.Const); ok && c.Value == nil {
				return
			}
			fn := function(instr.Val)
			if old, ok := only[key]; ok && old != fn {
				fn = nil
			}
			only[key] = fn
			return
		}
	case *ssa.UnOp:
		if instr.Op == token.MUL {
			return
		}
	case *ssa.DebugRef:
		return
	}
	for _, operand := range operands {
		if key := holder(*operand); key != nil {
			only[key] = nil // its address goes elsewhere
		}
	}
}

// holder is the package-level variable or the field at an address, if it is of a
// function type and this package alone can store to it; nil for others.
func holder(addr ssa.Value) types.Object {
	var held types.Object
	switch addr := addr.(type) {
	case *ssa.Global:
		held = addr.Object()
	case *ssa.FieldAddr:
		if st, ok := pointee(addr.X.Type()).(*types.Struct); ok {
			held = st.Field(addr.Field).Origin()
		}
	}
	if held == nil || held.Exported() && held.Pkg().Name() != "main" {
		return nil
	}
	if _, ok := held.Type().Underlying().(*types.Signature); !ok {
		return nil
	}
	return held
}

// pointee is what a pointer type points to, nil for other types.
func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem().Underlying()
	}
	return nil
}

// function is the function that a value is, nil if unknown.
func function(v ssa.Value) *ssa.Function {
	for {
		switch w := v.(type) {
		case *ssa.ChangeType:
			v = w.X
		case *ssa.MakeClosure:
			fn, _ := w.Fn.(*ssa.Function)
			return fn
		case *ssa.Function:
			return w
		default:
			return nil
		}
	}
}
