package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/tillit-se/tillit/internal/fault"
)

//go:embed migrations
var migrationFiles embed.FS

// migrationLock is the PostgreSQL advisory lock that keeps two starting nodes apart: the bytes "Till".
const migrationLock = applicationID

// migrate brings the schema up to date. A database that holds a migration we do not know was made by a newer version, and is left
// alone.
func migrate(ctx context.Context, d dialect, db *sql.DB, log *slog.Logger) error {
	provider, err := newProvider(d, db, log)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return fmt.Errorf("store: reading the schema's version: %w", err)
	}
	if err := refuseNewer(ctx, provider, db); err != nil || !pending {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return migratedByOther(ctx, provider, err)
	}
	return nil
}

func newProvider(d dialect, db *sql.DB, log *slog.Logger) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations/"+string(d))
	if err != nil {
		return nil, err
	}
	// Rooms are built in parallel, so a migration may land after a later-numbered one; none depends on another room's order.
	options := []goose.ProviderOption{
		goose.WithSlog(log), goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true),
	}
	if d == sqliteDialect {
		return goose.NewProvider(goose.DialectSQLite3, db, files, options...)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockID(migrationLock), lock.WithLockTimeout(1, 120))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files, append(options, goose.WithSessionLocker(locker))...)
}

// refuseNewer fails when the database has a migration that this program does not.
func refuseNewer(ctx context.Context, provider *goose.Provider, db *sql.DB) error {
	known := map[int64]bool{0: true}
	for _, source := range provider.ListSources() {
		known[source.Version] = true
	}
	rows, err := db.QueryContext(ctx, "SELECT version_id FROM goose_db_version ORDER BY version_id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return err
		}
		if !known[version] {
			return fault.New("store.Open", fault.Conflict, "store.newer_database", fault.Args{"version": fmt.Sprint(version)})
		}
	}
	return rows.Err()
}

// migratedByOther forgives a failed migration when another process did the same work at the same time.
func migratedByOther(ctx context.Context, provider *goose.Provider, cause error) error {
	if pending, err := provider.HasPending(ctx); err == nil && !pending {
		return nil
	}
	if _, err := provider.Up(ctx); err == nil {
		return nil
	}
	return fmt.Errorf("store: bringing the schema up to date: %w", cause)
}
