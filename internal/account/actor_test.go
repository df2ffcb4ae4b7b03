package account_test

import (
	"slices"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
)

func member(roles ...account.Role) account.Actor {
	return account.Actor{AccountID: "a", Memberships: []account.Membership{{OrganisationID: "org", Roles: roles}}}
}

func TestWhatEachRoleMay(t *testing.T) {
	all := []account.Permission{account.ReadDrafts, account.Edit, account.Advise, account.Decide, account.Administer}
	cases := map[account.Role][]account.Permission{
		account.Reader:        {account.ReadDrafts},
		account.Editor:        {account.ReadDrafts, account.Edit},
		account.Adviser:       {account.ReadDrafts, account.Advise},
		account.DecisionMaker: {account.ReadDrafts, account.Decide},
		account.Administrator: {account.ReadDrafts, account.Administer},
	}
	for role, want := range cases {
		for _, p := range all {
			if got := member(role).May(p, "org"); got != slices.Contains(want, p) {
				t.Errorf("%s may %s: %v", role, p, got)
			}
			if member(role).May(p, "another") {
				t.Errorf("%s may %s in another organisation", role, p)
			}
		}
	}
	if len(cases) != len(account.Roles()) {
		t.Error("a role is not tested")
	}
}

func TestThePublicMayNothingAndTheOperatorEverything(t *testing.T) {
	if (account.Actor{}).May(account.ReadDrafts, "org") || !(account.Actor{}).Anonymous() {
		t.Error("the public reads drafts")
	}
	if !account.Operator().May(account.Administer, "org") || account.Operator().Anonymous() {
		t.Error("the operator is held back")
	}
}

func TestATokenIsHeldToItsScopes(t *testing.T) {
	actor := member(account.Editor, account.Administrator, account.DecisionMaker)
	actor.Token, actor.Scopes = true, []account.Scope{account.ScopeRead, account.ScopeWrite}
	if !actor.May(account.Edit, "org") {
		t.Error("write scope does not write")
	}
	if actor.May(account.Decide, "org") || actor.May(account.Administer, "org") {
		t.Error("the token does more than its scopes")
	}
}

func TestOrganisationNumbers(t *testing.T) {
	for number, want := range map[string]bool{
		"2021000985": true, "5560360793": true, // Riksdagsförvaltningen's form of number; a limited company's
		"2021000986": false, "202100098": false, "20210O0985": false, "8001011238": false, "": false,
	} {
		if got := account.ValidNumber(number); got != want {
			t.Errorf("ValidNumber(%q) = %v", number, got)
		}
	}
}
