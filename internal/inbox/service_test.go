package inbox_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// desk is an inbox on a database of its own, in which two organisations get messages.
type desk struct {
	*storetest.Register
	t *testing.T
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{storetest.NewRegister(t, storetest.SQLite(t)), t}
}

// message is a message to the first organisation that can be taken.
func (d *desk) message() inbox.Message {
	return inbox.Message{
		OrganisationID: d.One.ID, Kind: inbox.ErrorReport, Body: "Fasen är fel.", Contact: "a@test.example", Sender: "Testbolaget", Public: true,
		Subject: inbox.Subject{Kind: "system", ID: d.IDs.New(), Name: "Postsortering"},
	}
}

func (d *desk) receive(m inbox.Message) inbox.Item {
	d.t.Helper()
	item, err := d.Inbox.Receive(d.t.Context(), m)
	if err != nil {
		d.t.Fatal(err)
	}
	return item
}

func (d *desk) editor() account.Actor { return d.Member(d.One, account.Editor) }

// problems are the fields of a fault of kind invalid, each with its key.
func problems(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	if !fault.Is(err, fault.Invalid) {
		t.Fatalf("got %v", err)
	}
	var all []string
	for _, f := range fault.As(err).Fields {
		all = append(all, f.Path+" "+f.Key)
	}
	slices.Sort(all)
	return all
}

