// Package buckets makes buckets that are not there, for the rule
// idempotent-create.
package buckets

import (
	"context"

	"github.com/minio/minio-go/v7"
)

func Ensure(ctx context.Context, c *minio.Client, bucket string) error {
	there, err := c.BucketExists(ctx, bucket)
	if err != nil || there {
		return err
	}
	return c.MakeBucket(ctx, bucket, minio.MakeBucketOptions{}) // want `idempotent-create: two concurrent calls can both create object bucket: `
}

// Safe: the loser is told apart.
func EnsureHandled(ctx context.Context, c *minio.Client, bucket string) error {
	there, err := c.BucketExists(ctx, bucket)
	if err != nil || there {
		return err
	}
	err = c.MakeBucket(ctx, bucket, minio.MakeBucketOptions{})
	if minio.ToErrorResponse(err).Code == "BucketAlreadyOwnedByYou" {
		return nil
	}
	return err
}

// Safe: nobody looks at the error.
func EnsureIgnored(ctx context.Context, c *minio.Client, bucket string) {
	if there, err := c.BucketExists(ctx, bucket); err == nil && !there {
		_ = c.MakeBucket(ctx, bucket, minio.MakeBucketOptions{})
	}
}
