// Package upsert has statements that decide by themselves, and helpers that only look so.
package upsert

// Item has no unique key that gorm knows of.
type Item struct {
	ID    uint
	SKU   string
	Title string
	Stock int
}

// Unit has one.
type Unit struct {
	ID   uint
	Code string `gorm:"uniqueIndex"`
	Note string
}
