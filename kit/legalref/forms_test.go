package legalref_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/legalref"
)

// TestOneProvisionInAllTheWaysItIsWritten lists, for each target, the ways that lawyers, officials and English-minded writers cite it. Each text is
// one citation and nothing else.
func TestOneProvisionInAllTheWaysItIsWritten(t *testing.T) {
	for target, ways := range map[string][]string{
		"sfs/2017:900#P28": {
			"28 § förvaltningslagen (2017:900)", "28 § FL", "FL 28 §", "§ 28 FL", "FL § 28", "28§ FL", "28\u00a0§ FL", "§ 28 i förvaltningslagen (2017:900)",
			"28 § i förvaltningslagen (2017:900)", "28 § nya förvaltningslagen (2017:900)", "28 § förvaltningslag (2017:900)", "28 § Förvaltningslagen (2017:900)",
			"28 § förvaltnings-\nlagen (2017:900)", "28 § förvaltningslagen (SFS 2017:900)", "28 § förvaltningslagen [2017:900]", "28 § förvaltningslagen (2017:900).",
		},
		"sfs/2017:900#P25S2": {
			"25 § andra stycket FL", "25 § 2 st. FL", "25 § 2 st FL", "§ 25 andra stycket FL", "§ 25 2 st. FL", "FL 25 § andra stycket", "FL § 25 andra stycket",
		},
		"sfs/2017:900#P5S2N3": {"5 § andra stycket 3 FL", "5 § 2 st. 3 p. FL", "5 § andra stycket punkt 3 FL", "5 § andra stycket 3) FL", "§ 5 andra stycket 3 FL"},
		"sfs/2017:900#P19a":   {"19 a § FL", "19a § FL", "§ 19 a FL", "19\u00a0a\u00a0§ FL", "FL 19 a §"},
		"sfs/2009:400#K10P27": {
			"10 kap. 27 § OSL", "10 kap 27 § OSL", "10 kap.27§ OSL", "10:27 OSL", "OSL 10:27", "OSL 10 kap. 27 §", "10 kap. § 27 OSL", "10 kap § 27 OSL",
			"10 kap. 27 § offentlighets- och sekretesslagen (2009:400)", "10 kap. 27 § offentlighets- och sekretesslagen", "10 Kap. 27 § OSL",
			"10 kap. 27 § offentlighets-\noch sekretesslagen (2009:400)",
		},
		"sfs/1974:152#K1P9":      {"1 kap. 9 § regeringsformen", "1 kap. 9 § RF", "RF 1:9", "1:9 RF", "RF 1 kap. 9 §", "1 kap. 9 § regeringsformen (1974:152)"},
		"sfs/1974:152#K2P6S2":    {"2 kap. 6 § andra stycket RF", "RF 2:6 st. 2", "RF 2:6 2 st.", "2:6 2 st. RF"},
		"sfs/2018:218#K3P3":      {"3 kap. 3 § dataskyddslagen"},
		"sfs/1960:729#K2P3aS1N2": {"2 kap. 3 a § första stycket 2 upphovsrättslagen (1960:729)", "2 kap. § 3 a första stycket 2 upphovsrättslagen"},
		"sfs/1962:700#K4P9cS3M1": {"4 kap. 9 c § tredje stycket första meningen brottsbalken", "4 kap. 9 c § tredje stycket första meningen BrB"},
		"celex/32016R0679#22":    {"artikel 22 i dataskyddsförordningen", "artikel 22 dataskyddsförordningen", "artikel 22 GDPR", "art. 22 GDPR", "GDPR artikel 22", "GDPR art. 22", "artikel 22 i EU:s dataskyddsförordning", "artikel 22 i förordning (EU) 2016/679", "Art. 22 i Europaparlamentets och rådets förordning (EU) 2016/679 av den 27 april 2016"},
		"celex/32016R0679#5.1.a": {"artikel 5.1 a i dataskyddsförordningen", "artikel 5.1.a GDPR", "artikel 5.1.a i GDPR", "artikel 5.1 a GDPR", "artikel 5.1(a) GDPR", "artikel 5(1)(a) GDPR", "Artikel 5.1 a) GDPR", "dataskyddsförordningen artikel 5.1 a", "artikel 5.1 led a GDPR"},
		"celex/32016R0679#9.2.g": {"artikel 9.2 g i dataskyddsförordningen", "artikel 9(2)(g) GDPR", "art 9.2 g GDPR"},
		"celex/32024R1689#6":     {"artikel 6 i AI-förordningen", "artikel 6 AI-förordningen", "artikel 6 i AI-förordningen (EU) 2024/1689", "AI-förordningen artikel 6"},
		"celex/32024R1689#ann-III": {
			"bilaga III till AI-förordningen", "bilaga III i AI-förordningen", "bilaga III till förordning (EU) 2024/1689",
		},
		"celex/32024R1689#ann-III.5": {"bilaga III punkt 5 till AI-förordningen", "bilaga III punkt 5 till förordning (EU) 2024/1689"},
		"celex/31995L0046#25.6":      {"artikel 25.6 i rådets direktiv 95/46/EG", "artikel 25.6 direktiv 95/46/EG", "artikel 25(6) i direktiv 95/46/EG"},
		"prop/2016/17:180#sid315":    {"prop. 2016/17:180 s. 315", "Prop. 2016/17:180 s. 315", "prop 2016/17:180 s 315", "proposition 2016/17:180 s. 315", "prop. 2016/17:180, s. 315"},
		"sou/2018:25":                {"SOU 2018:25"},
		"ds/2019:1#sid7":             {"Ds 2019:1 s. 7"},
		"skr/2021/22:203":            {"skr. 2021/22:203", "Skr. 2021/22:203", "skrivelse 2021/22:203", "skr 2021/22:203"},
		"dir/2023:118":               {"dir. 2023:118", "dir 2023:118", "Dir. 2023:118"},
		"bet/2017/18:KU2":            {"bet. 2017/18:KU2", "Bet. 2017/18:KU2"},
		"dom/nja/2015s45":            {"NJA 2015 s. 45", "NJA 2015 s 45"},
		"dom/hfd/2018:42":            {"HFD 2018 ref. 42", "HFD 2018 ref 42"},
		"dom/ad/2010:3":              {"AD 2010 nr 3"},
		"dnr/I2021/01825":            {"I2021/01825"},
	} {
		for _, text := range ways {
			got, err := legalref.Parse(text)
			if err != nil || got.String() != target {
				t.Errorf("%q is %s, %v; want %s", text, got, err, target)
			}
		}
	}
}

