package service

import (
	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/query"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
)

// What to look for is put together by methods.
func groupSpoken(g *repo.Groups, name string, kind int) error {
	if g.Where(query.Where().Eq("group_name", name).Eq("kind", kind)) != nil {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: name, Kind: kind}) // want "duplicate: .*group_name = name"
}

// Likewise as conditions with arguments.
func groupSpokenText(g *repo.Groups, name string) error {
	if g.Where(query.Where().And("group_name = ?", name).Limit(1)) != nil {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: name}) // want "duplicate: .*group_name = name"
}

// Another name is created.
func groupSpokenOther(g *repo.Groups) error {
	if g.Where(query.Where().Eq("group_name", "one")) != nil {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: "two"})
}

// Nobody knows what is looked for: it need not be any group at all.
func groupUnspoken(g *repo.Groups, c *query.Cond, name string) error {
	if g.Where(c) != nil {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: name})
}
