package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const password = "en lång mening att minnas"

// desk is an account service on a database of its own, with a clock that the test moves.
type desk struct {
	*account.Service
	clock *clock.Manual
	store *store.Store
}

func each(t *testing.T, test func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) {
		c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
		s := storetest.Open(t, fresh(t), store.Options{Clock: c})
		test(t, &desk{account.New(s, s, ledger.New(s, c, nil), c, clock.NewIDs(nil)), c, s})
	})
}

// setUp makes the first organisation with its first person, and signs that person in.
func (d *desk) setUp(t *testing.T) account.Actor {
	t.Helper()
	secret, err := d.SetUpSecret(t.Context())
	if err != nil || secret == "" {
		t.Fatalf("secret %q, %v", secret, err)
	}
	if _, err := d.CompleteSetUp(t.Context(), secret, form()); err != nil {
		t.Fatal(err)
	}
	return d.signIn(t, "test@kommun.example", password)
}

func form() account.SetUpForm {
	return account.SetUpForm{
		Organisation: "Testkommunen", Type: "municipality", Name: "Test Administratör", Email: "Test@Kommun.example", Password: password,
	}
}

func (d *desk) signIn(t *testing.T, email, password string) account.Actor {
	t.Helper()
	secret, _, err := d.SignIn(t.Context(), email, password, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := d.ActorOfSession(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// join invites a person and lets them choose a password.
func (d *desk) join(t *testing.T, admin account.Actor, email string, roles []account.Role, advises account.AdviserKind) account.Actor {
	t.Helper()
	secret, err := d.Invite(t.Context(), admin, account.Invitation{
		OrganisationID: admin.Memberships[0].OrganisationID, Name: "Test " + email, Email: email, Roles: roles, Advises: advises,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetPasswordByLink(t.Context(), secret, password); err != nil {
		t.Fatal(err)
	}
	return d.signIn(t, email, password)
}

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("error %v, want %v", err, kind)
	}
	f := fault.As(err)
	found := f.Key == key || slices.ContainsFunc(f.Fields, func(field fault.Field) bool { return field.Key == key })
	if !found {
		t.Fatalf("error %v, want key %s", err, key)
	}
}

func TestTheFirstPersonSetsUpTheOrganisationOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		if m := admin.Memberships; len(m) != 1 || m[0].OrganisationName.SV != "Testkommunen" || !m[0].Allows(account.Administer) {
			t.Errorf("memberships %+v", m)
		}
		if secret, err := d.SetUpSecret(t.Context()); err != nil || secret != "" {
			t.Errorf("a second set-up link: %q, %v", secret, err)
		}
		if leaves, err := d.store.PendingLeaves(t.Context()); err != nil || leaves != 2 {
			t.Errorf("%d ledger leaves, %v; want one for the account and one for its roles", leaves, err)
		}
	})
}

func TestASetUpLinkWorksOnceAndForADay(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		first, _ := d.SetUpSecret(t.Context())
		second, _ := d.SetUpSecret(t.Context())
		_, err := d.CompleteSetUp(t.Context(), first, form())
		wantFault(t, err, fault.Gone, "account.link_used")
		d.clock.Advance(account.SetUpLife)
		wantFault(t, d.CheckLink(t.Context(), account.SetUp, second), fault.Gone, "account.link_used")
	})
}

func TestAFailedSetUpLeavesTheLinkUsable(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		secret, _ := d.SetUpSecret(t.Context())
		bad := form()
		bad.Organisation, bad.Password, bad.Number = " ", "kort", "123"
		_, err := d.CompleteSetUp(t.Context(), secret, bad)
		if got := len(fault.As(err).Fields); got != 3 {
			t.Errorf("%d fields at fault, want 3: %v", got, err)
		}
		if _, err := d.CompleteSetUp(t.Context(), secret, form()); err != nil {
			t.Error(err)
		}
	})
}

