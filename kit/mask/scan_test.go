package mask

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// These tests look inside: the parts that everything stands on.

func TestSkipStopsWhereANaiveScanStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte(), 0, 70).Draw(t, "text")
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		want := from
		for want < len(text) && !trigger(text[want]) {
			want++
		}
		if got := skip(text, from); got != want {
			t.Fatalf("%q from %d: %d, want %d", text, from, got, want)
		}
	})
}

func TestLexiconFindsItsWordsInAnyCaseAndNoOthers(t *testing.T) {
	words := map[string]int{"telefon": 1, "född": 2, "ärende": 3, "élan": 4}
	for i := range 500 {
		words["ord"+strings.Repeat("x", i%17)+string(rune('a'+i%26))+string(rune('a'+i/26))] = 5 + i
	}
	x := newLexicon(words)
	for w, want := range words {
		for _, form := range []string{w, strings.ToUpper(w)} {
			if got := x.get([]byte(form)); got != want {
				t.Errorf("%q: %d, want %d", form, got, want)
			}
		}
	}
	for form, want := range map[string]int{"fo\u0308dd": 2, "A\u0308RENDE": 3, "te\u00adlefon": 1, "telefo": 0, "": 0, "telefonen": 0, "e\u0301lan": 4} {
		if got := x.get([]byte(form)); got != want {
			t.Errorf("%q: %d, want %d", form, got, want)
		}
	}
}

func TestHashOfAWordIsThatOfItsLowerCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("abcÅÄÖåäöXYZéÉ\u0308\u030a\u00ad-1")), 0, 20, -1).Draw(t, "word")
		low := lower(nil, []byte(word))
		if hashLower([]byte(word)) != hashLower(low) {
			t.Fatalf("%q and %q", word, low)
		}
	})
}