func TestMarksBeforeTheNumber(t *testing.T) {
	check(t, inStatute(), []example{
		{"alone", "enligt § 3 gäller", []string{"§ 3 → sfs/9999:999#P3"}},
		{"several", "§§ 4–6 och 8 a", []string{"§§ 4 → sfs/9999:999#P4", "6 → sfs/9999:999#P6", "8 a → sfs/9999:999#P8a"}},
		{"one mark each", "§ 3 och § 4", []string{"§ 3 → sfs/9999:999#P3", "§ 4 → sfs/9999:999#P4"}},
		{"a single mark has one number", "§ 3 och 4 personer", []string{"§ 3 → sfs/9999:999#P3"}},
		{"with chapter", "2 kap. § 3 andra stycket", []string{"2 kap. § 3 andra stycket → sfs/9999:999#K2P3S2"}},
		{"as a heading", "§ 3. Denna lag", []string{"§ 3 → sfs/9999:999#P3"}},
		{"the preposition is no letter", "§ 3 i lagen (1999:1)", []string{"§ 3 → sfs/1999:1#P3", "1999:1 → sfs/1999:1"}},
		{"decimals", "§ 3.2 och § 3:4", nil},
		{"backwards", "§§ 8–5", []string{"§§ 8 → sfs/9999:999#P8"}},
		{"a mark that ends a number", "3 § 5 kap. 2 §", []string{"3 § → sfs/9999:999#P3", "5 kap. 2 § → sfs/9999:999#K5P2"}},
	})
	check(t, legalref.Options{}, []example{
		{"items of minutes are no provisions", "Kommunstyrelsen § 45. Enligt kommunallagen (2017:725) gäller § 46 och §§ 47–48.", []string{"kommunallagen (2017:725) → sfs/2017:725"}},
		{"same act", "§ 3 lagen (1999:1) och § 4 samma lag", []string{"§ 3 → sfs/1999:1#P3", "1999:1 → sfs/1999:1", "§ 4 samma lag → sfs/1999:1#P4"}},
		{"after the act", "FL § 5 och § 6", []string{"FL § 5 → sfs/2017:900#P5", "§ 6 → sfs/2017:900#P6"}},
		{"clock", "kl. 10:27 FL", nil},
		{"unknown act", "§ 3 okändlagen", nil},
		{"chapter and section of another block", "2:3\n\nRF gäller, 2:3RF", nil},
		{"articles of the act after them", "GDPR artikel 5 i förordning (EU) 2023/1", []string{"artikel 5 i förordning (EU) 2023/1 → celex/32023R0001#5"}},
	})
}

