package sqltext

import "testing"

func TestPostgres(t *testing.T) {
	check(t, []example{
		{`SELECT id FROM users WHERE email = $1`, `Select users where email=$0 #1 @postgres`},
		{`SELECT NOT EXISTS(SELECT 1 FROM u WHERE lower(email)=lower($1))`, `Select u where lower(email)=lower($0) exists negated #1 @postgres`},
		{`INSERT INTO t (a,b,c) VALUES ($1, lower($2), now()) ON CONFLICT (a, b) DO NOTHING RETURNING id`, `Insert t a:=$0 b:=lower($1) c:=now(?) DoNothinga,b returning #2 @postgres`},
		{`INSERT INTO t (a,b) SELECT $1,$2 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a=$1)`, `Insert t a:=$0 b:=$1 where a=$0 notexists #2 @postgres`},
		{`WITH s AS (SELECT id FROM t WHERE a=$1), i AS (INSERT INTO t (a) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM s) RETURNING id) SELECT id FROM i UNION ALL SELECT id FROM s`, `Insert t a:=$0 where a=$0 notexists returning #1 @postgres`},
		{`UPDATE t SET a=$1, b=b+1 WHERE (id=$2 AND x IS NOT DISTINCT FROM $3) AND 1=1 RETURNING *`, `Update t a:=$0 b:=? where id=$1 x=$2 returning #3 @postgres`},
		{`DELETE FROM t WHERE a IN (?) and $2 = b`, `Delete t where a=? b=$1 +others #2 @postgres`},
		{`SELECT a FROM t WHERE a::text = $1::text AND b = ANY($2) AND tags[1] = 'x'`, `Select t where text(a)=text($0) +others #2 @postgres`},
		{`SELECT TRUE FROM users WHERE id=$1 LIMIT 1`, `Select users where id=$0 limit #1 @postgres`},
		{`select count(*) = 0 from t where a=$1`, `Select t where a=$0 exists negated #1 @postgres`},
		{`select count(*)::int from t where a=$1 group by b`, `Select t where a=$0 #1 @postgres`},
		{`SELECT id, count(*) OVER() FROM t WHERE a=$1`, `Select t where a=$0 #1 @postgres`},
		{`SELECT * FROM t WHERE (a, b) = ($1, $2)`, `Select t where a=$0 b=$1 #2 @postgres`},
		{`SELECT u.id FROM users u INNER JOIN orgs o ON o.id=u.org_id WHERE o.name=$1 AND u.email=$2`, `Select users where email=$1 +others #2 @postgres`},
		{`SELECT u.id FROM users u LEFT JOIN orgs o ON o.id=u.org_id WHERE u.email=$1`, `Select users where email=$0 #1 @postgres`},
		{`(SELECT id FROM t WHERE a=$1) UNION (SELECT id FROM v)`, `Select t where a=$0 +others #1 @postgres`},
		{`SELECT id FROM t WHERE data->>'k' = $1 AND tags @> $2`, `Select t +others #2 @postgres`},
		{`SELECT id FROM t WHERE a = $1 AND data ? 'k'`, `Select t where a=$0 +others #1 @postgres`},
		{`SELECT id FROM t WHERE name = E'it\'s' AND b = $$x'y$$ AND c='it''s'`, `Select t where name='it\'s' b='x'y' c='it's' @postgres`},
		{`SELECT id FROM unnest($1::int[]) AS x(id)`, `Select #1 @postgres`},
		{`UPSERT INTO t (a) VALUES ($1)`, `Insert t a:=$0 DoReplace #1 @postgres`},
		{`INSERT INTO t (a) VALUES ($1) ON CONFLICT ON CONSTRAINT k DO UPDATE SET a=EXCLUDED.a`, `Insert t a:=$0 DoUpdate #1 @postgres`},
		{`INSERT INTO t (a) VALUES ($1) ON CONFLICT DO SELECT FOR UPDATE RETURNING id`, `Insert t a:=$0 DoSelect returning #1 @postgres`},
		{`INSERT INTO t (a) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM other WHERE a=$1)`, `Insert t a:=$0 +others #1 @postgres`},
		{`INSERT INTO t (a) SELECT a FROM (VALUES ($1)) v(a) WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.a=v.a)`, `Insert t a:=a where a=a notexists #1 @postgres`},
		{`INSERT INTO t (a) (SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a=$1))`, `Insert t a:=$0 where a=$0 notexists #1 @postgres`},
		{`INSERT INTO t (a) SELECT $1 WHERE (SELECT COUNT(*) FROM t WHERE a=$1) = 0`, `Insert t a:=$0 where a=$0 notexists #1 @postgres`},
		{`INSERT INTO t (a) SELECT $1 WHERE $1 NOT IN (SELECT a FROM t)`, `Insert t a:=$0 +others #1 @postgres`},
		{`WITH upsert AS (UPDATE t SET n=$2 WHERE k=$1 RETURNING *) INSERT INTO t (k,n) SELECT $1,$2 WHERE NOT EXISTS (SELECT * FROM upsert)`, `Insert t k:=$0 n:=$1 where k=$0 notexists #2 @postgres`},
		{`WITH s AS (SELECT id FROM t WHERE a=$1) SELECT id FROM s`, `Select t where a=$0 #1 @postgres`},
		{`WITH d AS (DELETE FROM t WHERE a=$1 RETURNING *) SELECT * FROM d`, `Delete t where a=$0 returning #1 @postgres`},
		{`UPDATE t AS x SET a=$1, (b,c)=($2,$3) FROM o WHERE o.id=x.oid AND x.k=$4`, `Update t a:=$0 b:=$1 c:=$2 where oid=id k=$3 +others #4 @postgres`},
		{`DELETE FROM t USING o WHERE t.a=$1`, `Delete t where a=$0 +others #1 @postgres`},
		{`SELECT id FROM t WHERE a=$1 FOR NO KEY UPDATE`, `Select t where a=$0 rowlock #1 @postgres`},
		{`SELECT id FROM t WHERE a=$1 FOR SHARE`, `Select t where a=$0 sharedlock #1 @postgres`},
		{`SELECT id FROM t WHERE a=$1 FOR UPDATE SKIP LOCKED`, `Select t where a=$0 rowlock #1 @postgres`},
		{"-- name: GetUser :one\nSELECT * FROM users\nWHERE email = $1 LIMIT 1;", `Select users where email=$0 limit #1 @postgres`},
		{`SELECT id FROM t WHERE a=:a::uuid AND b=:b`, `Select t where a=uuid(:a) b=:b @postgres`},
		{`INSERT INTO t (a) VALUES (:a::jsonb)`, `Insert t a:=jsonb(:a) @postgres`},
		{`select case when a=1 then 2 end from t where case when x then 1 else 0 end = 1 and y=$1`, `Select t where y=$0 +others #1 @postgres`},
		{`SELECT count(*) FILTER (WHERE a) FROM t WHERE b=$1`, `Select t where b=$0 +others count #1 @postgres`},
		{`SELECT id FROM t WHERE a IN ($1) AND b IN ($2,$3) AND c NOT IN ($4)`, `Select t where a=$0 +others #4 @postgres`},
		{`SELECT id FROM t WHERE a=$1 AND EXISTS (SELECT 1 FROM o WHERE o.b=t.b)`, `Select t where a=$0 +others #1 @postgres`},
		{`SELECT EXISTS(SELECT 1 FROM a WHERE x=$1), EXISTS(SELECT 1 FROM b WHERE y=$2)`, `Select a where x=$0 exists #2 @postgres`},
		{`SELECT COALESCE(EXISTS(SELECT 1 FROM t WHERE a=$1), false)`, `Select t where a=$0 exists #1 @postgres`},
		{`WITH v AS (VALUES (1)) SELECT 1 FROM t WHERE a=$1`, `Select t where a=$0 #1 @postgres`},
		{`WITH l AS (SELECT pg_advisory_xact_lock($1)) INSERT INTO t (a) VALUES ($2)`, `Insert t a:=$1 #2 @postgres`},
		{`SELECT "u"."Id" FROM "public"."Users" AS "u" WHERE "u"."Email" = $1`, `Select users where email=$0 #1 @postgres`},
		{`INSERT INTO "public"."Users" ("Email", "Name") VALUES ($1, $2) RETURNING "Id"`, `Insert users email:=$0 name:=$1 returning #2 @postgres`},
		{`SELECT * FROM users WHERE ($1 = email)`, `Select users where email=$0 #1 @postgres`},
		{`SELECT min(id) FROM t WHERE a=$1 AND b = $1`, `Select t where a=$0 b=$0 scalar #1 @postgres`},
		{`INSERT INTO t VALUES ($1, DEFAULT, NULL)`, `Insert t :=$0 :=default(?) :=? #1 @postgres`},
		{`INSERT INTO t AS x (a) VALUES ($1) ON CONFLICT (a) WHERE b IS NULL DO NOTHING`, `Insert t a:=$0 DoNothinga #1 @postgres`},
		{`INSERT INTO t (a, b) SELECT $1 AS a, lower($2) b WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = $1 AND lower(b) = lower($2))`, `Insert t a:=$0 b:=lower($1) where a=$0 lower(b)=lower($1) notexists #2 @postgres`},
		{`UPDATE ONLY public.t SET a = a + $1 WHERE id = $2 AND version = $3`, `Update t a:=? where id=$1 version=$2 #3 @postgres`},
		{`SELECT a.b FROM (SELECT * FROM t) a WHERE a.c=$1`, `Select t where c=$0 #1 @postgres`},
		{`SELECT EXTRACT(epoch FROM ts) FROM t WHERE a IS DISTINCT FROM $1 AND b=$2`, `Select t where b=$1 +others #2 @postgres`},
	})
}

