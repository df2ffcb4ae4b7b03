package app

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// IsDemo tells whether the database was filled by a demo.
func (a *App) IsDemo(ctx context.Context) (bool, error) {
	found, err := a.Store.AccountByEmail(ctx, account.DemoPeople()[0].Email)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return found.Demo, err
}

// IsEmpty tells whether nobody has an account and nothing is published.
func (a *App) IsEmpty(ctx context.Context) (bool, error) {
	people, err := a.Store.CountAccounts(ctx)
	if err != nil || people > 0 {
		return false, err
	}
	latest, err := a.Register.Latest(ctx, 1)
	return len(latest) == 0, err
}
