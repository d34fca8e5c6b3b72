// Package basic holds find-then-create with mgo.
package basic

import (
	"errors"

	"github.com/globalsign/mgo"
	"github.com/globalsign/mgo/bson"
	old "gopkg.in/mgo.v2"
	oldbson "gopkg.in/mgo.v2/bson"
)

type user struct {
	ID    bson.ObjectId `bson:"_id"`
	Email string        `bson:"email"`
	Name  string
}

var errTaken = errors.New("taken")

type store struct{ session *mgo.Session }

func (s *store) users() *mgo.Collection { return s.session.DB("shop").C("users") }

func (s *store) ensure(email string) (u user, err error) {
	err = s.users().Find(bson.M{"email": email}).One(&u)
	if err == mgo.ErrNotFound {
		u = user{ID: bson.NewObjectId(), Email: email}
		err = s.users().Insert(u) // want "duplicate: .*user.*email"
	}
	return u, err
}

func (s *store) ensureCount(email string) error {
	session := s.session.Copy()
	defer session.Close()
	n, err := session.DB("").C("users").Find(bson.M{"email": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return session.DB("").C("users").Insert(bson.M{"email": email}) // want "duplicate: .*user.*email"
}

func (s *store) ensureList(email string) error {
	var found []user
	if err := s.users().Find(bson.M{"email": email}).Sort("-name").Limit(1).All(&found); err != nil || len(found) > 0 {
		return err
	}
	return s.users().Insert(&user{ID: bson.NewObjectId(), Email: email}) // want "duplicate: .*user.*email"
}

// collection gives away the session, which the caller has to close.
func collection(name string) (*mgo.Session, *mgo.Collection) {
	session := dial()
	return session, session.DB("shop").C(name)
}

func dial() *mgo.Session { return nil }

// add stores a user that has its own methods, and hands on the pointer to it.
func (u *user) add() error {
	s, users := collection("users")
	defer s.Close()
	u.ID = bson.NewObjectId()
	return users.Insert(&u)
}

func register(email string) error {
	s, users := collection("users")
	defer s.Close()
	var u user
	if err := users.Find(bson.M{"email": email}).One(&u); err != nil {
		u = user{Email: email}
		return u.add() // want "duplicate: .*user.*email"
	}
	return nil
}

// Silent: what is looked for is in another collection.
func registerElsewhere(email string) error {
	s, banned := collection("banned")
	defer s.Close()
	var u user
	if err := banned.Find(bson.M{"email": email}).One(&u); err == nil {
		return errTaken
	}
	u = user{Email: email}
	return u.add()
}

// ensureOld uses the module that was forked.
func ensureOld(db *old.Database, email string) error {
	var u struct{ Email string }
	err := db.C("users").Find(oldbson.M{"email": email}).One(&u)
	if err == old.ErrNotFound {
		err = db.C("users").Insert(oldbson.M{"email": email}) // want "duplicate: .*user.*email"
	}
	return err
}

// updated inserts where nothing was updated.
func (s *store) updated(email, name string) error {
	err := s.users().Update(bson.M{"email": email}, bson.M{"$set": bson.M{"name": name}})
	if err == mgo.ErrNotFound {
		err = s.users().Insert(user{ID: bson.NewObjectId(), Email: email, Name: name}) // want "duplicate: .*user.*email"
	}
	return err
}

func (s *store) upsert(email string) error {
	var u user
	if err := s.users().Find(bson.M{"email": email}).One(&u); err != mgo.ErrNotFound {
		return err
	}
	_, err := s.users().Upsert(bson.M{"email": email}, bson.M{"$setOnInsert": bson.M{"name": ""}})
	return err
}

// handled tells the loser what others are told.
func (s *store) handled(email string) error {
	n, err := s.users().Find(bson.M{"email": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	err = s.users().Insert(user{ID: bson.NewObjectId(), Email: email})
	if mgo.IsDup(err) {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func (s *store) otherKey(email, other string) error {
	if n, err := s.users().Find(bson.M{"email": email}).Count(); err != nil || n > 0 {
		return err
	}
	return s.users().Insert(bson.M{"email": other})
}

// fresh finds by an identity that no row has.
func (s *store) fresh(id bson.ObjectId, email string) error {
	if err := s.users().FindId(id).One(&user{}); err != mgo.ErrNotFound {
		return err
	}
	return s.users().Insert(user{ID: bson.NewObjectId(), Email: email})
}

func (s *store) accounts() *mgo.Collection { return s.session.DB("shop").C("accounts") }

func (s *store) indexes() error {
	return s.session.DB("shop").C("accounts").EnsureIndex(mgo.Index{Key: []string{"email"}, Unique: true})
}

// ensureAccount has a unique key, and nobody who tells the loser.
func (s *store) ensureAccount(email string) error {
	n, err := s.accounts().Find(bson.M{"email": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return s.accounts().Insert(bson.M{"email": email}) // want "conflict: .*accounts.*email"
}
