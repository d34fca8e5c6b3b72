// Package changed asks updates how many rows there were.
package changed

import "xorm.io/xorm"

type Quota struct {
	ID    int64
	Team  string
	Limit int
}

func set(s *xorm.Session, team string, limit int) error {
	changed, err := s.Where("team = ?", team).Cols("limit").Update(&Quota{Limit: limit})
	if err != nil {
		return err
	}
	if changed == 0 {
		_, err = s.Insert(&Quota{Team: team, Limit: limit}) // want "duplicate: .*Quota with team = team"
	}
	return err
}

func otherTeam(s *xorm.Session, team, parent string, limit int) error {
	changed, err := s.Where("team = ?", team).Cols("limit").Update(&Quota{Limit: limit})
	if err != nil {
		return err
	}
	if changed == 0 {
		_, err = s.Insert(&Quota{Team: parent, Limit: limit})
	}
	return err
}

func unread(s *xorm.Session, team string, limit int) error {
	if _, err := s.Where("team = ?", team).Cols("limit").Update(&Quota{Limit: limit}); err != nil {
		return err
	}
	_, err := s.Insert(&Quota{Team: team, Limit: limit})
	return err
}

// told leaves it to its callers, of whom none inserts.
func told(s *xorm.Session, team string, limit int) (bool, error) {
	changed, err := s.Where("team = ?", team).Cols("limit").Update(&Quota{Limit: limit})
	return changed > 0, err
}
