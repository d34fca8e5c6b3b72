// Package basic holds find-then-create with Neo4j.
package basic

import (
	"context"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

var errTaken = errors.New("taken")

func register(ctx context.Context, s neo4j.SessionWithContext, email, name string) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $email}) RETURN u", map[string]any{"email": email})
	if err != nil {
		return err
	}
	if res.Next(ctx) {
		return errTaken
	}
	_, err = s.Run(ctx, "CREATE (u:User {email: $email, name: $name})", map[string]any{"email": email, "name": name}) // want "duplicate: .*user.*email = email"
	return err
}

// transaction runs at read committed.
func transaction(ctx context.Context, s neo4j.SessionWithContext, email string) error {
	_, err := s.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		params := map[string]any{"e": email}
		res, err := tx.Run(ctx, "MATCH (u:User) WHERE u.email = $e RETURN u", params)
		if err != nil {
			return nil, err
		}
		found, err := res.Collect(ctx)
		if err != nil || len(found) > 0 {
			return found, err
		}
		return tx.Run(ctx, "CREATE (u:User) SET u.email = $e RETURN u", params) // want "duplicate: .*user.*email = email.*the transaction begun"
	})
	return err
}

func explicit(ctx context.Context, s neo4j.SessionWithContext, tenant, email string) error {
	tx, err := s.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	defer tx.Close(ctx)
	res, err := tx.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil {
		return err
	}
	if _, err := res.Single(ctx); err != nil {
		_, err = tx.Run(ctx, "MATCH (t:Tenant {id: $t}) CREATE (t)-[:HAS]->(u:User {email: $e})", map[string]any{"t": tenant, "e": email}) // want "duplicate: .*user.*email = email"
		if err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

func query(ctx context.Context, d neo4j.DriverWithContext, email string) error {
	res, err := neo4j.ExecuteQuery(ctx, d, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email}, neo4j.EagerResultTransformer)
	if err != nil {
		return err
	}
	if len(res.Records) == 0 {
		_, err = neo4j.ExecuteQuery(ctx, d, "CREATE (u:User {email: $e})", map[string]any{"e": email}, neo4j.EagerResultTransformer) // want "duplicate: .*user.*email = email"
	}
	return err
}

// merge is one step, where a constraint says so.
func merge(ctx context.Context, s neo4j.SessionWithContext, email string) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil || res.Next(ctx) {
		return err
	}
	_, err = s.Run(ctx, "MERGE (u:User {email: $e}) ON CREATE SET u.created = timestamp()", map[string]any{"e": email})
	return err
}

// handled tells the loser what the winner's row tells others.
func handled(ctx context.Context, s neo4j.SessionWithContext, email string) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil {
		return err
	}
	if res.Next(ctx) {
		return errTaken
	}
	_, err = s.Run(ctx, "CREATE (u:User {email: $e})", map[string]any{"e": email})
	var failed *neo4j.Neo4jError
	if errors.As(err, &failed) && failed.Code == "Neo.ClientError.Schema.ConstraintValidationFailed" {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, s neo4j.SessionWithContext, email, other string) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil || res.Next(ctx) {
		return err
	}
	_, err = s.Run(ctx, "CREATE (u:User {email: $e})", map[string]any{"e": other})
	return err
}

// otherLabel creates another kind of node.
func otherLabel(ctx context.Context, s neo4j.SessionWithContext, email string) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil || res.Next(ctx) {
		return err
	}
	_, err = s.Run(ctx, "CREATE (i:Invitation {email: $e})", map[string]any{"e": email})
	return err
}

// related ties nodes that there are.
func related(ctx context.Context, s neo4j.SessionWithContext, a, b string) error {
	params := map[string]any{"a": a, "b": b}
	res, err := s.Run(ctx, "MATCH (a:User {id: $a})-[:KNOWS]->(b:User {id: $b}) RETURN a", params)
	if err != nil || res.Next(ctx) {
		return err
	}
	_, err = s.Run(ctx, "MATCH (a:User {id: $a}), (b:User {id: $b}) CREATE (a)-[:KNOWS]->(b)", params)
	return err
}

// unknown creates what a map says.
func unknown(ctx context.Context, s neo4j.SessionWithContext, email string, properties map[string]any) error {
	res, err := s.Run(ctx, "MATCH (u:User {email: $e}) RETURN u", map[string]any{"e": email})
	if err != nil || res.Next(ctx) {
		return err
	}
	_, err = s.Run(ctx, "CREATE (u:User $p)", map[string]any{"p": properties})
	return err
}
