package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
)

// records is the contract of register.Records and register.Organisations, driven through the register's own use cases.
func records(t *testing.T, fresh Database) {
	for name, test := range map[string]func(*testing.T, *Register){
		"a draft becomes a version that never changes":         draftToVersion,
		"a draft is saved against its revision":                revisions,
		"publication needs what is required":                   incomplete,
		"nobody outside learns of a draft":                     invisible,
		"publication commits leaf and outbox row with it":      commitsTogether,
		"a phase changes with date and grounds":                phaseChange,
		"a retired record stays readable":                      retire,
		"a discarded draft leaves what is published":           discard,
		"counts keep the slags apart":                          counts,
		"lists are sorted, paged and filtered":                 lists,
		"versions are compared by field":                       compare,
		"search documents follow draft and version":            documents,
		"an organisation is matched by id, number, code, name": matching,
	} {
		t.Run(name, func(t *testing.T) { test(t, NewRegister(t, fresh(t))) })
	}
}

func draftToVersion(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, Complete("Postsortering")))
	first := must[register.Version](t)(r.Service.Publish(ctx, a, record.ID, 1, "första"))
	changed := Complete("Postsortering")
	changed.Summary.SV = "Sorterar post och svarar."
	own := must[register.View](t)(r.Own(ctx, a, record.ID))
	if own.Record.HasDraft() || own.Content().Name.SV != "Postsortering" {
		t.Errorf("after publication: %+v", own.Record)
	}
	saved := must[register.Record](t)(r.SaveDraft(ctx, a, record.ID, own.Record.Revision, changed))
	if public := must[register.View](t)(r.Public(ctx, record.ID)); public.Version.System.Summary.SV != "Sorterar inkommande post." {
		t.Error("a draft is public")
	}
	must[register.Version](t)(r.Service.Publish(ctx, a, record.ID, saved.Revision, ""))
	public := must[register.View](t)(r.Public(ctx, record.ID))
	if public.Version.Number != 2 || public.Record.Current != 2 || public.Version.System.Summary.SV != "Sorterar post och svarar." {
		t.Errorf("second version: %+v", public.Version)
	}
	old := must[register.View](t)(r.VersionOf(ctx, record.ID, 1))
	if old.Version.Hash != first.Hash || !reflect.DeepEqual(old.Version.System, first.System) || old.Version.Note != "första" {
		t.Error("the first version has changed")
	}
	canonical := must[[]byte](t)(old.Version.System.Canonical())
	if register.HashOf(canonical) != old.Version.Hash {
		t.Error("the hash is not that of the content")
	}
	if infos := must[[]register.VersionInfo](t)(r.Versions(ctx, record.ID)); len(infos) != 2 || infos[0].Number != 2 {
		t.Errorf("versions: %+v", infos)
	}
	_, err := r.VersionOf(ctx, record.ID, 3)
	wantKind(t, err, fault.NotFound)
}

func revisions(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, Complete("A")))
	must[register.Record](t)(r.SaveDraft(ctx, a, record.ID, 1, Complete("B")))
	_, err := r.SaveDraft(ctx, a, record.ID, 1, Complete("C"))
	wantKind(t, err, fault.Conflict)
	var conflict *register.DraftConflict
	if !errors.As(err, &conflict) || conflict.Yours.Name.SV != "C" || conflict.Theirs.Draft.Name.SV != "B" {
		t.Errorf("the conflict does not carry both: %+v", conflict)
	}
	if own := must[register.View](t)(r.Own(ctx, a, record.ID)); own.Record.Draft.Name.SV != "B" || own.Record.Revision != 2 {
		t.Errorf("the draft was overwritten: %+v", own.Record)
	}
}

func incomplete(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	s := Complete("Beslutsroboten")
	s.DecisionRole, s.Purpose, s.Data.PersonalData = register.Decides, i18n.Text{}, register.Yes
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, s))
	_, err := r.Service.Publish(ctx, a, record.ID, 1, "")
	f := wantKind(t, err, fault.Invalid)
	var paths []string
	for _, field := range f.Fields {
		paths = append(paths, field.Path)
	}
	if want := []string{"purpose", "law.basis", "questioning.route"}; !reflect.DeepEqual(paths, want) {
		t.Errorf("missing %v, want %v", paths, want)
	}
	_, err = r.Create(ctx, a, r.One.ID, register.System{Website: "javascript:alert(1)", Slag: "robot"})
	if f := wantKind(t, err, fault.Invalid); len(f.Fields) != 2 {
		t.Errorf("fields at fault: %+v", f.Fields)
	}
}

