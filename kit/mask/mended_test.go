package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// Faults that the gold set showed, in other words than its own.

func TestStreetAndTownDoNotLeaveTheirNumbers(t *testing.T) {
	f := finder(t, mask.Options{})
	for _, m := range []marked{
		{mask.Address, "Brevet skickades till «Lönnvägen 14», som hon lämnat."},
		{mask.Address, "Ägaren bor på «Mjölnargränd 2 A», men är bortrest."},
		{mask.Address, "vi ses vid «Hällgatan 31, rum 12» klockan tre"},
		{mask.PostalPlace, "Skicka det till Lönnvägen 14, «891 42 Örnsköldsvik», tack."},
		{mask.Property, "Fastighetsbeteckning: «Lillby Ängen 2:17»"},
	} {
		m.findIn(t, f)
	}
}

func TestMendedIdentifiers(t *testing.T) {
	f := finder(t, mask.Options{})
	for _, m := range []marked{
		{mask.Property, "Hans syster är ägare till «Norrby 4:12» sedan dess."},
		{mask.Property, "Sökanden, ägare till «Bagaren 9», motsätter sig detta."},
		{mask.Vehicle, "en röd husbil («GHJ 51D») stod i vägen"},
		{mask.Phone, "Swisha 200 kr till «0701740605» före fredag"},
		{mask.Phone, "hon nås på «070-\n1740605» efter tre"},
		{mask.Malnummer, "Målnummer «02-4711-26»"},
		{mask.Diarienummer, `{"arende":"«2026-00412»"}`},
		{mask.Age, "Mormor är «91 år» och bor hemma."},
		{mask.Age, "med sonen Emil, «7 år»."},
		{mask.Age, "Vårdnadshavaren har ett barn till, Nora («3 år»)."},
		{mask.Age, "Jag heter Erik Lundberg, är «44 år» och snickare."},
		{mask.Age, "Ålder enligt passet: «16 år»."},
	} {
		m.findIn(t, f)
	}
}

func TestMendedNames(t *testing.T) {
	f := finder(t, mask.Options{})
	for _, m := range []marked{
		{mask.Person, "Hon är känd under alias \"«Vargen»\" i området."},
		{mask.Person, "«lisbet»: är du där?\nbosse: ja\nlisbet: bra"},
		{mask.Person, "ja hej jag skulle fråga «pernilla» om hon har fått brevet"},
		{mask.Person, "Tina Almgren kom i tid. «Tina» hade kallat till mötet."},
	} {
		m.findIn(t, f)
	}
}

// findIn fails where no hit of the class covers the value.
func (m marked) findIn(t *testing.T, f *mask.Finder) {
	t.Helper()
	text, start, end := m.cut()
	if spans := f.Find(nil, []byte(text)); !covers(spans, m.class, start, end) {
		t.Errorf("%s: %q not found in %q: %+v", m.class, text[start:end], text, spans)
	}
}

func TestMendedOverMasking(t *testing.T) {
	f := finder(t, mask.Options{})
	for text, not := range map[string]string{
		"Rapporten gjordes enligt Lex Sarah och Lex Maria.":         "Lex Sarah",
		"Hon såg honom. Om Tallberg inte svarar får vi vänta.":      "Om",
		"Barn under 18 år behöver medgivande.":                      "18",
		"Budget 2027–2029 antogs.":                                  "2027",
		"VECKOBREV v. 17 till alla hemma":                           "17",
		"Se SOU 2010:29 s. 289 f. och SOU 2016:41.":                 "2016",
		"EU-domstolens dom C-40/17, punkterna 64–71":                "64",
		"2026-05-04 07:02:44 DÖRR 1 KORT 00388":                     "07:02",
		"Avgift 40,00\n2026-03-01 Elräkning, konto enligt bilaga 2": "2026-03",
	} {
		at := strings.Index(text, not)
		for _, s := range f.Find(nil, []byte(text)) {
			if s.Start < at+len(not) && at < s.End {
				t.Errorf("%q: %s %.2f hides %q", text, s.Class, s.Score, text[s.Start:s.End])
			}
		}
	}
}

func TestOneWordIsNoSpeakerUnlessItSpeaksTwice(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, text := range []string{"sammanfattning: bra\nallt: klart", "svar: ja\nsvar: nej", "kvitto: 1\nkvitto: 2", "lisbeta: en\nannat"} {
		for _, s := range f.Find(nil, []byte(text)) {
			if s.Class == mask.Person {
				t.Errorf("%q: %q is taken for a person", text, text[s.Start:s.End])
			}
		}
	}
}
