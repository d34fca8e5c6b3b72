package sqltext

// split cuts tokens into statements at semicolons. A trigger or routine is one
// statement together with its body:
//
//	CREATE TRIGGER t … BEGIN INSERT …; UPDATE …; END;
func split(toks []token) [][]token {
	var out [][]token
	start, blocks := 0, 0
	routine := false
	for i, t := range toks {
		switch {
		case t.in("trigger", "procedure", "function") && toks[start].in("create", "alter"):
			routine = true
		case routine && t.in("begin", "case") && !at(toks, i-1).is("end"):
			blocks++
		case routine && t.is("end") && !at(toks, i+1).in("if", "loop", "while", "repeat"):
			blocks--
		case t.is(";") && blocks <= 0:
			if i > start {
				out = append(out, toks[start:i:i])
			}
			start, blocks, routine = i+1, 0, false
		}
	}
	if start < len(toks) {
		out = append(out, toks[start:])
	}
	return out
}
