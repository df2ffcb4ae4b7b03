package app

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// LoadSystems takes the gathered real systems of the embedded content into the register. A second time changes only what has changed.
func (a *App) LoadSystems(ctx context.Context) (register.Report, error) {
	return a.Register.Import(ctx, account.Operator(), nil, register.ImportRequest{
		Format: format.Gathered(), Source: "content/systems",
	})
}

// LoadDemo fills a demo database: real systems, and an invented organisation with accounts.
func (a *App) LoadDemo(ctx context.Context) error {
	if _, err := a.Accounts.LoadDemo(ctx); err != nil {
		return err
	}
	_, err := a.LoadSystems(ctx)
	return err
}
