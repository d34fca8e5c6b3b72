package sqltext

// Tail says what SQL that is put behind a statement, or an option behind its
// verb, makes of it: of an INSERT one that minds conflicts, of a SELECT one that
// keeps others from locking the rows it reads.
func Tail(text string) (conflict, lock bool) {
	for _, s := range Parse("INSERT INTO t (a) VALUES (1) " + text) {
		conflict = conflict || s.OnConflict != NoClause
	}
	for _, s := range Parse("SELECT a FROM t " + text) {
		lock = lock || s.RowLock && !s.SharedLock
	}
	for _, s := range Parse("INSERT " + text + " INTO t (a) VALUES (1)") {
		conflict = conflict || s.OnConflict != NoClause // INSERT IGNORE
	}
	return conflict, lock
}
