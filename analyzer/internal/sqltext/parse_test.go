package sqltext

import (
	"strings"
	"testing"
)

// example is a text and the rendering of what is read off it; see render.
type example struct{ text, want string }

func check(t *testing.T, examples []example) {
	t.Helper()
	for _, e := range examples {
		if got := renderAll(e.text); got != e.want {
			t.Errorf("%s\n got %s\nwant %s", e.text, got, e.want)
		}
	}
}

func TestAnyDialect(t *testing.T) {
	check(t, []example{
		{`SELECT EXISTS(SELECT 1 FROM users WHERE email = ? AND org_id = ?)`, `Select users where email=$0 org_id=$1 exists #2`},
		{`SELECT COUNT(*) FROM "Users" u WHERE u.email=:email FOR UPDATE`, `Select users where email=:email count rowlock`},
		{`SELECT count(*) > 0 FROM t WHERE a = @a`, `Select t where a=:a exists`},
		{`SELECT COALESCE(MAX(n),0)+1 FROM t WHERE k=?`, `Select t where k=$0 scalar #1`},
		{`INSERT INTO t(a,b) SELECT * FROM (SELECT ? AS a, ? AS b) AS tmp WHERE NOT EXISTS (SELECT a FROM t WHERE a=? ) LIMIT 1`, `Insert t a:=$0 b:=$1 where a=$2 notexists #3`},
		{`SELECT COUNT(*) FROM (SELECT id FROM t WHERE a=? LIMIT 1) x`, `Select t where a=$0 count #1`},
		{`SELECT COUNT(DISTINCT id) FROM t WHERE a = ?`, `Select t where a=$0 count #1`},
		{`SELECT MAX(a,b) FROM t`, `Select t`},
		{`SELECT (SELECT COUNT(*) FROM t WHERE a=?) > 0`, `Select t where a=$0 exists #1`},
		{`SELECT COALESCE((SELECT id FROM t WHERE a=?), 0)`, `Select t where a=$0 scalar #1`},
		{`SELECT CAST(CASE WHEN NOT EXISTS(SELECT 1 FROM t WHERE a=@a) THEN 1 ELSE 0 END AS BIT)`, `Select t where a=:a exists negated`},
		{`SELECT CASE WHEN EXISTS(SELECT 1 FROM t WHERE a=@a) THEN 0 ELSE 1 END`, `Select t where a=:a exists negated`},
		{`SELECT CASE WHEN COUNT(*) > 0 THEN 1 ELSE 0 END FROM t WHERE a=?`, `Select t where a=$0 exists #1`},
		{`SELECT IF(EXISTS(SELECT * FROM t WHERE a=?),'true','false')`, `Select t where a=$0 exists #1`},
		{`SELECT EXISTS(SELECT 1 FROM t WHERE a=?) AS ok`, `Select t where a=$0 exists #1`},
		{`SELECT a INTO @x FROM t WHERE b=?`, `Select t where b=$0 #1`},
		{`SELECT * FROM t WHERE a BETWEEN ? AND ? AND c=?`, `Select t where c=$2 +others #3`},
		{`SELECT * FROM t WHERE a=? OR b=?`, `Select t +others #2`},
		{`SELECT id FROM a, b WHERE a.x=?`, `Select a where x=$0 +others #1`},
		{"SELECT id FROM t WHERE a=? # trailing\n AND b=?", `Select t where a=$0 b=$1 #2`},
		{`SELECT id FROM t WHERE a=CAST(? AS CHAR(36)) AND lower(trim(b))=lower(trim(?)) AND c=NULLIF(?, '') AND d = 'x' COLLATE NOCASE`, `Select t where a=char($0) lower.trim(b)=lower.trim($1) c=nullif($2) d='x' #3`},
		{`SELECT id FROM t WHERE a = -1 AND b = DATE '2020-01-01' and c=now()`, `Select t where a='-1' b=date('2020-01-01') c=now(?)`},
		{`REPLACE INTO t (a) VALUES (?)`, `Insert t a:=$0 DoReplace #1`},
		{`INSERT INTO t SET a=?, b=NOW()`, `Insert t a:=$0 b:=now(?) #1`},
		{`INSERT INTO t DEFAULT VALUES RETURNING id`, `Insert t returning`},
		{`WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r) SELECT n FROM r`, `Select +others`},
		{`IF EXISTS (SELECT 1 FROM t WHERE a=@a) UPDATE t SET b=@b WHERE a=@a ELSE INSERT INTO t (a,b) VALUES (@a,@b)`, `Insert t a:=:a b:=:b where a=:a notexists`},
		{`DELETE t FROM t WHERE a=?`, `Delete t where a=$0 #1`},
		{`/* c */ SELECT /*+ x */ 1 FROM t WHERE a = ? -- ok`, `Select t where a=$0 #1`},
		{`SELECT 1 FROM t WHERE NOT (a=? AND b=?)`, `Select t +others #2`},
		{`SELECT 1 FROM t WHERE a=? AND (b=? OR c=?) AND true`, `Select t where a=$0 +others #3`},
		{`SELECT COUNT(1) FROM (SELECT 1 FROM t WHERE a=?) AS s WHERE s.b=?`, `Select t where a=$0 b=$1 count #2`},
		{`SELECT IF(EXISTS(SELECT 1 FROM t WHERE a=?), 0, 1)`, `Select t where a=$0 exists negated #1`},
		{`SELECT * FROM users WHERE ((a = ?) AND ((b = ?)))`, `Select users where a=$0 b=$1 #2`},
		{`SELECT * FROM t WHERE 1=1 AND a=?`, `Select t where a=$0 #1`},
		{`SELECT * FROM t WHERE a IS NULL AND b=? AND c <> ? AND d > ? AND e LIKE ?`, `Select t where b=$0 +others #4`},
		{`SELECT id FROM t WHERE a=? ORDER BY id LIMIT 1 OFFSET 2`, `Select t where a=$0 limit #1`},
		{`SELECT sum(n) FROM t GROUP BY a HAVING sum(n) > ?`, `Select t +others #1`},
		{`SELECT 1 FROM t WHERE a=:1 AND b=:2`, `Select t where a=$0 b=$1 #2`},
		{`insert into t(a, b) values (?, (select id from o where x = ?)), (?, ?)`, `Insert t a:=$0 b:=? #4`},
		{`INSERT INTO t (a) VALUES (gen_random_uuid())`, `Insert t a:=gen_random_uuid(?)`},
		{`INSERT t (a) VALUES (@a)`, `Insert t a:=:a`},
		{`INSERT INTO t (a) VALUES ({:a_1})`, `Insert t a:=:a_1`},
		{`INSERT INTO t (a) VALUES (?) ON CONFLICT(a) DO UPDATE SET b=excluded.b WHERE t.b < excluded.b`, `Insert t a:=$0 DoUpdatea #1`},
		{`INSERT INTO t (a) SELECT a FROM o WHERE o.id=?`, `Insert t a:=a +others #1`},
		{`INSERT INTO t (a) VALUES (1, 2)`, `Insert t a:='1'`},
		{`INSERT LOW_PRIORITY IGNORE INTO t (a) VALUES (?)`, `Insert t a:=$0 DoNothing #1`},
		{`UPDATE t SET a = CASE WHEN a > 1 THEN ? ELSE 2 END WHERE id = ?`, `Update t a:=? where id=$1 #2`},
		{`UPDATE t u JOIN o ON o.id = u.oid SET u.a = ? WHERE u.id = ?`, `Update t a:=$0 where id=$1 +others #2`},
		{`DELETE FROM t`, `Delete t`},
		{`SELECT id FROM t USE INDEX (i) WHERE a=?`, `Select t where a=$0 #1`},
		{`SELECT id FROM t FORCE INDEX FOR JOIN (i) WHERE a=? FOR UPDATE`, `Select t where a=$0 +others rowlock #1`},
		{`SELECT id FROM t WHERE "offset" = ? AND t.limit = ?`, `Select t where offset=$0 limit=$1 #2`},
		{`MERGE INTO t USING s ON t.a=s.a WHEN MATCHED THEN UPDATE SET b=1`, `Merge t`},
		{`SELECT 1 FROM t; SELECT 2 FROM u WHERE a=?;;`, `Select t; Select u where a=$0 #1`},
	})
}