func invisible(t *testing.T, r *Register) {
	ctx := t.Context()
	record := must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, Complete("Hemlig")))
	everybody := []account.Role{account.Reader, account.Editor, account.Adviser, account.DecisionMaker, account.Administrator}
	for _, a := range []account.Actor{{}, r.Member(r.Two, everybody...)} {
		for name, act := range acts(r, a, record.ID) {
			if err := act(ctx); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s by an outsider: %v, want not-found", name, err)
			}
		}
		_, _, err := r.ListMine(ctx, a, r.One.ID, register.MineFilter{})
		wantKind(t, err, fault.NotFound)
	}
	reader := r.Member(r.One, account.Reader)
	must[register.View](t)(r.Own(ctx, reader, record.ID))
	for name, act := range acts(r, reader, record.ID) {
		if err := act(ctx); name != "own" && name != "public" && name != "versions" && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s by a reader: %v, want forbidden", name, err)
		}
	}
	if exists := must[bool](t)(r.Exists(ctx, record.ID)); exists {
		t.Error("a draft exists for the public")
	}
}

func acts(r *Register, a account.Actor, id string) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"own":      func(ctx context.Context) error { _, err := r.Own(ctx, a, id); return err },
		"public":   func(ctx context.Context) error { _, err := r.Public(ctx, id); return err },
		"versions": func(ctx context.Context) error { _, err := r.Versions(ctx, id); return err },
		"save":     func(ctx context.Context) error { _, err := r.SaveDraft(ctx, a, id, 1, Complete("x")); return err },
		"discard":  func(ctx context.Context) error { _, err := r.DiscardDraft(ctx, a, id, 1); return err },
		"publish":  func(ctx context.Context) error { _, err := r.Service.Publish(ctx, a, id, 1, ""); return err },
		"phase": func(ctx context.Context) error {
			_, err := r.ChangePhase(ctx, a, id, 1, register.PhaseChange{Phase: register.InUse, From: "2026", Grounds: i18n.Text{SV: "x"}})
			return err
		},
		"retire": func(ctx context.Context) error {
			_, err := r.Retire(ctx, a, id, 1, register.Retirement{Kind: register.Ended, Date: "2026-11-01", Reason: i18n.Text{SV: "x"}})
			return err
		},
	}
}

func commitsTogether(t *testing.T, r *Register) {
	ctx := t.Context()
	before := must[outbox.Cursor](t)(r.Store.ChangesHead(ctx))
	record := r.Publish(t, r.One, Complete("A"))
	leaves := must[[]string](t)(r.Store.LeavesOf(ctx, ledger.Subject{Kind: "system", ID: record.ID}))
	if len(leaves) != 1 {
		t.Fatalf("%d leaves, want 1", len(leaves))
	}
	leaf := must[ledger.Leaf](t)(ledger.ParseLeaf(must[[]byte](t)(r.Store.LeafBytes(ctx, leaves[0]))))
	view := must[register.View](t)(r.Public(ctx, record.ID))
	if leaf.Type != ledger.SystemPublished || leaf.Versions["system"] != view.Version.Hash {
		t.Errorf("leaf %+v does not hold the version's hash", leaf)
	}
	changes := must[[]outbox.Change](t)(r.Store.ChangesSince(ctx, before, 100))
	if len(changes) != 2 || changes[1].Key != record.ID || changes[1].Topic != register.TopicSystem {
		t.Errorf("changes: %+v", changes)
	}
	// A publication that is refused leaves neither.
	_, err := r.Service.Publish(ctx, r.Member(r.One, account.DecisionMaker), record.ID, 99, "")
	wantKind(t, err, fault.Conflict)
	if pending := must[int64](t)(r.Store.PendingLeaves(ctx)); pending != 1 {
		t.Errorf("%d leaves after a refused publication", pending)
	}
}

