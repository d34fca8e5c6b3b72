package reconciler

import (
	"context"
	"log"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Somebody else calls it, too.
func ensureNamespace(ctx context.Context, c client.Client, name string) error {
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
	err := c.Get(ctx, client.ObjectKeyFromObject(ns), ns)
	if apierrors.IsNotFound(err) {
		return c.Create(ctx, ns) // want `idempotent-create: .* create Namespace `
	}
	return err
}

func (r *Reconciler) again(ctx context.Context) error { return ensureNamespace(ctx, r.Client, "again") }

func Main(ctx context.Context, c client.Client) {
	if err := ensureNamespace(ctx, c, "once"); err != nil {
		log.Fatal(err)
	}
}
