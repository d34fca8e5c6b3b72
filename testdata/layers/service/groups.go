package service

import (
	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/query"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
)

func group(g *repo.Groups, name string, kind int) error {
	all, err := g.List(query.New(query.KeyWords{"GroupName": name, "Kind": kind}))
	if err != nil {
		return err
	}
	if len(all) > 0 {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: name, Kind: kind}) // want "duplicate: .*group_name = name and kind = kind"
}

func groupInField(g *repo.Groups, name string) error {
	all, err := g.List(&query.Query{KeyWords: map[string]any{"group_name": name}})
	if err != nil || len(all) > 0 {
		return err
	}
	return g.Add(&model.Group{GroupName: name}) // want "duplicate: "
}

func groupByName(g *repo.Groups, name string) error {
	if _, err := g.ByName(name); !repo.IsNotFound(err) {
		return err
	}
	return g.Add(&model.Group{GroupName: name}) // want "duplicate: "
}

// Another kind is created. Safe.
func groupOfOtherKind(g *repo.Groups, name string) error {
	all, err := g.List(query.New(query.KeyWords{"GroupName": name, "Kind": 1}))
	if err != nil || len(all) > 0 {
		return err
	}
	return g.Add(&model.Group{GroupName: name, Kind: 2})
}

// The words are somebody else's.
func groupUnknown(g *repo.Groups, words query.KeyWords, name string) error {
	all, err := g.List(query.New(words))
	if err != nil || len(all) > 0 {
		return err
	}
	return g.Add(&model.Group{GroupName: name})
}
