package legalref_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/legalref"
)

func TestTargetsAreReadAndWritten(t *testing.T) {
	for _, text := range []string{
		"sfs/1960:729", "sfs/1960:729#K2P3aS1M1N11", "sfs/1960:729#K2P3aS1N2", "sfs/1736:0123_s._2#K18P9", "sfs/1886:bih._3_s._1",
		"sfs/9999:999#S1", "sfs/1938:279#P29O2", "sfs/1962:700#L2010:800", "sfs/1736:0123_s._1#L1860:56_s._3", "sfs/1994:1219#A8.2", "prop/1999/2000:100#sid42",
		"prop/1996/97:44#S6-1", "prop/1958:B6", "bet/2011/12:TU1", "sou/2016:41", "celex/31995L0046#25.6", "celex/32016R0679#6.1.e",
		"celex/32024R1689#ann-III.5", "celex/62014CJ0362", "dom/nja/1998s14", "dom/ra/1986:116", "dom/hfd/2011/not/5",
		"avg/jk/1879-02-40", "dnr/I2021/01825", "rapport/imy/2021:1",
	} {
		target, err := legalref.ParseTarget(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := target.String(); got != text {
			t.Errorf("%s was written as %s", text, got)
		}
		if target.Kind() == "" || target.Display() == "" {
			t.Errorf("%s has kind %q and display %q", text, target.Kind(), target.Display())
		}
	}
}

func TestTextThatIsNoTargetIsRefusedWithItsPosition(t *testing.T) {
	cases := []struct {
		text   string
		offset int
	}{
		{"", 0},
		{"1960:729", 0},
		{"lag/1960:729", 0},
		{"sfs/1960", 4},
		{"sfs/1960:72900x", 4},
		{"sfs/0001:01", 4},
		{"sfs/1960:729#", 13},
		{"sfs/1960:729#28", 13},
		{"sfs/1960:729#P28K1", 16},
		{"sfs/1960:729#K2P", 16},
		{"prop/2011/13:1", 5},
		{"prop/2011/12:1#sid", 18},
		{"prop/2011/12:1#S6--1", 20},
		{"celex/32016R0679#6..1", 21},
		{"celex/32016R0679#P5", 17},
		{"dnr/X2021/01825", 4},
		{"rapport//2021:1", 0},
	}
	for _, c := range cases {
		if _, err := legalref.ParseTarget(c.text); err == nil {
			t.Errorf("%q was taken", c.text)
		} else if wrong := new(legalref.TargetError); !errors.As(err, &wrong) || wrong.Offset > len(c.text) || wrong.Offset < c.offset-1 {
			t.Errorf("%q: %v, want byte %d", c.text, err, c.offset)
		}
	}
}

// places draws a place in an act.
func places(t *rapid.T) legalref.Place {
	number := func(name string) string {
		return rapid.SampledFrom([]string{"", "", "1", "2", "3a", "17"}).Draw(t, name)
	}
	return legalref.Place{
		Chapter: number("chapter"), Section: number("section"), Moment: number("moment"),
		Paragraph: number("paragraph"), Sentence: number("sentence"), Item: number("item"),
	}
}

func TestEveryPlaceInAnActSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := legalref.Target{
			Series: "sfs", Number: fmt.Sprintf("%d:%d", rapid.IntRange(1600, 2199).Draw(t, "year"), rapid.IntRange(1, 9999).Draw(t, "number")),
			Place: places(t),
		}
		got, err := legalref.ParseTarget(want.String())
		if err != nil || got != want {
			t.Fatalf("%s gave %v, %v", want, got, err)
		}
		encoded, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var decoded legalref.Target
		if err := json.Unmarshal(encoded, &decoded); err != nil || decoded != want {
			t.Fatalf("JSON %s gave %v, %v", encoded, decoded, err)
		}
	})
}

func TestNumbersOfActsAreBroughtToOneForm(t *testing.T) {
	for text, want := range map[string]string{
		"1960:729": "sfs/1960:729", "SFS 1960:729": "sfs/1960:729", " 1960:729 ": "sfs/1960:729", "1904:48 s.1": "sfs/1904:48_s._1",
		"1736:0123 2": "sfs/1736:0123_s._2", "N2026:3": "sfs/N2026:3", "9999:999": "sfs/9999:999",
	} {
		if got, err := legalref.ParseAct(text); err != nil || got.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "1960", "1960:729#P1", "lagen", "1960:729 och 1961:1", "0001:01"} {
		if got, err := legalref.ParseAct(text); err == nil {
			t.Errorf("%q was taken as %s", text, got)
		}
	}
}

