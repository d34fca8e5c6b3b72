package sqltext

// The helpers here scan one level of nesting: parentheses and CASE … END are
// stepped over as one.

// next returns the index behind the token or group at i, the end beyond it.
func next(toks []token, i int) int {
	if i >= len(toks) {
		return len(toks)
	}
	return min(i+toks[i].skip, len(toks)-1) + 1
}

// find returns the index of the first of the keywords at or after i, or len(toks).
func find(toks []token, i int, words ...string) int {
	for ; i < len(toks); i = next(toks, i) {
		if toks[i].in(words...) {
			return i
		}
	}
	return len(toks)
}

// at returns the token at i, the zero operator beyond the end.
func at(toks []token, i int) token {
	if i < 0 || i >= len(toks) {
		return token{}
	}
	return toks[i]
}

// sequence reports whether the keywords stand at i, in this order.
func sequence(toks []token, i int, words ...string) bool {
	for k, w := range words {
		if !at(toks, i+k).is(w) {
			return false
		}
	}
	return true
}

// group returns what the parenthesis at i encloses and the index behind it; an
// unclosed one encloses all the rest.
func group(toks []token, i int) (inside []token, behind int) {
	if toks[i].skip == 0 {
		return toks[i+1:], len(toks)
	}
	end := min(i+toks[i].skip, len(toks))
	return toks[i+1 : end], min(end+1, len(toks))
}

// enclosed strips parentheses that enclose all of toks, and says whether it did.
func enclosed(toks []token) ([]token, bool) {
	stripped := false
	for len(toks) > 1 && toks[0].is("(") && toks[0].skip == len(toks)-1 {
		toks, stripped = toks[1:len(toks)-1], true
	}
	return toks, stripped
}

// list splits toks at the commas.
func list(toks []token) [][]token {
	if len(toks) == 0 {
		return nil
	}
	var out [][]token
	for {
		i := find(toks, 0, ",")
		out = append(out, toks[:i])
		if i == len(toks) {
			return out
		}
		toks = toks[i+1:]
	}
}

// contains reports whether one of toks, at any depth, is one of the keywords.
func contains(toks []token, words ...string) bool {
	for _, t := range toks {
		if t.in(words...) {
			return true
		}
	}
	return false
}

// path is a dotted name: a, s.a, [db]..[a].
type path struct {
	name      string // last part, "" when unknown
	qualifier string // part before it, "" when none or unknown
	pattern   string // last part with its holes
	hole      int    // 1 + number of its first hole
	parts     int
}

// readPath reads the dotted name at i and returns the index behind it; parts is 0
// when there is none.
func readPath(toks []token, i int) (path, int) {
	var p path
	for i < len(toks) && toks[i].named() {
		t := toks[i]
		p = path{name: t.ident(), qualifier: p.name, pattern: t.text, hole: t.hole, parts: p.parts + 1}
		i++
		if !at(toks, i).is(".") {
			return p, i
		}
		for at(toks, i).is(".") {
			i++
		}
	}
	return p, i
}
