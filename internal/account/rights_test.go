package account_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// elsewhere is a second organisation with an administrator of its own.
func (d *desk) elsewhere(t *testing.T) (id string, admin account.Actor) {
	t.Helper()
	id = clock.NewIDs(nil).New()
	o := account.Organisation{ID: id, Name: i18n.Text{SV: "Andra kommunen"}, Type: "municipality", Country: "SE", Managed: true, Revision: 1}
	if err := d.store.Write(t.Context(), func(ctx context.Context) error { return d.store.InsertOrganisation(ctx, o) }); err != nil {
		t.Fatal(err)
	}
	_, err := d.Invite(t.Context(), account.Operator(), account.Invitation{
		OrganisationID: id, Name: "Test Andra", Email: "andra@test.example", Roles: []account.Role{account.Administrator},
	})
	if err != nil {
		t.Fatal(err)
	}
	return id, d.actorOf(t, "andra@test.example")
}

// actorOf is the person with an address, without the slow hash of a password.
func (d *desk) actorOf(t *testing.T, email string) account.Actor {
	t.Helper()
	found, err := d.store.AccountByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	memberships, err := d.store.Memberships(t.Context(), found.ID)
	if err != nil {
		t.Fatal(err)
	}
	return account.Actor{AccountID: found.ID, Name: found.Name, Email: found.Email, Memberships: memberships}
}

// invite gives a new person roles, without a password.
func (d *desk) invite(t *testing.T, admin account.Actor, organisation, email string, roles ...account.Role) account.Actor {
	t.Helper()
	in := account.Invitation{OrganisationID: organisation, Name: "Test " + email, Email: email, Roles: roles}
	if slices.Contains(roles, account.Adviser) {
		in.Advises = account.Jurist
	}
	if _, err := d.Invite(t.Context(), admin, in); err != nil {
		t.Fatal(err)
	}
	return d.actorOf(t, email)
}

// TestEachRoleDoesWithAccountsWhatItMay is the table of rights of what is done to others, and of what the operator alone does.
func TestEachRoleDoesWithAccountsWhatItMay(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		home := admin.Memberships[0].OrganisationID
		_, stranger := d.elsewhere(t)
		victim := d.invite(t, admin, home, "offer@test.example", account.Reader)
		people := map[string]account.Actor{
			"public": {}, "stranger": stranger, "administrator": admin, "operator": account.Operator(), "reader": d.invite(t, admin, home, "r@test.example", account.Reader),
			"editor": d.invite(t, admin, home, "e@test.example", account.Editor), "adviser": d.invite(t, admin, home, "a@test.example", account.Adviser),
			"decision maker": d.invite(t, admin, home, "d@test.example", account.DecisionMaker),
		}
		key := admin
		key.Token, key.Scopes = true, account.Scopes()
		people["an administrator's key"] = key
		ctx, n := t.Context(), 0
		acts := map[string]struct {
			may []string
			do  func(a account.Actor) error
		}{
			"members": {[]string{"administrator", "operator"}, func(a account.Actor) error { _, err := d.Members(ctx, a, home); return err }},
			"invite": {[]string{"administrator", "operator"}, func(a account.Actor) error {
				n++
				_, err := d.Invite(ctx, a, account.Invitation{
					OrganisationID: home, Name: "Test", Email: fmt.Sprintf("ny%d@test.example", n), Roles: []account.Role{account.Reader},
				})
				return err
			}},
			"roles": {[]string{"administrator", "operator"}, func(a account.Actor) error {
				return d.SetRoles(ctx, a, home, victim.AccountID, []account.Role{account.Reader}, "")
			}},
			"link": {[]string{"administrator", "operator"}, func(a account.Actor) error {
				_, err := d.RenewLink(ctx, a, home, victim.AccountID)
				return err
			}},
			"settings": {[]string{"administrator", "operator"}, func(a account.Actor) error {
				_, err := d.UpdateOrganisation(ctx, a, home, 77, account.OrganisationForm{Name: i18n.Text{SV: "Kapad"}, Type: "municipality"})
				if fault.Is(err, fault.Conflict) { // the act may be done, but not on that revision
					return nil
				}
				return err
			}},
			"reset":   {[]string{"operator"}, func(a account.Actor) error { _, err := d.ResetLink(ctx, a, victim.Email); return err }},
			"disable": {[]string{"operator"}, func(a account.Actor) error { return d.SetDisabled(ctx, a, "r@test.example", false) }},
		}
		for act, c := range acts {
			for name, who := range people {
				err := c.do(who)
				if may := slices.Contains(c.may, name); may != (err == nil) {
					t.Errorf("%s, %s: %v", name, act, err)
				}
				if err != nil && !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("%s, %s: refused as %v", name, act, err)
				}
			}
		}
		if o, err := d.Organisation(ctx, home); err != nil || o.Name.SV != "Testkommunen" {
			t.Errorf("the organisation is called %q, %v", o.Name.SV, err)
		}
	})
}

