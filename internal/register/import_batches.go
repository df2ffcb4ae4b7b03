package register

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// batchLease is for how long an import may be silent before it counts as dead, and batchPoll how often we look.
const (
	batchLease = 10 * time.Second
	batchPoll  = 500 * time.Millisecond
)

// beginBatch opens a batch when no other is under way. What a killed import left is dropped; one that may still be alive is given
// time to show it.
func (s *Service) beginBatch(ctx context.Context, a account.Actor, req ImportRequest) (Batch, error) {
	for range 2 * batchLease / batchPoll {
		alive, err := s.dropDead(ctx)
		if err != nil {
			return Batch{}, err
		}
		if !alive {
			if err := s.sweep(ctx); err != nil {
				return Batch{}, err
			}
			return s.openBatch(ctx, a, req)
		}
		select {
		case <-ctx.Done():
			return Batch{}, ctx.Err()
		case <-time.After(batchPoll):
		}
	}
	return Batch{}, importRunning()
}

func importRunning() error {
	return fault.New("register.Import", fault.Conflict, "register.import_running", nil)
}

func (s *Service) openBatch(ctx context.Context, a account.Actor, req ImportRequest) (Batch, error) {
	now := s.port.Clock.Now()
	b := Batch{
		ID: s.port.IDs.New(), Format: req.Format.Code, Source: req.Source, By: a.AccountID, State: Staging, StartedAt: now, AliveAt: now,
	}
	err := s.port.Tx.Write(ctx, func(ctx context.Context) error {
		others, err := s.port.Imports.StagingBatches(ctx)
		if err != nil {
			return err
		}
		if len(others) > 0 {
			return importRunning()
		}
		return s.port.Imports.BeginBatch(ctx, b)
	})
	return b, err
}

// dropDead drops the batches without a sign of life, and tells whether one is alive.
func (s *Service) dropDead(ctx context.Context) (bool, error) {
	batches, err := s.port.Imports.StagingBatches(ctx)
	if err != nil {
		return false, err
	}
	alive := false
	for _, b := range batches {
		if s.port.Clock.Now().Sub(b.AliveAt) < batchLease {
			alive = true
			continue
		}
		if err := s.dropBatch(ctx, b); err != nil && !fault.Is(err, fault.Conflict) {
			return false, err
		}
	}
	return alive, nil
}

func (s *Service) dropBatch(ctx context.Context, b Batch) error {
	b.FinishedAt = s.port.Clock.Now()
	err := s.port.Tx.Write(ctx, func(ctx context.Context) error { return s.port.Imports.DropBatch(ctx, b) })
	if err != nil {
		return err
	}
	return s.sweep(ctx)
}

// sweep settles what ended batches staged, step by step: the next import must know what the visible ones brought.
func (s *Service) sweep(ctx context.Context) error {
	for {
		var more bool
		err := s.port.Tx.Write(ctx, func(ctx context.Context) (err error) {
			more, err = s.port.Imports.SweepStaged(ctx)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// ImportReport reads the report of an import for its page. It names what is public only.
func (s *Service) ImportReport(ctx context.Context, batchID string) (Batch, error) {
	b, err := s.port.Imports.ImportBatch(ctx, batchID)
	if err == nil && b.State != Visible {
		return Batch{}, notFound("register.ImportReport")
	}
	return b, err
}

// ImportsDone lists the imports, latest first, without their notes, and how many they are.
func (s *Service) ImportsDone(ctx context.Context, p Page) ([]Batch, int, error) {
	return s.port.Imports.ImportBatches(ctx, p.clean())
}
