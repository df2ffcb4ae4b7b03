package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// persons finds the persons of a text, joined with "|".
func persons(f *mask.Finder, text string) string {
	var got []string
	for _, s := range f.Find(nil, []byte(text)) {
		if s.Class == mask.Person {
			got = append(got, text[s.Start:s.End])
		}
	}
	return strings.Join(got, "|")
}

// The names are made up of common given names and surnames.
func TestPersonsAreFoundByListsAndWordsAlone(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for text, want := range map[string]string{
		"Beslutet fattades av Anna Svensson.":                       "Anna Svensson",
		"Vi talade med herr Lindström igår.":                        "Lindström",
		"Handläggare: Erik Nilsson":                                 "Erik Nilsson",
		"Läkaren A. Karlsson skrev.":                                "A. Karlsson",
		"Det var Anna-Karin af Klint som kom.":                      "Anna-Karin af Klint",
		"Det var Anna Svenssons beslut.":                            "Anna Svenssons",
		"SÖKANDE ANNA SVENSSON HAR RÄTT.":                           "ANNA SVENSSON",
		"patienten anna svensson ringde":                            "anna svensson",
		"Anna Svensson kom. Sedan gick Svensson hem.":               "Anna Svensson|Svensson",
		"Anna Svensson kom. Det var Svenssons bil.":                 "Anna Svensson|Svenssons",
		"En björn sov i en sten, dag efter dag i maj.":              "",
		"Hon bor på Erik Dahlbergs gata 4.":                         "",
		"Det var Åsa O\u0308berg som ringde.":                       "Åsa O\u0308berg",
		"Bes\u00adlutet rör An\u00adna Svens\u00adson.":             "An\u00adna Svens\u00adson",
		"Ring Anna 🙂 Svensson 🙂 nu.":                                "Anna|Svensson",
		"Åsa-Britt von Essen och Per Johan Ek.":                     "Åsa-Britt von Essen|Per Johan Ek",
		"Enligt Försäkringskassan och Arbetsförmedlingen gäller 3.": "",
	} {
		if got := persons(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPersonsAreFoundWithTheTagger(t *testing.T) {
	f := finder(t, mask.Options{})
	for text, want := range map[string]string{
		"Beslutet fattades av Björn Sten och Kristina Vik.":         "Björn Sten|Kristina Vik",
		"Björn var där när Anna kom.":                               "Björn|Anna",
		"Enligt Linda Rosa har My Lindgren och Max Bo Dag flyttat.": "Linda Rosa|My Lindgren|Max Bo Dag",
		"Hej! Mvh Karin": "Karin",
	} {
		if got := persons(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestADocumentIsRememberedBetweenWindows(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	doc := mask.NewDocument()
	f.FindIn(doc, nil, []byte("Ansökan från Anna Brobäckare-Svensson kom in."))
	text := "Sedan har Brobäckare-Svensson överklagat."
	if spans := f.FindIn(doc, nil, []byte(text)); len(spans) != 1 || !spans[0].Evidence.Has(mask.SeenBefore) {
		t.Errorf("%+v", spans)
	}
	if spans := f.FindIn(mask.NewDocument(), nil, []byte("Sedan har Zzwq överklagat.")); len(spans) != 0 {
		t.Errorf("%+v", spans)
	}
}

func TestPlacesAndOrganisationsAreFound(t *testing.T) {
	f := finder(t, mask.Options{})
	text := "Hon flyttade från Göteborg till Umeå och arbetar på Försäkringskassan."
	spans := f.Find(nil, []byte(text))
	for value, class := range map[string]mask.Class{"Göteborg": mask.Place, "Umeå": mask.Place, "Försäkringskassan": mask.Organisation} {
		at := strings.Index(text, value)
		if !covers(spans, class, at, at+len(value)) {
			t.Errorf("%s %s is missed: %+v", class, value, spans)
		}
	}
}
