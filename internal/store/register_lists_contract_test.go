package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

func counts(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	rules := storetest.Complete("Regler")
	rules.Slag, rules.Sectors = register.RuleBasedAutomation, []string{"taxation", "statistics"}
	old := storetest.Complete("Gammal")
	old.Phases = []register.PhaseEntry{{Phase: register.InUse, AsOf: "2021"}}
	old.Responsibility.Contact = "it@example.org"
	fresh := storetest.Complete("Färsk")
	fresh.Phases = []register.PhaseEntry{{Phase: register.InUse, AsOf: "2026-01"}}
	fresh.Responsibility.Contact = "it@example.org"
	for _, s := range []register.System{storetest.Complete("A"), old, fresh} {
		r.Publish(t, r.One, s)
	}
	r.Clock.Advance(time.Second)
	r.Publish(t, r.Two, rules)
	must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("Utkast")))
	all := must[register.Overview](t)(r.Overview(ctx, ""))
	ai := must[register.Overview](t)(r.Overview(ctx, register.AISystem))
	if all.Total != 4 || ai.Total != 3 || all.Organisations != 2 || all.BySlag[register.RuleBasedAutomation] != 1 {
		t.Errorf("totals: %+v", all)
	}
	if got := ai.Phases[register.InUse]; got != (register.PhaseCount{Source: 1, Outdated: 1}) || ai.InUse() != 1 {
		t.Errorf("in use: %+v", got)
	}
	if all.BySector["taxation"] != 1 || all.BySector["public_administration"] != 3 || all.ByOrganisationType["municipality"] != 3 {
		t.Errorf("sectors %v, types %v", all.BySector, all.ByOrganisationType)
	}
	r.Clock.Advance(time.Second)
	r.Publish(t, r.Two, storetest.Complete("Ny"))
	if all = must[register.Overview](t)(r.Overview(ctx, "")); all.Total != 5 {
		t.Errorf("a count that was kept too long: %d", all.Total)
	}
}

func lists(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	for _, name := range []string{"Österplan", "Alfa", "Åtgärd 10", "Åtgärd 9"} {
		r.Clock.Advance(time.Minute)
		r.Publish(t, r.One, storetest.Complete(name))
	}
	draft := must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("Utkast")))
	_, byName, total, err := r.OfOrganisation(ctx, r.One.ID, register.Page{})
	if err != nil || total != 4 {
		t.Fatal(total, err)
	}
	if got := names(byName); !reflect.DeepEqual(got, []string{"Alfa", "Åtgärd 9", "Åtgärd 10", "Österplan"}) {
		t.Errorf("by name: %v", got)
	}
	latest := must[[]register.Listing](t)(r.Latest(ctx, 2))
	if got := names(latest); !reflect.DeepEqual(got, []string{"Åtgärd 9", "Åtgärd 10"}) || latest[0].Summary.IsZero() {
		t.Errorf("latest: %v", got)
	}
	wanted := []string{latest[1].ID, draft.ID, r.IDs.New(), latest[0].ID}
	if got := names(must[[]register.Listing](t)(r.PublicListings(ctx, wanted))); !reflect.DeepEqual(got, []string{"Åtgärd 10", "Åtgärd 9"}) {
		t.Errorf("by id, in the order asked for and without the draft: %v", got)
	}
	places := must[[]register.Place](t)(r.PublicPlaces(ctx, 0, 10))
	rest := must[[]register.Place](t)(r.PublicPlaces(ctx, 1, 2))
	if len(places) != 4 || !reflect.DeepEqual(rest, places[1:3]) || places[0].PublishedAt.IsZero() || places[0].ID >= places[1].ID {
		t.Errorf("places: %v, then %v", places, rest)
	}
	a := r.Member(r.One, account.Reader)
	mine, total, err := r.ListMine(ctx, a, r.One.ID, register.MineFilter{HasDraft: true})
	if err != nil || total != 1 || mine[0].Name.SV != "Utkast" || mine[0].State != register.Draft {
		t.Errorf("drafts: %v %v %v", mine, total, err)
	}
	mine, total, err = r.ListMine(ctx, a, r.One.ID, register.MineFilter{Page: register.Page{Limit: 2, Offset: 4}})
	if err != nil || total != 5 || len(mine) != 1 {
		t.Errorf("last page: %v %v %v", names(mine), total, err)
	}
	organisations, total, err := r.Organisations(ctx, register.Page{})
	if err != nil || total != 1 || organisations[0].Total != 4 || organisations[0].Systems[register.AISystem] != 4 {
		t.Errorf("organisations: %+v %d %v", organisations, total, err)
	}
}

