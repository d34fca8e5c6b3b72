// Package basic holds find-then-create with DynamoDB.
package basic

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type user struct {
	Email string `dynamodbav:"email"`
	Name  string `dynamodbav:"name"`
}

type store struct {
	client *dynamodb.Client
	table  string
}

var errTaken = errors.New("taken")

// register refuses who finds the item, and overwrites it for who does not.
func (s *store) register(ctx context.Context, u user) error {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(s.table),
		Key:       map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: u.Email}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errTaken
	}
	item, err := attributevalue.MarshalMap(u)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(s.table), Item: item}) // want "overwrite: .*email"
	return err
}

func registerMap(ctx context.Context, client *dynamodb.Client, email, name string) error {
	input := &dynamodb.GetItemInput{TableName: aws.String("users")}
	input.Key = map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: email}}
	out, err := client.GetItem(ctx, input)
	if err != nil {
		return err
	}
	if len(out.Item) > 0 {
		return errTaken
	}
	_, err = client.PutItem(ctx, &dynamodb.PutItemInput{ // want "overwrite: .*users.*email"
		TableName: aws.String("users"),
		Item: map[string]types.AttributeValue{
			"email": &types.AttributeValueMemberS{Value: email},
			"name":  &types.AttributeValueMemberS{Value: name},
		},
	})
	return err
}

// conditional puts only where there is nothing.
func (s *store) conditional(ctx context.Context, u user) error {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(s.table),
		Key:       map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: u.Email}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errTaken
	}
	item, err := attributevalue.MarshalMap(u)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:           aws.String(s.table),
		Item:                item,
		ConditionExpression: aws.String("attribute_not_exists(email)"),
	})
	var failed *types.ConditionalCheckFailedException
	if errors.As(err, &failed) {
		return errTaken
	}
	return err
}

// otherTable has items of its own.
func (s *store) otherTable(ctx context.Context, u user) error {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String("users"),
		Key:       map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: u.Email}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errTaken
	}
	item, err := attributevalue.MarshalMap(u)
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("audit"), Item: item})
	return err
}

// otherKey puts what it did not look for.
func (s *store) otherKey(ctx context.Context, email, other string) error {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(s.table),
		Key:       map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: email}},
	})
	if err != nil {
		return err
	}
	if out.Item != nil {
		return errTaken
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: aws.String(s.table),
		Item:      map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: other}},
	})
	return err
}

// cached stores what was loaded from elsewhere: nobody is harmed.
func (s *store) cached(ctx context.Context, email string, load func(string) (string, error)) error {
	key := map[string]types.AttributeValue{"email": &types.AttributeValueMemberS{Value: email}}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(s.table), Key: key})
	if err != nil || out.Item != nil {
		return err
	}
	name, err := load(email)
	if err != nil {
		return err
	}
	item, err := attributevalue.MarshalMap(user{Email: email, Name: name})
	if err != nil {
		return err
	}
	_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String(s.table), Item: item})
	return err
}