// TestNobodyTakesOverAnAccountByInvitingIt: a link for a new password is power over the account in every organisation.
func TestNobodyTakesOverAnAccountByInvitingIt(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		home := admin.Memberships[0].OrganisationID
		other, stranger := d.elsewhere(t)
		victim := d.invite(t, admin, home, "offer@test.example", account.Editor)
		secret, err := d.Invite(t.Context(), stranger, account.Invitation{
			OrganisationID: other, Name: "Test Annan", Email: " OFFER@test.example ", Roles: []account.Role{account.Reader},
		})
		if err != nil || secret != "" {
			t.Fatalf("inviting somebody with an account gives the link %q, %v", secret, err)
		}
		for name, a := range map[string]account.Actor{"the one who invited": stranger, "the first administrator": admin} {
			organisation := map[string]string{"the one who invited": other, "the first administrator": home}[name]
			_, err := d.RenewLink(t.Context(), a, organisation, victim.AccountID)
			wantFault(t, err, fault.Forbidden, "account.member_elsewhere")
		}
		if err := d.SetRoles(t.Context(), stranger, home, victim.AccountID, nil, ""); !fault.Is(err, fault.Forbidden) {
			t.Errorf("an administrator of another organisation takes roles: %v", err)
		}
		if after := d.actorOf(t, "offer@test.example"); !after.May(account.Edit, home) || after.Name != victim.Name {
			t.Errorf("the account has become %+v", after)
		}
		if err := d.SetRoles(t.Context(), stranger, other, victim.AccountID, nil, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := d.RenewLink(t.Context(), admin, home, victim.AccountID); err != nil {
			t.Errorf("once the account is ours alone again: %v", err)
		}
	})
}

