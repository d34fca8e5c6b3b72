package sqltext

import "strings"

// create reads CREATE TABLE and CREATE UNIQUE INDEX.
func create(toks []token) []Change {
	i := 1
	for at(toks, i).in("or", "replace", "global", "local", "temporary", "temp", "unlogged", "clustered", "nonclustered", "foreign", "external") {
		if at(toks, i).in("temporary", "temp") {
			return nil // gone with the session
		}
		i++
	}
	switch {
	case at(toks, i).is("table"):
		return createTable(toks, i+1)
	case at(toks, i).is("unique"):
		i++
		for at(toks, i).in("clustered", "nonclustered") {
			i++
		}
		if at(toks, i).is("index") {
			return createIndex(toks, i+1)
		}
		return unread(toks)
	}
	return nil
}

// skipExists steps over IF [NOT] EXISTS at i.
func skipExists(toks []token, i int) (int, bool) {
	switch {
	case sequence(toks, i, "if", "not", "exists"):
		return i + 3, true
	case sequence(toks, i, "if", "exists"):
		return i + 2, true
	}
	return i, false
}

// createTable reads what follows CREATE TABLE:
//
//	[IF NOT EXISTS] t (columns and constraints) …
//	t LIKE s     t (LIKE s INCLUDING ALL)     t AS SELECT …     t PARTITION OF s …
func createTable(toks []token, i int) []Change {
	i, exists := skipExists(toks, i)
	p, i := readPath(toks, i)
	c := Change{Kind: CreateTable, Table: p.name, Schema: p.qualifier, IfNotExists: exists}
	switch {
	case p.parts == 0:
		return unread(toks)
	case at(toks, i).is("like"):
		from, _ := readPath(toks, i+1)
		return []Change{{Kind: CopyTable, Table: p.name, Schema: p.qualifier, Name: from.name, IfNotExists: exists}}
	case sequence(toks, i, "partition", "of"):
		return nil // it has the keys of the whole
	case at(toks, i).in("as", "of", "inherits", "using", "with", "select") || i == len(toks):
		return []Change{c}
	case !at(toks, i).is("("):
		return unread(toks)
	case at(toks, i).skip == 0:
		return unread(toks) // unclosed
	}
	inside, _ := group(toks, i)
	if at(inside, 0).in("select", "with") {
		return []Change{c}
	}
	out := []Change{c}
	for _, item := range list(inside) {
		if at(item, 0).is("like") {
			from, _ := readPath(item, 1)
			kept := contains(item, "all", "indexes")
			out[0].Kind = CopyTable
			if out[0].Name = from.name; !kept {
				out[0].Name = ""
			}
			continue
		}
		out[0].element(item)
	}
	out[0].settle()
	return out
}

// element reads one column or constraint of a table.
func (c *Change) element(toks []token) {
	for len(toks) > 1 && toks[0].class == hole && toks[1].named() {
		toks = toks[1:]
	}
	if key, ok := constraint(toks); ok {
		if len(key.Parts) > 0 {
			c.Keys = append(c.Keys, key)
		}
		return
	}
	col, keys := column(toks)
	if col.Name == "" {
		return
	}
	c.Columns = append(c.Columns, col)
	c.Keys = append(c.Keys, keys...)
}

// settle marks the columns of primary keys as NOT NULL.
func (c *Change) settle() {
	for _, k := range c.Keys {
		for _, p := range k.Parts {
			for i := range c.Columns {
				if k.Primary && c.Columns[i].Name == p.Column {
					c.Columns[i].NotNull = true
				}
			}
		}
	}
}

// constraint reads a table constraint; ok says that toks are one. Of one that
// is no unique key the key has no parts.
//
//	[CONSTRAINT n] UNIQUE [KEY | INDEX] [n] [USING BTREE] (a, b) …
//	[CONSTRAINT n] PRIMARY KEY (a, b)     FOREIGN KEY …     KEY n (a)     CHECK (…)
func constraint(toks []token) (key UniqueKey, ok bool) {
	i := 0
	if at(toks, 0).is("constraint") {
		ok = true
		if i = 1; !at(toks, 1).in("unique", "primary", "foreign", "check") || at(toks, 2).in("unique", "primary", "foreign", "check") {
			key.Name = at(toks, 1).ident()
			i = 2
		}
		i, _ = skipExists(toks, i)
	}
	switch t := at(toks, i); {
	case t.is("unique") && !typed(toks, i):
		i++
		for at(toks, i).in("key", "index", "clustered", "nonclustered") {
			i++
		}
	case sequence(toks, i, "primary", "key"):
		i += 2
		key.Primary = true
		for at(toks, i).in("clustered", "nonclustered") {
			i++
		}
	case t.in("key", "index") && !typed(toks, i),
		t.in("foreign", "fulltext", "spatial") && at(toks, i+1).in("key", "index"),
		t.in("fulltext", "spatial") && at(toks, i+1).is("("),
		t.in("check", "exclude") && at(toks, i+1).in("(", "using"),
		t.is("period") && at(toks, i+1).is("for"):
		return UniqueKey{}, true
	default:
		return UniqueKey{}, ok
	}
	return keyBody(toks, i, key), true
}

