package statute

import "testing"

func TestLabels(t *testing.T) {
	type reader func(s string, at, limit int) (string, int, bool)
	for _, test := range []struct {
		name          string
		read          reader
		text, ordinal string
		rest          string
	}{
		{"section", sectionLabel, "3 § Text", "3", "Text"},
		{"section with letter", sectionLabel, "3 a § Text", "3a", "Text"},
		{"section with letter, no space", sectionLabel, "3a § Text", "3a", "Text"},
		{"section with no-break space", sectionLabel, "9 §\u00a0Med", "9", "Med"},
		{"section with full stop", sectionLabel, "2 §. Den", "2", "Den"},
		{"section alone", sectionLabel, "2 §", "2", ""},
		{"old section", sectionLabel, "§ 12. Den", "12", "Den"},
		{"chapter", chapterLabel, "2 kap. Om", "2", "Om"},
		{"chapter in capitals", chapterLabel, "2 Kap. Om", "2", "Om"},
		{"chapter with letter", chapterLabel, "19 a kap. Om", "19a", "Om"},
		{"chapter alone", chapterLabel, "6 kap.", "6", ""},
		{"point", numberLabel, "4 a. text", "4a", "text"},
		{"point with parenthesis", numberLabel, "4) text", "4", "text"},
		{"letter", letterLabel, "å) text", "å", "text"},
		{"subsection", subsectionLabel, "2 mom. Text", "2", "Text"},
		{"part in capitals", partLabelText, "AVD. I TITEL", "1", "TITEL"},
		{"part with full stop", partLabelText, "AVDELNING IV. TITEL", "4", "TITEL"},
		{"part in words", partLabelText, "FÖRSTA AVDELNINGEN", "1", ""},
		{"part in digits", partLabelText, "Avd. 1. Titel", "1", "Titel"},
		{"part before the word", partLabelText, "3 avd. Titel", "3", "Titel"},
		{"part with a letter", partLabelText, "AVD. A TITEL", "A", "TITEL"},
		{"subpart", subpartLabel, "II. Om brottmål", "2", "Om brottmål"},
		{"appendix", appendixLabel, "Bilaga", "", ""},
		{"appendix with number", appendixLabel, "Bilaga 2 a Titel", "2a", "Titel"},
		{"appendix with letter", appendixLabel, "BILAGA B", "B", ""},
		{"appendix with asterisk", appendixLabel, "Bilaga *", "", ""},
	} {
		ordinal, rest, ok := test.read(test.text, 0, len(test.text))
		if !ok || ordinal != test.ordinal || test.text[rest:] != test.rest {
			t.Errorf("%s %q: got %q, %q, %v", test.name, test.text, ordinal, test.text[rest:], ok)
		}
	}
}

func partLabelText(s string, at, limit int) (string, int, bool) { return partLabel(s, at, limit) }

func TestWhatIsNoLabel(t *testing.T) {
	for text, read := range map[string]func(s string, at, limit int) (string, int, bool){
		"3 §§ och":             sectionLabel,
		"3 kap. 2 § text":      sectionLabel,
		"123456 § text":        sectionLabel,
		"§ 5 i lagen":          sectionLabel,
		"3 kapitlet":           chapterLabel,
		"3kap. x":              chapterLabel,
		"3.5 procent":          numberLabel,
		"1998:204":             numberLabel,
		"ab) text":             letterLabel,
		"Avdelning Stockholm":  partLabelText,
		"FEMTONDE AVDELNINGEN": partLabelText,
		"IIII. Text":           subpartLabel,
		"I högsta grad":        subpartLabel,
		"Bilagan till lagen":   appendixLabel,
		"bilaga 1":             appendixLabel,
	} {
		if ordinal, _, ok := read(text, 0, len(text)); ok {
			t.Errorf("%q was read as %q", text, ordinal)
		}
	}
}

