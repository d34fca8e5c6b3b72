package sqltext

// update reads UPDATE [ONLY] t [AS a] SET … [FROM …] [WHERE …] [RETURNING …].
func (r *reader) update(toks []token, depth int) Statement {
	set := find(toks, 1, "set")
	if set == len(toks) {
		return Statement{}
	}
	i := 1
	for at(toks, i).in("or", "ignore", "low_priority", "replace", "abort", "fail", "rollback", "top", "(") {
		i = next(toks, i)
	}
	src := r.source(toks[min(i, set):set], depth)
	s := Statement{Kind: Update}
	end := find(toks, set, "from", "where", "returning", "output", "order", "limit")
	s.sets(toks[set+1:end], depth)
	r.rest(&s, src, toks[end:], depth)
	return s
}

// remove reads DELETE FROM t [USING …] [WHERE …] [RETURNING …].
func (r *reader) remove(toks []token, depth int) Statement {
	from := find(toks, 1, "from")
	if from == len(toks) {
		if from = 0; find(toks, 1, "where") == len(toks) {
			return Statement{}
		}
	}
	end := find(toks, from+1, "using", "where", "returning", "output", "order", "limit")
	s := Statement{Kind: Delete}
	r.rest(&s, r.source(toks[from+1:end], depth), toks[end:], depth)
	return s
}

// rest reads what follows the SET list of an UPDATE or the table of a DELETE.
func (r *reader) rest(s *Statement, src source, toks []token, depth int) {
	where := find(toks, 0, "where")
	if f := find(toks[:where], 0, "from", "using"); f < where {
		more := r.source(toks[f+1:where], depth)
		if more.alias != "" && more.alias == src.name {
			src = more // UPDATE u SET … FROM users u
		} else {
			src.joined = true
		}
	}
	s.describe(src)
	end := find(toks, where, "returning", "order", "limit", "option")
	w := predicates{scope: src.scope()}
	if where < end {
		w.conjunction(toks[where+1:end], 0)
	}
	s.Where = append(s.Where, w.equalities...)
	s.Alternatives = append(s.Alternatives, w.either...)
	s.Others = s.Others || w.others || len(w.absent) > 0
	s.tail(toks[end:])
	s.OpenTail = openTail(toks)
	s.Returning = s.Returning || find(toks, 0, "output") < where
}

// merge reads the target of MERGE [INTO] t [WITH (HOLDLOCK)] USING ….
func (r *reader) merge(toks []token) Statement {
	i := 1
	for at(toks, i).in("into", "only") {
		i++
	}
	using := find(toks, i, "using")
	if using == len(toks) {
		return Statement{}
	}
	s := Statement{Kind: Merge}
	s.describe(r.source(toks[i:using], 0))
	s.Returning = find(toks, using, "returning", "output") < len(toks)
	return s
}