func TestHoles(t *testing.T) {
	check(t, []example{
		{`SELECT * FROM ⟦⟧ WHERE name = '⟦⟧' AND x=⟦⟧ ⟦⟧`, `Select <_ 1> where name=<_ 1> x=<_ 2> +others open`},
		{`INSERT INTO pre_⟦⟧ (a, b) VALUES ⟦⟧`, `Insert <pre__ 1>`},
		{`INSERT INTO t (a) VALUES ($1) ON CONFLICT ⟦⟧`, `Insert t a:=$0 DoUpdate open #1 @postgres`},
		{`INSERT INTO t (a) VALUES ($1) ⟦⟧`, `Insert t a:=$0 open #1 @postgres`},
		{`INSERT INTO t (a, ⟦⟧) VALUES (?, ⟦⟧)`, `Insert t a:=$0 #1`},
		{`INSERT INTO t (⟦⟧) VALUES (⟦⟧)`, `Insert t`},
		{`INSERT INTO t (a) VALUES (?) IF NOT EXISTS USING TTL 60`, `Insert t a:=$0 DoNothing #1`},
		{`INSERT INTO t (a) VALUES (IF(? > 0, 1, 0))`, `Insert t a:=if(?) #1`},
		{`INSERT INTO t (a, ⟦⟧) VALUES (?, ?, ?)`, `Insert t a:=$0 :=$1 :=$2 #3`},
		{`INSERT INTO ⟦⟧ (a) VALUES ('⟦⟧', ⟦⟧)`, `Insert <_ 1> a:=<_ 1>`},
		{`INSERT INTO t (a) VALUES ⟦⟧ ON CONFLICT (a) DO NOTHING`, `Insert t DoNothinga @postgres`},
		{`INSERT INTO ⟦⟧ (a) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM ⟦⟧ WHERE a=?)`, `Insert <_ 1> a:=$0 where a=$1 notexists #2`},
		{`UPDATE t SET a=? WHERE ⟦⟧`, `Update t a:=$0 +others #1`},
		{`UPDATE t SET ⟦⟧ WHERE id=?`, `Update t where id=$0 #1`},
		{`SELECT * FROM t WHERE a = $⟦⟧ AND ⟦⟧ = ?`, `Select t where a=<$_ 0> +others #1`},
		{`SELECT * FROM t ⟦⟧`, `Select t open`},
		{`SELECT ⟦⟧ FROM ⟦⟧.users WHERE id=? ORDER BY ⟦⟧ LIMIT ⟦⟧`, `Select users where id=$0 limit #1`},
		{`⟦⟧ WHERE a=?`, `Unknown #1`},
		{`SELECT id FROM t WHERE a IN (SELECT 1) AND a IN (⟦⟧)`, `Select t +others`},
		{`SELECT * FROM ⟦⟧`, `Select <_ 1>`},
		{`SELECT * FROM users_⟦⟧ WHERE a=?`, `Select <users__ 1> where a=$0 #1`},
		{`SELECT * FROM t WHERE ⟦⟧`, `Select t +others`},
		{`SELECT * FROM t WHERE ⟦⟧ AND a=?`, `Select t where a=$0 +others #1`},
		{`SELECT * FROM t WHERE col_⟦⟧ = ?`, `Select t +others #1`},
		{`SELECT * FROM t WHERE a = 'x⟦⟧y'`, `Select t where a=<x_y 0>`},
		{`SELECT * FROM t WHERE a = ?⟦⟧`, `Select t where a=$0 +others open #1`},
		{`SELECT * FROM t WHERE⟦⟧`, `Select t +others`},
		{`INSERT INTO t (a,b) VALUES⟦⟧`, `Insert t`},
		{`INSERT INTO ⟦⟧ VALUES (?, ?)`, `Insert <_ 1> :=$0 :=$1 #2`},
		{`INSERT INTO t ⟦⟧`, `Insert t open`},
		{`UPDATE ⟦⟧ SET ⟦⟧ = ? WHERE ⟦⟧ = ?`, `Update <_ 1> :=$0 +others #2`},
		{`DELETE FROM ⟦⟧ WHERE id IN (⟦⟧)`, `Delete <_ 1> +others`},
		{`⟦⟧`, `Unknown`},
		{`⟦⟧⟦⟧ ⟦⟧`, `Unknown`},
		{`SELECT ⟦⟧`, `Select`},
		{"-- ⟦⟧\nSELECT * FROM ⟦⟧ WHERE a='⟦⟧'", `Select <_ 2> where a=<_ 2>`},
		{`SELECT COUNT(*) FROM ⟦⟧ WHERE a = @p⟦⟧`, `Select <_ 1> where a=<@p_ 1> count`},
		{`INSERT INTO t (a, b) VALUES ($⟦⟧, :⟦⟧)`, `Insert t a:=<$_ 0> b:=<:_ 1>`},
	})
}

