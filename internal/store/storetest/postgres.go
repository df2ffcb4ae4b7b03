package storetest

import (
	"context"
	"database/sql"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// connect opens a raw connection pool beside the store, for what a test does as somebody else.
func connect(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func drop(t testing.TB, schema string) {
	db, err := sql.Open("pgx", os.Getenv(PostgresEnv))
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), "DROP SCHEMA "+schema+" CASCADE"); err != nil {
		t.Error(err)
	}
}
