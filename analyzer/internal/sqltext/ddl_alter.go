package sqltext

// alter reads ALTER TABLE and ALTER INDEX.
//
//	ALTER TABLE [IF EXISTS] [ONLY] t action, action …
//	ALTER INDEX [IF EXISTS] i RENAME TO j
func alter(toks []token) []Change {
	i := 1
	for at(toks, i).in("online", "offline", "ignore", "foreign") {
		i++
	}
	switch {
	case at(toks, i).is("index"):
		i, _ = skipExists(toks, i+1)
		p, i := readPath(toks, i)
		if sequence(toks, i, "rename", "to") {
			return []Change{{Kind: RenameKey, Name: p.name, To: at(toks, i+2).ident()}}
		}
		return nil
	case !at(toks, i).is("table"):
		return nil
	}
	i, _ = skipExists(toks, i+1)
	if at(toks, i).is("only") {
		i++
	}
	p, i := readPath(toks, i)
	if at(toks, i).is("*") {
		i++
	}
	if p.parts == 0 {
		return unread(toks)
	}
	var out []Change
	for _, action := range list(toks[min(i, len(toks)):]) {
		for _, c := range act(action) {
			if c.Kind != NoChange {
				c.Table, c.Schema = p.name, p.qualifier
				out = append(out, c)
			}
		}
	}
	return out
}

// act reads one action of an ALTER TABLE.
func act(toks []token) []Change {
	switch {
	case at(toks, 0).is("add"):
		return add(toks, 1)
	case at(toks, 0).is("drop"):
		return []Change{drop(toks)}
	case at(toks, 0).is("rename"):
		return []Change{rename(toks)}
	case at(toks, 0).in("modify", "alter"):
		i := 1
		if at(toks, i).is("column") {
			i++
		}
		i, _ = skipExists(toks, i)
		return []Change{modify(toks, i)}
	case at(toks, 0).is("change"):
		i := 1
		if at(toks, i).is("column") {
			i++
		}
		i, _ = skipExists(toks, i)
		c := modify(toks, i+1)
		return []Change{{Kind: RenameColumn, Name: at(toks, i).ident(), To: at(toks, i+1).ident()}, c}
	}
	return nil
}

// add reads ADD [COLUMN] …, ADD (…, …) and ADD [CONSTRAINT n] ….
func add(toks []token, i int) []Change {
	if sequence(toks, i, "column") {
		i++
	}
	i, exists := skipExists(toks, i)
	if at(toks, i).is("(") {
		c := Change{Kind: AddColumn, IfNotExists: exists}
		inside, _ := group(toks, i)
		for _, item := range list(inside) {
			c.element(item)
		}
		return []Change{c}
	}
	rest := toks[min(i, len(toks)):]
	for k := range rest {
		if sequence(rest, k, "using", "index") && contains(rest[:k], "unique", "primary") {
			key := UniqueKey{Primary: contains(rest[:k], "primary")}
			if at(rest, 0).is("constraint") {
				key.Name = at(rest, 1).ident()
			}
			return []Change{{Kind: AddUsing, Name: at(rest, k+2).ident(), Keys: []UniqueKey{key}}}
		}
	}
	c := Change{Kind: AddColumn, IfNotExists: exists}
	c.element(rest)
	if len(c.Columns) == 0 {
		if c.Kind = AddKey; len(c.Keys) == 0 {
			return nil
		}
	}
	c.settle()
	return []Change{c}
}

// drop reads DROP CONSTRAINT n, DROP INDEX n, DROP PRIMARY KEY, DROP [COLUMN] c.
func drop(toks []token) Change {
	i := 1
	kind := DropColumn
	switch {
	case sequence(toks, i, "primary", "key"):
		return Change{Kind: DropPrimary}
	case at(toks, i).in("constraint", "index", "key") && len(toks) > i+1:
		kind = DropKey
		i++
	case at(toks, i).is("column"):
		i++
	case at(toks, i).in("foreign", "check", "partition") && len(toks) > i+1:
		return Change{}
	}
	i, _ = skipExists(toks, i)
	name := at(toks, i).ident()
	if name == "" {
		return Change{}
	}
	return Change{Kind: kind, Name: name}
}

