// Package web calls functions of which only linking tells what they do.
package web

import (
	"errors"

	"github.com/toctou-lint/toctou/testdata/layers/app"
	"github.com/toctou-lint/toctou/testdata/layers/model"
)

var errTaken = errors.New("web: taken")

func register(a *app.App, email string) error {
	if _, err := a.Account(email); err == nil {
		return errTaken
	}
	return a.Add(&model.Account{Email: email}) // linked
}

// Looks one up and creates another. Safe.
func rename(a *app.App, old, email string) error {
	if _, err := a.Account(old); err == nil {
		return errTaken
	}
	return a.Add(&model.Account{Email: email})
}
