package cli

import (
	"cmp"
	"fmt"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/fault"
)

type accountCmd struct {
	ResetLink resetLinkCmd `cmd:"" help:"Make a one-time link with which a person chooses a new password."`
	Disable   disableCmd   `cmd:"" help:"Close an account and sign it out everywhere."`
	Enable    enableCmd    `cmd:"" help:"Open a closed account again."`
}

type resetLinkCmd struct {
	Email string `arg:"" help:"The person's address."`
}

// Run prints the link, which the operator hands over.
func (c resetLinkCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		secret, err := a.Accounts.ResetLink(s.ctx, account.Operator(), c.Email)
		if err != nil {
			return err
		}
		base := cmp.Or(a.Config.BaseURL, "http://"+a.Config.Addr)
		fmt.Fprintln(s.Stdout, s.p.T("cli.reset_link", fault.Args{"url": base + "/password/" + secret}))
		return nil
	})
}

type disableCmd struct {
	Email string `arg:"" help:"The person's address."`
}

// Run closes the account.
func (c disableCmd) Run(s *session) error {
	return s.setDisabled(c.Email, true, "cli.account_disabled")
}

type enableCmd struct {
	Email string `arg:"" help:"The person's address."`
}

// Run opens the account.
func (c enableCmd) Run(s *session) error { return s.setDisabled(c.Email, false, "cli.account_enabled") }

func (s *session) setDisabled(email string, disabled bool, done string) error {
	return s.withApp(func(a *app.App) error {
		if err := a.Accounts.SetDisabled(s.ctx, account.Operator(), email, disabled); err != nil {
			return err
		}
		fmt.Fprintln(s.Stdout, s.p.T(done, fault.Args{"email": email}))
		return nil
	})
}
