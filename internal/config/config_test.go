package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/config"
)

func env(pairs ...string) func(string) string {
	return func(key string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == key {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tillit.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFlagsBeatEnvironmentBeatsFileBeatsDefaults(t *testing.T) {
	path := write(t, "db: file.db\naddr: 127.0.0.1:1\nlog-level: warn\n")
	got, err := config.Load(config.Config{DB: "flag.db"}, path, env("TILLIT_DB", "env.db", "TILLIT_ADDR", "127.0.0.1:2"))
	if err != nil {
		t.Fatal(err)
	}
	if got.DB != "flag.db" || got.Addr != "127.0.0.1:2" || got.LogLevel != "warn" {
		t.Errorf("got %+v", got)
	}
}

func TestWithoutAnythingTheDatabaseLiesInTheUsersDataDirectory(t *testing.T) {
	got, err := config.Load(config.Config{}, "", env("HOME", "/home/x"))
	if err != nil {
		t.Fatal(err)
	}
	if got.DB != "/home/x/.local/share/tillit/tillit.db" || got.Addr != config.DefaultAddr || got.Secure() {
		t.Errorf("got %+v", got)
	}
	if _, err := config.Load(config.Config{}, "", env()); err == nil || !strings.Contains(err.Error(), "--db") {
		t.Errorf("no home: error %v does not say what to do", err)
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	cases := map[string]struct {
		flags config.Config
		file  string
		want  string
	}{
		"unknown key":   {file: "dbb: x\n", want: "dbb"},
		"bad address":   {flags: config.Config{Addr: "8080"}, want: "addr"},
		"bad base url":  {flags: config.Config{BaseURL: "tillit.example.se"}, want: "base-url"},
		"url with path": {flags: config.Config{BaseURL: "https://x.se/tillit"}, want: "base-url"},
		"bad level":     {flags: config.Config{LogLevel: "loud"}, want: "log-level"},
		"bad proxy":     {flags: config.Config{TrustedProxies: []string{"nginx"}}, want: "trusted-proxies"},
	}
	for name, c := range cases {
		c.flags.DB = "x.db"
		path := ""
		if c.file != "" {
			path = write(t, c.file)
		}
		if _, err := config.Load(c.flags, path, env()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v does not name %q", name, err, c.want)
		}
	}
}

func TestProxiesAreAddressesOrPrefixes(t *testing.T) {
	c, err := config.Load(config.Config{DB: "x.db"}, "", env("TILLIT_TRUSTED_PROXIES", "10.0.0.0/8, ::1"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Proxies()
	if err != nil || len(got) != 2 || got[1].Bits() != 128 {
		t.Errorf("got %v, %v", got, err)
	}
}