// keyBody reads what follows UNIQUE or PRIMARY KEY: [name] [USING …] (parts) ….
func keyBody(toks []token, i int, key UniqueKey) UniqueKey {
	switch {
	case sequence(toks, i, "nulls", "not", "distinct"):
		key.NullsEqual = true
		i += 3
	case sequence(toks, i, "nulls", "distinct"):
		i += 2
	}
	if t := at(toks, i); t.named() && !t.in("using", "on", "nulls") {
		key.Name = t.ident()
		i++
	}
	for at(toks, i).is("using") && !at(toks, i+1).is("index") {
		i += 2
	}
	if at(toks, i).is("(") {
		inside, behind := group(toks, i)
		key.Parts = keyParts(inside)
		key.tail(toks[behind:])
	}
	return key
}

// typed reports whether the keyword at i is the name of a column, as a type
// follows it: key varchar(255) NOT NULL.
func typed(toks []token, i int) bool {
	t := at(toks, i+1)
	switch {
	case t.is("("), t.in("key", "index", "nulls", "clustered", "nonclustered"), t.class == quotedName, !t.named():
		return false
	}
	inside := at(toks, i+2)
	if inside.is("(") {
		size, _ := group(toks, i+2)
		return at(size, 0).class == number || at(size, 0).class == text || t.in("varchar", "char", "text", "int")
	}
	return !inside.is("using")
}

// column reads a column definition and the keys that it declares.
//
//	email varchar(200) COLLATE "C" NOT NULL CONSTRAINT u UNIQUE DEFAULT '' REFERENCES …
func column(toks []token) (col ColumnDef, keys []UniqueKey) {
	col.Name = at(toks, 0).ident()
	if t := at(toks, 1); t.class == word {
		col.Type = t.text
	}
	name := ""
	for i := 1; i < len(toks); i = next(toks, i) {
		t := toks[i]
		switch {
		case t.is("constraint"):
			name = at(toks, i+1).ident()
			i++
			continue
		case sequence(toks, i, "not", "null"):
			col.NotNull = true
		case t.is("primary") && at(toks, i+1).is("key"), t.is("key") && i > 1 && !at(toks, i-1).in("primary", "unique", "foreign", "."):
			keys = append(keys, UniqueKey{Name: name, Primary: true, Parts: []KeyPart{{Column: col.Name}}})
			col.NotNull = true
		case t.is("unique"):
			keys = append(keys, UniqueKey{Name: name, Parts: []KeyPart{{Column: col.Name}}, NullsEqual: sequence(toks, i+1, "nulls", "not", "distinct")})
		case generates(toks, i):
			col.Generated = true
		default:
			continue
		}
		name = ""
	}
	return col, keys
}

// generates reports whether the words at i make the database choose a value.
func generates(toks []token, i int) bool {
	t := toks[i]
	if t.class != word {
		return false
	}
	switch {
	case t.in("auto_increment", "autoincrement", "identity", "serial", "bigserial", "smallserial", "serial4", "serial8", "nextval", "newid", "rowversion"):
		return true
	case t.in("uuid", "gen_random_uuid", "uuidv7", "uuidv4") || strings.HasPrefix(t.text, "uuid_generate"):
		return at(toks, i+1).is("(")
	}
	return false
}

// createIndex reads what follows CREATE UNIQUE INDEX.
//
//	[CONCURRENTLY] [IF NOT EXISTS] [n] [USING BTREE] ON [ONLY] t [USING btree] (a, lower(b)) [WHERE …]
func createIndex(toks []token, i int) []Change {
	if at(toks, i).in("concurrently", "async") {
		i++
	}
	i, exists := skipExists(toks, i)
	key := UniqueKey{Index: true}
	if !at(toks, i).is("on") {
		var p path
		p, i = readPath(toks, i)
		key.Name = p.name
	}
	if at(toks, i).is("using") {
		i += 2
	}
	if !at(toks, i).is("on") {
		return unread(toks)
	}
	i++
	if at(toks, i).is("only") {
		i++
	}
	p, i := readPath(toks, i)
	if at(toks, i).is("using") {
		i += 2
	}
	if p.parts == 0 || !at(toks, i).is("(") || toks[i].skip == 0 {
		return unread(toks)
	}
	inside, behind := group(toks, i)
	key.Parts = keyParts(inside)
	key.tail(toks[behind:])
	return []Change{{Kind: AddKey, Table: p.name, Schema: p.qualifier, Keys: []UniqueKey{key}, IfNotExists: exists}}
}
