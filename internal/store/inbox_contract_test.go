package store_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// contractMessages is the contract of inbox.Store, driven through the use cases of inbox and register.
func contractMessages(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register){
		"the public reaches the owner":       publicReachesOwner,
		"a message is handled and reopened":  handled,
		"an inbox is its organisation's own": ownInbox,
		"an export holds every message":      exportedInbox,
	} {
		t.Run(name, func(t *testing.T) { test(t, storetest.NewRegister(t, fresh(t))) })
	}
}

func publicReachesOwner(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	id := r.Publish(t, r.One, storetest.Complete("Postsortering")).ID
	item := must[inbox.Item](t)(r.ReportError(ctx, id, register.Feedback{Message: "Fel fas. Mitt nummer är 121212-1212."}))
	if !item.Masked || strings.Contains(item.Body, "1212") || item.Subject.Name != "Postsortering" || !item.Public {
		t.Errorf("item: %+v", item)
	}
	must[inbox.Item](t)(r.WantReuse(ctx, id, register.Feedback{Organisation: "Provbolaget", Message: "Vi vill använda den.", Contact: "a@example.org"}))
	list, total, err := r.Inbox.List(ctx, r.Member(r.One, account.Reader), r.One.ID, inbox.Filter{Kind: inbox.ReuseWish})
	if err != nil || total != 1 || list[0].Sender != "Provbolaget" || list[0].ReceivedAt != r.Clock.Now() {
		t.Errorf("%+v %d %v", list, total, err)
	}
	draft := must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("x")))
	_, err = r.ReportError(ctx, draft.ID, register.Feedback{Message: "hej"})
	wantKind(t, err, fault.NotFound)
	_, err = r.WantReuse(ctx, id, register.Feedback{Message: "\x00"})
	if f := wantInvalid(t, err); len(f.Fields) != 2 {
		t.Errorf("fields: %+v", f.Fields)
	}
}

func handled(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	first := must[inbox.Item](t)(r.ReportError(ctx, id, register.Feedback{Message: "ett"}))
	r.Clock.Advance(time.Minute)
	must[inbox.Item](t)(r.ReportError(ctx, id, register.Feedback{Message: "två"}))
	done := must[inbox.Item](t)(r.Inbox.Handle(ctx, a, r.One.ID, first.ID, 1, "Rättat."))
	_, err := r.Inbox.Handle(ctx, a, r.One.ID, first.ID, 1, "Igen.")
	wantKind(t, err, fault.Conflict)
	if n := must[int](t)(r.Inbox.CountOpen(ctx, a, r.One.ID)); n != 1 || done.HandledBy != a.AccountID {
		t.Errorf("%d open; %+v", n, done)
	}
	list, _, err := r.Inbox.List(ctx, a, r.One.ID, inbox.Filter{})
	if err != nil || len(list) != 2 || list[0].Body != "två" || list[1].Outcome != "Rättat." {
		t.Errorf("%+v %v", list, err)
	}
	again := must[inbox.Item](t)(r.Inbox.Reopen(ctx, a, r.One.ID, first.ID, 2))
	if again.State != inbox.Open || !again.HandledAt.IsZero() {
		t.Errorf("reopened: %+v", again)
	}
	if read := must[inbox.Item](t)(r.Inbox.Read(ctx, a, r.One.ID, first.ID)); read != again {
		t.Errorf("read %+v, want %+v", read, again)
	}
}

func ownInbox(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	item := must[inbox.Item](t)(r.ReportError(ctx, id, register.Feedback{Message: "ett"}))
	stranger := r.Member(r.Two, account.Editor, account.Administrator)
	_, _, err := r.Inbox.List(ctx, stranger, r.One.ID, inbox.Filter{})
	wantKind(t, err, fault.NotFound)
	_, err = r.Inbox.Handle(ctx, stranger, r.Two.ID, item.ID, 1, "")
	wantKind(t, err, fault.NotFound)
	_, err = r.Inbox.Handle(ctx, r.Member(r.One, account.Reader), r.One.ID, item.ID, 1, "")
	wantKind(t, err, fault.Forbidden)
}

func exportedInbox(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	for range 130 {
		must[inbox.Item](t)(r.ReportError(ctx, id, register.Feedback{Message: "=1+1\nrad två; \"citat\""}))
	}
	var file bytes.Buffer
	if err := r.Inbox.Export(ctx, r.Member(r.One, account.Reader), r.One.ID, &file, inbox.Filter{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil || len(rows) != 131 || rows[1][9] != "'=1+1\nrad två; \"citat\"" {
		t.Errorf("%d rows, %q, %v", len(rows), rows[1], err)
	}
}

func TestInboxContract(t *testing.T) { storetest.Each(t, contractMessages) }