func TestGarbage(t *testing.T) {
	check(t, []example{
		{`this is no sql`, `Unknown`},
		{`((((`, `Unknown`},
		{`insert failed`, `Unknown`},
		{`update the docs`, `Unknown`},
		{`set`, `Unknown`},
		{`delete me`, `Unknown`},
		{`select`, `Select`},
		{`with`, `Unknown`},
		{`with x`, `Unknown`},
		{`insert into`, `Unknown`},
		{`merge t`, `Unknown`},
		{`lock`, `Unknown`},
		{`if x`, `Unknown`},
		{`SELECT 'unterminated FROM t`, `Select`},
		{`SELECT "a FROM t`, `Select`},
		{`SELECT [a FROM t`, `Select t`},
		{`SELECT * FROM t WHERE a = $tag$ x`, `Select t where a=? +others`},
		{`SELECT * FROM t WHERE )))) a = ?`, `Select t +others #1`},
		{`))`, `Unknown`},
		{`SELECT (((`, `Select`},
		{`/* open`, ``},
		{`-- only`, ``},
		{`CASE WHEN`, `Unknown`},
		{`SELECT CASE CASE FROM t`, `Select t`},
	})
}

func TestSession(t *testing.T) {
	check(t, []example{
		{`BEGIN IMMEDIATE; COMMIT; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`, `Begin serializable @sqlite; Commit; Set serializable`},
		{`LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE`, `LockTable t`},
		{`select pg_advisory_xact_lock($1)`, `AdvisoryLock #1 @postgres`},
		{`BEGIN`, `Begin`},
		{`BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE`, `Begin serializable`},
		{`START TRANSACTION`, `Begin`},
		{`BEGIN EXCLUSIVE TRANSACTION`, `Begin serializable @sqlite`},
		{`BEGIN TRAN`, `Begin @sqlserver`},
		{`SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE`, `Set serializable`},
		{`SET transaction_isolation='SERIALIZABLE'`, `Set serializable`},
		{`SET @x = 1`, `Set`},
		{`ROLLBACK TO SAVEPOINT a`, `Other`},
		{`ROLLBACK`, `Rollback`},
		{`SAVEPOINT a`, `Other`},
		{`END`, `Commit`},
		{`LOCK TABLES t WRITE, u READ`, `LockTable t @mysql`},
		{`LOCK TABLES t READ`, `Other @mysql`},
		{`LOCK t IN ROW EXCLUSIVE MODE`, `Other`},
		{`SELECT pg_try_advisory_xact_lock(hashtext($1))`, `AdvisoryLock #1 @postgres`},
		{`SELECT GET_LOCK(?, 10)`, `AdvisoryLock #1 @mysql`},
		{`SELECT RELEASE_LOCK(?)`, `AdvisoryUnlock #1 @mysql`},
		{`EXEC sp_getapplock @Resource=@p1, @LockMode='Exclusive'`, `AdvisoryLock #1 @sqlserver`},
		{`SELECT pg_advisory_unlock($1)`, `AdvisoryUnlock #1 @postgres`},
		{`CREATE TRIGGER x AFTER INSERT ON t BEGIN INSERT INTO l VALUES (1); UPDATE l SET a=1; END; SELECT 1`, `DDL; Select`},
		{`CREATE UNIQUE INDEX i ON t (a)`, `DDL`},
		{`SELECT 1`, `Select`},
		{`select now()`, `Select`},
		{`PRAGMA foreign_keys = ON`, `Other @sqlite`},
		{`START TRANSACTION WITH CONSISTENT SNAPSHOT`, `Begin`},
		{`SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ`, `Set`},
		{`BEGIN DEFERRED`, `Begin @sqlite`},
		{`UNLOCK TABLES`, `Other`},
		{`LOCK TABLE ONLY public.t`, `LockTable t`},
		{`TRUNCATE t`, `DDL`},
		{`EXPLAIN SELECT 1`, `Other`},
		{`CALL p(?)`, `Other #1`},
	})
}

