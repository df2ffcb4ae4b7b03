package web

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/tillit-se/tillit/internal/web/components"
)

func rests(label string, on ...string) restsShown {
	shown := restsShown{Link: components.Link{Href: "#d", Label: label}}
	for _, name := range on {
		link := components.Link{Label: name}
		if name[0] == 'D' {
			link.Href = "#d"
		}
		shown.On = append(shown.On, link)
	}
	return shown
}

func pictureOf(t *testing.T, all ...restsShown) *diagram {
	t.Helper()
	s := newSite(t, nil)
	r, err := s.request(httptest.NewRequest(http.MethodGet, "/", nil), "sv")
	if err != nil {
		t.Fatal(err)
	}
	return restsPicture(r, all)
}

func TestEachDecisionIsDrawnToTheRightOfWhatItRestsOn(t *testing.T) {
	d := pictureOf(t, rests("D1", "D2", "question one"), rests("D2", "D3", "question two"), rests("D3", "question two"))
	if d == nil || len(d.Boxes) != 5 || len(d.Lines) != 5 {
		t.Fatalf("%+v", d)
	}
	x := map[string]int{}
	for _, box := range d.Boxes {
		x[box.Texts[0].Text] = box.X
	}
	if x["question one"] != x["question two"] || x["question two"] >= x["D3"] || x["D3"] >= x["D2"] || x["D2"] >= x["D1"] {
		t.Errorf("places: %v", x)
	}
}

func TestAModelThatIsARingOrLargeIsNotDrawnForEver(t *testing.T) {
	if d := pictureOf(t, rests("D1", "D2"), rests("D2", "D1")); d == nil || len(d.Boxes) != 2 {
		t.Errorf("a ring: %+v", d)
	}
	var many []restsShown
	for i := range mostDrawn + 1 {
		many = append(many, rests("D"+strconv.Itoa(i), "q"))
	}
	if d := pictureOf(t, many...); d != nil {
		t.Error("too much was drawn")
	}
	if d := pictureOf(t, rests("D1", "q")); d != nil {
		t.Error("a single decision was drawn")
	}
}
