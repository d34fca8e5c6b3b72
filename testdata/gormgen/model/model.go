// Package model holds the rows of the generated queries.
package model

// User is a row.
type User struct {
	ID     int64  `gorm:"column:id;primaryKey;autoIncrement:true"`
	Email  string `gorm:"column:mail"`
	Tenant int64  `gorm:"column:tenant"`
}

// Account has a unique key.
type Account struct {
	ID    int64  `gorm:"column:id;primaryKey"`
	Login string `gorm:"column:login;uniqueIndex"`
}

// Note has no unique key.
type Note struct {
	ID    int64  `gorm:"column:id;primaryKey"`
	Title string `gorm:"column:title"`
}
