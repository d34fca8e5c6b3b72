package regress

import "gorm.io/gorm"

type label struct{ Name string }

// textKeys: a key of a map that is put together of texts is no index. Safe:
// it creates nothing.
func textKeys(db *gorm.DB, names map[string]string, long bool, name string) error {
	prefix := "short-"
	if long {
		prefix = "long-"
	}
	return db.Where("name = ?", names[prefix+name]).First(&label{}).Error
}
