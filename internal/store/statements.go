package store

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements is how many statements are kept prepared per pool. Statements are never evicted, because one may be in use; a
// query built from parts should therefore have few shapes.
const maxStatements = 400

// statements keeps prepared statements of a pool or a connection by their text. Preparing costs SQLite more than running a
// point read.
type statements struct {
	mu      sync.RWMutex
	by      map[string]*sql.Stmt
	prepare func(ctx context.Context, query string) (*sql.Stmt, error)
}

func newStatements(prepare func(context.Context, string) (*sql.Stmt, error)) *statements {
	return &statements{by: map[string]*sql.Stmt{}, prepare: prepare}
}

// get gives the prepared statement, or nil when it cannot be prepared or there are too many; the caller then runs the text
// itself, and gets the error from there.
func (c *statements) get(ctx context.Context, query string) *sql.Stmt {
	c.mu.RLock()
	stmt, full := c.by[query], len(c.by) >= maxStatements
	c.mu.RUnlock()
	if stmt != nil || full {
		return stmt
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if stmt = c.by[query]; stmt != nil {
		return stmt
	}
	stmt, err := c.prepare(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil
	}
	c.by[query] = stmt
	return stmt
}

func (c *statements) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, stmt := range c.by {
		_ = stmt.Close()
	}
	clear(c.by)
}

// preparedPool runs statements on a pool. A statement in use keeps its connection, so it is never used twice at once.
type preparedPool struct {
	db    *sql.DB
	stmts *statements
}

func (p preparedPool) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return p.db.ExecContext(ctx, query, args...)
}

func (p preparedPool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := p.stmts.get(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return p.db.QueryContext(ctx, query, args...)
}

func (p preparedPool) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	ctx = toTheEnd(ctx)
	if stmt := p.stmts.get(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return p.db.QueryRowContext(ctx, query, args...)
}

// toTheEnd lets a query for one row run to its end once it has begun. Driver and database/sql each start a goroutine to watch a
// context that can be cancelled, which costs more than a point read does (under load, twice as much). So a query that takes long
// is written with Query, even when it gives one row.
func toTheEnd(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return ctx
	}
	return context.WithoutCancel(ctx)
}

// preparedTx runs statements in a reading transaction. A query with many rows is prepared anew each time: its statement stays in
// use until the rows are closed, and the closure may well ask the same again meanwhile.
type preparedTx struct {
	*sql.Tx
	stmts *statements
}

func (p preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	ctx = toTheEnd(ctx)
	if stmt := p.stmts.get(ctx, query); stmt != nil {
		return p.StmtContext(ctx, stmt).QueryRowContext(ctx, args...)
	}
	return p.Tx.QueryRowContext(ctx, query, args...)
}

// preparedConn runs statements on the one writing connection. Queries with many rows: as in preparedTx.
type preparedConn struct {
	*sql.Conn
	stmts *statements
}

func (p preparedConn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := p.stmts.get(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return p.Conn.ExecContext(ctx, query, args...)
}

func (p preparedConn) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := p.stmts.get(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return p.Conn.QueryRowContext(ctx, query, args...)
}
