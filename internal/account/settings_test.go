package account_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

func TestAPersonChangesTheirOwnName(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		before, _ := d.store.PendingLeaves(t.Context())
		if err := d.Rename(t.Context(), admin, "  Test Omdöpt "); err != nil {
			t.Fatal(err)
		}
		if again := d.signIn(t, admin.Email, password); again.Name != "Test Omdöpt" {
			t.Errorf("the name is %q", again.Name)
		}
		if after, _ := d.store.PendingLeaves(t.Context()); after != before+1 {
			t.Errorf("%d ledger leaves after %d, want one more", after, before)
		}
		wantFault(t, d.Rename(t.Context(), admin, " "), fault.Invalid, "account.name_missing")
		wantFault(t, d.Rename(t.Context(), admin, strings.Repeat("å", 201)), fault.Invalid, "account.name_long")
		wantFault(t, d.Rename(t.Context(), account.Actor{}, "X"), fault.Unauthenticated, "")
		withToken := admin
		withToken.Token = true
		wantFault(t, d.Rename(t.Context(), withToken, "X"), fault.Unauthenticated, "")
	})
}

func TestAnOrganisationKeepsItsFormerNamesWithTheirPeriods(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		id := admin.Memberships[0].OrganisationID
		form := account.OrganisationForm{Name: i18n.Text{SV: "Testkommunen!"}, Type: "municipality"}
		save := func(revision int64) account.Organisation {
			t.Helper()
			o, err := d.UpdateOrganisation(t.Context(), admin, id, revision, form)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		if o := save(1); len(o.Names) != 0 {
			t.Errorf("a correction left a former name: %+v", o.Names)
		}
		form.Name, form.RenamedOn = i18n.Text{SV: "Nya kommunen", EN: "New"}, "2026-01-01"
		save(2)
		form.Name, form.RenamedOn = i18n.Text{SV: "Nyaste kommunen"}, "2026-10-01"
		save(3)
		o, err := d.Organisation(t.Context(), id)
		if err != nil || o.Revision != 4 || o.Name.SV != "Nyaste kommunen" || len(o.Names) != 2 {
			t.Fatalf("%+v, %v", o, err)
		}
		if latest := o.Names[0]; latest.Name.EN != "New" || latest.From != "2026-01-01" || latest.Until != "2026-10-01" {
			t.Errorf("the former name %+v", latest)
		}
		if first := o.Names[1]; first.Name.SV != "Testkommunen!" || first.From != "" || first.Until != "2026-01-01" {
			t.Errorf("the first name %+v", first)
		}
		_, err = d.UpdateOrganisation(t.Context(), admin, id, 3, form)
		wantFault(t, err, fault.Conflict, "account.organisation_changed")
	})
}

func TestAnOrganisationsDetailsAreCheckedAndItsAdministratorsOwn(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		id := admin.Memberships[0].OrganisationID
		editor := d.join(t, admin, "editor@kommun.example", []account.Role{account.Editor}, "")
		good := account.OrganisationForm{Name: i18n.Text{SV: "Testkommunen"}, Type: "municipality"}
		for who, c := range map[string]struct {
			actor account.Actor
			kind  fault.Kind
		}{"public": {account.Actor{}, fault.Unauthenticated}, "editor": {editor, fault.Forbidden}} {
			if _, err := d.UpdateOrganisation(t.Context(), c.actor, id, 1, good); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v, want %v", who, err, c.kind)
			}
		}
		for key, spoil := range map[string]func(*account.OrganisationForm){
			"account.organisation_missing": func(f *account.OrganisationForm) { f.Name.SV = " " },
			"account.name_long":            func(f *account.OrganisationForm) { f.Name.EN = strings.Repeat("x", 201) },
			"account.number_invalid":       func(f *account.OrganisationForm) { f.Number = "2120000143" },
			"account.organisation_type":    func(f *account.OrganisationForm) { f.Type = "circus" },
			"account.website_invalid":      func(f *account.OrganisationForm) { f.Website = "javascript:alert(1)" },
			"account.contact_invalid":      func(f *account.OrganisationForm) { f.Contact = "a\nb" },
			"account.renamed_on":           func(f *account.OrganisationForm) { f.RenamedOn = "2026-11-23" },
		} {
			form := good
			spoil(&form)
			_, err := d.UpdateOrganisation(t.Context(), admin, id, 1, form)
			wantFault(t, err, fault.Invalid, key)
		}
	})
}
