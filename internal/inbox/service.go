package inbox

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// Limits of a message, in characters.
const (
	maxBody    = 5_000
	maxContact = 200
)

// Service is the inbox's use cases. It is safe for concurrent use.
type Service struct {
	tx    Tx
	store Store
	clock clock.Clock
	ids   *clock.IDs
}

// NewService makes the inbox on its ports.
func NewService(tx Tx, store Store, now clock.Clock, ids *clock.IDs) *Service {
	return &Service{tx: tx, store: store, clock: now, ids: ids}
}

// Receive takes a message. What is a personnummer is masked before anything is kept, and Item.Masked tells the sender so. The caller
// limits the rate, and has checked that the organisation exists and the subject is public.
func (s *Service) Receive(ctx context.Context, m Message) (Item, error) {
	const op = "inbox.Receive"
	m.Body, m.Contact, m.Sender = strings.TrimSpace(m.Body), strings.TrimSpace(m.Contact), strings.TrimSpace(m.Sender)
	if err := m.check(op); err != nil {
		return Item{}, err
	}
	item := Item{ID: s.ids.New(), Message: m, State: Open, ReceivedAt: s.clock.Now(), Revision: 1}
	for _, text := range []*string{&item.Body, &item.Contact, &item.Sender} {
		clean, found := mask(*text)
		*text, item.Masked = clean, item.Masked || found
	}
	err := s.tx.Write(ctx, func(ctx context.Context) error { return s.store.InsertItem(ctx, item) })
	return item, err
}

func (m Message) check(op string) error {
	var fields []fault.Field
	add := func(path, key string, limit int) {
		fields = append(fields, fault.Field{Path: path, Key: key, Args: fault.Args{"max": limit}})
	}
	if m.Kind != ErrorReport && m.Kind != ReuseWish {
		add("kind", "inbox.bad_kind", 0)
	}
	if m.Body == "" {
		add("message", "inbox.empty", maxBody)
	}
	if m.Kind == ReuseWish && m.Sender == "" {
		add("organisation", "inbox.sender_missing", maxContact)
	}
	for _, f := range []struct {
		path, text string
		limit      int
	}{{"message", m.Body, maxBody}, {"contact", m.Contact, maxContact}, {"organisation", m.Sender, maxContact}} {
		if key := unfit(f.text, f.limit); key != "" {
			add(f.path, key, f.limit)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}

// unfit gives the message key of why a text cannot be kept, or nothing.
func unfit(text string, limit int) string {
	switch {
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "inbox.bad_text"
	case utf8.RuneCountInString(text) > limit:
		return "inbox.too_long"
	}
	return ""
}

// may is what every use case for members asks. An inbox of others is not found.
func may(op string, a account.Actor, p account.Permission, organisationID string) error {
	switch {
	case a.May(p, organisationID):
		return nil
	case a.May(account.ReadDrafts, organisationID):
		return fault.New(op, fault.Forbidden, "", nil)
	}
	return fault.New(op, fault.NotFound, "", nil)
}

// List lists an organisation's messages for its members, and how many there are.
func (s *Service) List(ctx context.Context, a account.Actor, organisationID string, f Filter) ([]Item, int, error) {
	if err := may("inbox.List", a, account.ReadDrafts, organisationID); err != nil {
		return nil, 0, err
	}
	if f.Limit <= 0 {
		f.Limit = 20
	}
	f.Limit, f.Offset = min(f.Limit, 100), max(f.Offset, 0)
	return s.store.Items(ctx, organisationID, f)
}

// Read reads one message for a member.
func (s *Service) Read(ctx context.Context, a account.Actor, organisationID, id string) (Item, error) {
	if err := may("inbox.Read", a, account.ReadDrafts, organisationID); err != nil {
		return Item{}, err
	}
	return s.store.Item(ctx, organisationID, id)
}

// CountOpen tells how many messages wait, for the mark beside the link.
func (s *Service) CountOpen(ctx context.Context, a account.Actor, organisationID string) (int, error) {
	if err := may("inbox.CountOpen", a, account.ReadDrafts, organisationID); err != nil {
		return 0, err
	}
	return s.store.CountOpen(ctx, organisationID)
}

// Handle notes that a message has been dealt with, and how.
func (s *Service) Handle(ctx context.Context, a account.Actor, organisationID, id string, revision int64, outcome string) (Item, error) {
	const op = "inbox.Handle"
	outcome = strings.TrimSpace(outcome)
	if key := unfit(outcome, maxBody); key != "" {
		return Item{}, fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "outcome", Key: key, Args: fault.Args{"max": maxBody}})
	}
	return s.change(ctx, op, a, organisationID, id, revision, func(i *Item) {
		i.State, i.HandledAt, i.HandledBy, i.Outcome = Handled, s.clock.Now(), a.AccountID, outcome
	})
}

// Reopen puts a handled message back among the open ones.
func (s *Service) Reopen(ctx context.Context, a account.Actor, organisationID, id string, revision int64) (Item, error) {
	return s.change(ctx, "inbox.Reopen", a, organisationID, id, revision, func(i *Item) {
		i.State, i.HandledBy, i.HandledAt = Open, "", time.Time{}
	})
}

func (s *Service) change(
	ctx context.Context, op string, a account.Actor, organisationID, id string, revision int64, change func(*Item),
) (Item, error) {
	if err := may(op, a, account.Edit, organisationID); err != nil {
		return Item{}, err
	}
	var item Item
	err := s.tx.Write(ctx, func(ctx context.Context) (err error) {
		if item, err = s.store.Item(ctx, organisationID, id); err != nil {
			return err
		}
		if item.Revision != revision {
			return fault.New(op, fault.Conflict, "", nil)
		}
		change(&item)
		item.Revision++
		return s.store.UpdateItem(ctx, item, revision)
	})
	return item, err
}