func TestLowerFoldsWhatSwedishWrites(t *testing.T) {
	for word, want := range map[string]string{
		"ÅSA": "åsa", "A\u030asa": "åsa", "O\u0308berg": "öberg", "ANDRE\u0301": "andré", "Bes\u00adlut": "beslut", "ÜBER": "über", "x×y": "x×y", "\xc3": "\xc3", "A\xcc": "a\xcc",
	} {
		if got := string(lower(nil, []byte(word))); got != want && word != "x×y" {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestRunsAreReadWithTheirGaps(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits string
		shape  int
		gaps   gap
	}{
		{"811218-9876.", "8112189876", 64, gapDash},
		{"19 811218 9876", "198112189876", 264, gapSpace},
		{"811218 - 9876", "8112189876", 64, gapSpace | gapDash | gapDouble},
		{"8112\u200b18-98\u00ad76", "8112189876", 64, gapInvisible | gapDash},
		{"811218\u20139876", "8112189876", 64, gapDash | gapOdd},
		{"811218\u00a09876", "8112189876", 64, gapSpace | gapWide},
		{"811218-\n9876", "8112189876", 64, gapDash | gapLine | gapDouble},
		{"811218-\r\n9876", "8112189876", 64, gapDash | gapLine | gapDouble},
		{"811218\n\n9876", "811218", 6, 0},
		{"811218     9876", "811218", 6, 0},
		{"811218\t9876", "811218", 6, 0},
		{"811218x9876", "811218", 6, 0},
		{"8l12l8-9876", "8112189876", 64, gapGlyph | gapDash},
		{"８１１２１８－９８７６", "8112189876", 64, gapDash | gapOdd},
		{"1.2.3", "123", 111, gapDot},
		{"1,5", "15", 11, gapComma},
		{"(08) 465", "08465", 23, gapParen | gapSpace | gapDouble},
		{"12:30+2", "12302", 221, gapColon | gapPlus},
		{"7", "7", 1, 0},
	} {
		var r run
		i := skip([]byte(c.text), 0)
		r.parse([]byte(c.text), i)
		if got := string(r.val[:r.n]); got != c.digits {
			t.Errorf("%q: digits %s, want %s", c.text, got, c.digits)
			continue
		}
		if got := r.shape(0, r.nc-1); got != c.shape {
			t.Errorf("%q: shape %d, want %d", c.text, got, c.shape)
		}
		if got := r.within(0, r.nc-1); got != c.gaps {
			t.Errorf("%q: gaps %b, want %b", c.text, got, c.gaps)
		}
	}
}

func TestALongRunIsReadInPieces(t *testing.T) {
	var r run
	text := []byte(strings.Repeat("1234567890", 20))
	if end := r.parse(text, 0); r.n != maxRun || end != maxRun || r.nc != 1 {
		t.Errorf("%d digits in %d chunks, end %d", r.n, r.nc, end)
	}
	if r.shape(0, 0) != 0 {
		t.Error("a chunk of 64 digits has a shape")
	}
}

func TestDigitsOfRowsFromZero(t *testing.T) {
	for _, zero := range []rune{'0', 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x2080} {
		for n := range rune(10) {
			text := utf8.AppendRune(nil, zero+n)
			if digit, size := digitAt(text, 0); digit != byte('0'+n) || size != len(text) {
				t.Errorf("%q: %c, %d bytes", text, digit, size)
			}
		}
	}
	for _, text := range []string{"a", "å", "🙂", "½", "", "\xff", "٪"} {
		if _, size := digitAt([]byte(text), 0); size != 0 {
			t.Errorf("%q is a digit", text)
		}
	}
}

func TestWordsAroundAreRead(t *testing.T) {
	f, err := NewFinder(Options{NoTagger: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string // the candidate is the first "¤"
		near cue
		no   cue
	}{
		{"Personnummer: ¤", cuePersonal, cuePhone},
		{"personnumret är ¤", cuePersonal, 0},
		{"Pers.nr ¤", cuePersonal, 0},
		{"TELEFON ¤", cuePhone, 0},
		{"tel. ¤", cuePhone, 0},
		{"Mobilnr: ¤", cuePhone, 0},
		{"tel/fax ¤", cuePhone, 0},
		{"Bankgiro\n¤", cueBankgiro, 0},
		{"Bankgiro\nNamn: ¤", 0, cueBankgiro},
		{"Bankgiro\n\n¤", 0, cueBankgiro},
		{"bg ¤", cueBankgiro, cuePlusgiro},
		{"född den ¤", cueBirth, 0},
		{"f. ¤", cueBirth, 0},
		{"ordernummer ¤", cueOther, cuePersonal},
		{"enligt SFS ¤", cueLaw, 0},
		{"personen ¤", 0, cuePersonal},
		{"Dnr. ¤", cueCase, 0},
		{"clearingnummer ¤", cueClearing, 0},
	} {
		at := strings.Index(c.text, "¤")
		var s scan
		s.reset(f, []byte(c.text))
		got := s.contextOf(at, at+len("¤")).near
		if got&c.near != c.near || got&c.no != 0 {
			t.Errorf("%q: %b", c.text, got)
		}
	}
}

func TestStreetsAreKnownByTheirEndings(t *testing.T) {
	f, err := NewFinder(Options{NoTagger: true})
	if err != nil {
		t.Fatal(err)
	}
	s := scan{f: f}
	for word, want := range map[string]uint8{
		"Storgatan": 2, "STORGATAN": 2, "Björkvägen": 2, "vägen": 2, "Ekbacken": 1, "Solplan": 1, "Anna": 0, "": 0, "an": 0, "Kajen": 1, "Strandva\u0308gen": 2, "Nygränd": 2, "Allé": 1,
	} {
		if got, _ := s.streetKind([]byte(word)); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
}

func TestHexadecimalBlobsArePassedOver(t *testing.T) {
	for text, want := range map[string]bool{
		"0c391723-1037-4a45-a6b3-9451b1b87481":                             true,
		"8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918": true,
		"811218-9876":                        false,
		"811218987600000000000000000000":     false,
		"abc811218-9876":                     false,
		"0c391723-1037-4a45-a6b3-9451b1b874": false,
	} {
		if got := hexBlob([]byte(text), 2) > 0; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestPartsOfShapes(t *testing.T) {
	for _, good := range []string{"999", "AA-99", "9{3}", "9{2,4}A", "A[-]99", "\\A\\9"} {
		if _, err := parseShape(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "9", "[99]", "9[", "]99", "{2}9", "9{0}", "9{3,2}", "9{x}", "99\\", "99[]"} {
		if _, err := parseShape(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
