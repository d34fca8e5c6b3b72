// Package basic holds pairs on objects of Google Cloud Storage.
package basic

import (
	"context"
	"errors"
	"io"

	"cloud.google.com/go/storage"
)

var errExists = errors.New("exists")

func Upload(ctx context.Context, o *storage.ObjectHandle, data []byte) error {
	_, err := o.Attrs(ctx)
	if err == nil {
		return errExists
	}
	if !errors.Is(err, storage.ErrObjectNotExist) {
		return err
	}
	w := o.NewWriter(ctx) // want `overwrite: two concurrent calls can both create object o: its absence is checked at line 15, .*refused; write with If`
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

func UploadNamed(ctx context.Context, c *storage.Client, bucket, name string, from io.Reader) error {
	if _, err := c.Bucket(bucket).Object(name).NewReader(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
		return errExists
	}
	w := c.Bucket(bucket).Object(name).NewWriter(ctx) // want `overwrite: .*refused`
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

// Safe: the writer fails when the object is there.
func UploadNew(ctx context.Context, o *storage.ObjectHandle, data []byte) error {
	if _, err := o.Attrs(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
		return errExists
	}
	w := o.If(storage.Conditions{DoesNotExist: true}).NewWriter(ctx)
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

// Other options of the handle change nothing.
func UploadRetried(ctx context.Context, o *storage.ObjectHandle, data []byte) error {
	if _, err := o.Attrs(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
		return errExists
	}
	w := o.Retryer(storage.WithPolicy(storage.RetryAlways)).NewWriter(ctx) // want `overwrite: .*refused`
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

// Benign: what is there is good enough.
func Mirror(ctx context.Context, o *storage.ObjectHandle, from io.Reader) error {
	if _, err := o.Attrs(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
		return err
	}
	w := o.NewWriter(ctx)
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

// Another object.
func Copy(ctx context.Context, from, to *storage.ObjectHandle, data []byte) error {
	if _, err := from.Attrs(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
		return errExists
	}
	w := to.NewWriter(ctx)
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

// Off by default: the rule idempotent-create has it.
func EnsureBucket(ctx context.Context, c *storage.Client, project, name string) error {
	if _, err := c.Bucket(name).Attrs(ctx); !errors.Is(err, storage.ErrBucketNotExist) {
		return err
	}
	return c.Bucket(name).Create(ctx, project, nil)
}
