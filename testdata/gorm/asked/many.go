package asked

import (
	"os"
	"path/filepath"
	"strings"

	"gorm.io/gorm"
)

// fromFolders has so many ways to the lookup that they cannot be kept apart; what
// comes after it is.
func fromFolders(db *gorm.DB, root string) error {
	flat, nested := make([]Label, 0), make([]Label, 0)
	entries, err := os.ReadDir(root)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() {
			flat = append(flat, Label{Name: e.Name(), Status: "flat"})
			continue
		}
		inside, err := os.ReadDir(filepath.Join(root, e.Name()))
		if err != nil {
			return err
		}
		wanted := map[string]bool{"src": true, "doc": true}
		for _, i := range inside {
			if wanted[i.Name()] {
				delete(wanted, i.Name())
			}
		}
		status := "whole"
		if len(wanted) > 0 {
			var lacks []string
			for w := range wanted {
				lacks = append(lacks, w)
			}
			status = "without " + strings.Join(lacks, " and ")
		}
		nested = append(nested, Label{Name: e.Name(), Status: status})
	}
	var all []Label
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := make(map[string]Label)
	for i := 0; i < len(all); i++ {
		known[all[i].Name] = all[i]
	}
	missing := []Label{}
	for i := 0; i < len(flat); i++ {
		if _, ok := known[flat[i].Name]; !ok && flat[i].Status == "flat" {
			missing = append(missing, flat[i])
		}
	}
	for i := 0; i < len(nested); i++ {
		if _, ok := known[nested[i].Name]; !ok && nested[i].Status != "" {
			missing = append(missing, nested[i])
		}
	}
	if len(missing) > 0 {
		return db.Create(&missing).Error // want "duplicate: "
	}
	return nil
}
