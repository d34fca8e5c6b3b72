// Package derived has keys that are made of what is created, and columns that
// are filled on the way to the database.
package derived

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Folder has a column that a hook fills.
type Folder struct {
	ID     uint
	Tenant string
	Name   string
	Path   string
	Digest string
	Seed   string
}

// BeforeSave fills Digest.
func (f *Folder) BeforeSave(*gorm.DB) error {
	f.Digest = digest(f.Path)
	return nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Ref names a folder.
func (f *Folder) Ref() string { return fmt.Sprintf("%s/%s", f.Tenant, f.Name) }

func split(ref string) (tenant, name string) {
	tenant, name, _ = strings.Cut(ref, "/")
	return tenant, name
}

var errTaken = errors.New("taken")

// hooked looks for the column that the hook will fill.
func hooked(db *gorm.DB, path string) error {
	if err := db.Where("digest = ?", digest(path)).First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Folder{Path: path}).Error // want "duplicate: .* create Folder with digest"
}

// root is a row that nobody hands over.
var root = Folder{Path: "/"}

// global creates a row that is a package-level variable.
func global(db *gorm.DB) error {
	if err := db.Where("path = ?", "/").First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&root).Error
}

// unhooked looks for a column that stays empty: not what is created. Silent.
func unhooked(db *gorm.DB, path string) error {
	if err := db.Where("seed = ?", digest(path)).First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Folder{Path: path}).Error
}

func byRef(db *gorm.DB, ref string) (*Folder, error) {
	tenant, name := split(ref)
	f := &Folder{}
	err := db.Where("tenant = ? AND name = ?", tenant, name).First(f).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return f, err
}

// putTogether looks for a key that is put together and taken apart again.
func putTogether(db *gorm.DB, f *Folder) error {
	old, err := byRef(db, f.Ref())
	if err != nil || old != nil {
		return errTaken
	}
	return db.Create(f).Error // want "duplicate: .* create Folder with tenant"
}

func findBy(db *gorm.DB, column, v string) (bool, error) {
	var n int64
	err := db.Model(&Folder{}).Where(column+" = ?", v).Count(&n).Error
	return n > 0, err
}

// named names the column to a helper.
func named(db *gorm.DB, name string) error {
	if found, err := findBy(db, "name", name); err != nil || found {
		return errTaken
	}
	return db.Create(&Folder{Name: name}).Error // want "duplicate: .* create Folder with name = name"
}

// otherwise names a column that is not created. Silent.
func otherwise(db *gorm.DB, name string) error {
	if found, err := findBy(db, "path", name); err != nil || found {
		return errTaken
	}
	return db.Create(&Folder{Name: name}).Error
}

// Owner has folders.
type Owner struct {
	ID   uint
	Name string
}

// Share belongs to an owner.
type Share struct {
	ID      uint
	Owner   Owner
	OwnerID uint
	Scope   string
}

// belongs fills the foreign key by the row that it points to.
func belongs(db *gorm.DB, o Owner, scope string) error {
	if err := db.Where("owner_id = ? AND scope = ?", o.ID, scope).First(&Share{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Share{Owner: o, Scope: scope}).Error // want "duplicate: .* create Share with owner_id"
}

// Thread has a column that the database fills.
type Thread struct {
	ID     uint
	Author string
	State  int `gorm:"default:1"`
}

// open looks for what the database makes of a zero.
func open(db *gorm.DB, author string) error {
	if err := db.Where("author = ? AND state = ?", author, 1).First(&Thread{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Thread{Author: author}).Error // want "duplicate: .* create Thread with author"
}

// closed looks for another state than a new thread has. Silent.
func closed(db *gorm.DB, author string) error {
	if err := db.Where("author = ? AND state = ?", author, 2).First(&Thread{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Thread{Author: author}).Error
}

// register checks the name; signUp checks the path before, and both may lose.
func register(db *gorm.DB, f *Folder) error {
	if err := db.Where("name = ?", f.Name).First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return db.Create(f).Error // want "duplicate: .* with name = f.Name"
}

func signUp(db *gorm.DB, f *Folder) error {
	if err := db.Where("path = ?", f.Path).First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return register(db, f) // want "duplicate: .* with path = f.Path"
}

// again checks what register checks. It is told once, in register.
func again(db *gorm.DB, f *Folder) error {
	if err := db.Where("name = ?", f.Name).First(&Folder{}).Error; err == nil {
		return errTaken
	}
	return register(db, f)
}
