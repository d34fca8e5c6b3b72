// Package dynamodb declares the client of DynamoDB.
package dynamodb

import (
	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/request"
)

// The codes of errors.
const (
	ErrCodeConditionalCheckFailedException = "ConditionalCheckFailedException"
)

// DynamoDB is a client.
type DynamoDB struct{ ServiceName string }

func (c *DynamoDB) GetItem(input *GetItemInput) (*GetItemOutput, error) { return nil, nil }

func (c *DynamoDB) GetItemWithContext(ctx aws.Context, input *GetItemInput, opts ...request.Option) (*GetItemOutput, error) {
	return nil, nil
}

func (c *DynamoDB) PutItem(input *PutItemInput) (*PutItemOutput, error) { return nil, nil }

func (c *DynamoDB) PutItemWithContext(ctx aws.Context, input *PutItemInput, opts ...request.Option) (*PutItemOutput, error) {
	return nil, nil
}

func (c *DynamoDB) UpdateItem(input *UpdateItemInput) (*UpdateItemOutput, error) { return nil, nil }

func (c *DynamoDB) UpdateItemWithContext(ctx aws.Context, input *UpdateItemInput, opts ...request.Option) (*UpdateItemOutput, error) {
	return nil, nil
}

func (c *DynamoDB) DeleteItem(input *DeleteItemInput) (*DeleteItemOutput, error) { return nil, nil }

func (c *DynamoDB) DeleteItemWithContext(ctx aws.Context, input *DeleteItemInput, opts ...request.Option) (*DeleteItemOutput, error) {
	return nil, nil
}

// AttributeValue is a value.
type AttributeValue struct {
	B    []byte
	BOOL *bool
	N, S *string
}

// ConditionalCheckFailedException says that a condition was not met.
type ConditionalCheckFailedException struct{ Message_ *string }

func (s *ConditionalCheckFailedException) Code() string    { return "ConditionalCheckFailedException" }
func (s *ConditionalCheckFailedException) Message() string { return "" }
func (s *ConditionalCheckFailedException) OrigErr() error  { return nil }
func (s *ConditionalCheckFailedException) Error() string   { return s.Code() }

// What the operations take and return.
type (
	GetItemInput struct {
		Key       map[string]*AttributeValue
		TableName *string
	}
	GetItemOutput struct{ Item map[string]*AttributeValue }
	PutItemInput  struct {
		ConditionExpression *string
		Item                map[string]*AttributeValue
		TableName           *string
	}
	PutItemOutput   struct{ Attributes map[string]*AttributeValue }
	UpdateItemInput struct {
		Key                         map[string]*AttributeValue
		TableName, UpdateExpression *string
	}
	UpdateItemOutput struct{ Attributes map[string]*AttributeValue }
	DeleteItemInput  struct {
		Key       map[string]*AttributeValue
		TableName *string
	}
	DeleteItemOutput struct{ Attributes map[string]*AttributeValue }
)
