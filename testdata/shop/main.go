// Command shop is a small web service that has find-then-create races, and their repairs beside them.
// Functions whose comment says RACY are what toctou reports; the others are what it must leave alone.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/shop/internal/handler"
	"github.com/toctou-lint/toctou/testdata/shop/internal/model"
	"github.com/toctou-lint/toctou/testdata/shop/internal/repo"
	"github.com/toctou-lint/toctou/testdata/shop/internal/service"
)

func main() {
	if err := run(os.Getenv("SHOP_DSN"), ":8080"); err != nil {
		log.Fatal(err)
	}
}

func run(dsn, address string) error {
	pool, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer pool.Close()
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), &gorm.Config{TranslateError: true})
	if err != nil {
		return err
	}
	if err := db.AutoMigrate(&model.Customer{}, &model.Cart{}, &model.Address{}, &model.Label{}); err != nil {
		return err
	}
	h := handler.New(pool, service.New(repo.NewCustomers(db), db), repo.NewCoupons(pool))
	server := &http.Server{Addr: address, Handler: h.Routes(), ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}
