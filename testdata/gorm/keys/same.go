package keys

import (
	"errors"
	"strings"

	"gorm.io/gorm"
)

func composite(db *gorm.DB, tenant, email string) error {
	err := db.Where("tenant = ? AND email = ?", tenant, email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Tenant: tenant, Email: email}).Error // want "duplicate: .*email"
	}
	return err
}

func structCondition(db *gorm.DB, email string) error {
	err := db.Where(&Member{Email: email}).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error // want "duplicate: "
	}
	return err
}

func mapCondition(db *gorm.DB, email, tenant string) error {
	err := db.Where(map[string]any{"email": email, "tenant": tenant}).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email, Tenant: tenant}).Error // want "duplicate: "
	}
	return err
}

func inline(db *gorm.DB, email string) error {
	err := db.First(&Member{}, "email = ?", email).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error // want "duplicate: "
	}
	return err
}

func inlineStruct(db *gorm.DB, email string) error {
	err := db.First(&Member{}, Member{Email: email}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error // want "duplicate: "
	}
	return err
}

func requestField(db *gorm.DB, req *CreateRequest) error {
	var m Member
	if err := db.Where("email = ?", req.Email).First(&m).Error; err == nil {
		return errors.New("taken")
	}
	return db.Create(&Member{Email: req.Email, Name: req.Name}).Error // want "duplicate: .*req.Email"
}

func nestedField(db *gorm.DB, req CreateRequest) error {
	var n int64
	if err := db.Model(&Member{}).Where("email = ?", req.Owner.Email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	m := Member{Name: req.Name}
	m.Email = req.Owner.Email
	return db.Create(&m).Error // want "duplicate: "
}

func assignedFields(db *gorm.DB, email, name string) error {
	m := new(Member)
	err := db.Where("email = ?", email).First(m).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	m.Email = email
	m.Name = name
	return db.Create(m).Error // want "duplicate: "
}

func normalised(db *gorm.DB, email string) error {
	email = strings.ToLower(strings.TrimSpace(email))
	err := db.Where("email = ?", email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error // want "duplicate: "
	}
	return err
}

// normalisedTwice: a pure function of the same value is the same value.
func normalisedTwice(db *gorm.DB, email string) error {
	err := db.Where("email = ?", strings.ToLower(email)).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: strings.ToLower(email)}).Error // want "duplicate: "
	}
	return err
}

func constant(db *gorm.DB) error {
	const system = "system@example.com"
	err := db.Where("email = ?", system).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: "system@example.com"}).Error // want "duplicate: "
	}
	return err
}

// initialism: APIKey is the column api_key, TeamID is team_id.
func initialism(db *gorm.DB, team uint, key string) error {
	err := db.Where("team_id = ? AND api_key = ?", team, key).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{TeamID: team, APIKey: key}).Error // want "duplicate: "
	}
	return err
}

func columnTag(db *gorm.DB, serial string) error {
	err := db.Where("serial_no = ?", serial).First(&Device{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Device{Serial: serial}).Error // want "duplicate: "
	}
	return err
}

func embeddedPrefix(db *gorm.DB, owner string) error {
	err := db.Where("owner_name = ?", owner).First(&Device{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Device{Owner: Owner{Name: owner}}).Error // want "duplicate: "
	}
	return err
}

func promoted(db *gorm.DB, s Scope, subject string) error {
	err := db.Where("tenant = ? AND role = ? AND subject = ?", s.Tenant, s.Role, subject).First(&Grant{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Grant{Scope: s, Subject: subject}).Error // want "duplicate: "
	}
	return err
}

// rowAsKey: the row to create carries its own key.
func rowAsKey(db *gorm.DB, m *Member) error {
	var n int64
	if err := db.Model(&Member{}).Where("email = ?", m.Email).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errors.New("taken")
	}
	return db.Create(m).Error // want "duplicate: .*m.Email"
}

// plausible: one column is the same, the other comes from elsewhere and may be.
func plausible(db *gorm.DB, email string, tenantOf func(string) string) error {
	err := db.Where("email = ? AND tenant = ?", email, tenantOf(email)).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email, Tenant: tenantOf(email)}).Error // want "duplicate: "
	}
	return err
}

// otherPredicate beside the key does not matter.
func otherPredicate(db *gorm.DB, email string) error {
	err := db.Where("email = ? AND name <> ?", email, "deleted").First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error // want "duplicate: "
	}
	return err
}

// rowMap creates from a map.
func rowMap(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Model(&Member{}).Create(map[string]any{"Email": email}).Error // want "duplicate: "
	}
	return err
}
