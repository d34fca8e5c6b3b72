// Package awserr declares the errors of the services.
package awserr

// Error is what a service has answered.
type Error interface {
	error
	Code() string
	Message() string
	OrigErr() error
}

// RequestFailure is an answer with its status.
type RequestFailure interface {
	Error
	StatusCode() int
	RequestID() string
}
