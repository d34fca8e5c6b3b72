// Package models imports every package that has a built-in model, so that
// analyzer/internal/model can bind each model against the real library.
package models

import (
	_ "crypto/rand"
	_ "database/sql"
	_ "fmt"
	_ "math/rand"
	_ "math/rand/v2"
	_ "path"
	_ "path/filepath"
	_ "strconv"
	_ "strings"
	_ "sync"
	_ "time"

	_ "github.com/bsm/redislock"
	_ "github.com/glebarez/go-sqlite"
	_ "github.com/go-redsync/redsync/v4"
	_ "github.com/go-sql-driver/mysql"
	_ "github.com/google/uuid"
	_ "github.com/jackc/pgconn"
	_ "github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
	_ "github.com/microsoft/go-mssqldb"
	_ "github.com/pkg/errors"
	_ "golang.org/x/sync/singleflight"
	_ "golang.org/x/xerrors"
	_ "gorm.io/gorm"
	_ "gorm.io/gorm/clause"
	_ "modernc.org/sqlite"
)
