package sqltext

// scope is what a condition's columns may belong to: the main table's name and
// alias. An empty one takes every column.
type scope struct {
	names []string
}

// owns reports whether a column with this qualifier is one of the main table.
func (s scope) owns(qualifier string) bool {
	if qualifier == "" || len(s.names) == 0 {
		return true
	}
	for _, n := range s.names {
		if n == qualifier {
			return true
		}
	}
	return false
}

// predicates collects what a condition says.
type predicates struct {
	scope      scope
	equalities []Equality
	either     []Equality // of the branches of a top-level OR
	narrowed   []string   // columns that are compared with several values, or with another table's column
	others     bool
	absent     [][]token // the sub-selects of AND-ed NOT EXISTS (…) and (SELECT COUNT(…) …) = 0
}

// conjunction reads a condition. AND-ed parts are read one by one; an OR makes
// the whole one "other":
//
//	a = ? AND (b = ? AND lower(c) = 'x') AND d BETWEEN ? AND ? AND (e OR f)
//	└ = ─┘     └ = ─┘    └───── = ────┘     └──── other ────┘     └ other ┘
func (w *predicates) conjunction(toks []token, depth int) {
	if or := find(toks, 0, "or", "xor"); depth > maxDepth || or < len(toks) {
		w.others = true
		w.alternatives(toks, or, depth)
		return
	}
	start, between := 0, false
	for i := 0; i < len(toks); i = next(toks, i) {
		switch {
		case toks[i].is("between"):
			between = true
		case toks[i].is("and") && between:
			between = false
		case toks[i].is("and"):
			w.conjunct(toks[start:i], depth)
			start = i + 1
		}
	}
	w.conjunct(toks[start:], depth)
}

// alternatives reads the branches of an OR at position or. A row that meets
// all equalities of one branch meets the whole:
//
//	username = ? OR email = ?
func (w *predicates) alternatives(toks []token, or, depth int) {
	for len(toks) > 0 && depth <= maxDepth {
		branch := predicates{scope: w.scope}
		branch.conjunction(toks[:or], depth+1)
		w.either = append(append(w.either, branch.equalities...), branch.either...)
		if or >= len(toks) {
			return
		}
		toks = toks[or+1:]
		or = find(toks, 0, "or", "xor")
	}
}

// conjunct reads one part of a conjunction.
func (w *predicates) conjunct(toks []token, depth int) {
	// A hole beside a predicate may hold more of them.
	for len(toks) > 0 && toks[0].class == hole && !at(toks, 1).in("=", ".", "(", "in", "is") {
		toks, w.others = toks[1:], true
	}
	for n := len(toks) - 1; n > 2 && toks[n].class == hole && toks[n-1].class != operator; n-- {
		toks, w.others = toks[:n], true
	}
	inside, stripped := enclosed(toks)
	switch {
	case len(toks) == 0:
	case stripped && !at(inside, 0).is("select"):
		w.conjunction(inside, depth+1)
	case sequence(toks, 0, "not", "exists", "(") && next(toks, 2) == len(toks):
		body, _ := group(toks, 2)
		w.absent = append(w.absent, body)
	case sequence(toks, 0, "not", "(", "exists") && next(toks, 1) == len(toks):
		body, _ := group(toks, 1)
		w.conjunct(append([]token{toks[0]}, body...), depth+1)
	case countsNone(toks):
		body, _ := group(toks, 0)
		w.absent = append(w.absent, body)
	default:
		w.comparison(toks, depth)
	}
}

// countsNone reports whether toks are "(SELECT COUNT(…) …) = 0".
func countsNone(toks []token) bool {
	if !sequence(toks, 0, "(", "select", "count") {
		return false
	}
	i := next(toks, 0)
	op, n := at(toks, i), at(toks, i+1)
	return i == len(toks)-2 && n.class == number && (op.is("=") && n.text == "0" || op.is("<") && n.text == "1")
}

