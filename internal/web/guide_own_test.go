package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/guide"
)

func TestTheNextStepIsOneButtonOnTheSystemsPage(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID)
	doc := parse(t, h.page(t, "editor", at))
	doc.CheckPage()
	if button := doc.All("main .part a.button")[0]; !strings.HasPrefix(button.Text(), "Nästa steg: ") || !strings.HasPrefix(button.Attr("href"), "/guide/") {
		t.Errorf("button %q to %s", button.Text(), button.Attr("href"))
	}
	english := parse(t, h.page(t, "reader", "/en"+at))
	if button := english.All("main .part a.button")[0]; !strings.HasPrefix(button.Text(), "Next step: ") {
		t.Errorf("button %q", button.Text())
	}
}

func TestADemandIsTickedAndTakenBack(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/guide"
	doc := parse(t, h.page(t, "editor", at))
	doc.CheckPage()
	form := at + "/need/problem"
	parse(t, h.page(t, "editor", form)).CheckPage()
	wantsRedirect(t, h.posts("editor", form, url.Values{"state": {"done"}, "note": {"Dnr <b>7</b>"}}), at+"#step-need")
	ticked := parse(t, h.page(t, "editor", at))
	ticked.CheckPage()
	if main := ticked.Text("#step-need"); !strings.Contains(main, "Avbockat") || !strings.Contains(main, "22 november 2026: Dnr <b>7</b>") {
		t.Errorf("step says %q", main)
	}
	if ticked.Has("#step-need b") {
		t.Error("the note became markup")
	}
	if reader := parse(t, h.page(t, "reader", at)); reader.Has("#step-need form") || reader.Has("#step-need a[href="+form+"]") {
		t.Error("a reader is offered to tick")
	}
	wantsRedirect(t, h.posts("editor", form+"/undo", url.Values{}), at+"#step-need")
	if main := parse(t, h.page(t, "editor", at)).Text("#step-need"); strings.Contains(main, "Avbockat") {
		t.Errorf("step still says %q", main)
	}
}

func TestATickWithoutReasonIsShownAgainWithItsProblem(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/guide/need/problem"
	reply := h.posts("editor", at, url.Values{"state": {"not_applicable"}, "day.day": {"31"}, "day.month": {"12"}, "day.year": {"2026"}})
	doc := parse(t, reply)
	doc.CheckPage()
	if main := doc.Text("main"); reply.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(main, "Skriv varför") || !strings.Contains(main, "framtiden") {
		t.Errorf("%d: %q", reply.StatusCode, main)
	}
	if !strings.HasPrefix(doc.Text("title"), "Fel:") {
		t.Errorf("title %q", doc.Text("title"))
	}
}

// Nothing about protective security is kept, so there is nothing to tick.
func TestProtectiveSecurityIsNotTicked(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/guide"
	doc := parse(t, h.page(t, "editor", at))
	if doc.Has("#step-protective-security details") || !strings.Contains(doc.Text("#step-protective-security"), "sparar inget") {
		t.Errorf("%q", doc.Text("#step-protective-security"))
	}
	reply := h.posts("editor", at+"/protective-security/asked", url.Values{"state": {"done"}})
	if reply.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(reply.Text, "sparar inget om säkerhetsskydd") {
		t.Errorf("ticking gives %d", reply.StatusCode)
	}
}

func TestTheFourQualitiesOfASystem(t *testing.T) {
	h := newHouse(t)
	id := h.draft(t).ID
	doc := parse(t, h.page(t, "reader", ownPath(id)+"/qualities"))
	doc.CheckPage()
	if rows := doc.All("tbody tr"); len(rows) != 4 || !strings.HasPrefix(rows[0].Text(), "Etisk") {
		t.Errorf("%d rows", len(rows))
	}
	parse(t, h.page(t, "reader", "/en"+ownPath(id)+"/qualities")).CheckPage()
}

