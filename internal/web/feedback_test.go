package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/inbox"
)

func (p *publicSite) messages(t testing.TB) []inbox.Item {
	t.Helper()
	items, _, err := p.Inbox.List(t.Context(), p.Member(p.One, account.Editor), p.One.ID, inbox.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func TestAnErrorReportReachesTheOwner(t *testing.T) {
	p, id := newRecordSite(t, rich())
	response := p.post("/systems/"+id+"/report", url.Values{"message": {"Fasen är fel."}, "contact": {"a@example.se"}})
	if response.StatusCode != http.StatusSeeOther || response.Header.Get("Location") != "/systems/"+id+"/report/sent" {
		t.Fatalf("%d %s", response.StatusCode, response.Header.Get("Location"))
	}
	items := p.messages(t)
	if len(items) != 1 || items[0].Body != "Fasen är fel." || items[0].Kind != inbox.ErrorReport || !items[0].Public || items[0].Subject.ID != id {
		t.Errorf("inbox: %+v", items)
	}
	doc := parse(t, p.get("/systems/"+id+"/report/sent"))
	if doc.Text("h1") != "Tack, meddelandet är skickat" || !strings.Contains(doc.Text("main"), "inkorgen hos Testkommunen") {
		t.Error(doc.Text("main"))
	}
}

func TestAWishToReuseNeedsAnOrganisation(t *testing.T) {
	p, id := newRecordSite(t, rich())
	response := p.post("/en/systems/"+id+"/reuse", url.Values{"message": {"We want the code."}, "contact": {"b@example.se"}})
	if response.StatusCode != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", response.StatusCode)
	}
	doc := parse(t, response)
	doc.CheckPage()
	if doc.One(".error-summary a").Attr("href") != "#f-organisation" || !strings.HasPrefix(doc.Text("title"), "Error:") {
		t.Error("the error does not lead to the field")
	}
	if doc.One("textarea").Text() != "We want the code." || doc.One("input[name=contact]").Attr("value") != "b@example.se" {
		t.Error("what was written is lost")
	}
	if len(p.messages(t)) != 0 {
		t.Error("a message that was refused is kept")
	}
	response = p.post("/en/systems/"+id+"/reuse", url.Values{"message": {"We want the code."}, "organisation": {"Provmyndigheten"}})
	if response.Header.Get("Location") != "/en/systems/"+id+"/reuse/sent" {
		t.Errorf("leads to %q", response.Header.Get("Location"))
	}
	if items := p.messages(t); len(items) != 1 || items[0].Sender != "Provmyndigheten" || items[0].Kind != inbox.ReuseWish {
		t.Errorf("inbox: %+v", items)
	}
}

func TestMessagesThatAreEmptyOrTooLongAreRefusedInWords(t *testing.T) {
	p, id := newRecordSite(t, rich())
	for name, values := range map[string]url.Values{
		"empty":    {"message": {"  \n "}},
		"too long": {"message": {strings.Repeat("å", mostMessage+1)}},
		"contact":  {"message": {"x"}, "contact": {strings.Repeat("a", mostLine+1)}},
	} {
		response := p.post("/systems/"+id+"/report", values)
		if response.StatusCode != http.StatusUnprocessableEntity || !parse(t, response).Has(".error-summary a") {
			t.Errorf("%s: %d", name, response.StatusCode)
		}
	}
	if got := p.post("/systems/"+id+"/report", url.Values{"message": {strings.Repeat("å", mostMessage)}}).StatusCode; got != http.StatusSeeOther {
		t.Errorf("the longest message gives %d", got)
	}
}

func TestAPersonnummerIsTakenAwayAndTold(t *testing.T) {
	p, id := newRecordSite(t, rich())
	// 811228-9874 is Skatteverket's own example of a number that belongs to nobody.
	response := p.post("/systems/"+id+"/report", url.Values{"message": {"Jag, 811228-9874, fick fel."}})
	if got := response.Header.Get("Location"); got != "/systems/"+id+"/report/sent?masked=1" {
		t.Fatalf("leads to %q", got)
	}
	if items := p.messages(t); len(items) != 1 || strings.Contains(items[0].Body, "811228") {
		t.Errorf("kept: %+v", items)
	}
	if !strings.Contains(p.get(response.Header.Get("Location")).Text, "Vi tog bort det som såg ut som ett personnummer") {
		t.Error("the sender is not told")
	}
}

func TestTheFormSaysWhatBecomesOfTheMessage(t *testing.T) {
	p, id := newRecordSite(t, rich())
	for path, words := range map[string][]string{
		"/systems/" + id + "/report":   {"allmän handling", "Skriv inte personnummer", "säkerhetsskyddsklassificerade"},
		"/en/systems/" + id + "/reuse": {"official document", "personal identity numbers", "security-classified"},
	} {
		text := parse(t, p.get(path)).Text("main")
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%s does not say %q", path, word)
			}
		}
	}
}

func TestManyMessagesFromOneAddressAreStopped(t *testing.T) {
	p, id := newRecordSite(t, rich())
	send := func() int {
		return p.post("/systems/"+id+"/report", url.Values{"message": {"x"}}).StatusCode
	}
	for i := range messagesInWindow {
		if got := send(); got != http.StatusSeeOther {
			t.Fatalf("message %d gives %d", i+1, got)
		}
	}
	if got := send(); got != http.StatusTooManyRequests {
		t.Errorf("one more gives %d", got)
	}
	p.Clock.Advance(messageWindow)
	if got := send(); got != http.StatusSeeOther {
		t.Errorf("after a while it gives %d", got)
	}
}

func TestTheMessageLimitKeepsAddressesApartAndStaysSmall(t *testing.T) {
	var l messageLimit
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	for range messagesInWindow + 1 {
		l.allow("a", now)
	}
	if l.allow("a", now) || !l.allow("b", now) {
		t.Error("one address stops another, or none")
	}
	for i := range addressesInWindow * 2 {
		l.allow(strings.Repeat("x", i%7)+time.Duration(i).String(), now)
	}
	if len(l.sent) > addressesInWindow {
		t.Errorf("%d addresses are kept", len(l.sent))
	}
	if !l.allow("a", now.Add(-24*time.Hour)) {
		t.Error("a clock that was set back a day has stretched the window to a day")
	}
}

func TestFeedbackToARecordThatIsNoneIsNotFound(t *testing.T) {
	p := newPublicSite(t, nil)
	for _, path := range []string{"/systems/x/report", "/systems/" + p.IDs.New() + "/reuse"} {
		if got := p.post(path, url.Values{"message": {"x"}, "organisation": {"y"}}).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s gives %d", path, got)
		}
	}
}
