package conn

import "context"

// Beginner begins transactions.
type Beginner interface {
	BeginWith(ctx context.Context, name string) (*Tx, error)
}

// Named and Traced wrap a Beginner each, perhaps the other.
type (
	Named  struct{ Beginner }
	Traced struct{ inner Beginner }
)

// BeginWith hands on.
func (n *Named) BeginWith(ctx context.Context, name string) (*Tx, error) {
	return n.Beginner.BeginWith(ctx, "named "+name)
}

// BeginWith hands on.
func (t *Traced) BeginWith(ctx context.Context, name string) (*Tx, error) {
	return t.inner.BeginWith(ctx, "traced "+name)
}

// BeginWith begins a serializable transaction.
func (d *DB) BeginWith(ctx context.Context, _ string) (*Tx, error) { return d.Begin(ctx) }