func TestTooLong(t *testing.T) {
	got := Parse("SELECT 1 FROM t WHERE a IN (" + strings.Repeat("1,", maxText) + "1)")
	if len(got) != 1 || got[0].Kind != Unknown {
		t.Errorf("got %v", got)
	}
	if c := ParseCondition(strings.Repeat("a = ? AND ", maxText)); !c.Others || c.Equalities != nil {
		t.Errorf("got %v", c)
	}
}

// Nesting deeper than is followed must end in "others", quickly.
func TestDeep(t *testing.T) {
	for _, unit := range []string{"(", "(a = 1 AND ", "lower(", "NOT (", "EXISTS (SELECT 1 FROM t WHERE ", "CASE WHEN ", "(SELECT "} {
		n := maxText/len(unit) - 10 // leaves room for head
		for _, head := range []string{"SELECT ", "SELECT 1 FROM t WHERE ", "SELECT 1 FROM ", "INSERT INTO t SELECT ", "WITH x AS "} {
			closed := head + strings.Repeat(unit, n/2) + "1" + strings.Repeat(")", n/2)
			Parse(closed[:min(len(closed), maxText)])
			Parse(head + strings.Repeat(unit, n))
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Other.String(), "Other"}, {Kind(99).String(), "?"}, {Scalar.String(), "Scalar"},
		{DoSelect.String(), "DoSelect"}, {HoleOperand.String(), "HoleOperand"}, {SQLServer.String(), "SQLServer"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