// rename reads RENAME TO t, RENAME [COLUMN] a TO b, RENAME CONSTRAINT a TO b.
func rename(toks []token) Change {
	i := 1
	switch {
	case at(toks, i).in("to", "as") && len(toks) == i+2:
		p, _ := readPath(toks, i+1)
		return Change{Kind: RenameTable, To: p.name}
	case len(toks) == 2:
		return Change{Kind: RenameTable, To: at(toks, 1).ident()}
	case at(toks, i).in("constraint", "index", "key") && at(toks, i+2).is("to"):
		return Change{Kind: RenameKey, Name: at(toks, i+1).ident(), To: at(toks, i+3).ident()}
	case at(toks, i).is("column") && !at(toks, i+1).is("to"):
		i++
	}
	if at(toks, i+1).is("to") {
		return Change{Kind: RenameColumn, Name: at(toks, i).ident(), To: at(toks, i+2).ident()}
	}
	return Change{}
}

// modify reads what becomes of a column: MODIFY c type NOT NULL, or ALTER c SET
// NOT NULL. A change that says nothing of NULL keeps it as it is.
func modify(toks []token, i int) Change {
	rest := toks[min(i, len(toks)):]
	if len(rest) < 2 || rest[0].in("index", "constraint", "check") {
		return Change{}
	}
	if at(toks, 0).is("alter") {
		col := ColumnDef{Name: rest[0].ident()}
		switch {
		case sequence(rest, 1, "set", "not", "null"):
			col.NotNull = true
		case sequence(rest, 1, "drop", "not", "null"):
		default:
			return Change{}
		}
		return Change{Kind: ChangeColumn, Columns: []ColumnDef{col}}
	}
	col, keys := column(rest)
	if col.Name == "" {
		return Change{}
	}
	return Change{Kind: ChangeColumn, Columns: []ColumnDef{col}, Keys: keys}
}

// dropped reads DROP TABLE a, b and DROP INDEX a, b [ON t].
func dropped(toks []token) []Change {
	kind := NoChange
	switch {
	case at(toks, 1).is("table"):
		kind = DropTable
	case at(toks, 1).is("index"):
		kind = DropKey
	default:
		return nil
	}
	i := 2
	if at(toks, i).is("concurrently") {
		i++
	}
	i, _ = skipExists(toks, i)
	table := ""
	if on := find(toks, i, "on"); on < len(toks) {
		p, _ := readPath(toks, on+1)
		table = p.name
		toks = toks[:on]
	}
	var out []Change
	for _, item := range list(toks[min(i, len(toks)):]) {
		p, _ := readPath(item, 0)
		switch {
		case p.name == "":
		case kind == DropTable:
			out = append(out, Change{Kind: kind, Table: p.name, Schema: p.qualifier})
		case table == "" && p.parts > 1 && len(p.qualifier) > 0:
			out = append(out, Change{Kind: kind, Name: p.name}) // its qualifier may be a schema, or SQL Server's table
		default:
			out = append(out, Change{Kind: kind, Table: table, Name: p.name})
		}
	}
	return out
}

// renamed reads RENAME TABLE a TO b, c TO d.
func renamed(toks []token) []Change {
	if !at(toks, 1).in("table", "tables") {
		return nil
	}
	var out []Change
	for _, item := range list(toks[2:]) {
		from, i := readPath(item, 0)
		if !at(item, i).is("to") {
			continue
		}
		to, _ := readPath(item, i+1)
		out = append(out, Change{Kind: RenameTable, Table: from.name, Schema: from.qualifier, To: to.name})
	}
	return out
}