// TestOfTwoAdministratorsWhoRemoveEachOtherOneStays does it at the same time, many times.
func TestOfTwoAdministratorsWhoRemoveEachOtherOneStays(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		first := d.setUp(t)
		home := first.Memberships[0].OrganisationID
		second := d.invite(t, first, home, "tva@test.example", account.Administrator)
		for round := range 5 {
			var all sync.WaitGroup
			errs := make([]error, 2)
			for i, pair := range [][2]account.Actor{{first, second}, {second, first}} {
				all.Go(func() {
					errs[i] = d.SetRoles(t.Context(), pair[0], home, pair[1].AccountID, []account.Role{account.Reader}, "")
				})
			}
			all.Wait()
			members, err := d.Members(t.Context(), account.Operator(), home)
			if err != nil {
				t.Fatal(err)
			}
			left := 0
			for _, m := range members {
				if slices.Contains(m.Roles, account.Administrator) {
					left++
				}
			}
			if left != 1 || (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("round %d: %d administrators left: %v", round, left, errs)
			}
			for _, a := range []account.Actor{first, second} {
				if err := d.SetRoles(t.Context(), account.Operator(), home, a.AccountID, []account.Role{account.Administrator}, ""); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestWhatIsWrongInAnInvitationIsNamed(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		good := account.Invitation{
			OrganisationID: admin.Memberships[0].OrganisationID, Name: "Test Ny", Email: "ny@test.example", Roles: []account.Role{account.Reader},
		}
		for name, c := range map[string]struct {
			change func(*account.Invitation)
			want   string // path and key
		}{
			"no name":               {func(in *account.Invitation) { in.Name = " " }, "name account.name_missing"},
			"too long a name":       {func(in *account.Invitation) { in.Name = strings.Repeat("å", 201) }, "name account.name_long"},
			"no address":            {func(in *account.Invitation) { in.Email = "" }, "email account.email_invalid"},
			"half an address":       {func(in *account.Invitation) { in.Email = "ny" }, "email account.email_invalid"},
			"a name in the address": {func(in *account.Invitation) { in.Email = "Ny <ny@test.example>" }, "email account.email_invalid"},
			"two addresses":         {func(in *account.Invitation) { in.Email = "a@test.example, b@test.example" }, "email account.email_invalid"},
			"a line break":          {func(in *account.Invitation) { in.Email = "a@test.example\nBcc: b@test.example" }, "email account.email_invalid"},
			"too long an address":   {func(in *account.Invitation) { in.Email = strings.Repeat("a", 250) + "@b.se" }, "email account.email_invalid"},
			"no roles":              {func(in *account.Invitation) { in.Roles = nil }, "roles account.roles_missing"},
			"a role that is none":   {func(in *account.Invitation) { in.Roles = []account.Role{"king"} }, "roles account.role_unknown"},
			"advice on nothing":     {func(in *account.Invitation) { in.Roles = []account.Role{account.Adviser} }, "advises account.adviser_kind_missing"},
			"advice without a role": {func(in *account.Invitation) { in.Advises = account.Jurist }, "advises account.adviser_kind_without_role"},
			"an officer who decides": {func(in *account.Invitation) {
				in.Roles, in.Advises = []account.Role{account.Adviser, account.DecisionMaker}, account.DataProtectionOfficer
			}, "roles account.officer_never_decides"},
		} {
			in := good
			c.change(&in)
			_, err := d.Invite(t.Context(), admin, in)
			var f *fault.Error
			if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Path+" "+f.Fields[0].Key != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		if members, err := d.Members(t.Context(), admin, good.OrganisationID); err != nil || len(members) != 1 {
			t.Errorf("%d members, %v", len(members), err)
		}
		if _, err := d.Invite(t.Context(), admin, good); err != nil {
			t.Error(err)
		}
	})
}

// TestTheGuardCountsByAddressAndBySourceAndForgets moves the clock: nothing here waits.
func TestTheGuardCountsByAddressAndBySourceAndForgets(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		d.setUp(t)
		try := func(email, from string) (seconds int) {
			t.Helper()
			_, _, err := d.SignIn(t.Context(), email, "fel lösenord här", from)
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("a wrong password: %v", err)
			}
			seconds, _ = f.Args["seconds"].(int)
			if (f.Kind == fault.RateLimited) != (seconds > 0) {
				t.Fatalf("%v with a wait of %d", err, seconds)
			}
			return seconds
		}
		for i := range 25 { // from one source more are free than on one account: a whole office may come through one address
			if wait := try(fmt.Sprintf("a%d@test.example", i), "192.0.2.9"); wait > 0 {
				t.Fatalf("try %d waits %d", i, wait)
			}
		}
		if wait := try("unknown@test.example", "192.0.2.9"); wait == 0 {
			t.Error("the same source may go on guessing")
		}
		if wait := try("unknown@test.example", "192.0.2.10"); wait > 0 {
			t.Errorf("another source waits %d", wait)
		}
		last := 0
		for range 8 {
			wait := try("unknown@test.example", "192.0.2.9")
			if wait == 0 || wait < last {
				t.Fatalf("after a wait of %d one waits %d", last, wait)
			}
			d.clock.Advance(time.Duration(wait) * time.Second)
			if again := try("unknown@test.example", "192.0.2.9"); again > 0 {
				t.Fatalf("who waits as told waits %d more", again)
			}
			last = wait
		}
		if last > int((15 * time.Minute).Seconds()) {
			t.Errorf("the wait grows to %d seconds", last)
		}
		d.clock.Advance(31 * time.Minute)
		if wait := try("unknown@test.example", "192.0.2.9"); wait > 0 {
			t.Errorf("after half an hour one waits %d", wait)
		}
	})
}

