// Package dynamodbattribute makes attribute values of Go values.
package dynamodbattribute

import "github.com/aws/aws-sdk-go/service/dynamodb"

func Marshal(in interface{}) (*dynamodb.AttributeValue, error) { return nil, nil }

func MarshalMap(in interface{}) (map[string]*dynamodb.AttributeValue, error) { return nil, nil }

func UnmarshalMap(m map[string]*dynamodb.AttributeValue, out interface{}) error { return nil }