func names(list []register.Listing) []string {
	var all []string
	for _, l := range list {
		all = append(all, l.Name.SV)
	}
	return all
}

func compare(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	s := storetest.Complete("B")
	s.Risks = []register.Risk{{Risk: i18n.Text{SV: "Fel mottagare"}, Severity: "low"}}
	record := must[register.Record](t)(r.SaveDraft(ctx, a, id, 2, s))
	must[register.Version](t)(r.Service.Publish(ctx, a, id, record.Revision, ""))
	c := must[register.Comparison](t)(r.Compare(ctx, id, 1, 2))
	var got []string
	for _, change := range c.Changes {
		got = append(got, change.Path+": "+change.Old+" → "+change.New)
	}
	want := []string{"name.sv: A → B", "name.en: A (en) → B (en)", "risks[0].risk.sv:  → Fel mottagare", "risks[0].severity:  → low"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("changes:\n%q\nwant\n%q", got, want)
	}
}

func documents(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	id := r.Publish(t, r.One, storetest.Complete("Offentlig")).ID
	must[register.Record](t)(r.SaveDraft(ctx, a, id, 2, storetest.Complete("Hemlig ändring")))
	found := must[[]register.SearchDocument](t)(r.SearchDocuments(ctx, []string{id, r.IDs.New()}))
	if len(found) != 2 || found[0].Draft || found[0].Title.SV != "Offentlig" || !found[1].Draft || found[1].ID != register.DraftDocument(id) {
		t.Fatalf("documents: %+v", found)
	}
	if f := found[0].Facets; f[register.FacetPhase][0] != "testing" || f[register.FacetAIActClass][0] != register.FacetUnanswered {
		t.Errorf("facets: %v", f)
	}
	n := 0
	for d, err := range r.AllSearchDocuments(ctx) {
		if err != nil || d.Organisation != r.One.ID {
			t.Errorf("%+v %v", d, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d documents in all", n)
	}
}

func matching(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	o := account.Organisation{
		ID: r.IDs.New(), Name: i18n.Text{SV: "Ägarbolaget ÅÄÖ"}, Country: "SE", Number: "2120000142", Revision: 1,
		Identifiers: []account.Identifier{{Scheme: "us-agency", Value: "CFTC"}}, Names: []account.NamePeriod{{Name: i18n.Text{SV: "Förr"}, Until: "2020"}},
	}
	write := func(f func(context.Context) error) error { return r.Store.Write(ctx, f) }
	if err := write(func(ctx context.Context) error { return r.Store.InsertOrganisation(ctx, o) }); err != nil {
		t.Fatal(err)
	}
	for name, ref := range map[string]account.Organisation{
		"id": {ID: o.ID}, "number": {Number: o.Number}, "identifier": {Identifiers: o.Identifiers},
		"name": {Name: i18n.Text{SV: "ägarbolaget åäö"}, Country: "SE"},
	} {
		if got := must[account.Organisation](t)(r.Store.MatchOrganisation(ctx, ref)); !reflect.DeepEqual(got, o) {
			t.Errorf("by %s: %+v", name, got)
		}
	}
	_, err := r.Store.MatchOrganisation(ctx, account.Organisation{Name: o.Name, Country: "NO"})
	wantKind(t, err, fault.NotFound)
	twin := o
	twin.ID, twin.Identifiers = r.IDs.New(), nil
	wantKind(t, write(func(ctx context.Context) error { return r.Store.InsertOrganisation(ctx, twin) }), fault.Conflict)
	o.Name.SV, o.Identifiers, o.Revision = "Nytt namn", nil, 2
	if err := write(func(ctx context.Context) error { return r.Store.UpdateOrganisation(ctx, o, 1) }); err != nil {
		t.Fatal(err)
	}
	wantKind(t, write(func(ctx context.Context) error { return r.Store.UpdateOrganisation(ctx, o, 1) }), fault.Conflict)
	_, err = r.Store.MatchOrganisation(ctx, account.Organisation{Identifiers: []account.Identifier{{Scheme: "us-agency", Value: "CFTC"}}})
	wantKind(t, err, fault.NotFound)
}