func phaseChange(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, Complete("A")).ID
	own := must[register.View](t)(r.Own(ctx, a, id))
	content := own.Content()
	content.Phases = []register.PhaseEntry{{Phase: register.InUse}}
	_, err := r.SaveDraft(ctx, a, id, own.Record.Revision, content)
	wantKind(t, err, fault.Invalid)
	_, err = r.ChangePhase(ctx, a, id, own.Record.Revision, register.PhaseChange{Phase: register.InUse, From: "2027-01-01"})
	if f := wantKind(t, err, fault.Invalid); len(f.Fields) != 2 {
		t.Errorf("a future date and no grounds: %+v", f.Fields)
	}
	change := register.PhaseChange{Phase: register.InUse, From: "2026-11-01", Grounds: i18n.Text{SV: "Provet gick bra."}}
	record := must[register.Record](t)(r.ChangePhase(ctx, a, id, own.Record.Revision, change))
	phases := record.Draft.Phases
	if len(phases) != 2 || phases[0].Phase != register.InUse || !phases[0].Confirmed || phases[1].Until != "2026-11-01" {
		t.Errorf("phases: %+v", phases)
	}
	// In use, so a contact is required.
	_, err = r.Service.Publish(ctx, a, id, record.Revision, "")
	if f := wantKind(t, err, fault.Invalid); len(f.Fields) != 1 || f.Fields[0].Path != "responsibility.contact" {
		t.Errorf("missing: %+v", f.Fields)
	}
}

func retire(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, Complete("A")).ID
	why := register.Retirement{Kind: register.Ended, Date: "2026-10-31", Reason: i18n.Text{SV: "Avtalet löpte ut."}}
	_, err := r.Retire(ctx, a, id, 2, register.Retirement{Kind: register.Replaced, Date: "x"})
	if f := wantKind(t, err, fault.Invalid); len(f.Fields) != 3 {
		t.Errorf("fields: %+v", f.Fields)
	}
	must[register.Record](t)(r.Retire(ctx, a, id, 2, why))
	v := must[register.View](t)(r.Public(ctx, id))
	if v.Record.State != register.RetiredNow || v.Record.Retirement.Reason.SV != "Avtalet löpte ut." || v.Version.Number != 2 {
		t.Errorf("retired: %+v", v.Record)
	}
	if v.Version.System.CurrentPhase().Phase != register.Retired {
		t.Error("the system's phase does not say that it has ended")
	}
	_, err = r.Retire(ctx, a, id, v.Record.Revision, why)
	wantKind(t, err, fault.Conflict)
}

func discard(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	id := r.Publish(t, r.One, Complete("A")).ID
	must[register.Record](t)(r.SaveDraft(ctx, a, id, 2, Complete("B")))
	record := must[register.Record](t)(r.DiscardDraft(ctx, a, id, 3))
	if record.HasDraft() {
		t.Error("the draft is still there")
	}
	if own := must[register.View](t)(r.Own(ctx, a, id)); own.Content().Name.SV != "A" {
		t.Errorf("content: %q", own.Content().Name.SV)
	}
}

func counts(t *testing.T, r *Register) {
	ctx := t.Context()
	rules := Complete("Regler")
	rules.Slag, rules.Sectors = register.RuleBasedAutomation, []string{"taxation", "statistics"}
	old := Complete("Gammal")
	old.Phases = []register.PhaseEntry{{Phase: register.InUse, AsOf: "2021"}}
	old.Responsibility.Contact = "it@example.org"
	fresh := Complete("Färsk")
	fresh.Phases = []register.PhaseEntry{{Phase: register.InUse, AsOf: "2026-01"}}
	fresh.Responsibility.Contact = "it@example.org"
	for _, s := range []register.System{Complete("A"), old, fresh} {
		r.Publish(t, r.One, s)
	}
	r.Clock.Advance(time.Second)
	r.Publish(t, r.Two, rules)
	must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, Complete("Utkast")))
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
	r.Publish(t, r.Two, Complete("Ny"))
	if all = must[register.Overview](t)(r.Overview(ctx, "")); all.Total != 5 {
		t.Errorf("a count that was kept too long: %d", all.Total)
	}
}

func lists(t *testing.T, r *Register) {
	ctx := t.Context()
	for _, name := range []string{"Österplan", "Alfa", "Åtgärd 10", "Åtgärd 9"} {
		r.Clock.Advance(time.Minute)
		r.Publish(t, r.One, Complete(name))
	}
	must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, Complete("Utkast")))
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

func compare(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, Complete("A")).ID
	s := Complete("B")
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

func documents(t *testing.T, r *Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	id := r.Publish(t, r.One, Complete("Offentlig")).ID
	must[register.Record](t)(r.SaveDraft(ctx, a, id, 2, Complete("Hemlig ändring")))
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

func matching(t *testing.T, r *Register) {
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