func TestNumbersOfActs(t *testing.T) {
	for _, text := range []string{"1998:204", "1891:35 s.1", "2024:1408"} {
		if !isNumber(text) {
			t.Errorf("%q is the number of an act", text)
		}
	}
	for _, text := range []string{"", "98:204", "1998:", "1998:204 och", "1998-204", "kl. 12:30"} {
		if isNumber(text) {
			t.Errorf("%q is no number of an act", text)
		}
	}
	if got := numberIn("lag (se 2 §) och lagen (1998:204)"); got != "1998:204" {
		t.Error(got)
	}
}

func TestOrdinals(t *testing.T) {
	inOrder := []string{"", "1", "2", "2a", "2b", "3", "10", "10a", "11"}
	for i, a := range inOrder {
		for j, b := range inOrder {
			if got := compareOrdinals(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%q and %q: %d", a, b, got)
			}
		}
	}
	for _, pair := range [][2]string{{"", "1"}, {"1", "2"}, {"2", "2a"}, {"2a", "2b"}, {"2b", "3"}} {
		if !follows(pair[0], pair[1]) {
			t.Errorf("%s follows %s", pair[1], pair[0])
		}
	}
	for _, pair := range [][2]string{{"1", "1"}, {"1", "3"}, {"2", "2b"}, {"2a", "4"}, {"2", "3a"}} {
		if follows(pair[0], pair[1]) {
			t.Errorf("%s does not follow %s", pair[1], pair[0])
		}
	}
}

func TestRoman(t *testing.T) {
	for text, want := range map[string]int{"I": 1, "IV": 4, "VIII": 8, "IX": 9, "XIV": 14, "XL": 40, "": 0, "IIII": 0, "ABC": 0, "VX": 0} {
		if got := roman(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestNoticesThatAUnitIsGone(t *testing.T) {
	for text, want := range map[string]Gone{
		"Har upphävts genom lag (1982:989).":       {By: "1982:989", standard: true},
		"har upphävts genom förordning (2018:12).": {By: "2018:12", standard: true},
		"Upphävd genom lag (1982:989).":            {By: "1982:989", standard: true},
		"Har betecknats 6 a § genom lag (2001:4).": {By: "2001:4", Renumbered: "6a"},
		"Ny beteckning 6 § genom lag (2001:4).":    {By: "2001:4", Renumbered: "6", standard: true},
	} {
		if got := goneIn(text); got == nil || *got != want {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"Har upphävts.", "Har myndigheten upphävt beslutet (2001:4) gäller lagen.", "Upphävda beslut gäller."} {
		if got := goneIn(text); got != nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestMarks(t *testing.T) {
	for text, want := range map[string]string{
		"/Träder i kraft I:2024-07-01/ x":                         "from 2024-07-01",
		"/Rubriken upphör att gälla U:2024-07-01/ x":              "Rubriken to 2024-07-01",
		"/Upphör att gälla U:2024-07-20 genom lag (2019:484)./ x": "to 2024-07-20 by 2019:484",
		"/Träder i kraft I:den dag som regeringen bestämmer/ x":   "from den dag regeringen bestämmer",
		"/Upphör att gälla U:den dag\nregeringen bestämmer/ x":    "to den dag regeringen bestämmer",
		"/Kapitlet träder i kraft I:2024-13-01/ x":                "Kapitlet from 2024-13-01 bad",
		"/Träder i kraft I:0001-01-01/ x":                         "from 0001-01-01 bad",
		"/Lagen är inte med här/ x":                               "none",
		"/22 och mer":                                             "none",
		"/":                                                       "none",
	} {
		if got := describe(readMark(text, 0, len(text))); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func describe(m mark, ok bool) string {
	if !ok {
		return "none"
	}
	s := m.subject
	if s != "" {
		s += " "
	}
	if m.from {
		s += "from "
	} else {
		s += "to "
	}
	s += m.moment.String()
	if m.by != "" {
		s += " by " + m.by
	}
	if m.bad {
		s += " bad"
	}
	return s
}

func TestSentences(t *testing.T) {
	var got []string
	for s := range sentences("Lagen gäller den 1 juli 1994. Genom lagen upphävs m.m. saker. Slut") {
		got = append(got, s)
	}
	if len(got) != 3 || got[1] != "Genom lagen upphävs m.m. saker." {
		t.Error(got)
	}
}
