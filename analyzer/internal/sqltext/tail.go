package sqltext

// Tail says what SQL that is put behind a statement makes of it: of an INSERT
// one that minds conflicts, of a SELECT one that locks the rows it reads.
func Tail(text string) (conflict, lock bool) {
	for _, s := range Parse("INSERT INTO t (a) VALUES (1) " + text) {
		conflict = conflict || s.OnConflict != NoClause
	}
	for _, s := range Parse("SELECT a FROM t " + text) {
		lock = lock || s.RowLock
	}
	return conflict, lock
}
