package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// keys are who asks in the table of rights, in this order.
var keys = []struct {
	name, person string
	scopes       []account.Scope
}{
	{"no key", "", nil},
	{"a key of another organisation", "stranger", account.Scopes()},
	{"a reader's key", "lasare", account.Scopes()},
	{"an editor's key that reads", "redaktor", []account.Scope{account.ScopeRead}},
	{"an editor's key that reads and writes", "redaktor", []account.Scope{account.ScopeRead, account.ScopeWrite}},
	{"a decision maker's key that reads", "beslutsfattare", []account.Scope{account.ScopeRead}},
	{"a decision maker's key", "beslutsfattare", account.Scopes()},
	{"a data protection officer's key", "dso", account.Scopes()},
	{"everything", "ensam", account.Scopes()},
}

// stranger is an account with all roles in the other organisation.
func (d *desk) stranger(t *testing.T) {
	t.Helper()
	_, err := d.accounts.Invite(t.Context(), account.Operator(), account.Invitation{
		OrganisationID: d.Two.ID, Name: "Test Annan", Email: "stranger@demo.example",
		Roles: []account.Role{account.Editor, account.DecisionMaker, account.Administrator},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryOperationGivesEachKeyWhatItMay has a row for every operation that is described. Operations without rows of their own are open.
func TestEveryOperationGivesEachKeyWhatItMay(t *testing.T) {
	d := newDesk(t)
	d.stranger(t)
	draft, _ := d.draft(t, storetest.Complete("Hemligt utkast"))
	public, _ := d.published(t, "Öppen")
	// An act is asked for with a tag that does not hold: 409 is an act that one may do.
	const old = `"77"`
	rights := map[string]struct {
		path string
		body any
		want [9]int
	}{
		"create-system":    {systemsOf(d.demo), map[string]any{"slag": "robot"}, [9]int{401, 403, 403, 403, 422, 403, 403, 403, 422}},
		"get-draft":        {draft + "/draft", nil, [9]int{401, 404, 200, 200, 200, 200, 200, 200, 200}},
		"save-draft":       {draft + "/draft", storetest.Complete("x"), [9]int{401, 404, 403, 403, 409, 403, 403, 403, 409}},
		"discard-draft":    {draft + "/draft", nil, [9]int{401, 404, 403, 403, 409, 403, 403, 403, 409}},
		"get-system-guide": {draft + "/guide", nil, [9]int{401, 404, 200, 200, 200, 200, 200, 200, 200}},
		"publish-system":   {draft + "/publications", map[string]any{}, [9]int{401, 404, 403, 403, 403, 403, 409, 403, 409}},
		"retire-system": {public + "/retirement", map[string]any{
			"kind": "ended", "date": "2026-06-01", "reason": map[string]any{"sv": "Slut"},
		}, [9]int{401, 404, 403, 403, 403, 403, 409, 403, 409}},
	}
	for _, op := range d.description.Operations() {
		c, closed := rights[op.ID]
		if closed != op.Token {
			t.Errorf("%s: needs a key by the description: %v, by the table: %v", op.ID, op.Token, closed)
		}
		if !closed {
			continue
		}
		for i, key := range keys {
			token := ""
			if key.person != "" {
				token = d.token(t, key.person, key.scopes...)
			}
			got := d.ask(t, token, op.Method, c.path, c.body, "If-Match", old)
			if got.status != c.want[i] {
				t.Errorf("%s with %s: %d, want %d: %.200s", op.ID, key.name, got.status, c.want[i], got.raw)
			}
			if i < 2 && strings.Contains(string(got.raw), "Hemligt") {
				t.Errorf("%s with %s shows what is not theirs: %s", op.ID, key.name, got.raw)
			}
			if wants := got.header.Get("WWW-Authenticate"); (got.status == 401) != (wants == "Bearer") {
				t.Errorf("%s with %s: %d with WWW-Authenticate %q", op.ID, key.name, got.status, wants)
			}
			if kept := got.header.Get("Cache-Control"); i > 0 && !strings.Contains(kept, "no-store") {
				t.Errorf("%s with %s: an answer to a key may be kept: %q", op.ID, key.name, kept)
			}
		}
		delete(rights, op.ID)
	}
	for id := range rights {
		t.Errorf("%s is described no more", id)
	}
	if s := d.ask(t, d.token(t, "ensam", account.Scopes()...), http.MethodGet, draft+"/draft", nil); s.at("revision") != 1.0 {
		t.Errorf("one of the refused acts was done: %v", s.body)
	}
}

// TestOpenOperationsAnswerEverybodyAlike asks for what is public with no key and with one.
func TestOpenOperationsAnswerEverybodyAlike(t *testing.T) {
	d := newDesk(t)
	public, _ := d.published(t, "Öppen")
	draft, _ := d.draft(t, storetest.Complete("Hemligt utkast"))
	token := d.token(t, "ensam", account.Scopes()...)
	for _, path := range []string{
		"/api-info", public, public + "/versions", public + "/versions/1", "/v1/organisations", "/v1/organisations/" + d.demo.ID, "/v1/instruments",
		"/v1/instruments/trust_questions", "/v1/vocabularies", "/v1/fields", "/v1/guide/steps", "/v1/guide/steps/need", "/v1/decision-models",
		"/v1/building-blocks", "/v1/building-blocks/srv-speech", "/v1/decision-models/appeal-in-time",
	} {
		open, mine := d.ask(t, "", http.MethodGet, path, nil).want(t, 200), d.ask(t, token, http.MethodGet, path, nil).want(t, 200)
		if string(open.raw) != string(mine.raw) {
			t.Errorf("%s: another answer to a key", path)
		}
		if strings.Contains(string(open.raw), "Hemligt utkast") {
			t.Errorf("%s tells of a draft", path)
		}
		head := d.ask(t, "", http.MethodHead, path, nil)
		if head.status != 200 || head.header.Get("Content-Type") != open.header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %q", path, head.status, head.header.Get("Content-Type"))
		}
		if open.header.Get("Access-Control-Allow-Origin") != "*" || !slices.Contains(open.header.Values("Vary"), "Authorization") {
			t.Errorf("%s cannot be read by other pages, or is kept across keys: %v", path, open.header)
		}
	}
	for _, path := range []string{draft, draft + "/versions", draft + "/versions/1", public + "/versions/2"} {
		for _, who := range []string{"", token} {
			d.ask(t, who, http.MethodGet, path, nil).want(t, 404)
		}
	}
}

func TestAKeyThatDoesNotHoldIsRefusedEvenWhereNoneIsNeeded(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	actor := d.person(t, "ensam")
	ask := func(header string) reply {
		return d.ask(t, "", http.MethodGet, "/v1/fields", nil, "Authorization", header)
	}
	for name, header := range map[string]string{
		"another scheme": "Basic eDp5", "no secret": "Bearer ", "an invented secret": "Bearer tillit_x", "part of one": "Bearer " + token[:len(token)-1],
		"a longer one": "Bearer " + token + "x", "only a secret": token, "the secret twice": "Bearer " + token + " " + token,
	} {
		if got := ask(header); got.status != 401 {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	for _, header := range []string{"Bearer " + token, "bearer " + token, "BEARER  " + token + " "} {
		ask(header).want(t, 200)
	}
	d.Clock.Advance(24*time.Hour - time.Microsecond)
	ask("Bearer "+token).want(t, 200)
	d.Clock.Advance(time.Microsecond)
	ask("Bearer "+token).want(t, 401)

	fresh := d.token(t, "ensam", account.ScopeRead) // a key of its own: made after the other has run out
	tokens, err := d.accounts.Tokens(t.Context(), actor)
	if err != nil {
		t.Fatal(err)
	}
	for _, made := range tokens {
		if err := d.accounts.RevokeToken(t.Context(), actor, made.ID); err != nil {
			t.Fatal(err)
		}
	}
	ask("Bearer "+fresh).want(t, 401)
}

func TestARoleThatIsTakenIsTakenFromItsKeysAtOnce(t *testing.T) {
	d := newDesk(t)
	path, tag := d.draft(t, storetest.Complete("x"))
	editor := d.token(t, "redaktor", account.Scopes()...)
	d.ask(t, editor, http.MethodPut, path+"/draft", storetest.Complete("y"), "If-Match", tag).want(t, 200)
	set := func(roles ...account.Role) {
		t.Helper()
		if err := d.accounts.SetRoles(t.Context(), account.Operator(), d.demo.ID, d.person(t, "redaktor").AccountID, roles, ""); err != nil {
			t.Fatal(err)
		}
	}
	set(account.Reader)
	d.ask(t, editor, http.MethodPut, path+"/draft", storetest.Complete("z"), "If-Match", `"2"`).want(t, 403)
	d.ask(t, editor, http.MethodGet, path+"/draft", nil).want(t, 200)
	set()
	d.ask(t, editor, http.MethodGet, path+"/draft", nil).want(t, 404)
	d.ask(t, editor, http.MethodGet, "/v1/fields", nil).want(t, 200)
}