func TestADataSetIsWrittenCheckedAndRemoved(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/data"
	empty := parse(t, h.page(t, "editor", at))
	empty.CheckPage()
	if !strings.Contains(empty.Text("main"), "Inventeringen är tom") {
		t.Errorf("empty says %q", empty.Text("main"))
	}
	values := h.fillIn(t, "editor", at+"/sets/new", map[string]string{"name": "Ärenden <i>2024</i>", "training.use": "yes", "training.right": "no"})
	wantsRedirect(t, h.posts("editor", at+"/sets/new", values), at)
	doc := parse(t, h.page(t, "editor", at))
	doc.CheckPage()
	if main := doc.Text("main"); !strings.Contains(main, "utan att ni får") || !strings.Contains(main, "Bilden är inte fullständig") || doc.Has("main i") {
		t.Errorf("the check says %q", main)
	}
	set := doc.One("tbody th a").Attr("href")
	parse(t, h.page(t, "editor", set)).CheckPage()
	parse(t, h.page(t, "editor", "/en"+set)).CheckPage()
	stale := h.fillIn(t, "editor", set, map[string]string{"owner": "Kontoret"})
	fresh := h.fillIn(t, "editor", set, map[string]string{"owner": "Nämnden"})
	wantsRedirect(t, h.posts("editor", set, fresh), at)
	conflict := h.posts("editor", set, stale)
	page := parse(t, conflict)
	page.CheckPage()
	if main := page.Text("main"); conflict.StatusCode != http.StatusConflict || !strings.Contains(main, "Kontoret") || !strings.Contains(main, "Nämnden") {
		t.Errorf("%d: %q", conflict.StatusCode, main)
	}
	wantsRedirect(t, h.posts("editor", set, sentForm(page)), at)
	if row := parse(t, h.page(t, "editor", at)).Text("tbody"); !strings.Contains(row, "Kontoret") {
		t.Errorf("after the choice the row says %q", row)
	}
	remove := h.fillIn(t, "editor", set+"/remove", nil)
	wantsRedirect(t, h.posts("editor", set+"/remove", remove), at)
	if main := parse(t, h.page(t, "editor", at)).Text("main"); !strings.Contains(main, "Inventeringen är tom") {
		t.Errorf("after removal %q", main)
	}
}

// Two pages were opened before either was saved. Different rows do not meet; a row that is gone is shown, and can be put back.
func TestRowsOfTheInventoryAreChangedByTwoAtOnce(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/data"
	for _, name := range []string{"Ärenden", "Loggar"} {
		wantsRedirect(t, h.posts("editor", at+"/sets/new", h.fillIn(t, "editor", at+"/sets/new", map[string]string{"name": name})), at)
	}
	rows := parse(t, h.page(t, "editor", at)).All("tbody th a")
	one, two := rows[0].Attr("href"), rows[1].Attr("href")
	first, second := h.fillIn(t, "editor", one, map[string]string{"owner": "Kontoret"}), h.fillIn(t, "editor", two, map[string]string{"owner": "Nämnden"})
	added := h.fillIn(t, "editor", at+"/sets/new", map[string]string{"name": "Bilder"})
	for path, values := range map[string]url.Values{one: first, two: second, at + "/sets/new": added} {
		wantsRedirect(t, h.posts("editor", path, values), at)
	}
	wantsRedirect(t, h.posts("editor", at+"/sets/new", added), at) // sent twice
	table := parse(t, h.page(t, "reader", at))
	if body := table.Text("tbody"); len(table.All("tbody tr")) != 3 || !strings.Contains(body, "Kontoret") || !strings.Contains(body, "Nämnden") {
		t.Errorf("the rows say %q", body)
	}

	stale := h.fillIn(t, "editor", one, map[string]string{"source": "Arkivet"})
	wantsRedirect(t, h.posts("editor", one+"/remove", h.fillIn(t, "editor", one+"/remove", nil)), at)
	reply := h.posts("editor", one, stale)
	page := parse(t, reply)
	page.CheckPage()
	if main := page.Text("main"); reply.StatusCode != http.StatusConflict || !strings.Contains(main, "Borttaget av någon annan") || !strings.Contains(main, "Arkivet") {
		t.Errorf("%d: %q", reply.StatusCode, main)
	}
	wantsRedirect(t, h.posts("editor", one, sentForm(page)), at)
	if body := parse(t, h.page(t, "reader", at)).Text("tbody"); !strings.Contains(body, "Arkivet") || !strings.Contains(body, "Kontoret") {
		t.Errorf("put back: %q", body)
	}
}

