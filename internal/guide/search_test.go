package guide_test

import (
	"testing"

	"github.com/tillit-se/tillit/internal/guide"
)

func TestTheSearchOfTheGuideIsSwedish(t *testing.T) {
	g, err := library(t).Guide()
	if err != nil {
		t.Fatal(err)
	}
	index := guide.NewIndex(g)
	for query, want := range map[string]bool{
		"": true, "skåpet": true, "SKÅPET öppet": true, "skapet": false, "kontroll": true, "steg buy": true, "ett": true, "skåpet saknas": false,
		"  ": true, "öppet?": true,
	} {
		if _, got := index.Match("buy", "sv", guide.SearchWords(query)); got != want {
			t.Errorf("%q found: %v", query, got)
		}
	}
	if demands, _ := index.Match("buy", "sv", guide.SearchWords("två")); len(demands) != 1 || demands[0] != "Två" {
		t.Errorf("demands %v", demands)
	}
}

func TestTheExportHoldsEveryStepInBothLanguages(t *testing.T) {
	e, err := guide.NewLibrary(library(t)).Export()
	if err != nil || len(e.Steps) != 7 || e.Steps[0].ID != "need" || e.Steps[0].Title.SV != "Steg need" || e.Steps[0].Mistakes == nil {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestStepsThatAreAboutItComeFirst(t *testing.T) {
	g, err := library(t).Guide()
	if err != nil {
		t.Fatal(err)
	}
	found := guide.NewIndex(g).Find("sv", guide.SearchWords("kontroll"))
	if len(found) != len(g.Steps) || found[0].ID != "need" {
		t.Errorf("%d steps", len(found))
	}
	g.Steps[3].Texts["sv"].Lead = "Om kontroll."
	if found = guide.NewIndex(g).Find("sv", guide.SearchWords("kontroll")); found[0].ID != g.Steps[3].ID {
		t.Errorf("first is %s", found[0].ID)
	}
}