// comparison reads "left = right" in its spellings.
func (w *predicates) comparison(toks []token, depth int) {
	if len(toks) == 1 {
		if v := single(toks[0]); v.Kind == Literal && v.Text != "0" && v.Text != "false" {
			return // WHERE 1, WHERE true
		}
	}
	for i := 0; i < len(toks); i = next(toks, i) {
		left := toks[:i]
		switch {
		case toks[i].in("=", "==", "<=>"):
			w.equal(left, toks[i+1:], depth)
		case sequence(toks, i, "is", "not", "distinct", "from"):
			w.equal(left, toks[i+4:], depth)
		case toks[i].is("is") && (at(toks, i+1).class == argument || at(toks, i+1).class == namedArg):
			w.equal(left, toks[i+1:], depth) // SQLite
		case toks[i].is("in") && at(toks, i+1).is("(") && next(toks, i+1) == len(toks) && i > 0 && !toks[i-1].is("not"):
			w.member(left, toks[i+1:], depth)
		case toks[i].is("in") && i == len(toks)-2 && i > 0 && !toks[i-1].is("not") && (toks[i+1].class == argument || toks[i+1].class == namedArg):
			w.equal(left, toks[i+1:], depth) // the library spreads a list
		default:
			continue
		}
		return
	}
	w.others = true
}

// narrow notes that the column on the left has one of several values.
func (w *predicates) narrow(left []token) {
	if v := readValue(left, 0); v.column && v.Name != "" && w.scope.owns(v.qualifier) {
		w.narrowed = append(w.narrowed, v.Name)
	}
}

// joins notes the columns that the joins of a FROM clause compare with those of
// other tables.
//
//	FROM subscriptions s JOIN bundles b ON b.id = s.bundle_id     … JOIN bundles USING (bundle_id)
func (w *predicates) joins(from []token) {
	for i := find(from, 0, "on", "using"); i < len(from); i = find(from, i+1, "on", "using") {
		if from[i].is("using") {
			if at(from, i+1).is("(") {
				inside, _ := group(from, i+1)
				for _, item := range list(inside) {
					w.narrow(item)
				}
			}
			continue
		}
		end := find(from, i+1, "join", "left", "right", "inner", "full", "cross", ",")
		for condition := from[i+1 : end]; len(condition) > 0; {
			and := find(condition, 0, "and")
			if eq := find(condition[:and], 0, "="); eq < and {
				for _, side := range [][]token{condition[:eq], condition[eq+1 : and]} {
					if readValue(side, 0).qualifier != "" {
						w.narrow(side)
					}
				}
			}
			condition = condition[min(and+1, len(condition)):]
		}
	}
}

// member reads "left IN (x)" with exactly one element.
func (w *predicates) member(left, set []token, depth int) {
	inside, _ := group(set, 0)
	if len(list(inside)) != 1 || at(inside, 0).in("select", "values", "with") || at(inside, 0).class == hole {
		w.others = true
		w.narrow(left)
		return
	}
	w.equal(left, inside, depth)
}

// equal adds left = right, or the pairs of (a, b) = (x, y).
func (w *predicates) equal(left, right []token, depth int) {
	li, lp := enclosed(left)
	ri, rp := enclosed(right)
	if ls, rs := list(li), list(ri); lp && rp && len(ls) > 1 && len(ls) == len(rs) && depth <= maxDepth {
		for i := range ls {
			w.equal(ls[i], rs[i], maxDepth+1) // no rows within rows
		}
		return
	}
	if at(ri, 0).in("any", "all", "some", "select", "with") {
		w.others = true
		if !at(ri, 0).is("all") {
			w.narrow(left)
		}
		return
	}
	l, r := readValue(left, 0), readValue(right, 0)
	switch {
	case l.column && w.scope.owns(l.qualifier):
		w.equalities = append(w.equalities, Equality{Column: l.Name, Func: l.Func, Operand: r.Operand})
		w.others = w.others || r.Kind == OtherOperand && r.Func == ""
	case r.column && w.scope.owns(r.qualifier):
		w.equalities = append(w.equalities, Equality{Column: r.Name, Func: r.Func, Operand: l.Operand})
		w.others = w.others || l.Kind == OtherOperand && l.Func == ""
	case l.Kind == Literal && r.Kind == Literal && l.Text == r.Text:
		// WHERE 1 = 1
	default:
		w.others = true
	}
}
