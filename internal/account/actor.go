package account

import (
	"slices"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Role is what a person may do in one organisation. A person may hold several.
type Role string

// The roles, from the one that may least.
const (
	Reader        Role = "reader"         // reads drafts and assessments of the organisation
	Editor        Role = "editor"         // writes them
	Adviser       Role = "adviser"        // gives advice; which kind says Membership.Advises
	DecisionMaker Role = "decision_maker" // publishes, retires, approves
	Administrator Role = "administrator"  // accounts, roles, tokens, the organisation itself
)

// Roles are all roles in that order.
func Roles() []Role { return []Role{Reader, Editor, Adviser, DecisionMaker, Administrator} }

// AdviserKind is the subject on which an adviser gives advice.
type AdviserKind string

// The kinds of adviser.
const (
	Jurist                AdviserKind = "jurist"
	DataProtectionOfficer AdviserKind = "dataskyddsombud"
	SecurityOfficer       AdviserKind = "informationssakerhet"
)

// AdviserKinds are all kinds of adviser.
func AdviserKinds() []AdviserKind {
	return []AdviserKind{Jurist, DataProtectionOfficer, SecurityOfficer}
}

// Permission is an act that a role may allow.
type Permission string

// The permissions. Each use case names the one it needs.
const (
	ReadDrafts Permission = "read_drafts"
	Edit       Permission = "edit"
	Advise     Permission = "advise"
	Decide     Permission = "decide"
	Administer Permission = "administer"
)

// allowed says what each role may do. A data protection officer is an adviser and thereby never decides (GDPR 38–39).
var allowed = map[Role][]Permission{
	Reader:        {ReadDrafts},
	Editor:        {ReadDrafts, Edit},
	Adviser:       {ReadDrafts, Advise},
	DecisionMaker: {ReadDrafts, Decide},
	Administrator: {ReadDrafts, Administer},
}

// Membership is a person's roles in one organisation.
type Membership struct {
	OrganisationID   string
	OrganisationName i18n.Text
	Roles            []Role
	Advises          AdviserKind // empty unless Roles contains Adviser
}

// Allows tells whether any of the roles allows p.
func (m Membership) Allows(p Permission) bool {
	return slices.ContainsFunc(m.Roles, func(r Role) bool { return slices.Contains(allowed[r], p) })
}

// Scope limits what an API token may do, whatever the roles of the person who made it.
type Scope string

// The scopes of API tokens.
const (
	ScopeRead    Scope = "read"    // read drafts and records
	ScopeWrite   Scope = "write"   // write drafts
	ScopePublish Scope = "publish" // publish and retire
)

// scopeFor is the scope that a token needs for a permission; administration is never done by token.
var scopeFor = map[Permission]Scope{ReadDrafts: ScopeRead, Edit: ScopeWrite, Advise: ScopeWrite, Decide: ScopePublish}

// Actor is who asks for something: a person with a session or a token, the operator at the command line, or nobody.
// Every use case takes one and checks permission itself. The zero Actor is the anonymous public.
type Actor struct {
	AccountID   string // empty for the public and the operator
	Name        string
	Email       string
	Memberships []Membership
	Operator    bool    // the command line on the server: may do everything
	Token       bool    // came with an API token, and is held to Scopes
	Scopes      []Scope // of the token
}

// Operator is the actor of the command line, which has the database in its hand anyway.
func Operator() Actor { return Actor{Operator: true, Name: "operator"} }

// Anonymous tells whether nobody has identified themselves.
func (a Actor) Anonymous() bool { return a.AccountID == "" && !a.Operator }

// May tells whether the actor has a permission in an organisation.
func (a Actor) May(p Permission, organisationID string) bool {
	if a.Operator {
		return true
	}
	if a.Token && !slices.Contains(a.Scopes, scopeFor[p]) {
		return false
	}
	return slices.ContainsFunc(a.Memberships, func(m Membership) bool {
		return m.OrganisationID == organisationID && m.Allows(p)
	})
}

// Where gives the organisations in which the actor has a permission. For the operator it is nil: use May.
func (a Actor) Where(p Permission) []string {
	var ids []string
	for _, m := range a.Memberships {
		if a.May(p, m.OrganisationID) {
			ids = append(ids, m.OrganisationID)
		}
	}
	return ids
}
