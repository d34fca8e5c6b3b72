// Package handler answers HTTP requests.
package handler

import (
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/toctou-lint/toctou/testdata/shop/internal/repo"
	"github.com/toctou-lint/toctou/testdata/shop/internal/service"
)

// Handler has the shop's routes.
type Handler struct {
	db      *sql.DB
	service *service.Service
	coupons *repo.Coupons
}

// New wires a handler.
func New(db *sql.DB, s *service.Service, c *repo.Coupons) *Handler {
	return &Handler{db: db, service: s, coupons: c}
}

// Routes returns all of them.
func (h *Handler) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /customers", h.register)
	mux.HandleFunc("POST /sessions", h.signIn)
	mux.HandleFunc("PUT /customers/{id}/addresses/{kind}", h.setAddress)
	mux.HandleFunc("POST /coupons/{coupon}/redemptions", h.redeem)
	mux.HandleFunc("POST /newsletter", h.subscribe)
	mux.HandleFunc("POST /newsletter/safe", h.subscribeSafe)
	return mux
}

func (h *Handler) register(w http.ResponseWriter, r *http.Request) {
	err := h.service.Register(r.Context(), r.FormValue("email"), r.FormValue("name"))
	respond(w, http.StatusCreated, err)
}

func (h *Handler) signIn(w http.ResponseWriter, r *http.Request) {
	customer, err := h.service.SignIn(r.Context(), r.FormValue("email"))
	if err != nil {
		respond(w, 0, err)
		return
	}
	_ = json.NewEncoder(w).Encode(customer)
}

func (h *Handler) setAddress(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseUint(r.PathValue("id"), 10, 32)
	if err != nil {
		respond(w, 0, err)
		return
	}
	err = h.service.SetAddress(r.Context(), uint(id), r.PathValue("kind"), r.FormValue("line"))
	respond(w, http.StatusNoContent, err)
}

func (h *Handler) redeem(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.FormValue("customer"), 10, 64)
	if err != nil {
		respond(w, 0, err)
		return
	}
	respond(w, http.StatusNoContent, h.coupons.Redeem(r.Context(), r.PathValue("coupon"), id))
}

// subscribe puts an address on the newsletter's list.
// RACY (duplicate): who clicks twice gets it twice.
func (h *Handler) subscribe(w http.ResponseWriter, r *http.Request) {
	email := r.FormValue("email")
	var exists bool
	err := h.db.QueryRowContext(r.Context(),
		`SELECT EXISTS(SELECT 1 FROM subscribers WHERE email = $1)`, email).Scan(&exists)
	if err == nil && !exists {
		_, err = h.db.ExecContext(r.Context(), `INSERT INTO subscribers (email) VALUES ($1)`, email)
	}
	respond(w, http.StatusNoContent, err)
}

// subscribeSafe leaves the decision to the database.
func (h *Handler) subscribeSafe(w http.ResponseWriter, r *http.Request) {
	_, err := h.db.ExecContext(r.Context(),
		`INSERT INTO subscribers (email) VALUES ($1) ON CONFLICT (email) DO NOTHING`, r.FormValue("email"))
	respond(w, http.StatusNoContent, err)
}

func respond(w http.ResponseWriter, status int, err error) {
	switch {
	case err == nil:
		w.WriteHeader(status)
	case errors.Is(err, repo.ErrEmailTaken), errors.Is(err, repo.ErrRedeemed):
		http.Error(w, err.Error(), http.StatusConflict)
	default:
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