// upload posts a file to a form, with the other values that the form holds.
func (h *house) upload(t *testing.T, who, path, file, text string) *reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, values := range sentForm(parse(t, h.page(t, who, path))) {
		for _, value := range values {
			if name != "file" {
				_ = form.WriteField(name, value)
			}
		}
	}
	part, err := form.CreateFormFile("file", file)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte(text))
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.AddCookie(h.cookies[who])
	return h.do(r)
}

func TestTheInventoryGoesOutAndComesBack(t *testing.T) {
	h := newHouse(t)
	at := ownPath(h.draft(t).ID) + "/data"
	values := h.fillIn(t, "editor", at+"/sets/new", map[string]string{"name": "Ärenden", "gaps": "Få äldre,\noch få unga"})
	wantsRedirect(t, h.posts("editor", at+"/sets/new", values), at)
	for _, ending := range []string{".csv", ".json"} {
		file := h.as("reader", at+ending)
		if !strings.Contains(file.Header.Get("Content-Disposition"), "datainventering"+ending) {
			t.Errorf("%s: %v", ending, file.Header)
		}
		parse(t, h.page(t, "editor", at+"/import")).CheckPage()
		wantsRedirect(t, h.upload(t, "editor", at+"/import", "fil"+ending, file.Text), at)
		if again := h.as("reader", at+ending); again.Text != file.Text {
			t.Errorf("%s came back changed:\n%s\n%s", ending, file.Text, again.Text)
		}
	}
	for text, want := range map[string]string{
		"name,colour\nA,b\n":            "”colour”",
		"name,training.use\nA,kanske\n": "[1].training.use",
		"":                              "går inte att läsa",
	} {
		reply := h.upload(t, "editor", at+"/import", "fil.csv", text)
		if reply.StatusCode != http.StatusUnprocessableEntity {
			t.Fatalf("%q gives %d %s", text, reply.StatusCode, reply.Header.Get("Location"))
		}
		doc := parse(t, reply)
		doc.CheckPage()
		if reply.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(doc.Text("main"), want) {
			t.Errorf("%q gives %d: %q", text, reply.StatusCode, doc.Text("main"))
		}
	}
}

