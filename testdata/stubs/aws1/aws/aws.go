// Package aws declares those names of github.com/aws/aws-sdk-go/aws that the model
// speaks of, because the packages of the services take long to compile. It does
// nothing, as the packages below it; its signatures are those of v1.55.
package aws

import "context"

// Context is a context.
type Context = context.Context

// String returns a pointer to a value.
func String(v string) *string { return &v }

// StringValue returns the value of a pointer.
func StringValue(v *string) string {
	if v != nil {
		return *v
	}
	return ""
}
