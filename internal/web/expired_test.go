package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
)

const longAnswer = "En lång text om <b>syftet</b> & nyttan som har tagit en hel förmiddag att skriva."

func TestASessionThatEndsLosesNothingThatWasWritten(t *testing.T) {
	for _, lang := range []struct{ prefix, title string }{
		{"", "Du har loggats ut, men det du skrev finns kvar här"}, {"/en", "You have been signed out, but what you wrote is still here"},
	} {
		h := newHouse(t)
		record, email := h.draft(t), h.actor(t, "editor").Email
		at := lang.prefix + "/work/systems/" + record.ID + "/edit/basics"
		values := h.fillIn(t, "editor", at, map[string]string{"summary.sv": longAnswer})
		h.clock.Advance(account.SessionLife + time.Minute)
		late := h.posts("editor", at, values)
		if late.StatusCode != http.StatusUnauthorized || late.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d, %q", late.StatusCode, late.Header.Get("Cache-Control"))
		}
		sound(t, at, late)
		doc := parse(t, late)
		if doc.Text("h1") != lang.title || !strings.Contains(doc.Text("details"), longAnswer) {
			t.Errorf("the page says %q", doc.Text("main"))
		}
		kept := url.Values{}
		for _, n := range doc.All("main form input[type=hidden]") {
			kept.Add(n.Attr("name"), n.Attr("value"))
		}
		if got := doc.All("main form")[0].Attr("action"); got != at {
			t.Errorf("the form goes to %q, want %q", got, at)
		}
		h.cookies["editor"] = h.signsIn(t, email)
		again := h.posts("editor", at, kept)
		if again.StatusCode != http.StatusSeeOther {
			t.Fatalf("sent again: %d\n%s", again.StatusCode, again.Text)
		}
		h.cookies["first"] = h.cookies["editor"]
		if got := h.content(t, record.ID).Summary.SV; got != longAnswer {
			t.Errorf("saved %q", got)
		}
	}
}

func TestWhoeverHasWrittenNothingIsLedToTheSignInPage(t *testing.T) {
	h := newHouse(t)
	at := "/work/systems/" + h.draft(t).ID
	wantsRedirect(t, h.posts("", at+"/publish", url.Values{"revision": {"1"}}), LoginPath)
	wantsRedirect(t, h.posts("", "/account/password", url.Values{"old": {testPassword}, "password": {testPassword}}), LoginPath)
}

func TestAFormThatIsSentTwiceIsNoConflict(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	at := "/work/systems/" + record.ID + "/edit/basics"
	values := h.fillIn(t, "editor", at, map[string]string{"summary.sv": longAnswer})
	for range 2 {
		wantsRedirect(t, h.posts("editor", at, values), "/work/systems/"+record.ID)
	}
	values.Set("summary.sv", "Något helt annat i en annan flik.")
	if got := h.posts("editor", at, values); got.StatusCode != http.StatusConflict {
		t.Errorf("another text against an old revision: %d", got.StatusCode)
	}
	if got := h.content(t, record.ID).Summary.SV; got != longAnswer {
		t.Errorf("saved %q", got)
	}
}
