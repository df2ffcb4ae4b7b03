// Package storetest is the contract of the store: one suite that every database must pass, and the means to open test databases.
//
// A room that adds to the store adds a file here with a function that runs its part, and calls it from Run; or, where it is driven through
// the use cases of a feature, a test beside package store that runs on Each (register, import, inbox). Tests of features that
// need a real store use Each or Open.
package storetest

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/store"
)

// PostgresEnv names the variable with the DSN of a PostgreSQL database in which tests may make schemas. Without it the suite runs on
// SQLite only.
const PostgresEnv = "TILLIT_TEST_POSTGRES"

// Database makes an empty database of its own for a test and gives its DSN; it is removed after the test.
type Database func(t testing.TB) string

// Run runs the whole contract on databases that fresh makes.
func Run(t *testing.T, fresh Database) {
	t.Helper()
	t.Run("transactions", func(t *testing.T) { transactions(t, fresh) })
	t.Run("concurrency", func(t *testing.T) { concurrency(t, fresh) })
	t.Run("outbox", func(t *testing.T) { changes(t, fresh) })
	t.Run("ledger", func(t *testing.T) { leaves(t, fresh) })
	t.Run("jobs", func(t *testing.T) { leasedWork(t, fresh) })
}

// Each runs test on SQLite and, when it is there, on PostgreSQL.
func Each(t *testing.T, test func(t *testing.T, fresh Database)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite) })
	t.Run("postgres", func(t *testing.T) {
		if os.Getenv(PostgresEnv) == "" {
			t.Skip("no PostgreSQL: set " + PostgresEnv + ", or use scripts/postgres-test-cluster run go test …")
		}
		test(t, Postgres)
	})
}

// SQLite is a Database: a file in the test's directory.
func SQLite(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "tillit.db")
}

// Postgres is a Database: a schema of its own in the database that PostgresEnv names.
func Postgres(t testing.TB) string {
	t.Helper()
	dsn, err := url.Parse(os.Getenv(PostgresEnv))
	if err != nil {
		t.Fatalf("%s: %v", PostgresEnv, err)
	}
	schema := "test_" + strings.ReplaceAll(clock.NewIDs(nil).New(), "-", "")
	db := connect(t, os.Getenv(PostgresEnv))
	if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, schema) })
	query := dsn.Query()
	query.Set("search_path", schema)
	dsn.RawQuery = query.Encode()
	return dsn.String()
}

// Open opens a database for the length of a test.
func Open(t testing.TB, dsn string, opts store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}
