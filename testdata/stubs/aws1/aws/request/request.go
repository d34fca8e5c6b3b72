// Package request declares the options of requests.
package request

import "github.com/aws/aws-sdk-go/aws/awserr"

// Request is a request.
type Request struct{ RequestID string }

// Option changes a request.
type Option func(*Request)

// WithSetRequestHeaders adds headers.
func WithSetRequestHeaders(h map[string]string) Option { return func(*Request) {} }

// ErrInvalidParam is a parameter that no request takes.
type ErrInvalidParam interface {
	awserr.Error
	Field() string
}