func TestMySQL(t *testing.T) {
	check(t, []example{
		{"INSERT IGNORE INTO `t` VALUES (?,?)", `Insert t :=$0 :=$1 DoNothing #2 @mysql`},
		{`SELECT * FROM t WHERE a <=> ? AND b IS ?`, `Select t where a=$0 b=$1 #2 @mysql`},
		{`INSERT INTO t (a,b) VALUES (?,?),(?,?) ON DUPLICATE KEY UPDATE b=VALUES(b)`, `Insert t a:=$0 b:=$1 DoUpdate #4 @mysql`},
		{`INSERT INTO t (a,b) SELECT ?, ? FROM DUAL WHERE NOT EXISTS (SELECT * FROM t WHERE a=? AND b=?)`, `Insert t a:=$0 b:=$1 where a=$2 b=$3 notexists #4 @mysql`},
		{`SELECT id FROM t WHERE a=? LOCK IN SHARE MODE`, `Select t where a=$0 sharedlock #1 @mysql`},
		{"SELECT `u`.`id` FROM `db`.`users` AS `u` WHERE `u`.`name`=\"bob\" AND `u`.`x`=?", `Select users where name='bob' x=$0 #1 @mysql`},
	})
}

func TestSQLite(t *testing.T) {
	check(t, []example{
		{`INSERT OR IGNORE INTO t(a) VALUES(:a)`, `Insert t a:=:a DoNothing @sqlite`},
		{`INSERT OR REPLACE INTO t(a) VALUES(?1)`, `Insert t a:=$0 DoReplace #1 @sqlite`},
		{`SELECT name FROM sqlite_master WHERE type='table' AND name=?`, `Select sqlite_master where type='table' name=$0 #1 @sqlite`},
		{`UPDATE OR IGNORE t SET a=? WHERE b=?`, `Update t a:=$0 where b=$1 #2 @sqlite`},
	})
}

