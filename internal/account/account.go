package account

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/fault"
)

// Account is a person who signs in.
type Account struct {
	ID           string
	Email        string // folded to lower case; unique
	Name         string
	PasswordHash string // PHC string; empty until the invitation is accepted
	Disabled     bool
	Demo         bool
	CreatedAt    time.Time
	Revision     int64
}

// Member is an account with its roles in one organisation.
type Member struct {
	Account
	Membership
}

// Session is a signed-in browser. Only the hash of its token is stored.
type Session struct {
	Hash      string
	AccountID string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Token is an API token of a person. Only the hash of its secret is stored.
type Token struct {
	ID        string
	Hash      string
	AccountID string
	Name      string
	Scopes    []Scope
	CreatedAt time.Time
	ExpiresAt time.Time
	LastUsed  time.Time
}

// Link is a one-time link. Only the hash of its secret is stored.
type Link struct {
	Hash      string
	Purpose   Purpose
	AccountID string // empty for SetUp
	ExpiresAt time.Time
}

// Purpose is what a one-time link is for.
type Purpose string

// The purposes.
const (
	SetUp       Purpose = "set_up"       // the first account of an empty platform
	NewPassword Purpose = "new_password" // an invitation, or a forgotten password
)

// FoldEmail is the form in which addresses are stored and compared.
func FoldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func checkEmail(email string) *fault.Field {
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > 254 {
		return &fault.Field{Path: "email", Key: "account.email_invalid"}
	}
	return nil
}

func checkName(name string) *fault.Field {
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return &fault.Field{Path: "name", Key: "account.name_missing"}
	case n > 200:
		return &fault.Field{Path: "name", Key: "account.name_long", Args: fault.Args{"max": 200}}
	}
	return nil
}

// checkRoles holds the rules for roles in one organisation: known roles, an adviser advises on something, and the data
// protection officer never decides (GDPR 38.6).
func checkRoles(roles []Role, advises AdviserKind) *fault.Field {
	adviser := slices.Contains(roles, Adviser)
	for _, r := range roles {
		if !slices.Contains(Roles(), r) {
			return &fault.Field{Path: "roles", Key: "account.role_unknown", Args: fault.Args{"role": string(r)}}
		}
	}
	switch {
	case adviser && !slices.Contains(AdviserKinds(), advises):
		return &fault.Field{Path: "advises", Key: "account.adviser_kind_missing"}
	case !adviser && advises != "":
		return &fault.Field{Path: "advises", Key: "account.adviser_kind_without_role"}
	case advises == DataProtectionOfficer && slices.Contains(roles, DecisionMaker):
		return &fault.Field{Path: "roles", Key: "account.officer_never_decides"}
	}
	return nil
}

// collect gathers the fields that are at fault.
func collect(fields ...*fault.Field) []fault.Field {
	var found []fault.Field
	for _, f := range fields {
		if f != nil {
			found = append(found, *f)
		}
	}
	return found
}

func invalid(op string, fields ...*fault.Field) error {
	found := collect(fields...)
	if len(found) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(found...)
}
