package register

import (
	"context"
	"io"
	"iter"

	"github.com/tillit-se/tillit/internal/fault"
)

// Exported streams every public record by id, for the formats. Nothing but one page of records is in memory.
func (s *Service) Exported(ctx context.Context) iter.Seq2[ExportRecord, error] {
	return func(yield func(ExportRecord, error) bool) {
		for v, err := range s.each(ctx, s.port.Records.PublicViewsAfter) {
			if !yield(ExportView(v), err) || err != nil {
				return
			}
		}
	}
}

// ExportedOf streams the public records with the given ids, such as the hits of a search, in that order.
func (s *Service) ExportedOf(ctx context.Context, ids []string) iter.Seq2[ExportRecord, error] {
	return func(yield func(ExportRecord, error) bool) {
		for _, id := range ids {
			views, err := s.port.Records.PublicViews(ctx, []string{id})
			if err != nil {
				yield(ExportRecord{}, err)
				return
			}
			for _, v := range views {
				if !yield(ExportView(v), nil) {
					return
				}
			}
		}
	}
}

// Export writes every public record in a format. Fault: Invalid register.export_not_written where the format can only be read.
func (s *Service) Export(ctx context.Context, w io.Writer, f Format) error {
	if f.Write == nil {
		return fault.New("register.Export", fault.Invalid, "register.export_not_written", fault.Args{"format": f.Code})
	}
	return f.Write(w, s.Exported(ctx))
}
