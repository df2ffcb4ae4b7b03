package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
)

// collect runs a query and reads every row with scan.
func collect[T any](ctx context.Context, s *Store, op string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.q(ctx).Query(ctx, query, args...)
	if err != nil {
		return nil, classify(op, err)
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, classify(op, err)
		}
		all = append(all, one)
	}
	return all, classify(op, rows.Err())
}

// single reads one row; a missing one is a fault of kind not-found.
func single[T any](ctx context.Context, s *Store, op string, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	one, err := scan(s.q(ctx).QueryRow(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return one, fault.New(op, fault.NotFound, "", nil)
	}
	return one, classify(op, err)
}

// count reads a number.
func (s *Store) count(ctx context.Context, op, query string, args ...any) (int, error) {
	var n int
	err := s.q(ctx).QueryRow(ctx, query, args...).Scan(&n)
	return n, classify(op, err)
}

// marks gives n placeholders for VALUES or IN: "$1, $2". Callers keep n to few different numbers, because every shape is a prepared
// statement.
func marks(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	return b.String()
}

// jsonText is v as JSON for a TEXT column; the zero value of a pointer, slice or map is the empty text.
func jsonText(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	if string(text) == "null" {
		return "", nil
	}
	return string(text), nil
}

// fromJSON reads what jsonText wrote.
func fromJSON(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// result is what a statement that changes rows gives.
type result interface{ RowsAffected() (int64, error) }

// changedOne makes an update that met no row a conflict: the row has moved on since it was read.
func (s *Store) changedOne(op string, res result, err error) error {
	if err != nil {
		return classify(op, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(op, fault.Conflict, "", nil)
	}
	return nil
}