func TestWhatCannotBeTakenIsNamedFieldByField(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		change func(*inbox.Message)
		want   []string
	}{
		"all is well":             {func(*inbox.Message) {}, nil},
		"only what is needed":     {func(m *inbox.Message) { m.Contact, m.Sender = "", "" }, nil},
		"the longest":             {func(m *inbox.Message) { m.Body, m.Contact = strings.Repeat("å", 5000), strings.Repeat("😀", 200) }, nil},
		"spaces beside the most":  {func(m *inbox.Message) { m.Body = " " + strings.Repeat("å", 5000) + "\n" }, nil},
		"a kind that is none":     {func(m *inbox.Message) { m.Kind = "praise" }, []string{"kind inbox.bad_kind"}},
		"nothing":                 {func(m *inbox.Message) { m.Body = " \n\t " }, []string{"message inbox.empty"}},
		"too long a message":      {func(m *inbox.Message) { m.Body = strings.Repeat("å", 5001) }, []string{"message inbox.too_long"}},
		"too long a contact":      {func(m *inbox.Message) { m.Contact = strings.Repeat("å", 201) }, []string{"contact inbox.too_long"}},
		"too long a sender":       {func(m *inbox.Message) { m.Sender = strings.Repeat("å", 201) }, []string{"organisation inbox.too_long"}},
		"a null byte":             {func(m *inbox.Message) { m.Body = "a\x00b" }, []string{"message inbox.bad_text"}},
		"no UTF-8":                {func(m *inbox.Message) { m.Contact = "\xff" }, []string{"contact inbox.bad_text"}},
		"a wish without a sender": {func(m *inbox.Message) { m.Kind, m.Sender = inbox.ReuseWish, " " }, []string{"organisation inbox.sender_missing"}},
		"a wish with a sender":    {func(m *inbox.Message) { m.Kind = inbox.ReuseWish }, nil},
		"much at once": {
			func(m *inbox.Message) { *m = inbox.Message{Kind: inbox.ReuseWish, Contact: "\xff"} },
			[]string{"contact inbox.bad_text", "message inbox.empty", "organisation inbox.sender_missing"},
		},
	} {
		m := d.message()
		c.change(&m)
		_, before, _ := d.Inbox.List(t.Context(), d.editor(), d.One.ID, inbox.Filter{})
		_, err := d.Inbox.Receive(t.Context(), m)
		if got := problems(t, err); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		_, after, _ := d.Inbox.List(t.Context(), d.editor(), d.One.ID, inbox.Filter{})
		if kept := after > before; kept != (c.want == nil) {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

func TestNumbersOfPeopleAreMaskedWhereverTheyStandAndKeptNowhere(t *testing.T) {
	d := newDesk(t)
	for _, place := range []func(*inbox.Message) *string{
		func(m *inbox.Message) *string { return &m.Body }, func(m *inbox.Message) *string { return &m.Contact },
		func(m *inbox.Message) *string { return &m.Sender },
	} {
		m := d.message()
		*place(&m) = " Jag är 811218-9876. "
		item := d.receive(m)
		if !item.Masked || *place(&item.Message) != "Jag är [personnummer]." {
			t.Errorf("kept as %+v", item)
		}
		read, err := d.Inbox.Read(t.Context(), d.editor(), d.One.ID, item.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(item, read); diff != "" {
			t.Errorf("read back (-told +kept):\n%s", diff)
		}
	}
	if item := d.receive(d.message()); item.Masked || item.State != inbox.Open || item.Revision != 1 || !item.ReceivedAt.Equal(d.Clock.Now()) {
		t.Errorf("without a number: %+v", item)
	}
}

// TestEachRoleDoesWithAnInboxWhatItMay is the table of rights.
func TestEachRoleDoesWithAnInboxWhatItMay(t *testing.T) {
	d := newDesk(t)
	item := d.receive(d.message())
	ctx := t.Context()
	acts := map[string]func(a account.Actor) error{
		"list":   func(a account.Actor) error { _, _, err := d.Inbox.List(ctx, a, d.One.ID, inbox.Filter{}); return err },
		"read":   func(a account.Actor) error { _, err := d.Inbox.Read(ctx, a, d.One.ID, item.ID); return err },
		"count":  func(a account.Actor) error { _, err := d.Inbox.CountOpen(ctx, a, d.One.ID); return err },
		"export": func(a account.Actor) error { return d.Inbox.Export(ctx, a, d.One.ID, &bytes.Buffer{}, inbox.Filter{}) },
		"as JSON": func(a account.Actor) error {
			return d.Inbox.ExportJSON(ctx, a, d.One.ID, &bytes.Buffer{}, inbox.Filter{})
		},
		"handle": func(a account.Actor) error { _, err := d.Inbox.Handle(ctx, a, d.One.ID, item.ID, 77, ""); return err },
		"reopen": func(a account.Actor) error { _, err := d.Inbox.Reopen(ctx, a, d.One.ID, item.ID, 77); return err },
	}
	token := d.editor()
	token.Token, token.Scopes = true, []account.Scope{account.ScopeRead}
	for name, c := range map[string]struct {
		who         account.Actor
		reads, acts fault.Kind // of the refusal; conflict is an act that one may do
	}{
		"the public":                 {account.Actor{}, fault.NotFound, fault.NotFound},
		"a stranger":                 {d.Member(d.Two, account.Roles()...), fault.NotFound, fault.NotFound},
		"a reader":                   {d.Member(d.One, account.Reader), 0, fault.Forbidden},
		"an adviser":                 {d.Member(d.One, account.Adviser), 0, fault.Forbidden},
		"a decision maker":           {d.Member(d.One, account.DecisionMaker), 0, fault.Forbidden},
		"an administrator":           {d.Member(d.One, account.Administrator), 0, fault.Forbidden},
		"an editor":                  {d.editor(), 0, fault.Conflict},
		"an editor's key that reads": {token, 0, fault.Forbidden},
		"the operator":               {account.Operator(), 0, fault.Conflict},
	} {
		for act, do := range acts {
			want := c.reads
			if act == "handle" || act == "reopen" {
				want = c.acts
			}
			if err := do(c.who); err == nil && want != 0 || err != nil && (want == 0 || !fault.Is(err, want)) {
				t.Errorf("%s, %s: %v, want %v", name, act, err, want)
			}
		}
	}
	if _, err := d.Inbox.Read(ctx, d.Member(d.Two, account.Editor), d.Two.ID, item.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a message is read by way of another organisation: %v", err)
	}
}

func TestAMessageGoesBackAndForthAndEachStepCounts(t *testing.T) {
	d := newDesk(t)
	ctx, a := t.Context(), d.editor()
	item := d.receive(d.message())
	for step := range 3 {
		d.Clock.Advance(time.Hour)
		handled, err := d.Inbox.Handle(ctx, a, d.One.ID, item.ID, item.Revision, fmt.Sprintf("  Svar %d ", step))
		if err != nil || handled.State != inbox.Handled || handled.Outcome != fmt.Sprint("Svar ", step) || handled.HandledBy != a.AccountID ||
			!handled.HandledAt.Equal(d.Clock.Now()) || handled.Revision != item.Revision+1 || handled.Message != item.Message {
			t.Fatalf("handled as %+v, %v", handled, err)
		}
		if n, _ := d.Inbox.CountOpen(ctx, a, d.One.ID); n != 0 {
			t.Errorf("%d wait", n)
		}
		if _, err := d.Inbox.Reopen(ctx, a, d.One.ID, item.ID, item.Revision); !fault.Is(err, fault.Conflict) {
			t.Errorf("reopened by one who has not seen it handled: %v", err)
		}
		item, err = d.Inbox.Reopen(ctx, a, d.One.ID, item.ID, handled.Revision)
		if err != nil || item.State != inbox.Open || !item.HandledAt.IsZero() || item.HandledBy != "" {
			t.Fatalf("reopened as %+v, %v", item, err)
		}
		if n, _ := d.Inbox.CountOpen(ctx, a, d.One.ID); n != 1 {
			t.Errorf("%d wait", n)
		}
	}
	for text, key := range map[string]string{strings.Repeat("å", 5001): "inbox.too_long", "a\x00": "inbox.bad_text", "\xff": "inbox.bad_text"} {
		_, err := d.Inbox.Handle(ctx, a, d.One.ID, item.ID, item.Revision, text)
		if got := problems(t, err); !slices.Equal(got, []string{"outcome " + key}) {
			t.Errorf("%.5q: %v", text, got)
		}
	}
	if _, err := d.Inbox.Handle(ctx, a, d.One.ID, d.IDs.New(), 1, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("a message that is none: %v", err)
	}
}

func TestOfManyWhoHandleAtOnceOneDoes(t *testing.T) {
	d := newDesk(t)
	item := d.receive(d.message())
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			_, errs[i] = d.Inbox.Handle(t.Context(), d.editor(), d.One.ID, item.ID, item.Revision, fmt.Sprint(i))
		})
	}
	all.Wait()
	done := -1
	for i, err := range errs {
		switch {
		case err == nil && done >= 0:
			t.Error("two were told that they did")
		case err == nil:
			done = i
		case !fault.Is(err, fault.Conflict):
			t.Error(err)
		}
	}
	read, err := d.Inbox.Read(t.Context(), d.editor(), d.One.ID, item.ID)
	if err != nil || read.Outcome != fmt.Sprint(done) || read.Revision != 2 {
		t.Errorf("%d did, and it says %+v, %v", done, read, err)
	}
}

