package basic

import "github.com/neo4j/neo4j-go-driver/v5/neo4j"

// Sessions without contexts, as version 4 has them.
func old(s neo4j.Session, email string) error {
	_, err := s.WriteTransaction(func(tx neo4j.Transaction) (any, error) {
		res, err := tx.Run("MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
		if err != nil {
			return nil, err
		}
		if res.Next() {
			return nil, errTaken
		}
		return tx.Run("CREATE (u:User {email: $e})", map[string]any{"e": email}) // want "duplicate: .*user.*email = email"
	})
	return err
}

func oldCollect(s neo4j.Session, email string) error {
	res, err := s.Run("MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	found, err := neo4j.Collect(res, err)
	if err != nil || len(found) > 0 {
		return err
	}
	_, err = s.Run("CREATE (u:User {email: $e})", map[string]any{"e": email}) // want "duplicate: .*user.*email = email"
	return err
}

// oldMerge is one step, where a constraint says so.
func oldMerge(s neo4j.Session, email string) error {
	res, err := s.Run("MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil || res.Next() {
		return err
	}
	_, err = s.Run("MERGE (u:User {email: $e})", map[string]any{"e": email})
	return err
}