func TestSQLServer(t *testing.T) {
	check(t, []example{
		{`SELECT CASE WHEN EXISTS (SELECT 1 FROM t WHERE k=@p1) THEN 1 ELSE 0 END`, `Select t where k=$0 exists #1 @sqlserver`},
		{`IF NOT EXISTS (SELECT 1 FROM [dbo].[Users] WITH (UPDLOCK, HOLDLOCK) WHERE [Email]=@p1) INSERT INTO [dbo].[Users] ([Email]) VALUES (@p1)`, `Insert users email:=$0 where email=$0 notexists rowlock serializable #1 @sqlserver`},
		{`SELECT TOP 1 a FROM dbo.T WITH (NOLOCK) WHERE b=@p2`, `Select t where b=$1 limit #2 @sqlserver`},
		{`INSERT INTO t (a) OUTPUT INSERTED.id VALUES (@p1)`, `Insert t a:=$0 returning #1 @sqlserver`},
		{`MERGE INTO t WITH (HOLDLOCK) AS x USING (SELECT @p1 AS a) s ON x.a=s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a);`, `Merge t serializable #1 @sqlserver`},
		{`UPDATE u SET a=@p1 FROM users u WHERE u.id=@p2`, `Update users a:=$0 where id=$1 #2 @sqlserver`},
		{`SELECT id FROM t WITH (UPDLOCK, HOLDLOCK) WHERE a=@p1`, `Select t where a=$0 rowlock serializable #1 @sqlserver`},
		{`SELECT IIF(COUNT(*) > 0, 1, 0) FROM [t] WHERE [a] = @p1`, `Select t where a=$0 exists #1 @sqlserver`},
		{`SELECT id FROM t WHERE a=@p1 ORDER BY id OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY`, `Select t where a=$0 limit #1 @sqlserver`},
		{`SELECT * FROM db..t WHERE [select] = @p1`, `Select t where select=$0 #1 @sqlserver`},
		{`SELECT * FROM #tmp WHERE a=@p1`, `Select #tmp where a=$0 #1 @sqlserver`},
	})
}
