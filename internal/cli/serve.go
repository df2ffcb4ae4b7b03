package cli

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/search"
)

type serveCmd struct {
	Addr           string   `help:"Where to listen. Default: 127.0.0.1:8080." placeholder:"HOST:PORT"`
	BaseURL        string   `help:"How the world reaches the platform, such as https://tillit.example.se." placeholder:"URL"`
	TrustedProxies []string `help:"Addresses or prefixes whose X-Forwarded-For is believed."`
	SecretFile     string   `help:"File with the secret that signs what browsers keep." type:"path" placeholder:"FILE"`
	Demo           bool     `help:"Show the platform with real public systems and an invented organisation, on this machine only."`
}

// Run serves until it is told to stop.
func (c serveCmd) Run(s *session) error {
	settings, err := s.config(config.Config{
		Addr: c.Addr, BaseURL: c.BaseURL, TrustedProxies: c.TrustedProxies, SecretFile: c.SecretFile,
	})
	if err != nil {
		return err
	}
	if c.Demo {
		if settings, err = s.demoConfig(settings); err != nil {
			return err
		}
	}
	level, err := settings.Level()
	if err != nil {
		return usage{err}
	}
	log := slog.New(slog.NewTextHandler(s.Stderr, &slog.HandlerOptions{Level: level}))
	a, err := app.Open(s.ctx, settings, app.Options{Log: log})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := c.prepare(s, a); err != nil {
		return err
	}
	err = a.Serve(s.ctx, app.ServeOptions{Demo: c.Demo, Ready: func(url string) { c.ready(s, a, url) }})
	if errors.Is(err, search.ErrLocked) {
		return fault.New("cli.serve", fault.Unavailable, "cli.already_runs", nil)
	}
	return err
}

// prepare fills a demo, and keeps a demo and a real database apart.
func (c serveCmd) prepare(s *session, a *app.App) error {
	isDemo, err := a.IsDemo(s.ctx)
	if err != nil {
		return err
	}
	if !c.Demo {
		if isDemo {
			return fault.New("cli.serve", fault.Conflict, "cli.database_is_demo", fault.Args{"db": a.Config.DB})
		}
		return nil
	}
	if empty, err := a.IsEmpty(s.ctx); err != nil {
		return err
	} else if !isDemo && !empty {
		return fault.New("cli.serve", fault.Conflict, "cli.database_is_real", fault.Args{"db": a.Config.DB})
	}
	return a.LoadDemo(s.ctx)
}

// ready tells where it listens, and how to get in. The first line is a contract with scripts.
func (c serveCmd) ready(s *session, a *app.App, url string) {
	fmt.Fprintf(s.Stdout, "listening on %s\n", url)
	if c.Demo {
		people := account.DemoPeople()
		fmt.Fprintln(s.Stdout, s.p.T("cli.demo_accounts", fault.Args{"password": people[0].Password}))
		for _, p := range people {
			fmt.Fprintf(s.Stdout, "  %-30s %s\n", p.Email, p.Name)
		}
		return
	}
	secret, err := a.Accounts.SetUpSecret(s.ctx)
	if err != nil {
		a.Log.Error("no set-up link", "error", err)
		return
	}
	if secret != "" {
		base := url
		if a.Config.BaseURL != "" {
			base = a.Config.BaseURL
		}
		fmt.Fprintln(s.Stdout, s.p.T("cli.set_up", fault.Args{"url": base + "/set-up/" + secret}))
	}
}

// demoConfig is the settings of a demo: its own file, and this machine only.
func (s *session) demoConfig(c config.Config) (config.Config, error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return c, usage{errors.New(s.p.T("cli.demo_loopback", nil))}
	}
	if s.root.DB == "" && s.Getenv("TILLIT_DB") == "" {
		c.DB = filepath.Join(filepath.Dir(c.DB), "demo.db")
	}
	return c, os.MkdirAll(filepath.Dir(c.DB), 0o700)
}
