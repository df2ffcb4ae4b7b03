package inbox

import (
	"context"
	"encoding/csv"
	"io"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/account"
)

// exportPage is how many items are read at a time.
const exportPage = 100

// exportColumns are the columns of an export, in order. They are stable.
var exportColumns = [...]string{
	"id", "received_at", "kind", "state", "subject_kind", "subject_id", "subject_name", "sender", "contact", "message", "masked",
	"handled_at", "handled_by", "outcome",
}

// Export writes an organisation's messages as CSV (RFC 4180, UTF-8), for the diary: what the public writes may be public documents.
// Instants are RFC 3339 in UTC.
func (s *Service) Export(ctx context.Context, a account.Actor, organisationID string, w io.Writer, f Filter) error {
	if err := may("inbox.Export", a, account.ReadDrafts, organisationID); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(exportColumns[:]); err != nil {
		return err
	}
	for f.Limit, f.Offset = exportPage, 0; ; f.Offset += exportPage {
		items, _, err := s.store.Items(ctx, organisationID, f)
		if err != nil {
			return err
		}
		for _, i := range items {
			if err := out.Write(i.columns()); err != nil {
				return err
			}
		}
		if len(items) < exportPage {
			out.Flush()
			return out.Error()
		}
	}
}

func (i Item) columns() []string {
	masked := "no"
	if i.Masked {
		masked = "yes"
	}
	row := []string{
		i.ID, instant(i.ReceivedAt), string(i.Kind), string(i.State), i.Subject.Kind, i.Subject.ID, i.Subject.Name, i.Sender, i.Contact,
		i.Body, masked, instant(i.HandledAt), i.HandledBy, i.Outcome,
	}
	for n, cell := range row {
		row[n] = harmless(cell)
	}
	return row
}

// harmless keeps a spreadsheet from running a cell as a formula: what strangers write is opened in one.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
