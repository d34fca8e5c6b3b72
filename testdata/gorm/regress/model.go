// Package regress has the shapes that real services hide the race in, one by one.
package regress

import (
	"errors"

	"gorm.io/gorm"
)

// Menu has no unique key.
type Menu struct {
	gorm.Model
	Name     string
	Path     string
	Owner    string
	ParentID uint
	Params   []Param
}

// Param is a child row of a menu.
type Param struct {
	ID     uint
	MenuID uint
	Key    string
}

// Binding joins a user to an account elsewhere.
type Binding struct {
	ID       uint
	UserID   uint
	Provider string
	OpenID   string
}

// MenuForm is what a client sends.
type MenuForm struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

// Generate fills a row from the form.
func (f *MenuForm) Generate(m *Menu) {
	m.Name = f.Name
	m.Path = f.Path
}

// Row makes one.
func (f MenuForm) Row() Menu { return Menu{Name: f.Name, Path: f.Path} }

var errTaken = errors.New("taken")

// Global is the handle that such services have.
var Global struct{ DB *gorm.DB }

// Claim says whose a name is.
type Claim struct {
	Name string `gorm:"primaryKey"`
}
