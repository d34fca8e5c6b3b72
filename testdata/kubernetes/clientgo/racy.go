// Package clientgo holds pairs on objects of a Kubernetes cluster through
// generated clients, outside controllers.
package clientgo

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	typedv1 "k8s.io/client-go/kubernetes/typed/core/v1"
	listers "k8s.io/client-go/listers/core/v1"

	"github.com/toctou-lint/toctou/testdata/kubernetes/widgets"
)

// clientset has what kubernetes.Interface has, for one group.
type clientset interface {
	CoreV1() typedv1.CoreV1Interface
}

// The namespace is part of the key.
func EnsureSettings(ctx context.Context, c clientset, ns, name string) (*corev1.ConfigMap, error) {
	cm, err := c.CoreV1().ConfigMaps(ns).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return c.CoreV1().ConfigMaps(ns).Create(ctx, &corev1.ConfigMap{ // want `idempotent-create: two concurrent calls can both create ConfigMap ns name: its absence is checked at line 28, .*the loser gets an error that says it exists, and nothing tells it apart; create and handle AlreadyExists, or apply`
			ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: ns},
		}, metav1.CreateOptions{})
	}
	return cm, err
}

// A client of one namespace, and a flag.
func EnsureSecret(ctx context.Context, secrets typedv1.SecretInterface, secret *corev1.Secret) error {
	create := false
	_, err := secrets.Get(ctx, secret.Name, metav1.GetOptions{})
	if err != nil {
		if !apierrors.IsNotFound(err) {
			return err
		}
		create = true
	}
	if create {
		_, err = secrets.Create(ctx, secret, metav1.CreateOptions{}) // want `idempotent-create: .* create Secret secret.ObjectMeta.Name: `
	} else {
		_, err = secrets.Update(ctx, secret, metav1.UpdateOptions{})
	}
	return err
}

// Any error is taken for absence.
func EnsureTLS(ctx context.Context, c clientset, ns string, data []byte) error {
	if _, err := c.CoreV1().Secrets(ns).Get(ctx, "tls", metav1.GetOptions{}); err != nil {
		secret := &corev1.Secret{Data: map[string][]byte{"ca.crt": data}}
		secret.Name = "tls"
		_, err := c.CoreV1().Secrets(ns).Create(ctx, secret, metav1.CreateOptions{}) // want `idempotent-create: .* create Secret ns "tls": `
		return err
	}
	return nil
}

// What is not there cannot be changed: that says so, too. The object has no
// namespace.
func CreateVolume(ctx context.Context, c clientset, volume *corev1.PersistentVolume) error {
	_, err := c.CoreV1().PersistentVolumes().Update(ctx, volume, metav1.UpdateOptions{})
	if err != nil {
		if !apierrors.IsNotFound(err) {
			return err
		}
		_, err = c.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{}) // want `idempotent-create: .* create PersistentVolume volume.ObjectMeta.Name: `
	}
	return err
}

// A local copy is looked at, the server asked to create.
type unpacker struct {
	lister listers.ConfigMapLister
	client clientset
}

func (u *unpacker) ensure(ctx context.Context, fresh *corev1.ConfigMap) (cm *corev1.ConfigMap, err error) {
	cm, err = u.lister.ConfigMaps(fresh.GetNamespace()).Get(fresh.GetName())
	if apierrors.IsNotFound(err) {
		cm, err = u.client.CoreV1().ConfigMaps(fresh.GetNamespace()).Create(ctx, fresh, metav1.CreateOptions{}) // want `idempotent-create: .* create ConfigMap `
	}
	return
}

// The clients of a program's own resources are generated alike.
func EnsureWidget(ctx context.Context, c widgets.Client, ns string, w *widgets.Widget) error {
	_, err := c.Widgets(ns).Get(ctx, w.Name, metav1.GetOptions{})
	if err == nil {
		return fmt.Errorf("widget %s exists", w.Name)
	}
	_, err = c.Widgets(ns).Create(ctx, w, metav1.CreateOptions{}) // want `idempotent-create: .* create Widget `
	return err
}

// A helper looks, the dynamic client creates.
type crds struct{ client dynamic.Interface }

var crdResource = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}

func (c crds) has(ctx context.Context, name string) (bool, error) {
	_, err := c.client.Resource(crdResource).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

func (c crds) Install(ctx context.Context, crd *unstructured.Unstructured) error {
	there, err := c.has(ctx, crd.GetName())
	if err != nil || there {
		return err
	}
	_, err = c.client.Resource(crdResource).Create(ctx, crd, metav1.CreateOptions{}) // want `idempotent-create: .* create Unstructured `
	return err
}
