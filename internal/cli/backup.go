package cli

import (
	"fmt"

	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/store"
)

type backupCmd struct {
	File  string `arg:"" help:"The copy to write." type:"path"`
	Force bool   `help:"Replace a file that is there."`
}

// Run copies the database, also while the platform runs.
func (c backupCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		if err := a.Store.Backup(s.ctx, c.File, c.Force); err != nil {
			return err
		}
		fmt.Fprintln(s.Stdout, s.p.T("cli.backed_up", fault.Args{"path": c.File}))
		return nil
	})
}

type restoreCmd struct {
	File  string `arg:"" help:"The copy to restore." type:"path"`
	Force bool   `help:"Put the present database aside and restore in its place."`
}

// Run restores a copy. The platform must not run meanwhile.
func (c restoreCmd) Run(s *session) error {
	settings, err := s.config(config.Config{})
	if err != nil {
		return err
	}
	kept, err := store.Restore(s.ctx, c.File, settings.DB, c.Force)
	if err != nil {
		return err
	}
	if kept == "" {
		fmt.Fprintln(s.Stdout, s.p.T("cli.restored", fault.Args{"path": c.File}))
		return nil
	}
	fmt.Fprintln(s.Stdout, s.p.T("cli.restored_kept", fault.Args{"path": c.File, "kept": kept}))
	return nil
}
