// Package g declares those names of github.com/gogf/gf/v2/frame/g that the model
// speaks of; see package gdb.
package g

import "github.com/gogf/gf/v2/database/gdb"

type (
	Map = map[string]any
	// Meta carries a tag of a struct.
	Meta struct{}
)

// DB returns a connection by its name.
func DB(name ...string) gdb.DB { return nil }

// Model starts a statement on a table.
func Model(tableNameOrStruct ...any) *gdb.Model { return nil }

func IsNil(value any, traceSource ...bool) bool   { return value == nil }
func IsEmpty(value any, traceSource ...bool) bool { return value == nil }
