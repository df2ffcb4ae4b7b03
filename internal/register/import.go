package register

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/outbox"
)

// ImportRequest is what to import.
type ImportRequest struct {
	Format   Format
	Options  Options
	Source   string         // describes the file for readers: name, publisher, date
	Progress func(read int) // called now and then with the number of rows read; may be nil
}

// Import takes the records of a file into the register. Rows become published versions marked with their source. They are staged in
// batches and seen by nobody until one switch at the end: an import that fails or is killed leaves nothing. The same file again
// changes nothing. Rows that cannot be taken do not stop the others; the report names each.
//
// Only the operator imports. Faults: Forbidden; Invalid register.import_unreadable where the file is not of the format; Conflict
// register.import_running where another import is under way.
func (s *Service) Import(ctx context.Context, a account.Actor, file io.Reader, req ImportRequest) (Report, error) {
	const op = "register.Import"
	if !a.Operator {
		return Report{}, fault.New(op, fault.Forbidden, "", nil)
	}
	rows, err := req.Format.Open(file, req.Options)
	if err != nil {
		return Report{}, unreadable(op, asFileError(err))
	}
	batch, err := s.beginBatch(ctx, a, req)
	if err != nil {
		return Report{}, err
	}
	run := &importRun{
		Service: s, batch: batch, request: req, organisations: map[string]owner{}, proof: sha256.New(),
		report: Report{Batch: batch.ID, Format: batch.Format, Source: batch.Source, Notes: []Note{}},
	}
	if err := run.all(ctx, rows); err != nil {
		return run.report, errors.Join(unreadable(op, err), s.dropBatch(context.WithoutCancel(ctx), batch))
	}
	return run.report, s.sweep(context.WithoutCancel(ctx))
}

// unreadable makes an error of a format a fault that says what is wrong; faults pass.
func unreadable(op string, err error) error {
	var known *fault.Error
	var bad *FileError
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &bad):
		return fault.New(op, fault.Invalid, "register.import_unreadable", fault.Args{"reason": bad.Reason, "row": bad.Row}).Because(err)
	}
	return err
}

// importRun is one import under way.
type importRun struct {
	*Service
	batch         Batch
	request       ImportRequest
	report        Report
	organisations map[string]owner // met so far, by reference
	proof         hash.Hash        // over the content hashes in their order
}

// all reads, stages and switches. Reading and staging go side by side.
func (r *importRun) all(ctx context.Context, rows Reader) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	chunks := make(chan chunk, 1)
	go func() {
		defer close(chunks)
		p := preparer{defs: r.defs, format: r.batch.Format, seen: map[[32]byte]int{}, kept: map[string]int{}}
		p.run(ctx, rows, chunks)
	}()
	for c := range chunks {
		if c.err != nil {
			return c.err
		}
		if err := r.stage(ctx, c); err != nil {
			return err
		}
		if r.request.Progress != nil {
			r.request.Progress(r.report.Rows.Read)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.finish(ctx)
}

// finish makes the batch visible, with its leaf and its note to the index.
func (r *importRun) finish(ctx context.Context) error {
	if err := r.noteMissing(ctx); err != nil {
		return err
	}
	b := r.batch
	b.State, b.FinishedAt, b.Report = Visible, r.port.Clock.Now(), r.report
	counts := r.report.Rows
	leaf := ledger.Event{
		Type: systemsImported, Subject: ledger.Subject{Kind: TopicBatch, ID: b.ID},
		Versions: map[string]string{"batch": hex.EncodeToString(r.proof.Sum(nil))},
		Data:     map[string]any{"format": b.Format, "source": b.Source, "taken": counts.Taken, "changed": counts.Changed},
	}
	return r.port.Tx.Write(ctx, func(ctx context.Context) error {
		if err := r.port.Imports.SwitchBatch(ctx, b); err != nil {
			return err
		}
		if counts.Taken+counts.Changed == 0 {
			return nil
		}
		if _, err := r.port.Ledger.Append(ctx, leaf); err != nil {
			return err
		}
		return r.port.Outbox.AppendChange(ctx, TopicBatch, b.ID, outbox.Put)
	})
}

func (r *importRun) noteMissing(ctx context.Context) error {
	missing, err := r.port.Imports.MissingRows(ctx, r.batch)
	if err != nil {
		return err
	}
	r.report.Rows.Missing = len(missing)
	for _, k := range missing {
		r.note(Note{Kind: NoteMissing, Message: fmt.Sprintf(
			"An earlier import of %s holds %q (id %q, record %s), which this file lacks. The record is kept as it is.",
			k.Publisher, k.Name, k.ForeignID, k.RecordID)})
	}
	return nil
}

func (r *importRun) note(n Note) { r.report.Notes = append(r.report.Notes, n) }