func TestSeveralActsUnderOneNoun(t *testing.T) {
	check(t, legalref.Options{}, []example{
		{"two", "lagarna (1999:1) och (1999:2)", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2"}},
		{"three", "förordningarna (1999:1), (1999:2) samt (1999:3).", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2", "1999:3 → sfs/1999:3"}},
		{"with titles", "lagarna (1999:1) om stöd till barn och (1999:2) om hem", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2"}},
		{"titles first", "lagarna om stöd (1999:1) och om hem (1999:2)", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2"}},
		{"an act with a name among them", "lagarna (1999:1) om x och plan- och bygglagen (2010:900)", []string{"1999:1 → sfs/1999:1", "plan- och bygglagen (2010:900) → sfs/2010:900"}},
		{"a sentence ends them", "lagarna (1999:1) och (1999:2). Se (1999:3)", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2"}},
		{"a block ends them", "lagarna (1999:1) och\n\n(1999:2)", []string{"1999:1 → sfs/1999:1"}},
		{"the same law is neither", "lagarna (1999:1) och (1999:2), 3 § samma lag, enligt 4 §", []string{"1999:1 → sfs/1999:1", "1999:2 → sfs/1999:2"}},
		{"a block ends titles", "lagarna (1999:1) om x\n\nom y (1999:2)", []string{"1999:1 → sfs/1999:1"}},
		{"one act has no others", "lagen (1999:1) och (1999:2)", []string{"1999:1 → sfs/1999:1"}},
	})
}

// TestParagraphsRememberWhatWasSaidInEarlierOnes: a reader is fed a document piece by piece.
func TestParagraphsRememberWhatWasSaidInEarlierOnes(t *testing.T) {
	reader := legalref.NewReader(legalref.Options{})
	for i, c := range []struct {
		text string
		want []found
	}{
		{"Av 3 § lagen (2004:575) om x följer något.", []found{{"3 §", "sfs/2004:575#P3"}, {"2004:575", "sfs/2004:575"}}},
		{"En rad utan rättskällor.", nil},
		{"Det framgår av 4 § samma lag.", []found{{"4 § samma lag", "sfs/2004:575#P4"}}},
		{"Påhittadelagen (2001:1), PhL, ändras.", []found{{"Påhittadelagen (2001:1)", "sfs/2001:1"}}},
		{"Se 5 § PhL och 6 § påhittadelagen.", []found{{"5 § PhL", "sfs/2001:1#P5"}, {"6 § påhittadelagen", "sfs/2001:1#P6"}}},
		{"Artikel 3 i förordning (EU) 2023/1 om stål (stålförordning).", []found{{"Artikel 3 i förordning (EU) 2023/1", "celex/32023R0001#3"}}},
		{"Jämför artikel 4 i stålförordningen och artikel 5 i samma förordning.", []found{{"artikel 4 i stålförordningen", "celex/32023R0001#4"}, {"artikel 5 i samma förordning", "celex/32023R0001#5"}}},
	} {
		if diff := cmp.Diff(c.want, pairs(reader.Find(c.text))); diff != "" {
			t.Errorf("paragraph %d: %s", i+1, diff)
		}
	}
	reader.Reset()
	if got := reader.Find("Se 5 § PhL och 4 § samma lag."); len(got) != 0 {
		t.Errorf("after Reset: %v", pairs(got))
	}
}

// markFirst moves the mark of a section before its number.
func markFirst(text string, place legalref.Place) (string, bool) {
	before, after, ok := strings.Cut(text, "§")
	if !ok {
		return "", false
	}
	chapter := ""
	if place.Chapter != "" {
		at := strings.Index(before, "kap.") + len("kap.")
		chapter, before = before[:at]+" ", before[at:]
	}
	return chapter + "§ " + strings.TrimSpace(before) + after, true
}

// TestTheMarkMayStandOnEitherSide is the property: a provision is the same with the mark before or after its number.
func TestTheMarkMayStandOnEitherSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, place := written(t)
		turned, ok := markFirst(text, place)
		if !ok {
			t.Fatalf("%q has no mark", text)
		}
		reader := legalref.NewReader(legalref.Options{Base: legalref.Current()})
		refs := reader.Find("Det följer av " + turned + " att något gäller.")
		if len(refs) != 1 || refs[0].Target.Place != place || refs[0].Text != turned {
			t.Fatalf("%q gave %v, want %+v", turned, pairs(refs), place)
		}
	})
}

// snippets are texts with citations in them, one block each.
func snippets() []string {
	return []string{
		"enligt 2 kap. 3 a § första stycket 2 påhittadelagen (1960:729)", "se prop. 1999/2000:100 s. 42–44", "artikel 6.1 e i förordning (EU) 2016/679",
		"NJA 1998 s. 14 och HFD 2018 ref. 42", "lagarna (1999:1) om å och (1999:2) om ä", "§§ 4–6 lagen (1999:1)", "GDPR artikel 5(1)(a)", "10:27 OSL, RF 2:6",
		"3, 5 och 7 §§ lagen (2001:7) om ö", "bilaga III punkt 5 till AI-förordningen", "ingen hänvisning alls", "😀 28 § FL", "mål C-362/14", "SOU 2018:25, Ds 2019:1",
	}
}

// TestWhatStandsAroundMovesTheReferencesAndNothingElse: text before a block, and after it, changes the offsets alone.
func TestWhatStandsAroundMovesTheReferencesAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(snippets()).Draw(t, "text")
		before := rapid.SampledFrom([]string{"", "Inledning.\n\n", "Å ä ö 😀 rad.\n\n", "Rubrik\n\n\n", "- punkt\n\n"}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", "\n\nSlut.", "\n\n\tÅ\n", "\r\n\r\nEfter"}).Draw(t, "after")
		alone, around := legalref.Find(text), legalref.Find(before+text+after)
		if len(alone) != len(around) {
			t.Fatalf("%q has %v alone and %v within %q", text, pairs(alone), pairs(around), before+text+after)
		}
		for i := range alone {
			moved := alone[i]
			moved.Start, moved.End = moved.Start+len(before), moved.End+len(before)
			runes, units := len([]rune(before)), 0
			for _, r := range before {
				units++
				if r > 0xFFFF {
					units++
				}
			}
			moved.Runes = legalref.Span{Start: moved.Runes.Start + runes, End: moved.Runes.End + runes}
			moved.UTF16 = legalref.Span{Start: moved.UTF16.Start + units, End: moved.UTF16.End + units}
			if diff := cmp.Diff(moved, around[i]); diff != "" {
				t.Fatalf("%q: %s", before+text+after, diff)
			}
		}
	})
}