func TestAPasswordLinkEndsWithTimeUseAndANewerOne(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		home := admin.Memberships[0].OrganisationID
		person := d.invite(t, admin, home, "ny@test.example", account.Reader)
		link := func() string {
			t.Helper()
			secret, err := d.RenewLink(t.Context(), admin, home, person.AccountID)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		holds := func(secret string) bool { return d.CheckLink(t.Context(), account.NewPassword, secret) == nil }
		old, newer := link(), link()
		if holds(old) || !holds(newer) {
			t.Error("an older link still works, or the newer does not")
		}
		if d.CheckLink(t.Context(), account.SetUp, newer) == nil {
			t.Error("a link for a password sets up the platform")
		}
		_, err := d.SetPasswordByLink(t.Context(), newer, "kort")
		if !fault.Is(err, fault.Invalid) || !holds(newer) {
			t.Errorf("a short password: %v, and the link is used up: %v", err, !holds(newer))
		}
		d.clock.Advance(account.LinkLife - time.Microsecond)
		if !holds(newer) {
			t.Error("the link ends too soon")
		}
		d.clock.Advance(time.Microsecond)
		if holds(newer) {
			t.Error("the link does not end")
		}
		_, err = d.SetPasswordByLink(t.Context(), newer, password)
		wantFault(t, err, fault.Gone, "account.link_used")
		fresh := link()
		if _, err := d.SetPasswordByLink(t.Context(), fresh, password); err != nil || holds(fresh) {
			t.Errorf("%v; the link can be used again: %v", err, holds(fresh))
		}
		_, err = d.RenewLink(t.Context(), admin, home, "01930000-0000-7000-8000-000000000000")
		wantFault(t, err, fault.NotFound, "account.no_such_member")
	})
}

func TestWhatAnOrganisationMayBeCalled(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		home := admin.Memberships[0].OrganisationID
		revision := int64(1)
		for name, c := range map[string]struct {
			form account.OrganisationForm
			want []string
		}{
			"all":       {account.OrganisationForm{Name: i18n.Text{SV: " Nya ", EN: "New"}, Number: "2120000142", Type: "region", Website: "https://test.example/å", Contact: "a@test.example"}, nil},
			"least":     {account.OrganisationForm{Name: i18n.Text{SV: "Nya"}, Type: "municipality"}, nil},
			"no name":   {account.OrganisationForm{Name: i18n.Text{EN: "New"}, Type: "municipality"}, []string{"name.sv"}},
			"long":      {account.OrganisationForm{Name: i18n.Text{SV: strings.Repeat("å", 201), EN: strings.Repeat("e", 201)}, Type: "municipality"}, []string{"name.en", "name.sv"}},
			"a number":  {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", Number: "2120000143"}, []string{"number"}},
			"no type":   {account.OrganisationForm{Name: i18n.Text{SV: "x"}}, []string{"type"}},
			"a script":  {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", Website: "javascript:alert(1)"}, []string{"website"}},
			"a person":  {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", Website: "https://user:secret@test.example"}, []string{"website"}},
			"a header":  {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", Contact: "a@test.example\nBcc: b"}, []string{"contact"}},
			"no day":    {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", RenamedOn: "2026-02-30"}, []string{"renamed_on"}},
			"tomorrow":  {account.OrganisationForm{Name: i18n.Text{SV: "x"}, Type: "municipality", RenamedOn: "2026-11-23"}, []string{"renamed_on"}},
			"at once":   {account.OrganisationForm{Number: "1", Website: "x", Contact: "<", RenamedOn: "x"}, []string{"contact", "name.sv", "number", "renamed_on", "type", "website"}},
			"the limit": {account.OrganisationForm{Name: i18n.Text{SV: strings.Repeat("å", 200)}, Type: "municipality", Contact: strings.Repeat("å", 200), RenamedOn: "2026-11-22"}, nil},
		} {
			_, err := d.UpdateOrganisation(t.Context(), admin, home, revision, c.form)
			var got []string
			var f *fault.Error
			if errors.As(err, &f) {
				for _, field := range f.Fields {
					got = append(got, field.Path)
				}
			} else {
				revision++
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) || (err == nil) != (c.want == nil) {
				t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
			}
		}
		if o, err := d.Organisation(t.Context(), home); err != nil || o.Revision != revision {
			t.Errorf("revision %d, want %d: %v", o.Revision, revision, err)
		}
	})
}
