// Package lists has checks and creates of many rows at once: an element of a
// list stands for all of them.
package lists

import (
	"errors"
	"slices"

	"gorm.io/gorm"
)

// Badge has no unique key.
type Badge struct {
	ID    uint
	Code  string
	Owner string
}

// Form is one badge that a client sends.
type Form struct{ Code, Owner string }

// Request has several.
type Request struct{ Badges []Form }

var errTaken = errors.New("taken")

// twoLoops checks all and then creates all.
func twoLoops(db *gorm.DB, codes []string) error {
	for _, code := range codes {
		if err := db.Where("code = ?", code).First(&Badge{}).Error; err == nil {
			return errTaken
		}
	}
	for _, code := range codes {
		if err := db.Create(&Badge{Code: code}).Error; err != nil { // want "duplicate: .* create Badge with code"
			return err
		}
	}
	return nil
}

// otherList creates what nobody looked for. Silent.
func otherList(db *gorm.DB, codes, names []string) error {
	for _, code := range codes {
		if err := db.Where("code = ?", code).First(&Badge{}).Error; err == nil {
			return errTaken
		}
	}
	for _, name := range names {
		if err := db.Create(&Badge{Code: name}).Error; err != nil {
			return err
		}
	}
	return nil
}

// bulk looks for all codes with IN and inserts the rows with one statement.
func bulk(db *gorm.DB, req Request) error {
	var codes []string
	for _, b := range req.Badges {
		codes = append(codes, b.Code)
	}
	var n int64
	if err := db.Model(&Badge{}).Where("code IN ?", codes).Count(&n).Error; err != nil || n > 0 {
		return errTaken
	}
	rows := make([]*Badge, 0, len(req.Badges))
	for _, b := range req.Badges {
		rows = append(rows, &Badge{Code: b.Code, Owner: b.Owner})
	}
	return db.Create(&rows).Error // want "duplicate: .* create Badge with code"
}

// Map makes a list of another.
func Map[E, R any](list []E, f func(E) R) []R {
	out := make([]R, len(list))
	for i, e := range list {
		out[i] = f(e)
	}
	return out
}

// mapped goes through generic functions, which cannot make elements up.
func mapped(db *gorm.DB, forms []Form) error {
	codes := slices.Clone(Map(forms, func(f Form) string { return f.Code }))
	var found []Badge
	if err := db.Where("code IN (?)", codes).Find(&found).Error; err != nil || len(found) > 0 {
		return errTaken
	}
	rows := Map(forms, func(f Form) Badge { return Badge{Code: f.Code, Owner: f.Owner} })
	return db.Create(&rows).Error // want "duplicate: .* create Badge with code"
}

// missing creates what a map of the rows does not have.
func missing(db *gorm.DB, codes []string) error {
	var all []Badge
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, b := range all {
		known[b.Code] = true
	}
	add := []Badge{}
	for _, code := range codes {
		if !known[code] {
			add = append(add, Badge{Code: code})
		}
	}
	if len(add) > 0 {
		return db.Create(&add).Error // want "duplicate: .* create Badge"
	}
	return nil
}

// first creates a row when there is none at all.
func first(db *gorm.DB) (*Badge, error) {
	var b Badge
	err := db.First(&b).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		b = Badge{Code: "first"}
		err = db.Create(&b).Error // want "duplicate: two concurrent calls can both create Badge: its absence"
	}
	return &b, err
}

// counted looks up by a text that grows in a loop: no index of a list.
func counted(db *gorm.DB, seen map[string]string, name string, n int) error {
	key := ""
	for range n {
		if seen[key+"1"] != "" {
			return errTaken
		}
		key = key + "1"
	}
	if err := db.Where("code = ?", seen[key]).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Code: seen[key]}).Error // want "duplicate: "
}

// query adds conditions that are not seen from where the statement is sent.
type query interface{ apply(*gorm.DB) *gorm.DB }

// filtered may look for any row or for a certain one. Silent.
func filtered(db *gorm.DB, q query) error {
	var b Badge
	if err := q.apply(db).First(&b).Error; errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Badge{Code: "first"}).Error
	}
	return nil
}

// kept filters a list in place: what stays is missing.
func kept(db *gorm.DB, badges []Badge) error {
	codes := make([]string, 0, len(badges))
	for _, b := range badges {
		codes = append(codes, b.Code)
	}
	var there []Badge
	if err := db.Where("code IN ?", codes).Find(&there).Error; err != nil {
		return err
	}
	have := make(map[string]struct{}, len(there))
	for _, b := range there {
		have[b.Code] = struct{}{}
	}
	missing := badges[:0]
	for _, b := range badges {
		if _, ok := have[b.Code]; !ok {
			missing = append(missing, b)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return db.CreateInBatches(missing, 100).Error // want "duplicate: .*Badge with code = "
}

func knownCodes(db *gorm.DB, codes []string) (map[string]bool, error) {
	var found []Badge
	if err := db.Where("code IN ?", codes).Find(&found).Error; err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, b := range found {
		known[b.Code] = true
	}
	return known, nil
}

// What is missing is gathered in a list that a transaction writes.
func gathered(db *gorm.DB, codes []string) error {
	var found []Badge
	if err := db.Where("code IN ?", codes).Find(&found).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, b := range found {
		known[b.Code] = true
	}
	rows := make([]*Badge, 0)
	for _, code := range codes {
		if !known[code] {
			rows = append(rows, &Badge{Code: code})
		}
	}
	return db.Transaction(func(tx *gorm.DB) error {
		for i := range rows {
			if err := tx.Create(rows[i]).Error; err != nil { // want "duplicate: .*code = code"
				return err
			}
		}
		return nil
	})
}

// Likewise, and at once.
func gatheredAtOnce(db *gorm.DB, codes []string) error {
	var found []Badge
	if err := db.Where("code IN ?", codes).Find(&found).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, b := range found {
		known[b.Code] = true
	}
	rows := make([]Badge, 0)
	for _, code := range codes {
		if !known[code] {
			rows = append(rows, Badge{Code: code})
		}
	}
	return db.Transaction(func(tx *gorm.DB) error {
		return tx.Create(&rows).Error // want "duplicate: .*code = code"
	})
}

// The transaction puts rows of its own into the list.
func gatheredElsewhere(db *gorm.DB, codes []string, make func() []*Badge) error {
	known, err := knownCodes(db, codes)
	if err != nil || known["A"] {
		return err
	}
	var rows []*Badge
	return db.Transaction(func(tx *gorm.DB) error {
		rows = make()
		return tx.Create(rows).Error
	})
}