// TestBlanksAreAllTheSame: a citation may be broken over lines, indented or written with blanks that do not break.
func TestBlanksAreAllTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(snippets()).Draw(t, "text")
		words := strings.Split(text, " ")
		var b strings.Builder
		for i, word := range words {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{" ", "\n", "  ", "\u00a0", " \r\n  ", "\t", "\u202f"}).Draw(t, "blank"))
			}
			b.WriteString(word)
		}
		plain, broken := legalref.Find(text), legalref.Find(b.String())
		var want, got []string
		for _, r := range plain {
			want = append(want, r.Target.String())
		}
		for _, r := range broken {
			got = append(got, r.Target.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: %s", b.String(), diff)
		}
	})
}

// TestReadingTwiceGivesTheSame: what a reader remembers of a text does not change how it reads it again after Reset, and Find has no memory.
func TestReadingTwiceGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(snippets()), 1, 8).Draw(t, "blocks"), ".\n\n")
		reader := legalref.NewReader(legalref.Options{})
		first := reader.Find(text)
		reader.Reset()
		if diff := cmp.Diff(first, reader.Find(text)); diff != "" {
			t.Fatalf("after Reset: %s", diff)
		}
		if diff := cmp.Diff(first, legalref.Find(text)); diff != "" {
			t.Fatalf("Find: %s", diff)
		}
		last := 0
		for _, r := range first {
			if r.Start < last || text[r.Start:r.End] != r.Text {
				t.Fatalf("%q: %d–%d after %d", text, r.Start, r.End, last)
			}
			last = r.End
		}
	})
}

