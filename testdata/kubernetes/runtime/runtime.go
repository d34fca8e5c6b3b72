// Package runtime holds pairs on objects of a Kubernetes cluster through the
// client of controller-runtime, outside controllers.
package runtime

import (
	"context"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
)

// Any object that the caller brings along.
func Ensure(ctx context.Context, c client.Client, obj client.Object) error {
	err := c.Get(ctx, client.ObjectKeyFromObject(obj), obj)
	if apierrors.IsNotFound(err) {
		return c.Create(ctx, obj) // want `idempotent-create: two concurrent calls can both create .*: its absence is checked at line 19, `
	}
	return err
}

func EnsureClaim(ctx context.Context, c client.Client, ns, name string) error {
	claim := &corev1.PersistentVolumeClaim{}
	err := c.Get(ctx, client.ObjectKey{Namespace: ns, Name: name}, claim)
	if err == nil {
		return nil
	}
	if client.IgnoreNotFound(err) != nil {
		return err
	}
	claim = &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}}
	return c.Create(ctx, claim) // want `idempotent-create: .* create PersistentVolumeClaim ns name: `
}

// The row that is found has the name that was looked for.
type installer struct{ client.Client }

func (i *installer) Pod(ctx context.Context, key types.NamespacedName) error {
	pod := &corev1.Pod{}
	if err := i.Get(ctx, key, pod); err != nil {
		return err
	}
	account := &corev1.ServiceAccount{}
	if err := i.Get(ctx, key, account); !apierrors.IsNotFound(err) {
		return err
	}
	return i.Create(ctx, accountOf(pod)) // want `idempotent-create: .* create ServiceAccount `
}

func accountOf(pod *corev1.Pod) *corev1.ServiceAccount {
	return &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: pod.Name, Namespace: pod.Namespace}}
}

// It looks and creates inside.
func Deploy(ctx context.Context, c client.Client, deployment *appsv1.Deployment) error {
	_, err := controllerutil.CreateOrUpdate(ctx, c, deployment, func() error { return nil }) // want `idempotent-create: CreateOrUpdate looks for Deployment and creates it in two steps`
	return err
}

// Silent: the loser is told apart.
func Handled(ctx context.Context, c client.Client, obj client.Object) error {
	if err := c.Get(ctx, client.ObjectKeyFromObject(obj), obj); client.IgnoreNotFound(err) != nil || err == nil {
		return err
	}
	return client.IgnoreAlreadyExists(c.Create(ctx, obj))
}

func DeployHandled(ctx context.Context, c client.Client, deployment *appsv1.Deployment) error {
	_, err := controllerutil.CreateOrUpdate(ctx, c, deployment, func() error { return nil })
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// Silent: another object.
func Another(ctx context.Context, c client.Client, obj, other client.Object) error {
	err := c.Get(ctx, client.ObjectKeyFromObject(obj), obj)
	if apierrors.IsNotFound(err) {
		return c.Create(ctx, other)
	}
	return err
}
