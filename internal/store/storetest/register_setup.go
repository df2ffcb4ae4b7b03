package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store"
)

// Register is the register on a store of its own, with two organisations, for tests of the rooms above it too.
type Register struct {
	*register.Service
	Store *store.Store
	Inbox *inbox.Service
	Clock *clock.Manual
	IDs   *clock.IDs
	One   account.Organisation // "Testkommunen"
	Two   account.Organisation // "Provmyndigheten"
	DSN   string
}

// NewRegister opens a register on a database.
func NewRegister(t testing.TB, dsn string) *Register {
	t.Helper()
	now := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	s := Open(t, dsn, store.Options{Clock: now})
	ids := clock.NewIDs(nil)
	box := inbox.NewService(s, s, now, ids)
	service, err := register.NewService(register.Ports{
		Tx: s, Records: s, Imports: s, Organisations: s, Ledger: ledger.New(s, now, nil), Outbox: s, Inbox: box, Clock: now, IDs: ids,
	})
	if err != nil {
		t.Fatal(err)
	}
	r := &Register{Service: service, Store: s, Inbox: box, Clock: now, IDs: ids, DSN: dsn}
	r.One = r.organisation(t, "Testkommunen", "municipality")
	r.Two = r.organisation(t, "Provmyndigheten", "state_agency")
	return r
}

func (r *Register) organisation(t testing.TB, name, kind string) account.Organisation {
	t.Helper()
	o := account.Organisation{
		ID: r.IDs.New(), Name: i18n.Text{SV: name, EN: name + " (test)"}, Type: kind, Country: "SE", Managed: true, Revision: 1,
	}
	err := r.Store.Write(t.Context(), func(ctx context.Context) error { return r.Store.InsertOrganisation(ctx, o) })
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Member is a generated test person with roles in one organisation.
func (r *Register) Member(o account.Organisation, roles ...account.Role) account.Actor {
	return account.Actor{
		AccountID: r.IDs.New(), Name: "Testperson", Memberships: []account.Membership{{OrganisationID: o.ID, Roles: roles}},
	}
}

// Complete is a system that can be published.
func Complete(name string) register.System {
	return register.System{
		Slag: register.AISystem, Name: i18n.Text{SV: name, EN: name + " (en)"},
		Summary:      i18n.Text{SV: "Sorterar inkommande post.", EN: "Sorts incoming mail."},
		Purpose:      i18n.Text{SV: "Kortare väntan.", EN: "Shorter waits."},
		Affected:     i18n.Text{SV: "Den som skriver till kommunen.", EN: "Whoever writes to the municipality."},
		DecisionRole: register.Supports, Sectors: []string{"public_administration"}, Technologies: []string{"text_classification"},
		Phases: []register.PhaseEntry{{Phase: register.Testing, From: "2026-05", AsOf: "2026-05-04", Confirmed: true}},
		Impact: register.Impact{Level: "low"}, Reuse: register.Reuse{Possible: register.Yes},
	}
}

// Publish makes and publishes a record.
func (r *Register) Publish(t testing.TB, o account.Organisation, s register.System) register.Record {
	t.Helper()
	a := r.Member(o, account.Editor, account.DecisionMaker)
	record, err := r.Create(t.Context(), a, o.ID, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Service.Publish(t.Context(), a, record.ID, record.Revision, ""); err != nil {
		t.Fatal(err)
	}
	return record
}
