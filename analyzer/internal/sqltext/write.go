package sqltext

import "slices"

// insert reads INSERT, REPLACE and UPSERT.
//
//	INSERT [IGNORE | OR x] [INTO] t [AS a] [(cols)] rows [conflict clause] [RETURNING …]
func (r *reader) insert(toks []token, depth int) Statement {
	s := Statement{Kind: Insert}
	if toks[0].in("replace", "upsert") {
		s.OnConflict = DoReplace
	}
	i := 1
	for at(toks, i).in("into", "ignore", "or", "low_priority", "high_priority", "delayed", "overwrite", "table") {
		switch at(toks, i+1).text {
		case "replace":
			s.OnConflict, i = DoReplace, i+1
		case "ignore":
			s.OnConflict, i = DoNothing, i+1
		case "abort", "fail", "rollback":
			i++
		}
		if toks[i].is("ignore") {
			s.OnConflict = DoNothing
		}
		i++
	}
	p, i := readPath(toks, i)
	if p.parts == 0 {
		return Statement{}
	}
	s.setTable(p)
	if at(toks, i).is("as") {
		i += 2
	} else if at(toks, i).class == word && !at(toks, i).in("values", "value", "select", "set", "default", "with", "overriding", "output", "exec") {
		i++
	}
	var columns [][]token
	if at(toks, i).is("(") {
		if inside, behind := group(toks, i); !at(inside, 0).in("select", "with") {
			columns, i = list(inside), behind
			if len(columns) == 0 {
				columns = [][]token{}
			}
		}
	}
	rows := find(toks, i, "values", "value", "select", "set", "(", "with")
	if rows == len(toks) && columns == nil && !at(toks, i).in("default", "exec", "execute", "output") && at(toks, i).class != hole {
		return Statement{} // "insert failed"
	}
	s.Returning = find(toks[:rows], i, "output") < rows
	s.OpenTail = rows == len(toks) && at(toks, i).class == hole
	r.rows(&s, toks[rows:], columns, depth)
	return s
}

// rows reads what an INSERT stores and the clauses behind it.
func (r *reader) rows(s *Statement, toks []token, columns [][]token, depth int) {
	end := find(toks, 0, "on", "returning")
	for end < len(toks) && toks[end].is("on") && !at(toks, end+1).in("conflict", "duplicate") {
		end = find(toks, end+1, "on", "returning")
	}
	body := toks[:end]
	s.conflict(toks[end:])
	if i := find(body, 0, "if"); sequence(body, i, "if", "not", "exists") {
		s.OnConflict, body = DoNothing, body[:i] // of Cassandra
	}
	s.OpenTail = s.OpenTail || openTail(body) || openTail(toks)
	switch {
	case len(body) == 0:
	case body[0].in("values", "value"):
		if at(body, 1).is("(") {
			inside, _ := group(body, 1)
			s.assign(columns, list(inside))
		}
	case body[0].is("set"):
		s.sets(body[1:], depth)
	case body[0].is("("):
		inside, _ := group(body, 0)
		r.selected(s, inside, columns, depth)
	case body[0].in("select", "with"):
		r.selected(s, body, columns, depth)
	}
}

// assign pairs columns and values by position. From a hole on that may stand for
// several columns, values have none; at one that may stand for several values the
// pairs end.
func (s *Statement) assign(columns, values [][]token) {
	open := func(item []token) bool { return len(item) == 1 && item[0].class == hole && item[0].quote != '$' }
	known := slices.IndexFunc(columns, open)
	even := known < 0 && len(columns) == len(values)
	if known < 0 && columns != nil {
		known = len(columns)
		values = values[:min(len(columns), len(values))]
	}
	for i, v := range values {
		if !even && open(v) {
			return
		}
		a := Assignment{Operand: readValue(v, 0).Operand}
		if i < known {
			p, _ := readPath(columns[i], 0)
			a.Column = p.name
		}
		s.Insert = append(s.Insert, a)
	}
}

// selected reads INSERT … SELECT.
func (r *reader) selected(s *Statement, toks []token, columns [][]token, depth int) {
	if at(toks, 0).is("with") {
		i := find(toks, 0, "select")
		r.with(toks[:i], depth+1)
		toks = toks[i:]
	}
	if len(toks) == 0 {
		return
	}
	c := cut(toks)
	src := r.source(c.from, depth+1)
	items := list(c.list)
	if src.items != nil && len(items) == 1 && at(items[0], len(items[0])-1).is("*") {
		items = src.items // SELECT * FROM (SELECT $1, $2) AS t
	}
	s.assign(columns, unalias(items))
	w := predicates{scope: src.scope()}
	w.conjunction(c.where, 0)
	s.Others = true
	for _, body := range w.absent {
		in := r.statement(body, depth+1)
		if in.Table == s.Table {
			s.NotExists, s.Where, s.Others = true, in.Where, in.Others
			s.Serializable, s.RowLock = in.Serializable, in.RowLock
			break
		}
	}
}

// unalias strips "AS a" and a trailing alias from select items.
func unalias(items [][]token) [][]token {
	out := make([][]token, len(items))
	for i, item := range items {
		end := find(item, 0, "as")
		if n := len(item) - 1; end == len(item) && n > 0 && item[n].named() && (item[n-1].class != operator || item[n-1].is(")")) {
			end = n
		}
		out[i] = item[:end]
	}
	return out
}

// conflict reads ON CONFLICT, ON DUPLICATE KEY UPDATE and RETURNING.
func (s *Statement) conflict(toks []token) {
	s.Returning = s.Returning || find(toks, 0, "returning") < len(toks)
	switch {
	case sequence(toks, 0, "on", "duplicate"):
		s.OnConflict = DoUpdate
	case sequence(toks, 0, "on", "conflict"):
		s.OnConflict = DoUpdate
		do := find(toks, 0, "do")
		switch {
		case at(toks, do+1).is("nothing"):
			s.OnConflict = DoNothing
		case at(toks, do+1).is("select"):
			s.OnConflict = DoSelect
		}
		if at(toks, 2).is("(") {
			inside, _ := group(toks, 2)
			for _, item := range list(inside) {
				if p, _ := readPath(item, 0); p.name != "" {
					s.ConflictColumns = append(s.ConflictColumns, p.name)
				}
			}
		}
	}
}

// sets reads a = $1, (b, c) = ($2, $3).
func (s *Statement) sets(toks []token, depth int) {
	for _, item := range list(toks) {
		eq := find(item, 0, "=", ":=")
		if eq >= len(item)-1 {
			continue
		}
		left, lp := enclosed(item[:eq])
		right, rp := enclosed(item[eq+1:])
		if lp && rp && len(list(left)) == len(list(right)) && len(list(left)) > 1 {
			s.assign(list(left), list(right))
			continue
		}
		p, _ := readPath(left, 0)
		s.Insert = append(s.Insert, Assignment{Column: p.name, Operand: readValue(right, depth).Operand})
	}
}
