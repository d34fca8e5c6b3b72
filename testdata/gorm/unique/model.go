// Package unique knows unique keys from struct tags: the rule is conflict where one covers the looked-up columns.
package unique

import "gorm.io/gorm"

// ByUnique has a unique column.
type ByUnique struct {
	gorm.Model
	Email string `gorm:"size:200;unique;not null"`
	Name  string
}

// ByIndex has a unique index with a name of its own, in other letters.
type ByIndex struct {
	ID    uint
	Email string `gorm:"type:varchar(200);UniqueIndex:idx_email"`
}

// ByIndexOption says unique as an option of an index.
type ByIndexOption struct {
	ID    uint
	Email string `gorm:"index:idx_mail,unique"`
}

// Composite has one unique index over two columns.
type Composite struct {
	ID     uint
	Tenant string `gorm:"uniqueIndex:idx_tenant_slug"`
	Slug   string `gorm:"uniqueIndex:idx_tenant_slug,priority:2"`
	Kind   string
}

// Setting has a primary key that the caller gives.
type Setting struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

// Membership has a primary key of two columns.
type Membership struct {
	GroupID uint `gorm:"primaryKey;autoIncrement:false"`
	UserID  uint `gorm:"primaryKey;autoIncrement:false"`
	Role    string
}

// Node has gorm's default primary key, a string.
type Node struct {
	ID   string
	Host string
}

// Plain has an index that is not unique.
type Plain struct {
	ID    uint
	Email string `gorm:"index"`
}

// OldTag has the tag of gorm v1, which v2 does not read.
type OldTag struct {
	ID    uint
	Email string `gorm:"unique_index"`
}

// Named has a unique column whose name is in the tag.
type Named struct {
	ID   uint
	Mail string `gorm:"column:email_address;uniqueIndex"`
}
