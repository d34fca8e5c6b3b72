package chains

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

func twoWheres(db *gorm.DB, kind, name string) error {
	err := db.Where("kind = ?", kind).Where("name = ?", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Kind: kind, Name: name}).Error // want "duplicate: "
	}
	return err
}

func columnOnly(db *gorm.DB, name string) error {
	err := db.Where("name", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func namedArgument(db *gorm.DB, name string) error {
	err := db.Where("name = @name", sql.Named("name", name)).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func clauseEq(db *gorm.DB, name string) error {
	err := db.Where(clause.Eq{Column: "name", Value: name}).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // racy, not found: clause.Eq is a struct that no model describes
	}
	return err
}

func quoted(db *gorm.DB, name string) error {
	err := db.Where("`tags`.`name` = ?", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func literal(db *gorm.DB, name string) error {
	err := db.Where("name = ? AND kind = 'system'", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name, Kind: "system"}).Error // want "duplicate: "
	}
	return err
}

func decorated(ctx context.Context, db *gorm.DB, name string) error {
	var t Tag
	err := db.Session(&gorm.Session{NewDB: true}).WithContext(ctx).Unscoped().
		Select("id", "name").Order("id DESC").Where("name = ?", name).Limit(1).First(&t).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.WithContext(ctx).Omit("Hidden").Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func tableName(db *gorm.DB, name string) error {
	var n int64
	if err := db.Table("tags").Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Table("tags").Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return nil
}

// tableAndType: the type's table is the one that is named.
func tableAndType(db *gorm.DB, name string) error {
	var n int64
	if err := db.Table("tags").Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return nil
}

func scanned(db *gorm.DB, name string) error {
	var t Tag
	if err := db.Model(&Tag{}).Where("name = ?", name).Scan(&t).Error; err != nil {
		return err
	}
	if t.ID == 0 {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return nil
}

func raw(db *gorm.DB, name string) error {
	var t Tag
	res := db.Raw("SELECT id, name FROM tags WHERE name = ? LIMIT 1", name).Scan(&t)
	if res.Error != nil || res.RowsAffected > 0 {
		return res.Error
	}
	return db.Create(&Tag{Name: name}).Error // want "duplicate: "
}

func rawBoth(db *gorm.DB, name string) error {
	var n int
	if err := db.Raw("SELECT COUNT(*) FROM tags WHERE name = ?", name).Scan(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	return db.Exec("INSERT INTO tags (name, kind) VALUES (?, ?)", name, "user").Error // want "duplicate: "
}

func batch(db *gorm.DB, name string) error {
	err := db.Where("name = ?", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.CreateInBatches([]Tag{{Name: name}}, 10).Error // want "duplicate: "
	}
	return err
}

func debug(db *gorm.DB, name string) error {
	var t Tag
	res := db.Debug().Where("name = ?", name).Find(&t)
	if res.RowsAffected > 0 {
		return errors.New("tag exists")
	}
	created := db.Debug().Create(&Tag{Name: name}) // want "duplicate: "
	return created.Error
}

// otherTable names another table for both the type and the find. Safe.
func otherTable(db *gorm.DB, name string) error {
	var n int64
	if err := db.Table("archived_tags").Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Create(&Tag{Name: name}).Error
	}
	return nil
}

// unknownTable is given by a caller that nobody sees. Silent.
func unknownTable(db *gorm.DB, table, name string) error {
	var n int64
	if err := db.Table(table).Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Table("tags").Create(map[string]any{"name": name}).Error
	}
	return nil
}

// negation looks for a row that is not the created one. Safe.
func negation(db *gorm.DB, name string) error {
	err := db.Not("name = ?", name).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error
	}
	return err
}
