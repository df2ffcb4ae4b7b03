package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/inbox"
)

// Feedback is what a reader of a public record writes to its owner.
type Feedback struct {
	Organisation string // of the writer; may be empty
	Message      string
	Contact      string // how to answer; may be empty
	LoggedIn     bool
}

// ReportError lets anybody say that something in a public record is wrong. The caller limits the rate.
func (s *Service) ReportError(ctx context.Context, id string, f Feedback) (inbox.Item, error) {
	return s.send(ctx, id, inbox.ErrorReport, f)
}

// WantReuse lets an organisation say that it wants to reuse the system. The caller limits the rate.
func (s *Service) WantReuse(ctx context.Context, id string, f Feedback) (inbox.Item, error) {
	return s.send(ctx, id, inbox.ReuseWish, f)
}

func (s *Service) send(ctx context.Context, id string, kind inbox.Kind, f Feedback) (inbox.Item, error) {
	v, err := s.Public(ctx, id)
	if err != nil {
		return inbox.Item{}, err
	}
	return s.port.Inbox.Receive(ctx, inbox.Message{
		OrganisationID: v.Organisation.ID, Kind: kind, Body: f.Message, Contact: f.Contact, Sender: f.Organisation,
		Public:  !f.LoggedIn,
		Subject: inbox.Subject{Kind: "system", ID: id, Name: v.Version.System.Name.In("sv")},
	})
}
