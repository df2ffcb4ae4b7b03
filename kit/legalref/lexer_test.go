package legalref

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextIsCutIntoWordsNumbersAndSigns(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"provision", "2 kap. 3 a §", "2|kap|.|3|a|§"},
		{"no blanks", "3§ I2021/01825", "3|§|I|2021|/|01825"},
		{"hyphen in a word", "TV-lagen", "TV-lagen"},
		{"hyphen of an interval of letters", "7 c-g", "7|c|-|g"},
		{"hyphen after an ordinal", "andra-fjärde", "andra|-|fjärde"},
		{"hyphen before och", "fri- och rättigheter", "fri|-|och|rättigheter"},
		{"hyphen before eller at a line end", "lag-\neller", "lag|-|eller"},
		{"word that begins with och", "a- ochbc", "a- ochbc"},
		{"line end", "person-\r\n   uppgift", "person-\r\n   uppgift"},
		{"capital after a line end", "EU-\nLagen", "EU|-|Lagen"},
		{"empty line after a hyphen", "person-\n\nuppgift", "person|-|uppgift"},
		{"soft hyphen", "per\u00adson", "per\u00adson"},
		{"combining ring", "a\u030a", "a\u030a"},
		{"signs that look like letters", "×÷", "×|÷"},
		{"invisible blanks", "3\u200b§\ufeff\u00a0x", "3|§|x"},
		{"bytes that are no text", "a\xff\xa7b", "a|\xff|\xa7|b"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, token := range lex(c.text, 0, len(c.text), nil) {
				if token.kind != tokenEnd {
					got = append(got, c.text[token.start:token.end])
				}
			}
			if joined := strings.Join(got, "|"); joined != c.want {
				t.Errorf("%q, want %q", joined, c.want)
			}
		})
	}
}

func TestGapsSayWhatStandsBetween(t *testing.T) {
	text := "a b\nc\n\nd(e\r\n \r\nf"
	want := []gap{gapBlock, gapSpace, gapSpace, gapBlock, gapNone, gapNone, gapBlock, gapBlock}
	for i, token := range lex(text, 0, len(text), nil) {
		if token.gap != want[i] {
			t.Errorf("before %q: %d, want %d", text[token.start:token.end], token.gap, want[i])
		}
	}
}

func TestTokensCoverAllButBlanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab Åö1§-\n.\u00ad\u0308/()"))).Draw(t, "text")
		last := 0
		for _, token := range lex(text, 0, len(text), nil) {
			if token.start < last || strings.TrimFunc(text[last:token.start], func(r rune) bool { return wideSpace(string(r)) > 0 }) != "" {
				t.Fatalf("%q: between %d and %d", text, last, token.start)
			}
			last = token.end
		}
		if last != len(text) {
			t.Fatalf("%q ends at %d", text, last)
		}
	})
}

func TestBrokenWordsArePutTogether(t *testing.T) {
	for broken, want := range map[string]string{
		"person-\n  uppgift": "personuppgift", "per\u00adson": "person", "TV-lagen": "TV-lagen", "a\u030a": "å", "ut- bildning": "utbildning",
	} {
		if got := clean(broken); got != want {
			t.Errorf("%q is %q, want %q", broken, got, want)
		}
	}
}

func TestWordsAreKnownInAllTheirForms(t *testing.T) {
	for word, want := range map[string]keyword{
		"kap": wordChapter, "Kap": wordChapter, "KAP": wordChapter, "Första": wordOrdinal, "tolfte": wordOrdinal, "December": wordMonth,
		"SOU": wordDocument, "sou": noKeyword, "Åttonde": wordOrdinal, "NJA": wordCourt, "nja": noKeyword, "mars": wordMonth, "mar": noKeyword,
		"personuppgiftslagen": noKeyword, "kommunfullmäktigeledamöternas": noKeyword,
	} {
		if got, _ := lookup(word); got != want {
			t.Errorf("%q is %d, want %d", word, got, want)
		}
	}
}

func TestNamesOfActsAreBroughtToOneForm(t *testing.T) {
	for name, want := range map[string]string{
		"Kommunallagen": "kommunallagen", "kommunallagens": "kommunallagen", "Bokföringslag": "bokföringslagen", "Brottsbalk": "brottsbalken",
		"vapenförordning": "vapenförordningen", "person-uppgiftslagen": "personuppgiftslagen", "Jaktstadgans": "jaktstadgan",
		"offentlighets- och sekretesslagen": "offentlighets- och sekretesslagen",
	} {
		if got := actKey(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestTheTableOfActsIsSound(t *testing.T) {
	register := acts()
	if len(register.names) < 40 || len(register.short) < 40 {
		t.Fatalf("%d names and %d abbreviations", len(register.names), len(register.short))
	}
	for _, table := range []map[string][]knownAct{register.names, register.short} {
		for name, lines := range table {
			for i, act := range lines {
				switch {
				case act.document.IsZero() || act.from.IsZero():
					t.Errorf("%s: a document or a day cannot be read", name)
				case act.alone && len(lines) > 1:
					t.Errorf("%s is said to be alone, but is not", name)
				case i > 0 && (act.to.IsZero() || !act.to.Before(lines[i-1].from)):
					t.Errorf("%s: %s does not end before %s begins", name, act.document, lines[i-1].document)
				}
			}
		}
	}
	for name := range register.names {
		if key := actKey(name); key != name && europeanKey(name) != name {
			t.Errorf("%s is looked up as %s, and never found", name, key)
		}
	}
}
