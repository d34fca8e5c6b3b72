package changed

import "xorm.io/xorm"

// Badge is asked for by what is in it, in a variable that is made anew behind: its
// id, which nobody has set, is none of that.
type Badge struct {
	ID   int64
	Code string
}

func badge(e *xorm.Engine, code string, again bool) (int64, error) {
	b := &Badge{Code: code}
	has, err := e.Get(b)
	if err != nil || has {
		return b.ID, err
	}
	_, err = e.Insert(b) // want "duplicate: .*create Badge with code = code: "
	if again {
		b = &Badge{Code: code}
	}
	return b.ID, err
}

// loaded is asked for by what somebody has put in it.
func loaded(e *xorm.Engine, load func(any) error) error {
	b := &Badge{}
	if err := load(b); err != nil {
		return err
	}
	has, err := e.Get(b)
	if err != nil || has {
		return err
	}
	_, err = e.Insert(b) // want "conflict: .*create Badge with code = … and id = …: "
	return err
}
