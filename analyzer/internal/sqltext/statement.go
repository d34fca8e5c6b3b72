package sqltext

// reader reads one statement; ctes are the named sub-statements of its WITH.
type reader struct {
	ctes map[string]Statement
}

// parseStatement reads one statement, given its tokens.
func parseStatement(toks []token) Statement {
	n := numberArguments(toks)
	link(toks)
	r := &reader{ctes: map[string]Statement{}}
	s := r.statement(toks, 0)
	s.Placeholders = n
	s.Dialect = dialect(toks)
	return s
}

// statement reads a statement, which may stand in parentheses:
//
//	(SELECT …) UNION (SELECT …)
func (r *reader) statement(toks []token, depth int) Statement {
	union := false
	for at(toks, 0).is("(") {
		inside, behind := group(toks, 0)
		union = union || at(toks, behind).in("union", "intersect", "except")
		toks = inside
	}
	s := r.dispatch(toks, depth)
	s.Others = s.Others || union
	return s
}

// dispatch decides by the first word.
func (r *reader) dispatch(toks []token, depth int) Statement {
	if len(toks) == 0 || depth > maxDepth {
		return Statement{}
	}
	switch toks[0].text {
	case "with":
		return r.with(toks, depth)
	case "select", "perform":
		return r.query(toks, depth)
	case "insert", "replace", "upsert":
		return r.insert(toks, depth)
	case "update":
		return r.update(toks, depth)
	case "delete":
		return r.remove(toks, depth)
	case "merge":
		return r.merge(toks)
	case "if":
		return r.ifExists(toks, depth)
	}
	if toks[0].class != word {
		return Statement{}
	}
	return session(toks)
}

// with reads the named sub-statements, then the main one. A sub-statement that
// writes is what the whole statement does, one that inserts above all:
//
//	WITH s AS (SELECT …), i AS (INSERT … WHERE NOT EXISTS (SELECT 1 FROM s) RETURNING id) SELECT …
func (r *reader) with(toks []token, depth int) Statement {
	i := 1
	if at(toks, i).is("recursive") {
		i++
	}
	var writing Statement
	for i < len(toks) {
		name := toks[i].ident()
		body := find(toks, i, "as") + 1
		for at(toks, body).in("not", "materialized") {
			body++
		}
		if !at(toks, body).is("(") {
			break
		}
		inside, behind := group(toks, body)
		s := r.statement(inside, depth+1)
		if name != "" {
			r.ctes[name] = s
		}
		switch {
		case s.Kind == Insert && writing.Kind != Insert, writes(s.Kind) && writing.Kind == Unknown:
			writing = s
		}
		if i = behind; !at(toks, i).is(",") {
			break
		}
		i++
	}
	main := r.statement(toks[min(i, len(toks)):], depth+1)
	if writing.Kind == Insert && main.Kind != Insert || writing.Kind != Unknown && main.Kind == Select {
		return writing
	}
	return main
}

// ifExists reads the batches of SQL Server that look before they write:
//
//	IF NOT EXISTS (SELECT …) [BEGIN] INSERT …
//	IF EXISTS (SELECT …) UPDATE … ELSE INSERT …
func (r *reader) ifExists(toks []token, depth int) Statement {
	i := 1
	for at(toks, i).in("not", "(") {
		i++
	}
	if !at(toks, i).is("exists") || !at(toks, i+1).is("(") {
		return Statement{}
	}
	inside, behind := group(toks, i+1)
	ins := behind
	for ins < len(toks) && !toks[ins].is("insert") {
		ins++
	}
	if ins == len(toks) {
		return Statement{Kind: Other}
	}
	s := r.insert(toks[ins:], depth+1)
	found := r.statement(inside, depth+1)
	if s.Kind == Insert && found.Table == s.Table {
		s.NotExists, s.Where, s.Others = true, found.Where, found.Others
		s.RowLock, s.Serializable = found.RowLock, found.Serializable
	}
	return s
}

// writes reports whether a sub-statement of this kind outweighs a SELECT.
func writes(k Kind) bool {
	return k == Insert || k == Update || k == Delete || k == Merge || k == AdvisoryLock
}