func TestWhoMayReadAndChooseTheWayOfASystem(t *testing.T) {
	h := newHouse(t)
	id := h.draft(t).ID
	for _, c := range []struct {
		method, path string
		want         [7]int // as in whoAsks
	}{
		{"GET", guideOf(id), [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", guideOf(id) + ".json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET", wayOf(id), [7]int{303, 404, 403, 200, 403, 403, 403}},
		{"POST", wayOf(id), [7]int{303, 404, 403, 422, 403, 403, 403}},
		{"GET", guideOf(id) + "/need/problem", [7]int{303, 404, 403, 200, 403, 403, 403}},
		{"POST", guideOf(id) + "/need/problem", [7]int{303, 404, 403, 422, 403, 403, 403}},
		{"POST", guideOf(id) + "/need/problem/undo", [7]int{303, 404, 403, 303, 403, 403, 403}},
		{"GET", ownPath(id) + "/qualities", [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", dataOf(id), [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", dataOf(id) + ".csv", [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", setPath(id, newSet), [7]int{303, 404, 403, 200, 403, 403, 403}},
		{"POST", setPath(id, newSet), [7]int{303, 404, 403, 422, 403, 403, 403}},
		{"GET", dataOf(id) + "/import", [7]int{303, 404, 403, 200, 403, 403, 403}},
		{"POST", dataOf(id) + "/import", [7]int{303, 404, 403, 422, 403, 403, 403}},
	} {
		for i, who := range whoAsks {
			got := h.as(who, c.path)
			if c.method == "POST" {
				got = h.posts(who, c.path, url.Values{})
			}
			if got.StatusCode != c.want[i] {
				t.Errorf("%s %s as %s: %d, want %d", c.method, c.path, who, got.StatusCode, c.want[i])
			}
		}
	}
}

func TestTheWayIsAskedForChosenAndShown(t *testing.T) {
	h := newHouse(t)
	id := h.draft(t).ID
	first := parse(t, h.page(t, "editor", guideOf(id)))
	first.CheckPage()
	steps := len(first.All("article.guide-standing"))
	if !first.Has("form[action="+wayOf(id)+"]") || !first.Has("input[name=size]") || !first.Has("#off") {
		t.Error("the size is not asked for")
	}
	if reader := parse(t, h.page(t, "reader", guideOf(id))); reader.Has("input[name=size]") || reader.Has("a[href="+wayOf(id)+"]") {
		t.Error("a reader is asked")
	}
	wantsRedirect(t, h.posts("editor", wayOf(id), url.Values{"size": {"small"}}), guideOf(id)+"#way")
	short := parse(t, h.page(t, "reader", "/en"+guideOf(id)))
	short.CheckPage()
	if text := short.Text("section.guide-chosen"); !strings.Contains(text, "Small organisation.") || !strings.Contains(text, "one or two people") {
		t.Errorf("the way is %q", text)
	}
	if n := len(short.All("article.guide-standing")); n != 4 || n >= steps {
		t.Errorf("%d steps are shown of %d", n, steps)
	}
	form := h.fillIn(t, "editor", wayOf(id), nil)
	if form.Get("size") != "small" || form.Get("path") != automatic {
		t.Errorf("the form holds %v", form)
	}
	form.Set("path", guide.WholeWay)
	wantsRedirect(t, h.posts("editor", wayOf(id), form), guideOf(id)+"#way")
	whole := parse(t, h.page(t, "editor", guideOf(id)))
	if text := whole.Text("section.guide-chosen"); !strings.Contains(text, "Hela guiden.") || !strings.Contains(text, "valt vägen själva") {
		t.Errorf("the way is %q", text)
	}
	if n := len(whole.All("article.guide-standing")); n != steps {
		t.Errorf("%d steps, want %d", n, steps)
	}
	form.Set("path", "gone")
	refused := h.posts("editor", wayOf(id), form)
	if main := parse(t, refused).Text("main"); refused.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(main, "Välj en av vägarna") {
		t.Errorf("%d: %q", refused.StatusCode, main)
	}
}

// A step that is read for a system says what remains there, and leads on along its way.
func TestAStepIsReadForASystem(t *testing.T) {
	h := newHouse(t)
	id := h.draft(t).ID
	wantsRedirect(t, h.posts("editor", wayOf(id), url.Values{"size": {"small"}}), guideOf(id)+"#way")
	system := parse(t, h.page(t, "editor", ownPath(id)))
	button := system.All("main .part a.button")[0].Attr("href")
	page := parse(t, h.page(t, "editor", button))
	page.CheckPage()
	if button != stepFor("small-organisation", id) {
		t.Errorf("the way begins at %s", button)
	}
	for _, href := range []string{guideOf(id) + "#step-small-organisation", ownPath(id), guideOf(id) + "/small-organisation/one-page"} {
		if !page.Has("a[href=" + href + "]") {
			t.Errorf("%s does not lead to %s", button, href)
		}
	}
	for _, a := range page.All(".guide-turn a") {
		if !strings.Contains(a.Attr("href"), "?system="+id) {
			t.Errorf("the way on leaves the system: %s", a.Attr("href"))
		}
	}
	for who, address := range map[string]string{"stranger": "/guide/need?system=" + id, "": "/guide/need?system=" + id, "editor": "/guide/need?system=nonsense"} {
		got := h.as(who, address)
		if doc := parse(t, got); got.StatusCode != http.StatusOK || doc.Has("section.guide-next") || strings.Contains(got.Text, id+"/edit") {
			t.Errorf("%q sees %s as of a system: %d", who, address, got.StatusCode)
		}
	}
}
