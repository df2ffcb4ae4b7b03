package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func TestACodeIsFoundOrSaidToBeMissing(t *testing.T) {
	vocabularies, err := content.Open(tree(soundTree())).Vocabularies()
	if err != nil {
		t.Fatal(err)
	}
	slag := vocabularies["slag"]
	if code, ok := slag.Find("ai_system"); !ok || code.Label.SV != "AI-system" || code.Group != "g" {
		t.Errorf("got %+v, %t", code, ok)
	}
	if _, ok := slag.Find("robot"); ok || slag.Has("robot") {
		t.Error("a code that is not there was found")
	}
}

func TestMunicipalitiesHaveTheirCodeFromTheList(t *testing.T) {
	bodies, err := content.Organisations()
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, body := range bodies {
		codes[body.Name.SV] = body.MunicipalityCode
	}
	for name, want := range map[string]string{"Göteborgs Stad": "1480", "Stockholms stad": "0180", "Nacka kommun": "0182", "Skatteverket": ""} {
		if got, ok := codes[name]; !ok || got != want {
			t.Errorf("%s has the code %q, want %q", name, got, want)
		}
	}
}

func TestEveryShortNameOfABodyFindsItsFullName(t *testing.T) {
	bodies, err := content.Organisations()
	if err != nil {
		t.Fatal(err)
	}
	groups, err := content.Synonyms()
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range bodies {
		joined := slices.ContainsFunc(groups, func(g content.SynonymGroup) bool {
			return slices.Contains(g.SV, body.Short) && slices.Contains(g.SV, body.Name.SV)
		})
		if body.Short != "" && !joined {
			t.Errorf("no group of synonyms joins %s and %s", body.Short, body.Name.SV)
		}
	}
}

func TestEveryBodyOwnsOrTakesPartInASystem(t *testing.T) {
	bodies, err := content.Organisations()
	if err != nil {
		t.Fatal(err)
	}
	systems, err := content.Systems()
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range bodies {
		if !slices.ContainsFunc(systems, func(s content.SystemRecord) bool {
			return s.Organisation == body.Name.SV || slices.Contains(s.CoOrganisations, body.Name.SV)
		}) {
			t.Errorf("%s is in no system", body.Name.SV)
		}
	}
}

// A peer's word for a phase must lead back to one phase, or an import could not
// choose.
func TestPeersWordsLeadBackToOnePhase(t *testing.T) {
	vocabularies, err := content.Vocabularies()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, code := range vocabularies["phase"].Codes {
		for format, word := range code.Maps {
			key := format + "|" + strings.ToLower(word)
			if other, ok := seen[key]; ok {
				t.Errorf("%q leads to %s and %s", word, other, code.Code)
			}
			seen[key] = code.Code
		}
	}
}

func TestNoFreshPhaseIsFromAnOldSource(t *testing.T) {
	systems, err := content.Systems()
	if err != nil {
		t.Fatal(err)
	}
	var inUse int
	for _, s := range systems {
		for _, phase := range s.Phases {
			if phase.Phase == "in_use" && !phase.Stale {
				inUse++
			}
			if !phase.Stale && content.PhaseIsStale(phase.AsOf, "2026-11-22") {
				t.Errorf("%s: the phase of %q is not marked old", s.ID, phase.AsOf)
			}
		}
	}
	if inUse == 0 || inUse > 5 {
		t.Errorf("%d systems count as in use; the sources support only a few", inUse)
	}
}
