package service

import (
	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
	"gorm.io/gorm"
)

// The check is outside of the function that another package runs in a transaction.
func groupInWork(w *repo.Work, g *repo.Groups, name string) error {
	if _, err := g.ByName(name); err == nil {
		return errTaken
	}
	return w.Do(func(tx *gorm.DB) error {
		return repo.AddGroupIn(tx, &model.Group{GroupName: name}) // want "duplicate: .*group_name = name"
	})
}

// Unit is a transaction of whoever implements it.
type Unit interface {
	Within(f func() error) error
}

func groupInUnit(u Unit, g *repo.Groups, name string) error {
	if _, err := g.ByName(name); err == nil {
		return errTaken
	}
	row := &model.Group{GroupName: name}
	if err := u.Within(func() error { return g.Add(row) }); err != nil { // want "duplicate: .*group_name = name"
		return err
	}
	return nil
}

// What the function returns decides whether the row is added. Safe.
func groupAfterWork(w *repo.Work, g *repo.Groups, name string) error {
	_, found := g.ByName(name)
	if err := w.Do(func(*gorm.DB) error { return found }); err == nil {
		return errTaken
	}
	return g.Add(&model.Group{GroupName: "other"})
}

// Both worlds create.
func groupAnyway(w *repo.Work, g *repo.Groups, name string) error {
	status := "old"
	if _, err := g.ByName(name); err != nil {
		status = "new"
	}
	return w.Do(func(tx *gorm.DB) error {
		if status == "" {
			return errTaken
		}
		return repo.AddGroupIn(tx, &model.Group{GroupName: name})
	})
}

// Another name.
func otherGroupInWork(w *repo.Work, g *repo.Groups) error {
	if _, err := g.ByName("one"); err == nil {
		return errTaken
	}
	return w.Do(func(tx *gorm.DB) error { return repo.AddGroupIn(tx, &model.Group{GroupName: "two"}) })
}

// A loser that is refused as who comes later is. Safe.
func mappedInWork(w *repo.Work, d *repo.Accounts, email string) error {
	if _, err := d.ByEmail(email); err == nil {
		return errTaken
	}
	return w.Do(func(tx *gorm.DB) error { return d.InsertMapped(&model.Account{Email: email}) })
}

// later keeps functions; nobody knows when they run.
type later struct{ todo []func() error }

func groupLater(l *later, g *repo.Groups, name string) error {
	if _, err := g.ByName(name); err == nil {
		return errTaken
	}
	l.todo = append(l.todo, func() error { return g.Add(&model.Group{GroupName: name}) })
	return nil
}
