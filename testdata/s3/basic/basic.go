// Package basic holds pairs on objects of S3.
package basic

import (
	"context"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

var errExists = errors.New("exists")

// Whoever finds it there is refused.
func Upload(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader) error {
	_, err := c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &bucket, Key: aws.String(key)})
	if err == nil {
		return errExists
	}
	var missing *types.NotFound
	if !errors.As(err, &missing) {
		return err
	}
	_, err = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: aws.String(key), Body: body}) // want `overwrite: two concurrent calls can both create object bucket key: its absence is checked at line 18, .*refused; put with IfNoneMatch`
	return err
}

// The look-up is a helper's.
func exists(ctx context.Context, c *s3.Client, bucket, key string) (bool, error) {
	_, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
	var missing *types.NoSuchKey
	if errors.As(err, &missing) {
		return false, nil
	}
	return err == nil, err
}

func UploadHelper(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader) error {
	there, err := exists(ctx, c, bucket, key)
	if err != nil {
		return err
	}
	if there {
		return errExists
	}
	_, err = c.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), Body: body}) // want `overwrite: .*refused`
	return err
}

// Safe: the put is refused when the object is there.
func UploadNew(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body, IfNoneMatch: aws.String("*")})
	return err
}

// Unknown: the condition is for the caller to say.
func UploadIf(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader, match *string) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body, IfNoneMatch: match})
	return err
}

// Benign: the same content under a name that says so.
func Blob(ctx context.Context, c *s3.Client, bucket, digest string, body io.Reader) error {
	if there, err := exists(ctx, c, bucket, digest); err != nil || there {
		return err
	}
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(digest), Body: body})
	return err
}

// Another key.
func Manifest(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key + ".json"), Body: body})
	return err
}

// Off by default: the rule idempotent-create has it.
func EnsureBucket(ctx context.Context, c *s3.Client, bucket string) error {
	if _, err := c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &bucket}); err == nil {
		return nil
	}
	_, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &bucket})
	return err
}
