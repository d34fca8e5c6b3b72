// Package widgets has what client-gen makes of a resource of one's own.
package widgets

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
)

type Widget struct {
	metav1.TypeMeta
	metav1.ObjectMeta
}

type Client interface {
	RESTClient() rest.Interface
	WidgetsGetter
}

type WidgetsGetter interface {
	Widgets(namespace string) WidgetInterface
}

type WidgetInterface interface {
	Create(ctx context.Context, widget *Widget, opts metav1.CreateOptions) (*Widget, error)
	Update(ctx context.Context, widget *Widget, opts metav1.UpdateOptions) (*Widget, error)
	Get(ctx context.Context, name string, opts metav1.GetOptions) (*Widget, error)
	WidgetExpansion
}

type WidgetExpansion any
