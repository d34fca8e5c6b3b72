// Package asked looks for many rows and asks them one by one, or all at once,
// whether one of them has a key, before it creates the row that is missing.
package asked

import (
	"errors"
	"slices"
	"strings"

	"github.com/samber/lo"
	"gorm.io/gorm"
)

type Label struct {
	ID      uint
	Project uint
	Name    string
	Status  string
}

var errTaken = errors.New("taken")

// The loop gives the answer by returning.
func returns(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if l.Name == name {
			return errTaken
		}
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

// Likewise without regard to case.
func foldsCase(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if strings.EqualFold(l.Name, name) {
			return errTaken
		}
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

// A flag holds the answer, for each of several keys.
func flag(db *gorm.DB, names []string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, name := range names {
		found := false
		for i := range all {
			if all[i].Name == name {
				found = true
				break
			}
		}
		if !found {
			if err := db.Create(&Label{Name: name}).Error; err != nil { // want `duplicate: two concurrent calls can both create Label`
				return err
			}
		}
	}
	return nil
}

// A map holds the answers.
func answers(db *gorm.DB, wanted []Label) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	there := map[string]bool{}
	for _, w := range wanted {
		for _, l := range all {
			if w.Name == l.Name {
				there[w.Name] = true
				break
			}
		}
	}
	for _, w := range wanted {
		if !there[w.Name] {
			if err := db.Create(&Label{Name: w.Name}).Error; err != nil { // want `duplicate: two concurrent calls can both create Label`
				return err
			}
		}
	}
	return nil
}

func holds(all []Label, name string) bool {
	for _, l := range all {
		if l.Name == name {
			return true
		}
	}
	return false
}

func helper(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if holds(all, name) {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

func byName(db *gorm.DB) (map[string]*Label, error) {
	var all []*Label
	if err := db.Find(&all).Error; err != nil {
		return nil, err
	}
	out := map[string]*Label{}
	for _, l := range all {
		out[l.Name] = l
	}
	return out, nil
}

// A helper returns the map.
func mapped(db *gorm.DB, wanted []*Label) error {
	there, err := byName(db)
	if err != nil {
		return err
	}
	for _, w := range wanted {
		if _, ok := there[w.Name]; !ok {
			if err := db.Create(w).Error; err != nil { // want `duplicate: two concurrent calls can both create Label`
				return err
			}
		}
	}
	return nil
}

// Functions of package slices ask.
func contains(db *gorm.DB, name string) error {
	var names []string
	if err := db.Model(&Label{}).Pluck("name", &names).Error; err != nil {
		return err
	}
	if slices.Contains(names, name) {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

func indexFunc(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(l Label) bool { return l.Name == name }); i >= 0 {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

// So do those of package lo.
func finds(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if _, ok := lo.Find(all, func(l Label) bool { return l.Name == name }); ok {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

// Others make a map of the rows, or a list of what they hold.
func keyed(db *gorm.DB, wanted []Label) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	there := lo.KeyBy(all, func(l Label) string { return l.Name })
	for _, w := range wanted {
		if _, ok := there[w.Name]; ok {
			continue
		}
		if err := db.Create(&Label{Name: w.Name}).Error; err != nil { // want `duplicate: two concurrent calls can both create Label with name = `
			return err
		}
	}
	return nil
}

func toMap(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	ids := lo.SliceToMap(all, func(l Label) (string, uint) { return l.Name, l.ID })
	if ids[name] > 0 {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label with name = `
}

func names(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	taken := lo.Uniq(lo.Map(all, func(l Label, _ int) string { return l.Name }))
	if slices.Contains(taken, name) {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label with name = `
}

func keyset(db *gorm.DB, name string) error {
	var taken []string
	if err := db.Model(&Label{}).Pluck("name", &taken).Error; err != nil {
		return err
	}
	if _, ok := lo.Keyify(taken)[name]; !ok {
		return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label with name = `
	}
	return nil
}

// Silent: the map is of another field than what is created.
func keyedOther(db *gorm.DB, project uint, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	there := lo.KeyBy(all, func(l Label) string { return l.Status })
	if _, ok := there[name]; ok {
		return errTaken
	}
	return db.Create(&Label{Project: project, Name: name}).Error
}

// Silent: what the list holds is made by a function that is not seen.
func unseen(db *gorm.DB, name string, of func(Label, int) string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if slices.Contains(lo.Map(all, of), name) {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error
}

// The missing ones are collected and created together: when none is missing the
// create has nothing to do.
func batch(db *gorm.DB, wanted []string) error {
	var names []string
	if err := db.Model(&Label{}).Where("name IN ?", wanted).Pluck("name", &names).Error; err != nil {
		return err
	}
	var missing []Label
	for _, name := range wanted {
		if !slices.Contains(names, name) {
			missing = append(missing, Label{Name: name})
		}
	}
	return db.Create(&missing).Error // want `duplicate: two concurrent calls can both create Label with name = `
}

// Silent: one that is open keeps others away, but what is created is a draft, and
// there may be many.
func otherValue(db *gorm.DB, project uint, name string) error {
	var all []Label
	if err := db.Where("project = ?", project).Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if l.Status == "open" {
			return errTaken
		}
	}
	return db.Create(&Label{Project: project, Name: name, Status: "draft"}).Error
}

// Silent: the create does not write what was asked for.
func otherKey(db *gorm.DB, name, other string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if l.Name == name {
			return errTaken
		}
	}
	return db.Create(&Label{Name: other}).Error
}

// Silent: the answer changes nothing.
func counts(db *gorm.DB, name string) (int, error) {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return 0, err
	}
	n := 0
	for _, l := range all {
		if l.Name == name {
			n++
		}
	}
	return n, db.Create(&Label{Name: name}).Error
}

// Silent: the rows are asked about one thing, and another decides.
func unrelated(db *gorm.DB, name string, force bool) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	old := 0
	for _, l := range all {
		if l.Status == "old" {
			old++
		}
	}
	if old > 0 && !force {
		return errTaken
	}
	return db.Create(&Label{Name: name, Status: "new"}).Error
}

// Silent: only an open one with the name keeps others away.
func both(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if l.Name == name && l.Status == "open" {
			return errTaken
		}
	}
	return db.Create(&Label{Name: name, Status: "draft"}).Error
}

// Silent: any other label keeps this one away.
func noOther(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(l Label) bool { return l.Name != name }) {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error
}

// Two keys are asked for, and each is created when it is missing.
func defaults(db *gorm.DB) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	there := map[string]bool{}
	for _, l := range all {
		there[l.Name] = true
	}
	if !there["bug"] {
		if err := db.Create(&Label{Name: "bug"}).Error; err != nil { // want `duplicate: two concurrent calls can both create Label`
			return err
		}
	}
	if !there["wish"] {
		return db.Create(&Label{Name: "wish"}).Error // want `duplicate: two concurrent calls can both create Label`
	}
	return nil
}

// The loop goes on past those of other names.
func passes(db *gorm.DB, name string) error {
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if l.Name != name {
			continue
		}
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error // want `duplicate: two concurrent calls can both create Label`
}

// Silent: the function that asks notes that another one may be created.
func noted(db *gorm.DB, name string, gone func(Label) bool) error {
	var all []Label
	if err := db.Where("name = ?", name).Find(&all).Error; err != nil {
		return err
	}
	again := false
	_ = slices.ContainsFunc(all, func(l Label) bool {
		again = gone(l)
		return again
	})
	if len(all) > 0 && !again {
		return errTaken
	}
	return db.Create(&Label{Name: name}).Error
}
