package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// Who may is written as one status for each of these, in this order.
var whoAsks = []string{"public", "stranger", "reader", "editor", "adviser", "decision_maker", "administrator"}

// routeCase is a route and what each role gets from it. An empty form is posted: 422 is a form that was taken up and found wanting, 409 and 303 an
// act that the person may do.
type routeCase struct {
	route string
	path  string
	want  [7]int
}

func (h *house) routeCases(t *testing.T) []routeCase {
	t.Helper()
	draft, public := h.draft(t), h.published(t)
	item, err := h.inbox.Receive(t.Context(), inbox.Message{
		OrganisationID: h.home, Kind: inbox.ErrorReport, Body: "Hemligt meddelande", Public: true,
		Subject: inbox.Subject{Kind: "system", ID: public.ID, Name: "Hemligt utkast"},
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := h.register.Import(t.Context(), account.Operator(), strings.NewReader("organisation.name.sv,name.sv,slag\nTestverket,En,ai_system\nTestverket,Två,hittepå\n"), register.ImportRequest{Format: format.CSV(), Source: "test"})
	if err != nil {
		t.Fatal(err)
	}
	member := h.actor(t, "reader").AccountID
	org, d, p := workAt(h.home), ownPath(draft.ID), ownPath(public.ID)
	msg := "/inbox/" + h.home + "/" + item.ID
	all := func(public, others int) [7]int {
		return [7]int{public, others, others, others, others, others, others}
	}
	members := func(status int) [7]int { return [7]int{303, 404, status, status, status, status, status} }
	editors := func(status int) [7]int { return [7]int{303, 404, 403, status, 403, 403, 403} }
	deciders := func(status int) [7]int { return [7]int{303, 404, 403, 403, 403, status, 403} }
	administrators := func(status int) [7]int { return [7]int{303, 403, 403, 403, 403, 403, status} }
	return []routeCase{
		{"GET /login", "/login", all(200, 303)},
		{"GET /set-up/{secret}", "/set-up/x", all(410, 410)},
		{"POST /set-up/{secret}", "/set-up/x", all(422, 422)},
		{"GET /password/{secret}", "/password/x", all(410, 410)},
		{"POST /password/{secret}", "/password/x", all(422, 422)},
		{"GET /account", "/account", all(303, 200)},
		{"GET /account/name", "/account/name", all(303, 200)},
		{"POST /account/name", "/account/name", all(303, 422)},
		{"GET /account/password", "/account/password", all(303, 200)},
		{"POST /account/password", "/account/password", all(303, 422)},
		{"GET /account/tokens/new", "/account/tokens/new", all(303, 200)},
		{"POST /account/tokens/new", "/account/tokens/new", all(303, 422)},
		{"GET /account/tokens/{token}/revoke", "/account/tokens/x/revoke", all(303, 404)},
		{"POST /account/tokens/{token}/revoke", "/account/tokens/x/revoke", all(303, 404)},
		{"GET /work", "/work", all(303, 200)},
		{"GET /work/new", "/work/new", [7]int{303, 303, 403, 303, 403, 403, 403}},
		{"GET /work/organisations/{org}/systems/new", org + "/systems/new", [7]int{303, 403, 403, 200, 403, 403, 403}},
		{"POST /work/organisations/{org}/systems/new", org + "/systems/new", [7]int{303, 403, 403, 422, 403, 403, 403}},
		{"GET /work/systems/{id}", d, members(200)},
		{"GET /work/systems/{id}", d + ".json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET /work/systems/{id}", p, members(200)},
		{"GET /work/systems/{id}/edit/{group}", d + "/edit/basics", editors(200)},
		{"GET /work/systems/{id}/edit/{group}", d + "/edit/nothing", editors(404)},
		{"POST /work/systems/{id}/edit/{group}", d + "/edit/basics", editors(409)},
		{"GET /work/systems/{id}/preview", d + "/preview", members(200)},
		{"GET /work/systems/{id}/publish", d + "/publish", members(200)},
		{"POST /work/systems/{id}/publish", d + "/publish", deciders(422)},
		{"GET /work/systems/{id}/phase", p + "/phase", editors(200)},
		{"POST /work/systems/{id}/phase", p + "/phase", editors(422)},
		{"GET /work/systems/{id}/retire", p + "/retire", deciders(200)},
		{"POST /work/systems/{id}/retire", p + "/retire", deciders(422)},
		{"GET /work/systems/{id}/discard", d + "/discard", editors(200)},
		{"POST /work/systems/{id}/discard", d + "/discard", editors(409)},
		{"GET /inbox", "/inbox", all(303, 200)},
		{"GET /inbox/{org}/messages.csv", "/inbox/" + h.home + "/messages.csv", members(200)},
		{"GET /inbox/{org}/messages.json", "/inbox/" + h.home + "/messages.json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET /inbox/{org}/{id}", msg, members(200)},
		{"POST /inbox/{org}/{id}/handle", msg + "/handle", editors(422)},
		{"POST /inbox/{org}/{id}/reopen", msg + "/reopen", editors(422)},
		{"GET /work/organisations/{org}/people", org + "/people", administrators(200)},
		{"GET /work/organisations/{org}/people/invite", org + "/people/invite", administrators(200)},
		{"POST /work/organisations/{org}/people/invite", org + "/people/invite", administrators(422)},
		{"GET /work/organisations/{org}/people/{account}", org + "/people/" + member, administrators(200)},
		{"POST /work/organisations/{org}/people/{account}", org + "/people/" + member, administrators(422)},
		{"POST /work/organisations/{org}/people/{account}/link", org + "/people/" + member + "/link", administrators(200)},
		{"GET /work/organisations/{org}/people/{account}/remove", org + "/people/" + member + "/remove", administrators(200)},
		{"GET /work/organisations/{org}/settings", org + "/settings", administrators(200)},
		{"POST /work/organisations/{org}/settings", org + "/settings", administrators(422)},
		{"GET /guide", "/guide", all(200, 200)},
		{"GET /guide.json", "/guide.json", all(200, 200)},
		{"GET /guide.md", "/guide.md", all(200, 200)},
		{"GET /guide/export.html", "/guide/export.html", all(200, 200)},
		{"GET /guide/print", "/guide/print", all(200, 200)},
		{"GET /guide/references", "/guide/references", all(200, 200)},
		{"GET /guide/qualities", "/guide/qualities", all(200, 200)},
		{"GET /guide/terms", "/guide/terms", all(200, 200)},
		{"GET /guide/{id}", "/guide/need", all(200, 200)},
		{"GET /guide/{id}", "/guide/nothing", all(404, 404)},
		{"GET /work/systems/{id}/guide", d + "/guide", members(200)},
		{"GET /work/systems/{id}/guide.json", d + "/guide.json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET /work/systems/{id}/guide/way", d + "/guide/way", editors(200)},
		{"POST /work/systems/{id}/guide/way", d + "/guide/way", editors(422)},
		{"GET /work/systems/{id}/guide/{step}/{demand}", d + "/guide/need/problem", editors(200)},
		{"POST /work/systems/{id}/guide/{step}/{demand}", d + "/guide/need/problem", editors(422)},
		{"POST /work/systems/{id}/guide/{step}/{demand}/undo", d + "/guide/need/problem/undo", editors(303)},
		{"GET /work/systems/{id}/qualities", d + "/qualities", members(200)},
		{"GET /work/systems/{id}/data", d + "/data", members(200)},
		{"GET /work/systems/{id}/data.json", d + "/data.json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET /work/systems/{id}/data.csv", d + "/data.csv", members(200)},
		{"GET /work/systems/{id}/data/import", d + "/data/import", editors(200)},
		{"POST /work/systems/{id}/data/import", d + "/data/import", editors(422)},
		{"GET /work/systems/{id}/data/sets/{set}", d + "/data/sets/new", editors(200)},
		{"POST /work/systems/{id}/data/sets/{set}", d + "/data/sets/new", editors(422)},
		{"GET /work/systems/{id}/data/sets/{set}/remove", d + "/data/sets/gone/remove", editors(404)},
		{"POST /work/systems/{id}/data/sets/{set}/remove", d + "/data/sets/gone/remove", editors(404)},
		{"GET /imports", "/imports", all(303, 200)},
		{"GET /imports/{id}", "/imports/" + report.Batch, all(303, 200)},
		// These change who may what, so they come last, and sign the askers out.
		{"POST /work/organisations/{org}/people/{account}/remove", org + "/people/" + h.actor(t, "adviser").AccountID + "/remove", administrators(303)},
		{"POST /login", "/login", all(422, 422)},
		{"POST /logout", "/logout", all(303, 303)},
	}
}

func TestEveryRouteGivesEachRoleWhatItMay(t *testing.T) {
	h := newHouse(t)
	cases := h.routeCases(t)
	for _, c := range cases {
		method, _, _ := strings.Cut(c.route, " ")
		for i, who := range whoAsks {
			got := h.as(who, c.path)
			if method == http.MethodPost {
				got = h.posts(who, c.path, url.Values{})
			}
			if got.StatusCode != c.want[i] {
				t.Errorf("%s as %s: %d, want %d", c.route+" "+c.path, who, got.StatusCode, c.want[i])
			}
			if (who == "public" || who == "stranger") && strings.Contains(got.Text, "Hemligt") {
				t.Errorf("%s shows %s what is not theirs", c.path, who)
			}
			if who == "public" && c.want[i] == 303 && c.path != "/logout" && !strings.HasPrefix(got.Header.Get("Location"), "/login") {
				t.Errorf("%s sends the public to %q", c.path, got.Header.Get("Location"))
			}
		}
	}
	covered := map[string]bool{}
	for _, c := range cases {
		covered[c.route] = true
	}
	for _, route := range ownerRoutes(t) {
		if !covered[route] {
			t.Errorf("no row says who may %s", route)
		}
	}
}

// ownerRoutes are all routes of the owner's features, as they register them.
func ownerRoutes(t *testing.T) []string {
	t.Helper()
	features, err := Owner(OwnerRooms{})
	if err != nil {
		t.Fatal(err)
	}
	routes := &Routes{server: &Server{mux: http.NewServeMux()}}
	for _, f := range append(features, Guide{}) {
		f.Routes(routes)
	}
	if len(routes.registered) < 40 {
		t.Fatalf("only %d routes", len(routes.registered))
	}
	return routes.registered
}
