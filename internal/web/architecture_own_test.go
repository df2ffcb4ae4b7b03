package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/guide"
)

func TestWhoMayReadAndMarkTheBlocksOfASystem(t *testing.T) {
	h := newHouse(t)
	base := ownArchitecture(h.draft(t).ID)
	for _, c := range []struct {
		method, path string
		want         [7]int // as in whoAsks
	}{
		{"GET", base, [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", base + ".json", [7]int{401, 404, 200, 200, 200, 200, 200}},
		{"GET", base + ".csv", [7]int{303, 404, 200, 200, 200, 200, 200}},
		{"GET", base + "/gw-mask", [7]int{303, 404, 403, 200, 403, 403, 403}},
		{"GET", base + "/none", [7]int{303, 404, 403, 404, 403, 403, 403}},
		{"POST", base + "/gw-mask", [7]int{303, 404, 403, 422, 403, 403, 403}},
		{"POST", base + "/gw-mask/undo", [7]int{303, 404, 403, 303, 403, 403, 403}},
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

func TestABlockIsMarkedShownAndTakenBack(t *testing.T) {
	h := newHouse(t)
	base := ownArchitecture(h.draft(t).ID)
	bad := h.posts("editor", base+"/gov-policy", url.Values{"state": {"not_needed"}})
	if bad.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(parse(t, bad).Text("main"), "Skriv varför blocket inte behövs.") {
		t.Errorf("a mark without its reason: %d", bad.StatusCode)
	}
	sound(t, base, bad)
	wantsRedirect(t, h.posts("editor", base+"/gov-policy", url.Values{"state": {"not_needed"}, "note": {"Inget lämnar <oss>."}}), base+"#block-gov-policy")
	block := parse(t, h.page(t, "reader", "/en"+base)).One("#block-gov-policy")
	if text := block.Text(); !strings.Contains(text, "Not needed: Policy engine") || !strings.Contains(text, "Inget lämnar <oss>.") || strings.Contains(text, "Take the state away") {
		t.Errorf("a reader sees %q", text)
	}
	if text := parse(t, h.page(t, "editor", base)).One("#block-gov-policy").Text(); !strings.Contains(text, "Ta bort läget") {
		t.Errorf("an editor sees %q", text)
	}
	if form := parse(t, h.page(t, "editor", base+"/gov-policy")); form.One("textarea").Text() != "Inget lämnar <oss>." {
		t.Errorf("the form forgot the note: %q", form.One("textarea").Text())
	}
	wantsRedirect(t, h.posts("editor", base+"/gov-policy/undo", url.Values{}), base+"#block-gov-policy")
	if text := parse(t, h.page(t, "editor", base)).One("#block-gov-policy").Text(); strings.Contains(text, "Inget lämnar") {
		t.Errorf("still there: %q", text)
	}
}

func TestTheBlocksOfASystemAreJSONToo(t *testing.T) {
	h := newHouse(t)
	var got guide.ExportedConformance
	if err := json.Unmarshal([]byte(h.as("reader", "/en"+ownArchitecture(h.published(t).ID)+".json").Text), &got); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, n := range got.Counts {
		sum += n
	}
	if sum != len(got.Blocks) || sum == 0 {
		t.Errorf("%d counted of %d", sum, len(got.Blocks))
	}
	for _, b := range got.Blocks {
		if b.ID == "gov-register" && (b.State != "in_place" || b.Seen == "" || b.Why[0] != "Every system needs it.") {
			t.Errorf("the register is %+v", b)
		}
	}
}

// Each gap says what to do next: where it is done, and the step of the guide that helps; and what is unclear, where it is settled.
func TestGapsAndUnclearBlocksLeadOn(t *testing.T) {
	h := newHouse(t)
	id := h.draft(t).ID
	doc := parse(t, h.page(t, "editor", ownArchitecture(id)))
	doc.CheckPage()
	box := doc.Text("section.guide-next")
	if !strings.Contains(box, "Oklart om") || !strings.Contains(box, "Första luckan:") || !doc.Has("section.guide-next a") {
		t.Errorf("next is %q", box)
	}
	c, err := h.guide.Conformance(t.Context(), h.actor(t, "editor"), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range c.Blocks {
		if b.State != guide.BlockGap {
			continue
		}
		for _, step := range b.Block.Guide {
			if !doc.Has("#block-" + b.Block.ID + " a[href=" + stepFor(step, id) + "]") {
				t.Errorf("the gap %s does not lead to the step %s", b.Block.ID, step)
			}
		}
	}
	reader := parse(t, h.page(t, "reader", "/en"+ownArchitecture(id)))
	reader.CheckPage()
	if reader.Has("section.guide-next a[href=/en"+ownPath(id)+"/edit/data]") || strings.Contains(reader.Text("main"), "State how it is") {
		t.Error("a reader is offered to write")
	}
}

func TestTheBlocksOfASystemAreATableToo(t *testing.T) {
	h := newHouse(t)
	base := ownArchitecture(h.draft(t).ID)
	wantsRedirect(t, h.posts("editor", base+"/gov-policy", url.Values{"state": {"in_place"}, "filled_by": {"=OPA"}}), base+"#block-gov-policy")
	file := h.as("reader", base+".csv")
	rows, err := csv.NewReader(strings.NewReader(file.Text)).ReadAll()
	if err != nil || len(rows) < 60 || !strings.Contains(file.Header.Get("Content-Disposition"), "byggblock") {
		t.Fatalf("%d rows, %v, %v", len(rows), err, file.Header)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return row[0] == "gov-policy" })
	if at < 0 || rows[at][4] != "in_place" || rows[at][9] != "'=OPA" {
		t.Errorf("the row is %q", rows[max(at, 0)])
	}
}
