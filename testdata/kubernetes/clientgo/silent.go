package clientgo

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	applyv1 "k8s.io/client-go/applyconfigurations/core/v1"
	typedv1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

// The loser's error is told apart, and the winner's object read.
func Handled(ctx context.Context, c typedv1.ConfigMapInterface, cm *corev1.ConfigMap) (*corev1.ConfigMap, error) {
	got, err := c.Get(ctx, cm.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		got, err = c.Create(ctx, cm, metav1.CreateOptions{})
		if apierrors.IsAlreadyExists(err) {
			return c.Get(ctx, cm.Name, metav1.GetOptions{})
		}
	}
	return got, err
}

// That it exists is what was wanted.
func Tolerated(ctx context.Context, c typedv1.NamespaceInterface, ns *corev1.Namespace) error {
	if _, err := c.Get(ctx, ns.Name, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	if _, err := c.Create(ctx, ns, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	return nil
}

// Nobody looks at the error.
func Ignored(ctx context.Context, c typedv1.NamespaceInterface, ns *corev1.Namespace) {
	if _, err := c.Get(ctx, ns.Name, metav1.GetOptions{}); apierrors.IsNotFound(err) {
		_, _ = c.Create(ctx, ns, metav1.CreateOptions{})
	}
}

// Applying is one step.
func Applied(ctx context.Context, c typedv1.ConfigMapInterface, name string) error {
	_, err := c.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = c.Apply(ctx, applyv1.ConfigMap(name, "default"), metav1.ApplyOptions{FieldManager: "me"})
	}
	return err
}

// Another name.
func CopyOf(ctx context.Context, c typedv1.ConfigMapInterface, name string) error {
	_, err := c.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = c.Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name + "-default"}}, metav1.CreateOptions{})
	}
	return err
}

// The server makes a name of its own.
func Generated(ctx context.Context, c typedv1.SecretInterface, name string) error {
	_, err := c.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = c.Create(ctx, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{GenerateName: name}}, metav1.CreateOptions{})
	}
	return err
}

// Another kind of the same name.
func AccountOf(ctx context.Context, c clientset, ns, name string) error {
	_, err := c.CoreV1().Secrets(ns).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: name}}
		_, err = c.CoreV1().ServiceAccounts(ns).Create(ctx, account, metav1.CreateOptions{})
	}
	return err
}

// Another namespace.
func CopyTo(ctx context.Context, c clientset, from, to, name string) error {
	_, err := c.CoreV1().Secrets(from).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = c.CoreV1().Secrets(to).Create(ctx, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name}}, metav1.CreateOptions{})
	}
	return err
}

// Only the namespace is known to be the same.
func Unknown(ctx context.Context, c clientset, ns, name string, make func() *corev1.Secret) error {
	_, err := c.CoreV1().Secrets(ns).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		_, err = c.CoreV1().Secrets(ns).Create(ctx, make(), metav1.CreateOptions{})
	}
	return err
}
