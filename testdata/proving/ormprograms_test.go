package proving

import (
	beegobranched "github.com/toctou-lint/toctou/testdata/proving/programs/beegobranch/after"
	beegobranch "github.com/toctou-lint/toctou/testdata/proving/programs/beegobranch/before"
	beegoguarded "github.com/toctou-lint/toctou/testdata/proving/programs/beegoguard/after"
	beegoguard "github.com/toctou-lint/toctou/testdata/proving/programs/beegoguard/before"
	beegohelped "github.com/toctou-lint/toctou/testdata/proving/programs/beegohelper/after"
	beegohelper "github.com/toctou-lint/toctou/testdata/proving/programs/beegohelper/before"
	bunbranched "github.com/toctou-lint/toctou/testdata/proving/programs/bunbranch/after"
	bunbranch "github.com/toctou-lint/toctou/testdata/proving/programs/bunbranch/before"
	bunguarded "github.com/toctou-lint/toctou/testdata/proving/programs/bunguard/after"
	bunguard "github.com/toctou-lint/toctou/testdata/proving/programs/bunguard/before"
	entbranched "github.com/toctou-lint/toctou/testdata/proving/programs/entbranch/after"
	entbranch "github.com/toctou-lint/toctou/testdata/proving/programs/entbranch/before"
	entensured "github.com/toctou-lint/toctou/testdata/proving/programs/entensure/after"
	entensure "github.com/toctou-lint/toctou/testdata/proving/programs/entensure/before"
	entguarded "github.com/toctou-lint/toctou/testdata/proving/programs/entguard/after"
	entguard "github.com/toctou-lint/toctou/testdata/proving/programs/entguard/before"
	xormbranched "github.com/toctou-lint/toctou/testdata/proving/programs/xormbranch/after"
	xormbranch "github.com/toctou-lint/toctou/testdata/proving/programs/xormbranch/before"
	xormguarded "github.com/toctou-lint/toctou/testdata/proving/programs/xormguard/after"
	xormguard "github.com/toctou-lint/toctou/testdata/proving/programs/xormguard/before"
)

// ormPrograms are those of programs that use a library other than gorm.
func ormPrograms() []program {
	every := []string{SQLite, PostgreSQL, MariaDB}
	return []program{
		{"beegobranch", every,
			func(h *handles) run { return beegobranch.Service{DB: h.beego(new(beegobranch.Account))}.Run },
			func(h *handles) run { return beegobranched.Service{DB: h.beego(new(beegobranched.Account))}.Run }, nil, true, ""},
		{"beegoguard", every,
			func(h *handles) run { return beegoguard.Service{DB: h.beego(new(beegoguard.Account))}.Run },
			func(h *handles) run {
				return taken(beegoguarded.Service{DB: h.beego(new(beegoguarded.Account))}.Run, beegoguarded.ErrTaken)
			}, beegoguard.ErrTaken, false, ""},
		{"beegohelper", every,
			func(h *handles) run { return beegohelper.Service{DB: h.beego(new(beegohelper.Account))}.Run },
			func(h *handles) run { return beegohelped.Service{DB: h.beego(new(beegohelped.Account))}.Run }, nil, true, ""},
		{"bunbranch", every,
			func(h *handles) run { return bunbranch.Service{DB: h.bun}.Run },
			func(h *handles) run { return bunbranched.Service{DB: h.bun}.Run }, nil, true, ""},
		{"bunguard", every,
			func(h *handles) run { return bunguard.Service{DB: h.bun}.Run },
			func(h *handles) run { return taken(bunguarded.Service{DB: h.bun}.Run, bunguarded.ErrTaken) }, bunguard.ErrTaken, false, ""},
		{"entbranch", every,
			func(h *handles) run { return entbranch.Service{DB: h.ent}.Run },
			func(h *handles) run { return entbranched.Service{DB: h.ent}.Run }, nil, true, "people"},
		{"entensure", every,
			func(h *handles) run { return entensure.Service{DB: h.ent}.Run },
			func(h *handles) run { return entensured.Service{DB: h.ent}.Run }, nil, false, "people"},
		{"entguard", every,
			func(h *handles) run { return entguard.Service{DB: h.ent}.Run },
			func(h *handles) run { return taken(entguarded.Service{DB: h.ent}.Run, entguarded.ErrTaken) }, entguard.ErrTaken, false, "people"},
		{"xormbranch", every,
			func(h *handles) run { return xormbranch.Service{DB: h.xorm}.Run },
			func(h *handles) run { return xormbranched.Service{DB: h.xorm}.Run }, nil, true, ""},
		{"xormguard", every,
			func(h *handles) run { return xormguard.Service{DB: h.xorm}.Run },
			func(h *handles) run { return taken(xormguarded.Service{DB: h.xorm}.Run, xormguarded.ErrTaken) }, xormguard.ErrTaken, false, ""},
	}
}
