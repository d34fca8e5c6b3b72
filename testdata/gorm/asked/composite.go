package asked

import (
	"fmt"

	"gorm.io/gorm"
)

// Page has no unique key.
type Page struct {
	ID   uint
	Site string
	Path string
	Lang string
}

func (p *Page) URL() string { return fmt.Sprintf("%s/%s", p.Site, p.Path) }

// Maps by a key that is made of several columns.
func byMethod(db *gorm.DB, pages []*Page) error {
	var all []*Page
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range all {
		known[p.URL()] = true
	}
	var missing []*Page
	for _, p := range pages {
		if !known[p.URL()] {
			missing = append(missing, p)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return db.Create(&missing).Error // want "duplicate: .*Page with site = .* and path = "
}

func bySum(db *gorm.DB, pages []Page) error {
	var all []Page
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := make(map[string]Page, len(all))
	for _, p := range all {
		known[p.Site+"/"+p.Path] = p
	}
	for _, p := range pages {
		if _, ok := known[p.Site+"/"+p.Path]; ok {
			continue
		}
		if err := db.Create(&Page{Site: p.Site, Path: p.Path}).Error; err != nil { // want "duplicate: .*Page with site = .* and path = "
			return err
		}
	}
	return nil
}

func byText(db *gorm.DB, site string, paths []string) error {
	var all []Page
	if err := db.Where("site = ?", site).Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range all {
		known[fmt.Sprintf("%s-%s", p.Site, p.Path)] = true
	}
	for _, path := range paths {
		if known[fmt.Sprintf("%s-%s", site, path)] {
			continue
		}
		if err := db.Create(&Page{Site: site, Path: path}).Error; err != nil { // want "duplicate: .*Page with site = .* and path = "
			return err
		}
	}
	return nil
}

// ofSite looks for the pages of one site, and takes the others' word for theirs: the
// site is told once.
func ofSite(db *gorm.DB, site string, pages []Page) error {
	var all []Page
	if err := db.Where("site = ?", site).Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range all {
		known[p.URL()] = true
	}
	for _, p := range pages {
		if known[p.URL()] {
			continue
		}
		if err := db.Create(&Page{Site: p.Site, Path: p.Path}).Error; err != nil { // want "duplicate: .*Page with site = site and path = "
			return err
		}
	}
	return nil
}

// partly writes only one of those that the key is made of.
func partly(db *gorm.DB, site, home string, paths []string) error {
	var all []Page
	if err := db.Where("site = ?", site).Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range all {
		known[p.Site+"-"+p.Path] = true
	}
	for _, path := range paths {
		if known[site+"-"+path] {
			continue
		}
		if err := db.Create(&Page{Site: site, Path: home}).Error; err != nil {
			return err
		}
	}
	return nil
}

// opaque has a key of which nobody knows what it is made of.
func opaque(db *gorm.DB, pages []Page, key func(Page) string) error {
	var all []Page
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range all {
		known[key(p)] = true
	}
	for _, p := range pages {
		if known[key(p)] {
			continue
		}
		if err := db.Create(&Page{Site: p.Site, Path: p.Path}).Error; err != nil {
			return err
		}
	}
	return nil
}
