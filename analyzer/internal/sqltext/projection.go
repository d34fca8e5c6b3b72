package sqltext

// project decides how the select list says that there is no row, and descends
// to the sub-select that decides it.
func (r *reader) project(s Statement, c clauses, depth int) Statement {
	items := c.list
	for at(items, 0).in("distinct", "all") {
		items = items[1:]
	}
	grouped := find(c.tail, 0, "group") < len(c.tail)
	negated, conditional := false, false
	for i := 0; i < len(items); {
		t := items[i]
		switch {
		case t.is("not"):
			negated = !negated
			i++
		case t.is("exists") && at(items, i+1).is("("):
			inside, behind := group(items, i+1)
			in := r.statement(inside, depth+1)
			in.Kind, in.Projection = Select, Exists
			in.NegatedProjection = negated != turnsOver(items[behind:], conditional)
			return in
		case t.is("(") && at(items, i+1).in("select", "with"):
			inside, behind := group(items, i)
			return subquery(r.statement(inside, depth+1), negated, conditional, items[behind:])
		case t.in("count", "count_big") && at(items, i+1).is("(") && !grouped:
			return s.count(items[next(items, i+1):], negated, conditional)
		case aggregate(items, i) && !grouped:
			if at(items, next(items, i+1)).is("over") {
				return s
			}
			s.Projection = Scalar
			return s
		case t.in("(", "case", "when") || wrapper(items, i):
			conditional = conditional || t.in("if", "iif")
			i++
		default:
			return s
		}
	}
	return s
}

// turnsOver reports whether the tokens behind a condition make false of true.
// The comma is that of IF(EXISTS (…), 0, 1).
//
//	CASE WHEN EXISTS (…) THEN 0 ELSE 1 END    EXISTS (…) = false
func turnsOver(rest []token, conditional bool) bool {
	sign := at(rest, 0).in("then", "=") || conditional && at(rest, 0).is(",")
	return sign && (at(rest, 1).text == "0" || at(rest, 1).is("false"))
}

// subquery turns in into SELECT (in): one row always, with NULL when in has none.
func subquery(in Statement, negated, conditional bool, rest []token) Statement {
	switch {
	case in.Projection == Count:
		return in.count(rest, negated, conditional)
	case in.Projection == Rows:
		in.Projection = Scalar
	}
	return in
}

// count reads what stands behind COUNT(…): a comparison makes it Exists.
//
//	COUNT(*) > 0    COUNT(*) >= 1    COUNT(*) <> 0    COUNT(*) = 0 (negated)
func (s Statement) count(rest []token, negated, conditional bool) Statement {
	for at(rest, 0).is(")") {
		rest = rest[1:]
	}
	if at(rest, 0).is("filter") {
		s.Others = true
	}
	if at(rest, 0).is("over") {
		return s
	}
	s.Projection = Count
	op, n := at(rest, 0), at(rest, 1).text
	yes := op.in(">", "<>", "!=") && n == "0" || op.is(">=") && n == "1"
	no := op.in("=", "==", "<=") && n == "0" || op.is("<") && n == "1"
	if yes || no {
		s.Projection = Exists
		s.NegatedProjection = no != negated != turnsOver(rest[2:], conditional)
	}
	return s
}

// wrapper reports whether a function that passes on "no row" begins at i.
func wrapper(toks []token, i int) bool {
	return at(toks, i+1).is("(") && toks[i].in("coalesce", "ifnull", "isnull", "nvl", "cast", "convert", "if", "iif", "nullif", "abs", "to_json", "greatest")
}

// aggregate reports whether an aggregate that gives a row even for no rows
// begins at i. In SQLite max and min of several arguments are none.
func aggregate(toks []token, i int) bool {
	if !at(toks, i+1).is("(") {
		return false
	}
	inside, _ := group(toks, i+1)
	if toks[i].in("max", "min") {
		return len(list(inside)) == 1
	}
	return toks[i].in("sum", "avg", "total", "bool_or", "bool_and", "every", "array_agg", "string_agg", "json_agg",
		"jsonb_agg", "json_object_agg", "group_concat", "json_group_array", "json_arrayagg", "bit_or", "bit_and")
}
