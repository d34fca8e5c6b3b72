// Package conditions holds the ways to say what xorm should look for.
package conditions

import (
	"xorm.io/builder"
	"xorm.io/xorm"
)

// User is a row.
type User struct {
	ID     int64 `xorm:"pk autoincr"`
	Email  string
	Tenant int64
	Status int
}

func eq(e *xorm.Engine, email string, tenant int64) error {
	has, err := e.Where(builder.Eq{"email": email, "tenant": tenant}).Get(&User{})
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email, Tenant: tenant}) // want "duplicate: "
	return err
}

func eqAnd(e *xorm.Engine, email string, tenant int64) error {
	has, err := e.Where(builder.Eq{"email": email}.And(builder.Eq{"tenant": tenant})).Exist(&User{})
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email, Tenant: tenant}) // want "duplicate: "
	return err
}

func and(e *xorm.Engine, email string, tenant int64) error {
	has, err := e.Where(builder.And(builder.Eq{"email": email}, builder.Gt{"status": 0})).Exist(&User{})
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email, Tenant: tenant}) // want "duplicate: "
	return err
}

func chain(e *xorm.Engine, email string, tenant int64) error {
	has, err := e.Where("email = ?", email).And("tenant = ?", tenant).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email, Tenant: tenant}) // want "duplicate: "
	return err
}

func in(e *xorm.Engine, email string) error {
	has, err := e.In("email", email).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

func byEmail(email string) builder.Cond {
	return builder.Eq{"email": email}
}

func helper(e *xorm.Engine, email string) error {
	has, err := e.Where(byEmail(email)).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

// neq looks for other users: the row it creates is none of them.
func neq(e *xorm.Engine, email string) error {
	has, err := e.Where(builder.Neq{"email": email}).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email})
	return err
}

func notIn(e *xorm.Engine, email string) error {
	has, err := e.NotIn("email", email).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email})
	return err
}

// otherKey looks for one email and creates another.
func otherKey(e *xorm.Engine, email, other string) error {
	has, err := e.Get(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: other})
	return err
}

// Log is another table.
type Log struct {
	ID    int64
	Email string
}

func otherTable(e *xorm.Engine, email string) error {
	has, err := e.Get(&User{Email: email})
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&Log{Email: email})
	return err
}

// unknown conditions prove nothing.
func unknown(e *xorm.Engine, cond builder.Cond, email string) error {
	has, err := e.Where(cond).Exist(new(User))
	if err != nil || has {
		return err
	}
	_, err = e.Insert(&User{Email: email})
	return err
}

type Seat struct {
	ID       int64
	Room     int64
	Guest    int64
	Reserved bool
}

// Each round has a seat of its own: what the round before has set is not asked for.
func reserve(s *xorm.Session, room int64, guests []int64) error {
	for _, guest := range guests {
		seat := &Seat{Room: room, Guest: guest}
		has, err := s.Get(seat)
		if err != nil {
			return err
		}
		seat.Reserved = true
		if has {
			_, err = s.ID(seat.ID).AllCols().Update(seat)
		} else {
			_, err = s.Insert(seat) // want `create Seat with room = room and guest = guests\[…\]: its`
		}
		if err != nil {
			return err
		}
	}
	return nil
}
