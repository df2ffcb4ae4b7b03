package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
)

// Attention is a record that its organisation has something to do about, and what.
type Attention struct {
	ID          string
	Name        Text
	Draft       bool // it has a draft that is not published
	Empty       int  // of the seven fields of a valid first draft, how many are not answered
	Required    int  // what publication demands and the draft lacks
	Recommended int
	ReviewDue   string // ISO date of the review that should have been made, empty where none
}

// NeedsAttention lists the records of an organisation that have a draft with something left to do, or whose review date has passed; for
// its members. It reads the content of every record of the organisation.
func (s *Service) NeedsAttention(ctx context.Context, a account.Actor, organisationID string) ([]Attention, error) {
	if !a.May(account.ReadDrafts, organisationID) {
		return nil, notFound("register.NeedsAttention")
	}
	var found []Attention
	err := s.port.Tx.Read(ctx, func(ctx context.Context) error {
		found = nil
		for page := (Page{Limit: 100}); ; page.Offset += page.Limit {
			listings, total, err := s.port.Records.Listings(ctx, organisationID, MineFilter{Page: page})
			if err != nil {
				return err
			}
			some, err := s.attentionOf(ctx, listings)
			if err != nil {
				return err
			}
			found = append(found, some...)
			if len(listings) == 0 || page.Offset+len(listings) >= total {
				return nil
			}
		}
	})
	return found, err
}

func (s *Service) attentionOf(ctx context.Context, listings []Listing) ([]Attention, error) {
	var drafts, public []string
	for _, l := range listings {
		switch {
		case l.HasDraft:
			drafts = append(drafts, l.ID)
		case l.State == Published:
			public = append(public, l.ID)
		}
	}
	withDraft, err := s.port.Records.DraftViews(ctx, drafts)
	if err != nil {
		return nil, err
	}
	inForce, err := s.port.Records.PublicViews(ctx, public)
	if err != nil {
		return nil, err
	}
	contents := make(map[string]System, len(listings))
	for _, v := range withDraft {
		contents[v.Record.ID] = *v.Record.Draft
	}
	for _, v := range inForce {
		contents[v.Record.ID] = v.Version.System
	}
	var found []Attention
	for _, l := range listings {
		content, there := contents[l.ID]
		if attention := s.attention(l, content); there && attention.any() {
			found = append(found, attention)
		}
	}
	return found, nil
}

func (s *Service) attention(l Listing, content System) Attention {
	a := Attention{ID: l.ID, Name: l.Name, Draft: l.HasDraft}
	if next := content.Review.Next; next != "" && next < s.today()[:min(len(next), len("2006-01-02"))] {
		a.ReviewDue = next
	}
	if !l.HasDraft {
		return a
	}
	a.Name, a.Empty = content.Name, len(content.MissingForDraft(s.defs))
	for _, gap := range content.Gaps(s.defs) {
		if gap.Need == Required {
			a.Required++
		} else {
			a.Recommended++
		}
	}
	return a
}

// any tells whether there is something to do: a draft always waits for publication, if for nothing else.
func (a Attention) any() bool { return a.Draft || a.ReviewDue != "" }