func TestListsAreFilteredAndCutAndLeaveNothingOut(t *testing.T) {
	d := newDesk(t)
	ctx, a := t.Context(), d.editor()
	var open, handled []string // the oldest that waits comes first, and then what was handled last
	for i := range 25 {
		m := d.message()
		if i%3 == 0 {
			m.Kind = inbox.ReuseWish
		}
		item := d.receive(m)
		if i%5 != 0 {
			open = append(open, item.ID)
		} else {
			handled = append([]string{item.ID}, handled...)
			if _, err := d.Inbox.Handle(ctx, a, d.One.ID, item.ID, 1, ""); err != nil {
				t.Fatal(err)
			}
		}
		d.Clock.Advance(time.Second)
	}
	want := append(open, handled...)
	other := d.message()
	other.OrganisationID = d.Two.ID
	d.receive(other)
	for _, limit := range []int{1, 7, 25, 100, 1000, 0, -1} {
		var got []string
		for {
			items, total, err := d.Inbox.List(ctx, a, d.One.ID, inbox.Filter{Limit: limit, Offset: len(got)})
			if err != nil || total != 25 {
				t.Fatalf("limit %d: %d in all, %v", limit, total, err)
			}
			if len(items) == 0 {
				break
			}
			if len(items) > 100 || limit > 0 && len(items) > limit || limit <= 0 && len(items) > 20 {
				t.Errorf("limit %d gives %d", limit, len(items))
			}
			for _, i := range items {
				got = append(got, i.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("limit %d: %v", limit, got)
		}
	}
	for filter, n := range map[inbox.Filter]int{
		{}: 25, {Kind: inbox.ReuseWish}: 9, {Kind: inbox.ErrorReport}: 16, {State: inbox.Handled}: 5, {State: inbox.Open}: 20,
		{State: inbox.Handled, Kind: inbox.ReuseWish}: 2, {State: "none"}: 0, {Offset: -5}: 25,
	} {
		if _, total, err := d.Inbox.List(ctx, a, d.One.ID, filter); err != nil || total != n {
			t.Errorf("%+v: %d, want %d; %v", filter, total, n, err)
		}
	}
}

// TestBothExportsHoldTheSameAndRunNothing: more messages than are read at a time, with what a spreadsheet would run.
func TestBothExportsHoldTheSameAndRunNothing(t *testing.T) {
	d := newDesk(t)
	ctx, a := t.Context(), d.editor()
	starts := []string{"=1+1", "+1", "-1", "@x", "plain", "\"quoted\", with; signs", "rad ett\nrad två", "😀 å"}
	for i := range 205 {
		m := d.message()
		m.Body, m.Sender = starts[i%len(starts)], starts[(i+1)%len(starts)]
		item := d.receive(m)
		if i%50 == 0 {
			if _, err := d.Inbox.Handle(ctx, a, d.One.ID, item.ID, 1, "=HYPERLINK()"); err != nil {
				t.Fatal(err)
			}
		}
		d.Clock.Advance(time.Second)
	}
	var table, tree bytes.Buffer
	if err := d.Inbox.Export(ctx, a, d.One.ID, &table, inbox.Filter{Limit: 3, Offset: 9}); err != nil {
		t.Fatal(err)
	}
	if err := d.Inbox.ExportJSON(ctx, a, d.One.ID, &tree, inbox.Filter{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 206 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var all []map[string]any
	if err := json.Unmarshal(tree.Bytes(), &all); err != nil || len(all) != 205 {
		t.Fatalf("%d messages, %v", len(all), err)
	}
	for i, row := range rows[1:] {
		for column, cell := range row {
			name := rows[0][column]
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Fatalf("row %d: a spreadsheet runs %q under %s", i, cell, name)
			}
			told, _ := all[i][name].(string)
			switch {
			case name == "masked":
				told = map[any]string{true: "yes", false: "no"}[all[i][name]]
			case strings.HasPrefix(cell, "'"):
				cell = cell[1:]
			}
			if cell != told {
				t.Fatalf("row %d, %s: %q in the table and %q in JSON", i, name, cell, told)
			}
		}
		if _, err := time.Parse(time.RFC3339, row[1]); err != nil || !clock.ValidID(row[0]) {
			t.Fatalf("row %d begins %v", i, row[:2])
		}
	}
	var open bytes.Buffer
	if err := d.Inbox.ExportJSON(ctx, a, d.One.ID, &open, inbox.Filter{State: inbox.Handled}); err != nil || strings.Count(open.String(), `"handled_by"`) != 5 {
		t.Errorf("only what is handled: %v\n%.300s", err, open.String())
	}
	var none bytes.Buffer
	if err := d.Inbox.ExportJSON(ctx, d.Member(d.Two, account.Reader), d.Two.ID, &none, inbox.Filter{}); err != nil || strings.TrimSpace(none.String()) != "[]" {
		t.Errorf("an empty inbox is %q, %v", none.String(), err)
	}
}

// hurried is a store in which somebody handles a message while a list is being read.
type hurried struct {
	inbox.Store
	between func()
}

func (h hurried) Items(ctx context.Context, organisationID string, f inbox.Filter) ([]inbox.Item, int, error) {
	items, total, err := h.Store.Items(ctx, organisationID, f)
	h.between()
	return items, total, err
}

func TestAnExportLeavesNothingOutThatIsHandledMeanwhile(t *testing.T) {
	d := newDesk(t)
	first := d.receive(d.message())
	for range 150 {
		d.Clock.Advance(time.Second)
		d.receive(d.message())
	}
	var once sync.Once
	busy := inbox.NewService(d.Store, hurried{d.Store, func() {
		once.Do(func() {
			if _, err := d.Inbox.Handle(t.Context(), d.editor(), d.One.ID, first.ID, 1, "Svarat"); err != nil {
				t.Error(err)
			}
		})
	}}, d.Clock, d.IDs)
	var out bytes.Buffer
	if err := busy.ExportJSON(t.Context(), d.editor(), d.One.ID, &out, inbox.Filter{}); err != nil {
		t.Fatal(err)
	}
	var all []struct{ ID string }
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, i := range all {
		if seen[i.ID] {
			t.Errorf("%s is told twice", i.ID)
		}
		seen[i.ID] = true
	}
	if len(seen) != 151 {
		t.Errorf("%d of 151 messages were exported", len(seen))
	}
}
