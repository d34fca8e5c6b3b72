// Package basic holds pairs on documents of Elasticsearch.
package basic

import (
	"context"
	"errors"

	"github.com/olivere/elastic/v7"
)

var errTaken = errors.New("taken")

func register(ctx context.Context, c *elastic.Client, id string, doc any) error {
	there, err := c.Exists().Index("users").Id(id).Do(ctx)
	if err != nil {
		return err
	}
	if there {
		return errTaken
	}
	_, err = c.Index().Index("users").Id(id).BodyJson(doc).Do(ctx) // want `overwrite: .*refused`
	return err
}

func registerGet(ctx context.Context, c *elastic.Client, id string, doc any) error {
	_, err := c.Get().Index("users").Type("_doc").Id(id).Do(ctx)
	if err == nil {
		return errTaken
	}
	if !elastic.IsNotFound(err) {
		return err
	}
	_, err = c.Index().Index("users").Type("_doc").Id(id).Refresh("true").BodyJson(doc).Do(ctx) // want `overwrite: .*refused`
	return err
}

// create fails when the document is there.
func create(ctx context.Context, c *elastic.Client, id string, doc any) error {
	if there, err := c.Exists().Index("users").Id(id).Do(ctx); err != nil || there {
		return errTaken
	}
	_, err := c.Index().Index("users").Id(id).OpType("create").BodyJson(doc).Do(ctx)
	if elastic.IsConflict(err) {
		return errTaken
	}
	return err
}

// asSaid does what its caller says.
func asSaid(ctx context.Context, c *elastic.Client, id, op string, doc any) error {
	if there, err := c.Exists().Index("users").Id(id).Do(ctx); err != nil || there {
		return errTaken
	}
	_, err := c.Index().Index("users").Id(id).OpType(op).BodyJson(doc).Do(ctx)
	return err
}

// unnamed stores under an identity that nobody had.
func unnamed(ctx context.Context, c *elastic.Client, id string, doc any) error {
	if there, err := c.Exists().Index("users").Id(id).Do(ctx); err != nil || there {
		return errTaken
	}
	_, err := c.Index().Index("users").BodyJson(doc).Do(ctx)
	return err
}

// otherIndex has documents of its own.
func otherIndex(ctx context.Context, c *elastic.Client, id string, doc any) error {
	if there, err := c.Exists().Index("users").Id(id).Do(ctx); err != nil || there {
		return errTaken
	}
	_, err := c.Index().Index("invitations").Id(id).BodyJson(doc).Do(ctx)
	return err
}

// otherKey stores what it did not look for.
func otherKey(ctx context.Context, c *elastic.Client, id, other string, doc any) error {
	if there, err := c.Exists().Index("users").Id(id).Do(ctx); err != nil || there {
		return errTaken
	}
	_, err := c.Index().Index("users").Id(other).BodyJson(doc).Do(ctx)
	return err
}

// index is off by default: the rule idempotent-create has it.
func index(ctx context.Context, c *elastic.Client, name string) error {
	if there, err := c.IndexExists(name).Do(ctx); err != nil || there {
		return err
	}
	_, err := c.CreateIndex(name).Do(ctx)
	return err
}
