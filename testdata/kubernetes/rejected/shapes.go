package rejected

import (
	"context"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

// A helper creates whatever it is given.
func (r *Reconciler) Config(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	config := newConfig(req.Namespace)
	err := r.Get(ctx, types.NamespacedName{Name: config.Name, Namespace: config.Namespace}, config)
	if err != nil && apierrors.IsNotFound(err) {
		err = create(ctx, r.Client, config) // want `idempotent-create: .* create ConfigMap req.NamespacedName.Namespace "config": `
	}
	return reconcile.Result{}, err
}

func newConfig(ns string) *corev1.ConfigMap {
	return &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "config", Namespace: ns}}
}

func create(ctx context.Context, c client.Client, obj client.Object) error {
	obj.SetLabels(map[string]string{"made-by": "us"})
	return c.Create(ctx, obj)
}

// A flag, in a loop over other objects.
func Accounts(ctx context.Context, c client.Client, nodes []corev1.Node, ns string) error {
	for _, node := range nodes {
		found := true
		account := &corev1.ServiceAccount{}
		if err := c.Get(ctx, types.NamespacedName{Namespace: ns, Name: node.Name}, account); err != nil {
			if !apierrors.IsNotFound(err) {
				return err
			}
			found = false
		}
		if !found {
			account = &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: node.Name}}
			if err := c.Create(ctx, account); err != nil { // want `idempotent-create: .* create ServiceAccount `
				return err
			}
		}
	}
	return nil
}

// The object is made before it is looked for.
func (r *Reconciler) request(ctx context.Context, deployment *appsv1.Deployment) error {
	request, err := requestOf(deployment)
	if err != nil {
		return err
	}
	err = r.Get(ctx, types.NamespacedName{Name: deployment.Name, Namespace: deployment.Namespace}, &corev1.Pod{})
	if err != nil && apierrors.IsNotFound(err) {
		if err = r.Create(ctx, request); err != nil { // want `idempotent-create: .* create Pod `
			return err
		}
		return nil
	}
	return err
}

func requestOf(deployment *appsv1.Deployment) (*corev1.Pod, error) {
	pod := &corev1.Pod{}
	pod.Name = deployment.Name
	pod.Namespace = deployment.Namespace
	return pod, nil
}

// Silent: created first.
func Created(ctx context.Context, c client.Client, obj *corev1.Service) error {
	err := c.Create(ctx, obj)
	if apierrors.IsAlreadyExists(err) {
		return c.Update(ctx, obj)
	}
	return err
}

// Silent: the winner's object is looked for again.
func Again(ctx context.Context, c client.Client, obj *corev1.Service) error {
	err := c.Get(ctx, client.ObjectKeyFromObject(obj), obj)
	if !apierrors.IsNotFound(err) {
		return err
	}
	switch err := c.Create(ctx, obj); {
	case apierrors.IsAlreadyExists(err):
		return c.Get(ctx, client.ObjectKeyFromObject(obj), obj)
	default:
		return err
	}
}