func TestWrongPasswordAndUnknownAddressAreToldAlikeAndSlowedDown(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		d.setUp(t)
		for _, email := range []string{"test@kommun.example", "ingen@kommun.example"} {
			for range 5 {
				_, _, err := d.SignIn(t.Context(), email, "fel lösenord här", "192.0.2.9"+email)
				wantFault(t, err, fault.Unauthenticated, "account.wrong_password")
			}
			_, _, err := d.SignIn(t.Context(), email, password, "198.51.100.1"+email)
			wantFault(t, err, fault.RateLimited, "account.too_many_tries")
			d.clock.Advance(time.Second + time.Millisecond)
			_, _, err = d.SignIn(t.Context(), email, password, "198.51.100.1"+email)
			wantFault(t, err, fault.RateLimited, "account.too_many_tries")
			if got := fault.As(err).Args["seconds"]; got != 2 {
				t.Errorf("with just under a second left, %v seconds are told", got)
			}
		}
		d.clock.Advance(time.Hour)
		d.signIn(t, "test@kommun.example", password)
	})
}

func TestASessionEndsWithTimeSignOutAndNewPassword(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		open := func() string {
			secret, _, err := d.SignIn(t.Context(), admin.Email, password, "192.0.2.1")
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		ended := func(secret string) {
			t.Helper()
			_, err := d.ActorOfSession(t.Context(), secret)
			wantFault(t, err, fault.Unauthenticated, "account.session_ended")
		}
		signedOut, changed := open(), open()
		if err := d.SignOut(t.Context(), signedOut); err != nil {
			t.Fatal(err)
		}
		ended(signedOut)
		if err := d.ChangePassword(t.Context(), admin, password, password+" två"); err != nil {
			t.Fatal(err)
		}
		ended(changed)
		secret, _, err := d.SignIn(t.Context(), admin.Email, password+" två", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(account.SessionLife)
		ended(secret)
	})
}

func TestAnAccountThatIsClosedIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		wantFault(t, d.SetDisabled(t.Context(), admin, admin.Email, true), fault.Forbidden, "")
		if err := d.SetDisabled(t.Context(), account.Operator(), admin.Email, true); err != nil {
			t.Fatal(err)
		}
		_, _, err := d.SignIn(t.Context(), admin.Email, password, "192.0.2.1")
		wantFault(t, err, fault.Unauthenticated, "account.wrong_password")
	})
}

func TestOnlyAdministratorsManagePeopleAndTheLastOneStays(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		organisation := admin.Memberships[0].OrganisationID
		editor := d.join(t, admin, "redaktor@kommun.example", []account.Role{account.Editor}, "")
		_, err := d.Members(t.Context(), editor, organisation)
		wantFault(t, err, fault.Forbidden, "")
		_, err = d.Members(t.Context(), account.Actor{}, organisation)
		wantFault(t, err, fault.Unauthenticated, "")
		err = d.SetRoles(t.Context(), admin, organisation, admin.AccountID, []account.Role{account.Reader}, "")
		wantFault(t, err, fault.Conflict, "account.last_administrator")
		if err := d.SetRoles(t.Context(), admin, organisation, editor.AccountID, []account.Role{account.Administrator}, ""); err != nil {
			t.Fatal(err)
		}
		if err := d.SetRoles(t.Context(), admin, organisation, admin.AccountID, nil, ""); err != nil {
			t.Fatal(err)
		}
		if members, err := d.Members(t.Context(), account.Operator(), organisation); err != nil || len(members) != 1 {
			t.Errorf("members %+v, %v", members, err)
		}
	})
}

func TestADataProtectionOfficerNeverDecides(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		_, err := d.Invite(t.Context(), admin, account.Invitation{
			OrganisationID: admin.Memberships[0].OrganisationID, Name: "Test Ombud", Email: "dso@kommun.example",
			Roles: []account.Role{account.Adviser, account.DecisionMaker}, Advises: account.DataProtectionOfficer,
		})
		wantFault(t, err, fault.Invalid, "account.officer_never_decides")
	})
}

func TestInvitingTwiceIsAConflict(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		d.join(t, admin, "lasare@kommun.example", []account.Role{account.Reader}, "")
		_, err := d.Invite(t.Context(), admin, account.Invitation{
			OrganisationID: admin.Memberships[0].OrganisationID, Name: "Igen", Email: "LASARE@kommun.example ", Roles: []account.Role{account.Editor},
		})
		wantFault(t, err, fault.Conflict, "account.already_member")
	})
}

func TestAPasswordLinkWorksOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		secret, err := d.ResetLink(t.Context(), account.Operator(), admin.Email)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.SetPasswordByLink(t.Context(), secret, "ett helt nytt lösenord"); err != nil {
			t.Fatal(err)
		}
		_, err = d.SetPasswordByLink(t.Context(), secret, "ännu ett nytt lösenord")
		wantFault(t, err, fault.Gone, "account.link_used")
		d.signIn(t, admin.Email, "ett helt nytt lösenord")
	})
}

func TestATokenDoesWhatItsScopesSayUntilItExpires(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		organisation := admin.Memberships[0].OrganisationID
		expires := d.clock.Now().Add(24 * time.Hour)
		token, secret, err := d.CreateToken(t.Context(), admin, "Testsystem", []account.Scope{account.ScopeRead}, expires)
		if err != nil || !strings.HasPrefix(secret, account.TokenPrefix) {
			t.Fatalf("secret %q, %v", secret, err)
		}
		actor, err := d.ActorOfToken(t.Context(), secret)
		if err != nil || !actor.May(account.ReadDrafts, organisation) || actor.May(account.Edit, organisation) {
			t.Fatalf("actor %+v, %v", actor, err)
		}
		_, _, err = d.CreateToken(t.Context(), actor, "Barn", []account.Scope{account.ScopeRead}, expires)
		wantFault(t, err, fault.Forbidden, "account.token_needs_session")
		listed, err := d.Tokens(t.Context(), admin)
		if err != nil || len(listed) != 1 || listed[0].LastUsed.IsZero() {
			t.Errorf("listed %+v, %v", listed, err)
		}
		d.clock.Advance(24 * time.Hour)
		_, err = d.ActorOfToken(t.Context(), secret)
		wantFault(t, err, fault.Unauthenticated, "account.token_invalid")
		if err := d.RevokeToken(t.Context(), admin, token.ID); err != nil {
			t.Error(err)
		}
	})
}

func TestTokensNeedANameAScopeAndAnEndWithinAYear(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		_, _, err := d.CreateToken(t.Context(), admin, "", []account.Scope{"everything"}, d.clock.Now().Add(3*account.MaxTokenLife))
		if got := len(fault.As(err).Fields); got != 3 {
			t.Errorf("%d fields at fault, want 3: %v", got, err)
		}
	})
}

func TestSecretsAreNotInTheDatabase(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		found, err := d.store.AccountByID(t.Context(), admin.AccountID)
		if err != nil || strings.Contains(found.PasswordHash, password) || !strings.HasPrefix(found.PasswordHash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("hash %q, %v", found.PasswordHash, err)
		}
	})
}

func TestTheDemoIsLoadedOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		first, err := d.LoadDemo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again, err := d.LoadDemo(t.Context())
		if err != nil || again.ID != first.ID || !again.Demo {
			t.Errorf("second time %+v, %v", again, err)
		}
		for _, p := range account.DemoPeople() {
			actor := d.signIn(t, p.Email, p.Password)
			if !slices.Equal(actor.Memberships[0].Roles, p.Roles) || !strings.HasPrefix(actor.Name, "Demo ") {
				t.Errorf("%s: %+v", p.Email, actor)
			}
		}
	})
}

func TestSweepDeletesWhatHasExpired(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		admin := d.setUp(t)
		if _, _, err := d.CreateToken(t.Context(), admin, "x", account.Scopes(), d.clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(account.LinkLife)
		if err := d.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := d.Tokens(t.Context(), admin); err != nil || len(left) != 0 {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

func TestEveryMessageOfAccountsExistsInBothLanguages(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		p := c.Printer(lang)
		for _, role := range account.Roles() {
			if !p.Has("account.role."+string(role)) || !p.Has("account.role_help."+string(role)) {
				t.Errorf("%s: role %s has no words", lang, role)
			}
		}
		for _, kind := range account.AdviserKinds() {
			if !p.Has("account.adviser." + string(kind)) {
				t.Errorf("%s: adviser %s has no words", lang, kind)
			}
		}
	}
}
