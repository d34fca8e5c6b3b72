// Package setter makes queries for rows of any type.
package setter

import (
	"context"
	"errors"

	"github.com/beego/beego/v2/client/orm"
)

type key struct{}

var errNoOrm = errors.New("no orm in the context")

// For is a query of the rows of a model.
func For(ctx context.Context, model any, limit int) (orm.QuerySeter, error) {
	o, ok := ctx.Value(key{}).(orm.Ormer)
	if !ok {
		return nil, errNoOrm
	}
	return o.QueryTable(model).Limit(limit), nil
}

// Between is a query of the rows of one of two models.
func Between(ctx context.Context, o orm.Ormer, model, other any) orm.QuerySeter {
	if ctx.Value(key{}) != nil {
		return o.QueryTable(other)
	}
	return o.QueryTable(model)
}
