package analyzer

// Rule describes one rule: what the loser of a race does.
type Rule struct {
	ID       string   // the diagnostic's Category and the first word of its message
	Title    string   // one line, for tables
	Doc      string   // a paragraph
	Before   string   // code that is reported
	After    string   // the same code, repaired
	Since    string   // the first version that has the rule
	Loser    string   // what the loser of the race does or gets, a few words
	Severity Severity // unless the configuration gives another
	Default  bool     // reported unless the configuration selects other rules
}

// Rules lists every rule, in the order in which they are documented.
func Rules() []Rule {
	return []Rule{
		{
			ID:       "duplicate",
			Loser:    "creates a second one",
			Severity: SeverityError,
			Title:    "the loser inserts a second row: no unique key on the looked-up columns is known",
			Doc: "A row is looked up, found absent and inserted, and nothing makes the two steps one. " +
				"Two requests that run the check before either runs the insert both insert. " +
				"A transaction at the default isolation level does not change that.",
			Before: `err := db.Where("email = ?", email).First(&user).Error
if errors.Is(err, gorm.ErrRecordNotFound) {
	err = db.Create(&User{Email: email}).Error
}`,
			After: `// with a unique index on users(email)
err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&User{Email: email}).Error`,
			Since:   "v0.1.0",
			Default: true,
		},
		{
			ID:       "conflict",
			Loser:    "gets a unique violation that nothing handles",
			Severity: SeverityWarning,
			Title:    "the loser gets a unique violation that nobody handles",
			Doc: "A unique key on the looked-up columns is known, so that no second row can appear, " +
				"but the insert's error is not told apart from others: the loser of the race fails " +
				"with a raw driver error where a later request would have been answered properly.",
			Before: `var n int64
if db.Model(&User{}).Where("email = ?", email).Count(&n); n > 0 {
	return ErrEmailTaken
}
return db.Create(&User{Email: email}).Error // raw "duplicate key" error`,
			After: `// with TranslateError: true in gorm.Config
err := db.Create(&User{Email: email}).Error
if errors.Is(err, gorm.ErrDuplicatedKey) {
	return ErrEmailTaken
}
return err`,
			Since:   "v0.1.0",
			Default: true,
		},
		{
			ID:       "helper",
			Loser:    "creates a second one, or fails on a unique key",
			Severity: SeverityError,
			Title:    "one call or statement that is find-then-create inside, and nothing protects it",
			Doc: "Some calls look atomic and are not: gorm's FirstOrCreate runs a SELECT and then an INSERT, " +
				"and INSERT … WHERE NOT EXISTS decides before it writes. Without a unique key and a handled " +
				"conflict they duplicate like the two separate steps.",
			Before: `db.Where(User{Email: email}).FirstOrCreate(&user)`,
			After: `// with a unique index on users(email)
db.Clauses(clause.OnConflict{DoNothing: true}).Create(&User{Email: email})
db.Where(User{Email: email}).First(&user)`,
			Since:   "v0.1.0",
			Default: true,
		},
		{
			ID:       "overwrite",
			Loser:    "replaces what the other stored",
			Severity: SeverityError,
			Title:    "the loser silently replaces what the winner stored: a key, a file, a map entry",
			Doc: "A key is looked up in a key-value store, a file system or a map, found absent and stored, " +
				"in two steps. It is reported where losing does damage: whoever finds the key taken is refused, " +
				"or what is stored marks the key as taken, is made anew by each call, or is an object that is " +
				"changed, locked, sent on or closed later. Caches, memos and directories are left alone.",
			Before: `if _, err := os.Stat(name); err == nil {
	return ErrExists
}
return os.WriteFile(name, data, 0o600)`,
			After: `f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
if errors.Is(err, fs.ErrExist) {
	return ErrExists
}`,
			Since:   "v0.2.0",
			Default: true,
		},
		{
			ID:       "idempotent-create",
			Loser:    "gets an error that nothing tells apart",
			Severity: SeverityWarning,
			Title:    "the loser gets an \"already exists\" that nobody tells apart: a directory, a bucket, a Kubernetes object",
			Doc: "What is created refuses to be created twice, so nothing is lost; but the loser fails with " +
				"an error where the one who comes later finds what it wanted. Controllers that are run again " +
				"after an error do not mind.",
			Before: `if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
	return os.Mkdir(dir, 0o700)
}`,
			After:   `return os.MkdirAll(dir, 0o700)`,
			Since:   "v0.2.0",
			Default: false,
		},
	}
}

// ruleIDs returns the IDs of Rules, in their order.
func ruleIDs() []string {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}
