package model

// namings are the naming strategies of Rows.Naming.
var namings = [...]string{"snake", "lower"}

// Words implements strict.Worded.
func (Verb) Words() []string {
	return texts(Find, Create, Save, Upsert, FindOrCreate, Update, Delete, Filter, Predicate, SetColumn, Read,
		Begin, Commit, Rollback, RunTx, DoLock, DoUnlock, Exclusive, Spawn, Await, IsConflict, IsAbsent, NotConflict, NotAbsent,
		Wrap, Unwrap, IsError, AsError, ErrorCode, Format, Contains, IsZero, Among, Collect, Pure, Fresh, Coarse, Copy, NamedArg, Nothing)
}

// Words implements strict.Worded.
func (TypeRole) Words() []string {
	return texts(Connection, Transaction, Optimistic, Builder, Outcome, Lock, Conflicting, Equalities,
		Collection, Columns, Wrapper, Alternatives, Retry, Command)
}

// Words implements strict.Worded.
func (Property) Words() []string { return texts(AddsUpsert, AddsRowLock, AddsCreate) }

// Words implements strict.Worded.
func (Loser) Words() []string { return texts(Overwrites, Fails, Keeps) }

// Words implements strict.Worded.
func (Guarantee) Words() []string { return texts(Serializable, Watched) }

// Words implements strict.Worded.
func (Thing) Words() []string { return texts(ATable, AColumn, AKey) }

func texts[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
