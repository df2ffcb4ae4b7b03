package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
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
	var got struct {
		Counts map[string]int
		Blocks []blockJSON
	}
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
