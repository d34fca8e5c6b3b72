// Package schema declares the entities that the client is generated from.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// User is an entity.
type User struct{ ent.Schema }

// Fields of the User.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("email"),
		field.String("tenant_id"),
		field.String("uid").Optional(),
	}
}

// Edges of the User.
func (User) Edges() []ent.Edge { return []ent.Edge{edge.To("friends", User.Type)} }
