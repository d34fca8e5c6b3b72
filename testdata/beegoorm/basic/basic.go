// Package basic holds find-then-create with beego's orm.
package basic

import (
	"context"
	"database/sql"
	"errors"

	old "github.com/astaxie/beego/orm"
	"github.com/beego/beego/v2/client/orm"
	"github.com/lib/pq"
)

// User has no unique key but its primary one.
type User struct {
	ID    int64 `orm:"auto;pk;column(user_id)"`
	Email string
	Name  string `orm:"size(100);column(display_name)"`
}

// Account has a unique key.
type Account struct {
	Id    int64
	Login string `orm:"unique"`
}

func ensure(o orm.Ormer, email string) (*User, error) {
	u := &User{Email: email}
	err := o.Read(u, "Email")
	if errors.Is(err, orm.ErrNoRows) {
		_, err = o.Insert(u) // want "duplicate: .*email"
	}
	return u, err
}

func ensureColumn(ctx context.Context, o orm.QueryExecutor, name string) error {
	err := o.ReadWithCtx(ctx, &User{Name: name}, "display_name")
	if err == orm.ErrNoRows {
		_, err = o.InsertWithCtx(ctx, &User{Name: name}) // want "duplicate: .*display_name"
	}
	return err
}

// ensurePrimary: without columns Read looks for the primary key.
func ensurePrimary(o orm.Ormer, id int64) error {
	err := o.Read(&User{ID: id})
	if err == orm.ErrNoRows {
		_, err = o.Insert(&User{ID: id}) // want "conflict: .*user_id"
	}
	return err
}

func ensureExist(o orm.Ormer, email string) error {
	if o.QueryTable(new(User)).Filter("email", email).Exist() {
		return nil
	}
	_, err := o.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

func ensureExact(o orm.Ormer, email string) error {
	n, err := o.QueryTable(&User{}).Filter("Email__exact", email).Count()
	if err != nil {
		return err
	}
	if n == 0 {
		_, err = o.Insert(&User{Email: email}) // want "duplicate: "
	}
	return err
}

func ensureOne(o orm.Ormer, name string) error {
	var u User
	qs := o.QueryTable("user")
	err := qs.Filter("display_name", name).Limit(1).One(&u)
	if err == nil {
		return nil
	}
	if !errors.Is(err, orm.ErrNoRows) {
		return err
	}
	_, err = o.Insert(&User{Name: name}) // want "duplicate: "
	return err
}

func ensureAll(o orm.Ormer, email string) error {
	var users []*User
	n, err := o.QueryTable(new(User)).Filter("email", email).All(&users)
	if err != nil || n > 0 {
		return err
	}
	_, err = o.Insert(&User{Email: email}) // want "duplicate: "
	return err
}

func ensureCond(o orm.Ormer, email, name string) error {
	cond := orm.NewCondition().And("email", email).And("display_name", name)
	if o.QueryTable(new(User)).SetCond(cond).Exist() {
		return errors.New("taken")
	}
	_, err := o.Insert(&User{Email: email, Name: name}) // want "duplicate: "
	return err
}

func ensureRaw(o orm.Ormer, email string) error {
	var id int64
	err := o.Raw("SELECT user_id FROM user WHERE email = ?", email).QueryRow(&id)
	if err == orm.ErrNoRows {
		_, err = o.Raw("INSERT INTO user (email) VALUES (?)", email).Exec() // want "duplicate: "
	}
	return err
}

func helper(o orm.Ormer, email string) error {
	_, _, err := o.ReadOrCreate(&User{Email: email}, "Email") // want "helper: "
	return err
}

func conflict(o orm.Ormer, login string) error {
	if o.QueryTable(new(Account)).Filter("login", login).Exist() {
		return errors.New("taken")
	}
	_, err := o.Insert(&Account{Login: login}) // want "conflict: "
	return err
}

func transaction(o orm.Ormer, email string) error {
	return o.DoTx(func(ctx context.Context, tx orm.TxOrmer) error {
		if tx.QueryTable(new(User)).Filter("email", email).Exist() {
			return nil
		}
		_, err := tx.Insert(&User{Email: email}) // want "duplicate: "
		return err
	})
}

func serializable(o orm.Ormer, email string) error {
	return o.DoTxWithOpts(&sql.TxOptions{Isolation: sql.LevelSerializable}, func(ctx context.Context, tx orm.TxOrmer) error {
		if tx.QueryTable(new(User)).Filter("email", email).Exist() {
			return nil
		}
		_, err := tx.Insert(&User{Email: email})
		return err
	})
}

func upsert(o orm.Ormer, login string) error {
	if o.QueryTable(new(Account)).Filter("login", login).Exist() {
		return nil
	}
	_, err := o.InsertOrUpdate(&Account{Login: login}, "login")
	return err
}

var errTaken = errors.New("taken")

func handled(o orm.Ormer, login string) error {
	if o.QueryTable(new(Account)).Filter("login", login).Exist() {
		return errTaken
	}
	_, err := o.Insert(&Account{Login: login})
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(o orm.Ormer, email, other string) error {
	if o.QueryTable(new(User)).Filter("email", email).Exist() {
		return nil
	}
	_, err := o.Insert(&User{Email: other})
	return err
}

func greater(o orm.Ormer, email string) error {
	if o.QueryTable(new(User)).Filter("email__gt", email).Exist() {
		return nil
	}
	_, err := o.Insert(&User{Email: email})
	return err
}

func excluded(o orm.Ormer, email string) error {
	if o.QueryTable(new(User)).Exclude("email", email).Exist() {
		return nil
	}
	_, err := o.Insert(&User{Email: email})
	return err
}

func version1(o old.Ormer, email string) error {
	err := o.Read(&User{Email: email}, "Email")
	if err == old.ErrNoRows {
		_, err = o.Insert(&User{Email: email}) // want "duplicate: "
	}
	return err
}
