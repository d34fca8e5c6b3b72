package sqltext

// setTable records the main table.
func (s *Statement) setTable(p path) {
	s.Table, s.Schema = p.name, p.qualifier
	if p.name == "" && p.hole > 0 {
		s.TablePattern, s.TableHole = p.pattern, p.hole
	}
}

// clauses are the parts of a query at its own level.
//
//	SELECT list [INTO x] FROM from WHERE where tail [UNION …]
type clauses struct {
	list, from, where, tail []token
	union                   bool
}

// cut finds the clauses of a query that begins with SELECT.
func cut(toks []token) clauses {
	var c clauses
	part, start := &c.list, 1
	end := len(toks)
	// open ends the current part at i and begins the next one behind it.
	open := func(p *[]token, i, behind int) {
		if part != nil {
			*part = toks[start:i]
		}
		part, start = p, behind
	}
	for i := 1; i < end; i = next(toks, i) {
		switch t := toks[i]; {
		case at(toks, i-1).is(".") || at(toks, i+1).in("=", "."):
			// a column named like a keyword
		case t.is("into") && part == &c.list:
			open(nil, i, i+1)
		case t.is("from") && (part == &c.list || part == nil) && !at(toks, i-1).is("distinct"):
			open(&c.from, i, i+1)
		case t.is("where") && part != &c.tail:
			open(&c.where, i, i+1)
		case t.in("union", "intersect", "except") && i > 1:
			c.union, end = true, i
		case part != &c.tail && opensTail(toks, i):
			open(&c.tail, i, i)
		}
	}
	open(nil, end, end)
	return c
}

// opensTail reports whether a clause behind WHERE begins at i.
func opensTail(toks []token, i int) bool {
	switch toks[i].text {
	case "group", "order":
		return toks[i].class == word && (at(toks, i+1).is("by") || at(toks, i+1).class == hole)
	case "having", "limit", "offset", "fetch", "window", "qualify", "option", "returning":
		return toks[i].class == word && i > 1
	case "for":
		return at(toks, i+1).in("update", "share", "no", "key", "xml", "json", "read", "browse") || at(toks, i+1).class == hole
	case "lock":
		return at(toks, i+1).is("in")
	}
	return false
}

// query reads a SELECT.
func (r *reader) query(toks []token, depth int) Statement {
	c := cut(toks)
	s := Statement{Kind: lockCall(append(c.list[:len(c.list):len(c.list)], c.from...), Select)}
	if s.Kind != Select {
		return s
	}
	src := r.source(c.from, depth)
	s.describe(src)
	w := predicates{scope: src.scope()}
	w.joins(c.from)
	w.conjunction(c.where, 0)
	s.Narrowed = w.narrowed
	s.Where = append(s.Where, w.equalities...)
	s.Alternatives = append(s.Alternatives, w.either...)
	s.Others = s.Others || w.others || len(w.absent) > 0 || c.union
	s.tail(c.tail)
	s.Limit = s.Limit || at(c.list, 0).is("top")
	s.OpenTail = openTail(toks)
	s = r.project(s, c, depth)
	s.Others = s.Others || c.union
	return s
}

// tail reads locks and limits.
func (s *Statement) tail(toks []token) {
	for i := 0; i < len(toks); i = next(toks, i) {
		switch t := toks[i]; {
		case t.in("limit", "fetch"):
			s.Limit = true
		case t.is("having"):
			s.Others = true
		case t.is("returning"):
			s.Returning = true
		case t.is("for") && at(toks, i+1).in("share", "key"), t.is("lock"):
			s.RowLock, s.SharedLock = true, true
		case t.is("for") && at(toks, i+1).in("update", "no"):
			s.RowLock = true
		}
	}
}

// openTail reports whether toks end in a hole that is no operand, so that any
// clause may follow: "VALUES (?) ￼", but not "LIMIT ￼" or "a = ￼".
func openTail(toks []token) bool {
	n := len(toks) - 1
	if n < 1 || toks[n].class != hole {
		return false
	}
	before := toks[n-1]
	if before.class == operator {
		return before.in(")", "*")
	}
	return !before.in("values", "value", "from", "join", "where", "and", "or", "not", "on", "by", "limit", "offset",
		"like", "ilike", "in", "is", "between", "as", "set", "interval", "having", "returning", "update", "select")
}

// source is what a FROM clause reads.
type source struct {
	path
	alias  string
	joined bool       // other tables narrow the rows
	inner  *Statement // of FROM (SELECT …), or of a WITH name
	items  [][]token  // select list of FROM (SELECT …)
	locks  bool       // WITH (UPDLOCK)
	serial bool       // WITH (HOLDLOCK)
}

// scope returns the names by which the source's columns may be qualified.
func (src source) scope() scope {
	if src.name == "" && src.alias == "" {
		return scope{}
	}
	return scope{names: []string{src.name, src.alias}}
}

// describe fills in what the FROM clause says.
func (s *Statement) describe(src source) {
	s.setTable(src.path)
	s.Others = s.Others || src.joined
	s.RowLock, s.Serializable = src.locks, src.serial
	if src.inner == nil {
		return
	}
	in := src.inner
	s.Table, s.TablePattern, s.TableHole = in.Table, in.TablePattern, in.TableHole
	s.Where, s.Others = in.Where, s.Others || in.Others
	s.RowLock = s.RowLock || in.RowLock
}

// source reads a FROM clause: its first table, and whether more are joined.
//
//	users u                 public."Users" AS u WITH (UPDLOCK)
//	(SELECT …) AS t         users u LEFT JOIN orgs o ON …
func (r *reader) source(toks []token, depth int) source {
	var src source
	i := 0
	for at(toks, i).in("only", "lateral") {
		i++
	}
	if at(toks, i).is("(") {
		inside, behind := group(toks, i)
		if at(inside, 0).in("select", "with", "(") {
			in := r.statement(inside, depth+1)
			src.inner = &in
			if at(inside, 0).is("select") {
				src.items = list(cut(inside).list)
			}
		} else {
			src = r.source(inside, min(depth+1, maxDepth))
		}
		i = behind
	} else {
		src.path, i = readPath(toks, i)
		if in, ok := r.ctes[src.name]; ok && src.parts == 1 {
			src.inner = &in
		}
		if at(toks, i).is("(") && !hints(toks, i, &src) {
			src.path = path{} // a function
			i = next(toks, i)
		}
	}
	if at(toks, i).is("as") {
		i++
	}
	if t := at(toks, i); t.named() && !t.in("join", "inner", "left", "right", "full", "cross", "natural", "with", "use", "force", "straight_join", "set", "using", "on", "where") {
		src.alias = t.ident()
	}
	for ; i < len(toks); i = next(toks, i) {
		switch t := toks[i]; {
		case t.is("with") && at(toks, i+1).is("("):
			hints(toks, i+1, &src)
		case t.is(","):
			src.joined = true
		case t.in("join", "straight_join"):
			src.joined = src.joined || !at(toks, i-1).in("left", "outer")
		}
	}
	return src
}

// hints reads the table hints of SQL Server in the parenthesis at i.
func hints(toks []token, i int, src *source) bool {
	inside, _ := group(toks, i)
	known := contains(inside, "nolock", "rowlock", "readpast", "readcommitted", "tablock", "paglock")
	if contains(inside, "updlock", "xlock", "tablockx") {
		src.locks, known = true, true
	}
	if contains(inside, "holdlock", "serializable") {
		src.serial, known = true, true
	}
	return known
}
