package inbox

import (
	"context"
	"encoding/csv"
	"encoding/json"
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
	items, err := s.allItems(ctx, organisationID, f)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(exportColumns[:]); err != nil {
		return err
	}
	for _, i := range items {
		if err := out.Write(i.columns()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// allItems are all messages that the filter lets through, as they stand at one instant: one that is handled while they are read would
// change places, and be left out or told twice.
func (s *Service) allItems(ctx context.Context, organisationID string, f Filter) ([]Item, error) {
	var all []Item
	err := s.tx.Read(ctx, func(ctx context.Context) error {
		all = nil
		for f.Limit, f.Offset = exportPage, 0; ; f.Offset += exportPage {
			items, _, err := s.store.Items(ctx, organisationID, f)
			all = append(all, items...)
			if err != nil || len(items) < exportPage {
				return err
			}
		}
	})
	return all, err
}

// exported is a message as JSON. The names are those of exportColumns.
type exported struct {
	ID          string `json:"id"`
	ReceivedAt  string `json:"received_at"`
	Kind        Kind   `json:"kind"`
	State       State  `json:"state"`
	SubjectKind string `json:"subject_kind"`
	SubjectID   string `json:"subject_id"`
	SubjectName string `json:"subject_name"`
	Sender      string `json:"sender,omitempty"`
	Contact     string `json:"contact,omitempty"`
	Message     string `json:"message"`
	Masked      bool   `json:"masked"`
	HandledAt   string `json:"handled_at,omitempty"`
	HandledBy   string `json:"handled_by,omitempty"`
	Outcome     string `json:"outcome,omitempty"`
}

// ExportJSON writes an organisation's messages as a JSON array, with the same names and instants as Export, and texts exactly as they
// were kept.
func (s *Service) ExportJSON(ctx context.Context, a account.Actor, organisationID string, w io.Writer, f Filter) error {
	if err := may("inbox.ExportJSON", a, account.ReadDrafts, organisationID); err != nil {
		return err
	}
	items, err := s.allItems(ctx, organisationID, f)
	if err != nil {
		return err
	}
	all := make([]exported, len(items))
	for n, i := range items {
		all[n] = exported{
			ID: i.ID, ReceivedAt: instant(i.ReceivedAt), Kind: i.Kind, State: i.State, SubjectKind: i.Subject.Kind, SubjectID: i.Subject.ID,
			SubjectName: i.Subject.Name, Sender: i.Sender, Contact: i.Contact, Message: i.Body, Masked: i.Masked,
			HandledAt: instant(i.HandledAt), HandledBy: i.HandledBy, Outcome: i.Outcome,
		}
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(all)
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
