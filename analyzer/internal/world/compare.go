package world

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// binop evaluates comparisons; arithmetic stays between zero, one and many,
// so that no loop counts for ever.
func (f *frame) binop(instr *ssa.BinOp, s *state) Val {
	x, y := f.eval(instr.X, s), f.eval(instr.Y, s)
	switch instr.Op {
	case token.EQL, token.NEQ:
		v := f.equal(x, y)
		if y.Kind == Unknown && f.another(instr.X, s) || x.Kind == Unknown && f.another(instr.Y, s) {
			v = no
		}
		if instr.Op == token.EQL {
			return v
		}
		switch v.Kind {
		case Zero:
			return yes
		case Const:
			return no
		}
	case token.LSS:
		return less(x, y)
	case token.GTR:
		return less(y, x)
	case token.LEQ:
		return negate(less(y, x))
	case token.GEQ:
		return negate(less(x, y))
	case token.ADD:
		if x.Kind == Zero {
			return y
		}
		if y.Kind == Zero {
			return x
		}
		if nx, ok := number(x); ok {
			if ny, ok := number(y); ok && nx+ny == 0 {
				return zero
			}
		}
		if positive(x) && positive(y) {
			return set
		}
	}
	return Val{}
}

func negate(v Val) Val {
	switch v.Kind {
	case Zero:
		return yes
	case Const:
		return no
	}
	return Val{}
}

func positive(v Val) bool {
	if v.Kind == Set {
		return true
	}
	n, ok := number(v)
	return ok && n > 0
}

// number is the value of a small integer constant.
func number(v Val) (int, bool) {
	if v.Kind == Zero {
		return 0, true
	}
	if v.Kind != Const || len(v.Text) > 9 {
		return 0, false
	}
	n, neg := 0, false
	for i, r := range v.Text {
		if i == 0 && r == '-' {
			neg = true
			continue
		}
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}

// less evaluates x < y; Set stands for any number from one up.
func less(x, y Val) Val {
	nx, kx := number(x)
	ny, ky := number(y)
	switch {
	case kx && ky:
		return truth(nx < ny)
	case kx && y.Kind == Set && nx < 1:
		return yes
	case x.Kind == Set && ky && ny <= 1:
		return no
	}
	return Val{}
}

// equal evaluates x == y.
func (f *frame) equal(x, y Val) Val {
	if x.Kind == Unknown || y.Kind == Unknown || x.Kind == Cell || y.Kind == Cell {
		return Val{}
	}
	if x.Kind == Detail || y.Kind == Detail {
		return f.equalDetail(x, y)
	}
	xn, _ := x.IsNil()
	yn, _ := y.IsNil()
	switch {
	case xn && yn:
		return yes
	case xn != yn:
		return no
	case x.Kind == Const && y.Kind == Const:
		return truth(x.Text == y.Text)
	case foreign(x, y) || foreign(y, x):
		return no
	case x.Kind == Error && y.Kind == Error:
		return f.equalErrors(x.Err, y.Err)
	case x.Kind == Set && y.Kind == Const && y.Text == "1", y.Kind == Set && x.Kind == Const && x.Text == "1":
		return yes // "RowsAffected == 1" asks whether there is one
	case x.Text == "true" && y.Kind == Set || y.Text == "true" && x.Kind == Set:
		return yes
	}
	return Val{}
}
