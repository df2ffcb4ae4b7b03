// Package config reads Tillit's settings: flags over TILLIT_* variables over a file over defaults.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Config are the settings of a running Tillit. The zero value of a field means that it was not given.
type Config struct {
	DB             string   `yaml:"db"`              // file path or postgres://…
	DataDir        string   `yaml:"data-dir"`        // where the default database lies
	Addr           string   `yaml:"addr"`            // host:port to listen on
	BaseURL        string   `yaml:"base-url"`        // how the world reaches us; https makes cookies secure
	TrustedProxies []string `yaml:"trusted-proxies"` // addresses or prefixes whose X-Forwarded-For is believed
	SecretFile     string   `yaml:"secret-file"`     // 32 bytes or more, made at first start when missing
	LogLevel       string   `yaml:"log-level"`       // debug, info, warn, error
	SMTP           string   `yaml:"smtp"`            // smtp://user@host:port, empty sends nothing
}

// DefaultAddr is where Tillit listens unless told otherwise: this machine only.
const DefaultAddr = "127.0.0.1:8080"

// Load puts the layers together: flags, then the environment, then the file (if path is given), then the defaults.
func Load(flags Config, path string, getenv func(string) string) (Config, error) {
	file, err := readFile(path)
	if err != nil {
		return Config{}, err
	}
	c := over(over(flags, fromEnv(getenv)), file)
	if err := c.fillDefaults(getenv); err != nil {
		return Config{}, err
	}
	return c, c.check()
}

func readFile(path string) (Config, error) {
	var c Config
	if path == "" {
		return c, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return c, fmt.Errorf("config: %w", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		return c, fmt.Errorf("config: %s: %w", path, err)
	}
	return c, nil
}

func fromEnv(getenv func(string) string) Config {
	c := Config{
		DB: getenv("TILLIT_DB"), DataDir: getenv("TILLIT_DATA_DIR"), Addr: getenv("TILLIT_ADDR"), BaseURL: getenv("TILLIT_BASE_URL"),
		SecretFile: getenv("TILLIT_SECRET_FILE"), LogLevel: getenv("TILLIT_LOG_LEVEL"), SMTP: getenv("TILLIT_SMTP"),
	}
	if proxies := getenv("TILLIT_TRUSTED_PROXIES"); proxies != "" {
		c.TrustedProxies = strings.FieldsFunc(proxies, func(r rune) bool { return r == ',' || r == ' ' })
	}
	return c
}

// over takes each setting from a where it is given, else from b.
func over(a, b Config) Config {
	merged := Config{
		DB: cmp.Or(a.DB, b.DB), DataDir: cmp.Or(a.DataDir, b.DataDir), Addr: cmp.Or(a.Addr, b.Addr), BaseURL: cmp.Or(a.BaseURL, b.BaseURL),
		TrustedProxies: a.TrustedProxies, SecretFile: cmp.Or(a.SecretFile, b.SecretFile),
		LogLevel: cmp.Or(a.LogLevel, b.LogLevel), SMTP: cmp.Or(a.SMTP, b.SMTP),
	}
	if len(merged.TrustedProxies) == 0 {
		merged.TrustedProxies = b.TrustedProxies
	}
	return merged
}

func (c *Config) fillDefaults(getenv func(string) string) error {
	if remote := strings.Contains(c.DB, "://"); c.DataDir == "" && (c.DB == "" || remote) {
		dir, err := userDataDir(getenv)
		if err != nil {
			return err
		}
		c.DataDir = dir
	}
	c.DB = cmp.Or(c.DB, filepath.Join(c.DataDir, "tillit.db"))
	c.Addr = cmp.Or(c.Addr, DefaultAddr)
	c.LogLevel = cmp.Or(c.LogLevel, "info")
	return nil
}

// userDataDir follows the XDG base directory specification.
func userDataDir(getenv func(string) string) (string, error) {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "tillit"), nil
	}
	home := getenv("HOME")
	if home == "" {
		return "", errors.New("config: no home directory to keep the database in; say where with --db or --data-dir")
	}
	return filepath.Join(home, ".local", "share", "tillit"), nil
}

func (c Config) check() error {
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return fmt.Errorf("config: addr %q: write host:port, such as %s", c.Addr, DefaultAddr)
	}
	if c.BaseURL != "" {
		u, err := url.Parse(c.BaseURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
			return fmt.Errorf("config: base-url %q: write scheme and host, such as https://tillit.example.se", c.BaseURL)
		}
	}
	if _, err := c.Level(); err != nil {
		return err
	}
	_, err := c.Proxies()
	return err
}

// Level is the log level.
func (c Config) Level() (slog.Level, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return level, fmt.Errorf("config: log-level %q: write debug, info, warn or error", c.LogLevel)
	}
	return level, nil
}

// Proxies are the address ranges of the trusted proxies.
func (c Config) Proxies() ([]netip.Prefix, error) {
	prefixes := make([]netip.Prefix, 0, len(c.TrustedProxies))
	for _, s := range c.TrustedProxies {
		prefix, err := netip.ParsePrefix(s)
		if addr, single := netip.ParseAddr(s); err != nil && single == nil {
			prefix, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("config: trusted-proxies %q: write an address or a prefix, such as 10.0.0.0/8", s)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

// Secure tells whether the world reaches us by https.
func (c Config) Secure() bool { return strings.HasPrefix(c.BaseURL, "https://") }
