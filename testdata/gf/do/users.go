// Package do is laid out as gf gen dao lays out a table.
package do

import "github.com/gogf/gf/v2/frame/g"

// Users is a row, or a condition; what is nil in it does not count.
type Users struct {
	g.Meta   `orm:"table:users, do:true"`
	Id       any
	Email    any
	TenantId any
}
