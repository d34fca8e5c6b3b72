// Package basic holds pairs on objects through MinIO's client.
package basic

import (
	"context"
	"errors"
	"io"

	"github.com/minio/minio-go/v7"
)

var errExists = errors.New("exists")

func Upload(ctx context.Context, c *minio.Client, bucket, name string, r io.Reader, size int64) error {
	if _, err := c.StatObject(ctx, bucket, name, minio.StatObjectOptions{}); err == nil {
		return errExists
	}
	_, err := c.PutObject(ctx, bucket, name, r, size, minio.PutObjectOptions{ContentType: "text/plain"}) // want `overwrite: .* create object bucket name: .*refused`
	return err
}

func UploadFile(ctx context.Context, c *minio.Client, bucket, name, file string) error {
	_, err := c.StatObject(ctx, bucket, name, minio.StatObjectOptions{})
	if minio.ToErrorResponse(err).Code != "NoSuchKey" {
		return errExists
	}
	_, err = c.FPutObject(ctx, bucket, name, file, minio.PutObjectOptions{}) // want `overwrite: .*refused`
	return err
}

// Safe: the put is refused when the object is there.
func UploadNew(ctx context.Context, c *minio.Client, bucket, name string, r io.Reader, size int64) error {
	if _, err := c.StatObject(ctx, bucket, name, minio.StatObjectOptions{}); err == nil {
		return errExists
	}
	opts := minio.PutObjectOptions{}
	opts.SetMatchETagExcept("*")
	_, err := c.PutObject(ctx, bucket, name, r, size, opts)
	return err
}

// Benign: nobody is refused, what is there is good enough.
func Mirror(ctx context.Context, c *minio.Client, bucket, name string, r io.Reader, size int64) error {
	if _, err := c.StatObject(ctx, bucket, name, minio.StatObjectOptions{}); err == nil {
		return nil
	}
	_, err := c.PutObject(ctx, bucket, name, r, size, minio.PutObjectOptions{})
	return err
}

// Another bucket.
func Copy(ctx context.Context, c *minio.Client, from, to, name string, r io.Reader, size int64) error {
	if _, err := c.StatObject(ctx, from, name, minio.StatObjectOptions{}); err == nil {
		return errExists
	}
	_, err := c.PutObject(ctx, to, name, r, size, minio.PutObjectOptions{})
	return err
}
