// Package counted asks queries that another package makes.
package counted

import (
	"context"
	"errors"

	"github.com/beego/beego/v2/client/orm"

	"github.com/toctou-lint/toctou/testdata/beegoorm/setter"
)

type Member struct {
	Id    int64
	Email string
}

type Guest struct {
	Id    int64
	Email string
}

var errTaken = errors.New("taken")

// The row that the other package is given says which table is asked.
func ensure(ctx context.Context, o orm.Ormer, email string) error {
	qs, err := setter.For(ctx, &Member{}, 1)
	if err != nil {
		return err
	}
	n, err := qs.Filter("email", email).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = o.Insert(&Member{Email: email}) // want "duplicate: two concurrent calls can both create Member with email = email"
	return err
}

// Silent: another row.
func other(ctx context.Context, o orm.Ormer, email string) error {
	qs, err := setter.For(ctx, &Guest{}, 1)
	if err != nil {
		return err
	}
	n, err := qs.Filter("email", email).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = o.Insert(&Member{Email: email})
	return err
}

// Silent: it is one table or the other.
func either(ctx context.Context, o orm.Ormer, email string) error {
	n, err := setter.Between(ctx, o, &Member{}, &Guest{}).Filter("email", email).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = o.Insert(&Member{Email: email})
	return err
}

// Silent: likewise.
func eitherWay(ctx context.Context, o orm.Ormer, email string) error {
	n, err := setter.Between(ctx, o, &Guest{}, &Member{}).Filter("email", email).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = o.Insert(&Member{Email: email})
	return err
}

// View is what callers see of a row.
type View interface{ Of(m *Member) *Shown }

type Shown struct{ Email string }

// first is the first of those who are found, as callers see them.
func first(o orm.Ormer, v View, email string) (*Shown, error) {
	var rows []*Member
	if _, err := o.QueryTable(&Member{}).Filter("email", email).All(&rows); err != nil {
		return nil, err
	}
	var all []*Shown
	for _, r := range rows {
		all = append(all, v.Of(r))
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all[0], nil
}

// Nobody puts nil into a list.
func shown(o orm.Ormer, v View, email string) error {
	s, err := first(o, v, email)
	if err != nil {
		return err
	}
	if s != nil {
		return errTaken
	}
	_, err = o.Insert(&Member{Email: email}) // want "duplicate: two concurrent calls can both create Member with email = email"
	return err
}
