package sqltext

import "strings"

// session reads the statements that act on the transaction, on locks or on the
// schema.
func session(toks []token) Statement {
	switch toks[0].text {
	case "begin":
		return begin(toks)
	case "start":
		if at(toks, 1).is("transaction") {
			return begin(toks)
		}
	case "commit", "end":
		return Statement{Kind: Commit}
	case "rollback":
		if contains(toks, "to") {
			return Statement{Kind: Other} // to a savepoint
		}
		return Statement{Kind: Rollback}
	case "abort":
		return Statement{Kind: Rollback}
	case "set":
		if contains(toks, "transaction", "names", "=", "to", "on", "off", ":=", "constraints", "role", "default") {
			return Statement{Kind: Set, Serializable: serializable(toks)}
		}
	case "lock":
		return lockTable(toks)
	case "create", "alter", "drop", "truncate", "rename":
		return Statement{Kind: DDL}
	case "exec", "execute", "call", "do", "declare":
		return Statement{Kind: lockCall(toks, Other)}
	case "savepoint", "release", "pragma", "explain", "analyze", "vacuum", "copy", "values", "table", "show",
		"use", "grant", "revoke", "comment", "unlock", "attach", "detach", "reindex", "listen", "notify", "prepare",
		"deallocate", "fetch", "close", "refresh", "describe", "optimize", "load", "import", "kill", "reset":
		return Statement{Kind: Other}
	}
	return Statement{}
}

// begin reads BEGIN IMMEDIATE, START TRANSACTION ISOLATION LEVEL SERIALIZABLE.
func begin(toks []token) Statement {
	strong := serializable(toks) || at(toks, 1).in("immediate", "exclusive")
	return Statement{Kind: Begin, Serializable: strong}
}

// serializable looks for the isolation level as a word or as a value:
// SET transaction_isolation = 'SERIALIZABLE'.
func serializable(toks []token) bool {
	for _, t := range toks {
		if (t.class == word || t.class == text || t.class == quotedName) && strings.EqualFold(t.text, "serializable") {
			return true
		}
	}
	return false
}

// lockTable reads LOCK [TABLE[S]] t [IN … MODE | READ | WRITE]. Modes that two
// sessions can hold while both write are no lock here.
func lockTable(toks []token) Statement {
	i := 1
	for at(toks, i).in("table", "tables", "only") {
		i++
	}
	p, i := readPath(toks, i)
	rest := toks[i:]
	weak := contains(rest, "read") && !contains(rest, "write")
	for k := range rest {
		weak = weak || sequence(rest, k, "access", "share") || sequence(rest, k, "row", "share") ||
			sequence(rest, k, "row", "exclusive") && !at(rest, k-1).is("share")
	}
	if p.parts == 0 {
		return Statement{}
	}
	if weak {
		return Statement{Kind: Other}
	}
	s := Statement{Kind: LockTable}
	s.setTable(p)
	return s
}

// lockCall returns AdvisoryLock or AdvisoryUnlock when toks call such a
// function, else otherwise.
func lockCall(toks []token, otherwise Kind) Kind {
	kind := otherwise
	for _, t := range toks {
		switch t.text {
		case "pg_advisory_lock", "pg_advisory_xact_lock", "pg_try_advisory_lock", "pg_try_advisory_xact_lock",
			"get_lock", "sp_getapplock":
			return AdvisoryLock
		case "pg_advisory_unlock", "pg_advisory_unlock_all", "release_lock", "release_all_locks", "sp_releaseapplock":
			kind = AdvisoryUnlock
		}
	}
	return kind
}
