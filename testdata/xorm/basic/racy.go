// Package basic holds the plain shapes of find-then-create with xorm.
package basic

import (
	"errors"

	"xorm.io/xorm"
)

// User has no unique key but its primary one.
type User struct {
	ID    int64 `xorm:"pk autoincr"`
	Email string
	Name  string `xorm:"varchar(100) 'display_name'"`
}

// Account has unique keys: the loser gets a violation.
type Account struct {
	ID    int64  `xorm:"pk autoincr"`
	Login string `xorm:"varchar(64) notnull unique"`
	Org   int64  `xorm:"unique(org_name)"`
	Name  string `xorm:"unique(org_name)"`
}

// Setting has a primary key of two columns.
type Setting struct {
	Owner string `xorm:"varchar(100) notnull pk"`
	Name  string `xorm:"varchar(100) notnull pk"`
	Value string
}

func ensure(e *xorm.Engine, email string) (*User, error) {
	u := &User{Email: email}
	has, err := e.Get(u)
	if err != nil || has {
		return u, err
	}
	_, err = e.Insert(u) // want "duplicate: .*email"
	return u, err
}

func ensureExist(s *xorm.Session, email string) error {
	ok, err := s.Where("email = ?", email).Exist(&User{})
	if err != nil || ok {
		return err
	}
	_, err = s.InsertOne(&User{Email: email}) // want "duplicate: "
	return err
}

func ensureExistBean(s *xorm.Session, name string) error {
	if ok, err := s.Exist(&User{Name: name}); err != nil {
		return err
	} else if ok {
		return errors.New("taken")
	}
	_, err := s.Insert(&User{Name: name}) // want "duplicate: .*display_name"
	return err
}

func ensureCount(e xorm.EngineInterface, email string) error {
	n, err := e.Where("email = ?", email).Count(new(User))
	if err != nil {
		return err
	}
	if n > 0 {
		return errors.New("taken")
	}
	_, err = e.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

func ensureFind(e xorm.Interface, email string) error {
	var users []User
	if err := e.Where("email = ?", email).Find(&users); err != nil {
		return err
	}
	if len(users) == 0 {
		_, err := e.Insert(&User{Email: email}) // want "duplicate: "
		return err
	}
	return nil
}

func ensureFindBean(e *xorm.Engine, email string) error {
	users := make([]*User, 0)
	if err := e.Find(&users, &User{Email: email}); err != nil {
		return err
	}
	if len(users) > 0 {
		return nil
	}
	_, err := e.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

func registerConflict(e *xorm.Engine, login string) error {
	has, err := e.Where("login = ?", login).Get(&Account{})
	if err != nil {
		return err
	}
	if has {
		return errors.New("taken")
	}
	_, err = e.Insert(&Account{Login: login}) // want "conflict: .*login"
	return err
}

func registerComposite(e *xorm.Engine, org int64, name string) error {
	has, err := e.Get(&Account{Org: org, Name: name})
	if err != nil {
		return err
	}
	if has {
		return errors.New("taken")
	}
	_, err = e.Insert(&Account{Org: org, Name: name}) // want "conflict: "
	return err
}

func setOnce(e *xorm.Engine, owner, name, val string) error {
	s := &Setting{}
	has, err := e.ID([]any{owner, name}).Get(s)
	if err != nil {
		return err
	}
	if !has {
		_, err = e.Insert(&Setting{Owner: owner, Name: name, Value: val}) // want "conflict: "
	}
	return err
}

func getSetting(e *xorm.Engine, owner, name string) (*Setting, error) {
	s := Setting{Owner: owner, Name: name}
	existed, err := e.Get(&s)
	if err != nil {
		return nil, err
	}
	if existed {
		return &s, nil
	}
	return nil, nil
}

func setByHelper(e *xorm.Engine, owner, name, val string) error {
	s, err := getSetting(e, owner, name)
	if err != nil {
		return err
	}
	if s != nil {
		return errors.New("exists")
	}
	_, err = e.Insert(&Setting{Owner: owner, Name: name, Value: val}) // want "conflict: "
	return err
}

// relate inserts a list of one new row.
func relate(s *xorm.Session, email string) error {
	ok, err := s.Exist(&User{Email: email})
	if err != nil || ok {
		return err
	}
	_, err = s.Insert(&[]*User{{Email: email}}) // want "duplicate: "
	return err
}

func rawQuery(e *xorm.Engine, email string) error {
	rows, err := e.Query("SELECT id FROM user WHERE email = ?", email)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		_, err = e.Exec("INSERT INTO user (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

func scalar(e *xorm.Engine, email string) error {
	var id int64
	has, err := e.Table(new(User)).Cols("id").Where("email = ?", email).Get(&id)
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

// byName: SnakeMapper writes UserID as user_i_d, others as user_id.
type Totp struct {
	ID     int64
	UserID int64
}

func enroll(s *xorm.Session, user int64) error {
	has, err := s.Where("user_id = ?", user).Exist(&Totp{})
	if err != nil || has {
		return err
	}
	_, err = s.Insert(&Totp{UserID: user}) // want "duplicate: .*user_?i"
	return err
}