func TestATargetContainsWhatLiesInIt(t *testing.T) {
	cases := []struct {
		outer, inner string
		want         bool
	}{
		{"sfs/2017:900", "sfs/2017:900#P28S1", true},
		{"sfs/2017:900#P28", "sfs/2017:900#P28S1", true},
		{"sfs/2017:900#P28S1", "sfs/2017:900#P28", false},
		{"sfs/2017:900#P2", "sfs/2017:900#P28", false},
		{"sfs/2017:900", "sfs/2017:901", false},
		{"celex/32016R0679#6", "celex/32016R0679#6.1.e", true},
		{"celex/32016R0679#6.1", "celex/32016R0679#6.11", false},
		{"prop/1996/97:44#S6", "prop/1996/97:44#S6-1", true},
	}
	for _, c := range cases {
		outer, inner := parse(t, c.outer), parse(t, c.inner)
		if got := outer.Contains(inner); got != c.want {
			t.Errorf("%s contains %s: %t", c.outer, c.inner, got)
		}
	}
}

func parse(t *testing.T, text string) legalref.Target {
	t.Helper()
	target, err := legalref.ParseTarget(text)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func TestDisplayIsAsLawyersWrite(t *testing.T) {
	for text, want := range map[string]string{
		"sfs/1960:729#K2P3aS1N2":     "2 kap. 3 a § första stycket 2 SFS 1960:729",
		"sfs/1960:729#P3S13M2":       "3 § 13:e stycket andra meningen SFS 1960:729",
		"sfs/1736:0123_s._2#K18P9":   "18 kap. 9 § SFS 1736:0123 s. 2",
		"sfs/1962:700#L2010:800":     "SFS 2010:800 om ändring i SFS 1962:700",
		"sfs/1994:1219#A8":           "artikel 8 i SFS 1994:1219",
		"prop/1999/2000:100#sid42":   "prop. 1999/2000:100 s. 42",
		"sou/1997:39#S8-2-2":         "SOU 1997:39 avsnitt 8.2.2",
		"ds/2000:1":                  "Ds 2000:1",
		"celex/31995L0046#25.6":      "artikel 25.6 i 31995L0046",
		"celex/32016R0679#6.1.e":     "artikel 6.1 e i 32016R0679",
		"celex/32024R1689#ann-III.5": "bilaga III punkt 5 i 32024R1689",
		"dom/nja/1998s14":            "NJA 1998 s. 14",
		"dom/ra/1986:116":            "RÅ 1986 ref. 116",
		"dom/ad/1993:100":            "AD 1993 nr 100",
		"dom/mod/2001:9":             "MÖD 2001:9",
		"dom/hfd/2011/not/5":         "HFD 2011 not. 5",
		"avg/jo/3577-2011":           "JO dnr 3577-2011",
		"rapport/imy/2021:1":         "IMY Rapport 2021:1",
		"dnr/I2021/01825":            "I2021/01825",
	} {
		if got := parse(t, text).Display(); got != want {
			t.Errorf("%s is shown as %q, want %q", text, got, want)
		}
	}
}

func TestParseTakesOneCitationAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"28 § första stycket FL":                        "sfs/2017:900#P28S1",
		"2 kap. brottsbalken":                           "sfs/1962:700#K2",
		"3 § lagen (1960:729)":                          "sfs/1960:729#P3",
		"  prop. 1999/2000:100 s. 42 ":                  "prop/1999/2000:100#sid42",
		"artikel 6.1 e i dataskyddsförordningen":        "celex/32016R0679#6.1.e",
		"rådets direktiv 85/611/EEG":                    "celex/31985L0611",
		"offentlighets- och sekretesslagen":             "sfs/2009:400",
		"10 kap. 2 § offentlighets- och sekretesslagen": "sfs/2009:400#K10P2",
	} {
		if got, err := legalref.Parse(text); err != nil || got.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
	for text, offset := range map[string]int{
		"":                        0,
		"god förvaltning":         0,
		"se 28 § FL":              0,
		"28 § FL och annat":       8,
		"28 § FL, 3 § OSL":        10,
		"3 § okändlagen":          0,
		"2 och 3 §§ brottsbalken": 6,
	} {
		_, err := legalref.Parse(text)
		if wrong := new(legalref.CitationError); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", text, err)
		} else if wrong.Offset != offset {
			t.Errorf("%q: %v, want byte %d", text, err, offset)
		}
	}
}
