package protected

import "xorm.io/xorm"

type Shop struct {
	ID   int64 `xorm:"pk autoincr"`
	Name string
}

// The helper that looks and inserts runs with the parent's row locked.
func register(e *xorm.Engine, shop int64, email string) error {
	_, err := e.Transaction(func(s *xorm.Session) (any, error) {
		if err := lockShop(s, shop); err != nil {
			return nil, err
		}
		return nil, insertMissing(s, email)
	})
	return err
}

func lockShop(s *xorm.Session, id int64) error {
	var shops []*Shop
	return s.In("id", id).ForUpdate().Find(&shops)
}

func insertMissing(s *xorm.Session, email string) error {
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = s.Insert(&User{Email: email})
	return err
}

// One caller that does not lock is enough.
func registerEither(e *xorm.Engine, shop int64, email string) error {
	_, err := e.Transaction(func(s *xorm.Session) (any, error) {
		if err := lockShop(s, shop); err != nil {
			return nil, err
		}
		return nil, insertUnlocked(s, email)
	})
	return err
}

func registerFree(e *xorm.Engine, email string) error {
	_, err := e.Transaction(func(s *xorm.Session) (any, error) {
		return nil, insertUnlocked(s, email)
	})
	return err
}

func insertUnlocked(s *xorm.Session, email string) error {
	has, err := s.Exist(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = s.Insert(&User{Email: email}) // want "conflict: "
	return err
}
