package basic

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/service/dynamodb"
	"github.com/aws/aws-sdk-go/service/dynamodb/dynamodbattribute"
	"github.com/aws/aws-sdk-go/service/dynamodb/dynamodbiface"
)

type user struct {
	Email string `dynamodbav:"email"`
	Name  string `dynamodbav:"name"`
}

type table struct {
	client dynamodbiface.DynamoDBAPI
	name   string
}

// register refuses who finds the item, and overwrites it for who does not.
func (t *table) register(ctx context.Context, u user) error {
	out, err := t.client.GetItemWithContext(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(t.name),
		Key:       map[string]*dynamodb.AttributeValue{"email": {S: aws.String(u.Email)}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errExists
	}
	item, err := dynamodbattribute.MarshalMap(u)
	if err != nil {
		return err
	}
	_, err = t.client.PutItemWithContext(ctx, &dynamodb.PutItemInput{TableName: aws.String(t.name), Item: item}) // want "overwrite: .*email"
	return err
}

func registerMap(client *dynamodb.DynamoDB, email, name string) error {
	out, err := client.GetItem(&dynamodb.GetItemInput{
		TableName: aws.String("users"),
		Key:       map[string]*dynamodb.AttributeValue{"email": {S: aws.String(email)}},
	})
	if err != nil {
		return err
	}
	if len(out.Item) > 0 {
		return errExists
	}
	_, err = client.PutItem(&dynamodb.PutItemInput{ // want "overwrite: .*users.*email"
		TableName: aws.String("users"),
		Item:      map[string]*dynamodb.AttributeValue{"email": {S: aws.String(email)}, "name": {S: aws.String(name)}},
	})
	return err
}

// conditional puts only where there is nothing.
func (t *table) conditional(ctx context.Context, u user) error {
	out, err := t.client.GetItemWithContext(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(t.name),
		Key:       map[string]*dynamodb.AttributeValue{"email": {S: aws.String(u.Email)}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errExists
	}
	item, err := dynamodbattribute.MarshalMap(u)
	if err != nil {
		return err
	}
	_, err = t.client.PutItemWithContext(ctx, &dynamodb.PutItemInput{
		TableName:           aws.String(t.name),
		Item:                item,
		ConditionExpression: aws.String("attribute_not_exists(email)"),
	})
	if e, ok := err.(awserr.Error); ok && e.Code() == dynamodb.ErrCodeConditionalCheckFailedException {
		return errExists
	}
	return err
}

// otherKey puts what it did not look for.
func otherKey(client *dynamodb.DynamoDB, email, other string) error {
	out, err := client.GetItem(&dynamodb.GetItemInput{
		TableName: aws.String("users"),
		Key:       map[string]*dynamodb.AttributeValue{"email": {S: aws.String(email)}},
	})
	if err != nil || out.Item != nil {
		return errExists
	}
	_, err = client.PutItem(&dynamodb.PutItemInput{
		TableName: aws.String("users"),
		Item:      map[string]*dynamodb.AttributeValue{"email": {S: aws.String(other)}},
	})
	return err
}
