package store_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// contractRecords is the contract of register.Records and register.Organisations, driven through the register's own use cases.
func contractRecords(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register){
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
		t.Run(name, func(t *testing.T) { test(t, storetest.NewRegister(t, fresh(t))) })
	}
}

func draftToVersion(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, storetest.Complete("Postsortering")))
	first := must[register.Version](t)(r.Service.Publish(ctx, a, record.ID, 1, "första"))
	changed := storetest.Complete("Postsortering")
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

func revisions(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, storetest.Complete("A")))
	must[register.Record](t)(r.SaveDraft(ctx, a, record.ID, 1, storetest.Complete("B")))
	_, err := r.SaveDraft(ctx, a, record.ID, 1, storetest.Complete("C"))
	wantKind(t, err, fault.Conflict)
	var conflict *register.DraftConflictError
	if !errors.As(err, &conflict) || conflict.Yours.Name.SV != "C" || conflict.Theirs.Draft.Name.SV != "B" {
		t.Errorf("the conflict does not carry both: %+v", conflict)
	}
	if own := must[register.View](t)(r.Own(ctx, a, record.ID)); own.Record.Draft.Name.SV != "B" || own.Record.Revision != 2 {
		t.Errorf("the draft was overwritten: %+v", own.Record)
	}
}

func incomplete(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	s := storetest.Complete("Beslutsroboten")
	s.DecisionRole, s.Purpose, s.Data.PersonalData = register.Decides, i18n.Text{}, register.Yes
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, s))
	_, err := r.Service.Publish(ctx, a, record.ID, 1, "")
	f := wantInvalid(t, err)
	var paths []string
	for _, field := range f.Fields {
		paths = append(paths, field.Path)
	}
	if want := []string{"purpose", "law.basis", "questioning.route"}; !reflect.DeepEqual(paths, want) {
		t.Errorf("missing %v, want %v", paths, want)
	}
	_, err = r.Create(ctx, a, r.One.ID, register.System{Website: "javascript:alert(1)", Slag: "robot"})
	if f := wantInvalid(t, err); len(f.Fields) != 2 {
		t.Errorf("fields at fault: %+v", f.Fields)
	}
}

func invisible(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	record := must[register.Record](t)(r.Create(ctx, r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("Hemlig")))
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

func acts(r *storetest.Register, a account.Actor, id string) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"own":      func(ctx context.Context) error { _, err := r.Own(ctx, a, id); return err },
		"public":   func(ctx context.Context) error { _, err := r.Public(ctx, id); return err },
		"versions": func(ctx context.Context) error { _, err := r.Versions(ctx, id); return err },
		"save": func(ctx context.Context) error {
			_, err := r.SaveDraft(ctx, a, id, 1, storetest.Complete("x"))
			return err
		},
		"discard": func(ctx context.Context) error { _, err := r.DiscardDraft(ctx, a, id, 1); return err },
		"publish": func(ctx context.Context) error { _, err := r.Service.Publish(ctx, a, id, 1, ""); return err },
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

func commitsTogether(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	before := must[outbox.Cursor](t)(r.Store.ChangesHead(ctx))
	record := r.Publish(t, r.One, storetest.Complete("A"))
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

func phaseChange(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	own := must[register.View](t)(r.Own(ctx, a, id))
	content := own.Content()
	content.Phases = []register.PhaseEntry{{Phase: register.InUse}}
	_, err := r.SaveDraft(ctx, a, id, own.Record.Revision, content)
	wantKind(t, err, fault.Invalid)
	_, err = r.ChangePhase(ctx, a, id, own.Record.Revision, register.PhaseChange{Phase: register.InUse, From: "2027-01-01"})
	if f := wantInvalid(t, err); len(f.Fields) != 2 {
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
	if f := wantInvalid(t, err); len(f.Fields) != 1 || f.Fields[0].Path != "responsibility.contact" {
		t.Errorf("missing: %+v", f.Fields)
	}
}

func retire(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	why := register.Retirement{Kind: register.Ended, Date: "2026-10-31", Reason: i18n.Text{SV: "Avtalet löpte ut."}}
	_, err := r.Retire(ctx, a, id, 2, register.Retirement{Kind: register.Replaced, Date: "x"})
	if f := wantInvalid(t, err); len(f.Fields) != 3 {
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

func discard(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	id := r.Publish(t, r.One, storetest.Complete("A")).ID
	must[register.Record](t)(r.SaveDraft(ctx, a, id, 2, storetest.Complete("B")))
	record := must[register.Record](t)(r.DiscardDraft(ctx, a, id, 3))
	if record.HasDraft() {
		t.Error("the draft is still there")
	}
	if own := must[register.View](t)(r.Own(ctx, a, id)); own.Content().Name.SV != "A" {
		t.Errorf("content: %q", own.Content().Name.SV)
	}
}

func TestRegisterContract(t *testing.T) { storetest.Each(t, contractRecords) }