// drawTarget draws a target of any series.
func drawTarget(t *rapid.T) legalref.Target {
	n := func(name string, most int) string { return fmt.Sprint(rapid.IntRange(1, most).Draw(t, name)) }
	year := n("year", 70)
	base := fmt.Sprintf("%d:%s", 1950+len(year)*10, n("number", 999))
	switch rapid.IntRange(0, 3).Draw(t, "series") {
	case 0:
		place := places(t)
		return legalref.Target{Series: "sfs", Number: base, Place: place}
	case 1:
		place := legalref.Place{Page: n("page", 900)}
		if rapid.Bool().Draw(t, "part") {
			place = legalref.Place{Part: n("a", 9) + "-" + n("b", 9)}
		}
		return legalref.Target{Series: rapid.SampledFrom([]string{"sou", "ds"}).Draw(t, "kind"), Number: base, Place: place}
	case 2:
		article := n("article", 99)
		if rapid.Bool().Draw(t, "point") {
			article += "." + n("p", 9)
		}
		return legalref.Target{Series: "celex", Number: "32016R0679", Place: legalref.Place{Article: article}}
	}
	return legalref.Target{Series: "sfs", Number: base}
}

// TestContainingIsAnOrder: every target contains itself and lies in its document; what contains what contains something contains it too; and two
// targets that contain each other are one.
func TestContainingIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawTarget(t), drawTarget(t)
		if rapid.Bool().Draw(t, "related") {
			b = a
			levels := []*string{&b.Place.Sentence, &b.Place.Item, &b.Place.Paragraph, &b.Place.Moment, &b.Place.Section}
			for _, level := range levels[:rapid.IntRange(0, len(levels)).Draw(t, "levels")] {
				*level = ""
			}
		}
		switch {
		case !a.Contains(a), !a.Document().Contains(a):
			t.Fatalf("%s", a)
		case a != a.Document() && a.Contains(a.Document()):
			t.Fatalf("%s contains its document", a)
		case a.Contains(b) && b.Contains(a) && a != b:
			t.Fatalf("%s and %s contain each other", a, b)
		case a.Contains(b) && a.Document() != b.Document():
			t.Fatalf("%s contains %s", a, b)
		}
		if c := b.Document(); c.Contains(b) && b.Contains(a) && !c.Contains(a) {
			t.Fatalf("%s, %s, %s", c, b, a)
		}
	})
}

// TestEveryPrefixOfATextIsReadWithoutTrouble cuts texts at every byte, also within characters: nothing panics, and what is found is sound.
func TestEveryPrefixOfATextIsReadWithoutTrouble(t *testing.T) {
	for _, text := range snippets() {
		for end := range len(text) + 1 {
			sound(t, text[:end], legalref.Find(text[:end]))
			sound(t, text[end:], legalref.NewReader(legalref.Options{Base: legalref.Current()}).Find(text[end:]))
		}
	}
}
