// Package s3 declares the client of S3.
package s3

import (
	"io"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/request"
)

// The codes of errors.
const (
	ErrCodeBucketAlreadyExists     = "BucketAlreadyExists"
	ErrCodeBucketAlreadyOwnedByYou = "BucketAlreadyOwnedByYou"
	ErrCodeNoSuchBucket            = "NoSuchBucket"
	ErrCodeNoSuchKey               = "NoSuchKey"
)

// S3 is a client.
type S3 struct{ ServiceName string }

func (c *S3) HeadObject(input *HeadObjectInput) (*HeadObjectOutput, error) { return nil, nil }

func (c *S3) HeadObjectWithContext(ctx aws.Context, input *HeadObjectInput, opts ...request.Option) (*HeadObjectOutput, error) {
	return nil, nil
}

func (c *S3) GetObject(input *GetObjectInput) (*GetObjectOutput, error) { return nil, nil }

func (c *S3) GetObjectWithContext(ctx aws.Context, input *GetObjectInput, opts ...request.Option) (*GetObjectOutput, error) {
	return nil, nil
}

func (c *S3) PutObject(input *PutObjectInput) (*PutObjectOutput, error) { return nil, nil }

func (c *S3) PutObjectWithContext(ctx aws.Context, input *PutObjectInput, opts ...request.Option) (*PutObjectOutput, error) {
	return nil, nil
}

func (c *S3) CopyObject(input *CopyObjectInput) (*CopyObjectOutput, error) { return nil, nil }

func (c *S3) CopyObjectWithContext(ctx aws.Context, input *CopyObjectInput, opts ...request.Option) (*CopyObjectOutput, error) {
	return nil, nil
}

func (c *S3) DeleteObject(input *DeleteObjectInput) (*DeleteObjectOutput, error) { return nil, nil }

func (c *S3) DeleteObjectWithContext(ctx aws.Context, input *DeleteObjectInput, opts ...request.Option) (*DeleteObjectOutput, error) {
	return nil, nil
}

func (c *S3) HeadBucket(input *HeadBucketInput) (*HeadBucketOutput, error) { return nil, nil }

func (c *S3) HeadBucketWithContext(ctx aws.Context, input *HeadBucketInput, opts ...request.Option) (*HeadBucketOutput, error) {
	return nil, nil
}

func (c *S3) CreateBucket(input *CreateBucketInput) (*CreateBucketOutput, error) { return nil, nil }

func (c *S3) CreateBucketWithContext(ctx aws.Context, input *CreateBucketInput, opts ...request.Option) (*CreateBucketOutput, error) {
	return nil, nil
}

// What the operations take and return.
type (
	HeadObjectInput  struct{ Bucket, Key *string }
	HeadObjectOutput struct{ ETag *string }
	GetObjectInput   struct{ Bucket, Key *string }
	GetObjectOutput  struct {
		Body io.ReadCloser
		ETag *string
	}
	PutObjectInput struct {
		Body        io.ReadSeeker
		Bucket, Key *string
	}
	PutObjectOutput    struct{ ETag *string }
	CopyObjectInput    struct{ Bucket, CopySource, Key *string }
	CopyObjectOutput   struct{ ETag *string }
	DeleteObjectInput  struct{ Bucket, Key *string }
	DeleteObjectOutput struct{ ETag *string }
	HeadBucketInput    struct{ Bucket *string }
	HeadBucketOutput   struct{ Location *string }
	CreateBucketInput  struct{ Bucket *string }
	CreateBucketOutput struct{ Location *string }
)
