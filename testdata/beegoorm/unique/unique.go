// Package unique has row types that declare unique keys by a method.
package unique

import (
	"errors"

	"github.com/beego/beego/v2/client/orm"
)

var errTaken = errors.New("taken")

// Membership names a field, and a column that is called otherwise.
type Membership struct {
	Id    int64
	Org   int64
	Email string `orm:"column(mail)"`
	Badge string
	Name  string
	Nick  string
	Title string
}

// TableUnique is what beego asks for.
func (m *Membership) TableUnique() [][]string {
	return [][]string{
		{"Org", "mail"},
		{"Badge"},
		{"Title", titles()},
	}
}

// TableIndex declares indexes that are not unique.
func (m *Membership) TableIndex() [][]string { return [][]string{{"Name"}} }

func titles() string { return "Nick" }

// Computed is told its keys by a function.
type Computed struct {
	Id   int64
	Code string
}

// TableUnique does not say what it returns.
func (Computed) TableUnique() [][]string { return keys() }

func keys() [][]string { return [][]string{{"Code"}} }

func byOrgAndMail(o orm.Ormer, org int64, mail string) error {
	if o.QueryTable(new(Membership)).Filter("org", org).Filter("mail", mail).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Membership{Org: org, Email: mail}) // want `conflict: .*unique key \(org, mail\) of unique.go:25 `
	return err
}

func byBadge(o orm.Ormer, badge string) error {
	if o.QueryTable(new(Membership)).Filter("badge", badge).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Membership{Badge: badge}) // want "conflict: .*badge"
	return err
}

// half: other organisations may have the address.
func half(o orm.Ormer, org int64, mail string) error {
	if o.QueryTable(new(Membership)).Filter("mail", mail).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Membership{Org: org, Email: mail}) // want "duplicate: "
	return err
}

// byName: an index only.
func byName(o orm.Ormer, name string) error {
	if o.QueryTable(new(Membership)).Filter("name", name).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Membership{Name: name}) // want "duplicate: "
	return err
}

// byTitle: one name of the key is not known, so that the key is not, either.
func byTitle(o orm.Ormer, title string) error {
	if o.QueryTable(new(Membership)).Filter("title", title).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Membership{Title: title}) // want "duplicate: "
	return err
}

func byCode(o orm.Ormer, code string) error {
	if o.QueryTable(new(Computed)).Filter("code", code).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Computed{Code: code}) // want "duplicate: "
	return err
}
