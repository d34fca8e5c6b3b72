package sqltext

// value is an operand together with what only the condition needs of it.
type value struct {
	Operand
	qualifier string // of a column
	column    bool   // a column whose name is known
}

// readValue reads toks, which must be one whole expression:
//
//	$1   :name   'x'   -1   u.email   lower($1)   $1::text   cast(? as int)   ￼
//
// Everything else is an OtherOperand.
func readValue(toks []token, depth int) value {
	toks, _ = enclosed(toks)
	if len(toks) == 0 || depth > maxDepth {
		return value{}
	}
	if n := len(toks) - 2; n > 0 && toks[n].is("collate") {
		return readValue(toks[:n], depth+1)
	}
	if i := lastCast(toks); i > 0 {
		return readCast(toks[:i], toks[i+1:], depth)
	}
	if len(toks) == 1 {
		return single(toks[0])
	}
	if len(toks) == 2 {
		return pair(toks[0], toks[1])
	}
	p, i := readPath(toks, 0)
	switch {
	case p.parts == 0:
		return value{}
	case i == len(toks):
		return columnOf(p)
	case toks[i].is("(") && next(toks, i) == len(toks):
		inside, _ := group(toks, i)
		return readCall(p.name, inside, depth)
	}
	return value{}
}

// single reads an operand of one token.
func single(t token) value {
	o := Operand{}
	switch t.class {
	case argument:
		o = Operand{Kind: Placeholder, Index: t.index}
	case namedArg:
		o = Operand{Kind: Named, Name: t.text}
	case number, text:
		o = Operand{Kind: Literal, Text: t.text}
	case hole:
		o = Operand{Kind: HoleOperand}
	case quotedName:
		return columnOf(path{name: t.ident(), pattern: t.text, hole: t.hole, parts: 1})
	case word:
		return bareWord(t)
	}
	if t.hole > 0 {
		o = Operand{Kind: HoleOperand, Index: t.hole - 1, Text: t.text}
	}
	return value{Operand: o}
}

// bareWord reads a word that is an operand by itself.
func bareWord(t token) value {
	switch t.text {
	case "true", "false":
		return value{Operand: Operand{Kind: Literal, Text: t.text}}
	case "current_timestamp", "current_date", "current_time", "current_user", "default":
		return value{Operand: Operand{Func: t.text}}
	case "null", "select", "from", "where", "and", "or", "not":
		return value{}
	}
	return columnOf(path{name: t.text, parts: 1})
}

// pair reads -1, BINARY ? and DATE '2020-01-01'.
func pair(a, b token) value {
	switch {
	case a.is("-") && b.class == number:
		return value{Operand: Operand{Kind: Literal, Text: "-" + b.text}}
	case a.in("binary", "prior"):
		return single(b)
	case a.class == word && b.class == text:
		v := single(b)
		v.Func = a.text
		return v
	}
	return value{}
}

func columnOf(p path) value {
	if p.name == "" {
		return value{Operand: Operand{Kind: HoleOperand, Index: p.hole - 1, Text: p.pattern}}
	}
	return value{Operand: Operand{Kind: ColumnOperand, Name: p.name}, qualifier: p.qualifier, column: true}
}

// lastCast returns the index of the last :: at this level, 0 when there is none.
func lastCast(toks []token) int {
	last := 0
	for i := 0; i < len(toks); i = next(toks, i) {
		if toks[i].is("::") {
			last = i
		}
	}
	return last
}

// readCast reads expr::typ, where typ may be "varchar(10)[]" or two words.
func readCast(expr, typ []token, depth int) value {
	if len(typ) == 0 {
		return value{}
	}
	for i := 0; i < len(typ); i = next(typ, i) {
		if !typ[i].named() && !typ[i].in("(", ".") {
			return value{} // $1::int + 1
		}
	}
	// The operand binds tighter than any operator: a || $1::text is no cast of both.
	if p, i := readPath(expr, 0); len(expr) > 1 && !expr[0].is("(") && (p.parts == 0 || i < len(expr) && !expr[i].in("(", "::")) {
		return value{}
	}
	v := readValue(expr, depth+1)
	if v.Func == "" {
		v.Func = typ[0].ident()
	}
	return v
}

// readCall reads a function of one argument, or of one and literals: nullif($1, 0).
func readCall(fn string, args []token, depth int) value {
	if fn == "cast" || fn == "try_cast" {
		if i := find(args, 0, "as"); i < len(args) {
			return readCast(args[:i:i], args[i+1:], depth)
		}
	}
	var found []value
	for _, arg := range list(args) {
		if v := readValue(arg, depth+1); v.Kind != Literal {
			found = append(found, v)
		}
	}
	if len(found) != 1 || found[0].Kind == OtherOperand {
		return value{Operand: Operand{Func: fn}}
	}
	v := found[0]
	// Of lower(trim($1)) both count, of lower($1::text) the function only.
	if inner := v.Func; inner != "" && !castType(inner) {
		fn += "." + inner
	}
	v.Func = fn
	return v
}

// castType reports whether a Func names a type that keeps text apart as before.
func castType(name string) bool {
	switch name {
	case "text", "varchar", "nvarchar", "char", "citext", "uuid", "int", "integer", "bigint", "unsigned", "signed":
		return true
	}
	return false
}
