// Package basic holds pairs on objects and items with version 1 of the SDK of AWS.
package basic

import (
	"context"
	"errors"
	"io"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3/s3iface"
)

var errExists = errors.New("exists")

// Whoever finds it there is refused.
func Upload(c *s3.S3, bucket, key string, body io.ReadSeeker) error {
	_, err := c.HeadObject(&s3.HeadObjectInput{Bucket: &bucket, Key: aws.String(key)})
	if err == nil {
		return errExists
	}
	if e, ok := err.(awserr.Error); !ok || e.Code() != "NotFound" {
		return err
	}
	_, err = c.PutObject(&s3.PutObjectInput{Bucket: &bucket, Key: aws.String(key), Body: body}) // want `overwrite: two concurrent calls can both create object bucket key: .*refused; put with the header`
	return err
}

// The look-up is a helper's, and the client an interface.
func exists(ctx context.Context, c s3iface.S3API, bucket, key string) (bool, error) {
	_, err := c.GetObjectWithContext(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
	if err != nil {
		var e awserr.Error
		if errors.As(err, &e) && e.Code() == s3.ErrCodeNoSuchKey {
			return false, nil
		}
		return false, err
	}
	return true, nil
}

func UploadHelper(ctx context.Context, c s3iface.S3API, bucket, key string, body io.ReadSeeker) error {
	there, err := exists(ctx, c, bucket, key)
	if err != nil {
		return err
	}
	if there {
		return errExists
	}
	_, err = c.PutObjectWithContext(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), Body: body}) // want `overwrite: .*refused`
	return err
}

// Safe: the put is refused when the object is there.
func UploadNew(ctx context.Context, c *s3.S3, bucket, key string, body io.ReadSeeker) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObjectWithContext(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body},
		request.WithSetRequestHeaders(map[string]string{"If-None-Match": "*"}))
	return err
}

// Unknown: the options are for the caller to say.
func UploadIf(ctx context.Context, c *s3.S3, bucket, key string, body io.ReadSeeker, opts ...request.Option) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObjectWithContext(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body}, opts...)
	return err
}

// Another key.
func Manifest(ctx context.Context, c *s3.S3, bucket, key string, body io.ReadSeeker) error {
	if there, err := exists(ctx, c, bucket, key); err != nil || there {
		return errExists
	}
	_, err := c.PutObjectWithContext(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key + ".json"), Body: body})
	return err
}

// Off by default: the rule idempotent-create has it.
func EnsureBucket(c *s3.S3, bucket string) error {
	if _, err := c.HeadBucket(&s3.HeadBucketInput{Bucket: &bucket}); err == nil {
		return nil
	}
	_, err := c.CreateBucket(&s3.CreateBucketInput{Bucket: &bucket})
	return err
}
