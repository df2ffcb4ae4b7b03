package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
)

var _ ledger.Store = (*Store)(nil)

// AppendLeaf implements ledger.Store.
func (s *Store) AppendLeaf(ctx context.Context, e ledger.Entry) error {
	q := s.q(ctx)
	_, err := q.Exec(ctx, "INSERT INTO ledger_leaf (id, type, at, leaf, hash) VALUES ($1, $2, $3, $4, $5)",
		e.Leaf.ID, string(e.Leaf.Type), clock.Micros(e.Leaf.Time), string(e.Bytes), e.Hash[:])
	if err != nil {
		return classify("store.AppendLeaf", err)
	}
	if _, err := q.Exec(ctx, "INSERT INTO ledger_salt (leaf_id, salt) VALUES ($1, $2)", e.Leaf.ID, e.Opening.Salt); err != nil {
		return classify("store.AppendLeaf", err)
	}
	_, err = q.Exec(ctx, "INSERT INTO ledger_payload (leaf_id, subject_kind, subject_id, payload) VALUES ($1, $2, $3, $4)",
		e.Leaf.ID, e.Subject.Kind, e.Subject.ID, string(e.Opening.Payload))
	return classify("store.AppendLeaf", err)
}

// LeafBytes implements ledger.Store.
func (s *Store) LeafBytes(ctx context.Context, id string) ([]byte, error) {
	var leaf string
	err := s.q(ctx).QueryRow(ctx, "SELECT leaf FROM ledger_leaf WHERE id = $1", id).Scan(&leaf)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New("store.LeafBytes", fault.NotFound, "", nil)
	}
	return []byte(leaf), classify("store.LeafBytes", err)
}

// LeafOpening implements ledger.Store.
func (s *Store) LeafOpening(ctx context.Context, id string) (ledger.Opening, error) {
	var o ledger.Opening
	var payload sql.NullString
	err := s.q(ctx).QueryRow(ctx, `SELECT s.salt, p.payload FROM ledger_leaf l
		LEFT JOIN ledger_salt s ON s.leaf_id = l.id LEFT JOIN ledger_payload p ON p.leaf_id = l.id WHERE l.id = $1`, id).
		Scan(&o.Salt, &payload)
	if errors.Is(err, sql.ErrNoRows) {
		return o, fault.New("store.LeafOpening", fault.NotFound, "", nil)
	}
	if payload.Valid {
		o.Payload = []byte(payload.String)
	}
	return o, classify("store.LeafOpening", err)
}

// LeavesOf implements ledger.Store.
func (s *Store) LeavesOf(ctx context.Context, subject ledger.Subject) ([]string, error) {
	rows, err := s.q(ctx).Query(ctx, `SELECT l.id FROM ledger_payload p JOIN ledger_leaf l ON l.id = p.leaf_id
		WHERE p.subject_kind = $1 AND p.subject_id = $2 ORDER BY l.at, l.id`, subject.Kind, subject.ID)
	if err != nil {
		return nil, classify("store.LeavesOf", err)
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, classify("store.LeavesOf", err)
		}
		ids = append(ids, id)
	}
	return ids, classify("store.LeavesOf", rows.Err())
}

// PendingLeaves implements ledger.Store.
func (s *Store) PendingLeaves(ctx context.Context) (int64, error) {
	var n int64
	err := s.q(ctx).QueryRow(ctx, "SELECT count(*) FROM ledger_leaf WHERE position IS NULL").Scan(&n)
	return n, classify("store.PendingLeaves", err)
}

// EraseOpening implements ledger.Store.
func (s *Store) EraseOpening(ctx context.Context, id string) error {
	return s.Write(ctx, func(ctx context.Context) error {
		if _, err := s.q(ctx).Exec(ctx, "DELETE FROM ledger_salt WHERE leaf_id = $1", id); err != nil {
			return err
		}
		_, err := s.q(ctx).Exec(ctx, "DELETE FROM ledger_payload WHERE leaf_id = $1", id)
		return err
	})
}
