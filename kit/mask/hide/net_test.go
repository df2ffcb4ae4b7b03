package hide_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// summary restores a text that may lack labels, as a summary may: then only the net tells that something is wrong with one that is there.
func summary(m *hide.Mapping, text string) (string, *hide.RestoreError) {
	got, err := m.Restore([]byte(text), hide.RestoreOptions{AllowMissing: true})
	var refused *hide.RestoreError
	if errors.As(err, &refused) {
		return "", refused
	}
	return string(got.Text), nil
}

func TestALabelThatHasBeenMadeSomethingElseIsRefusedAndListed(t *testing.T) {
	_, mapping := letter(t)
	for name, c := range map[string]struct{ text, listed string }{
		"JSON escapes of the brackets":  {`{"a":"\u005bPERSON 1\u005d"}`, "[PERSON 1]"},
		"a JSON escape within":          {`{"a":"[PERSON\u00a01]"}`, "[PERSON 1]"},
		"an HTML blank":                 {"[PERSON&nbsp;1]", "[PERSON 1]"},
		"HTML entities of the letters":  {"[&#80;ERSON 1]", "[PERSON 1]"},
		"an address":                    {"https://example.com/?q=%5BPERSON%201%5D", "[PERSON 1]"},
		"emphasis within":               {"**PERSON** 1 ringde", "[PERSON 1]"},
		"tags within":                   {"<b>PERSON</b> 1 ringde", "[PERSON 1]"},
		"quotation marks within":        {`"PERSON" 1 ringde`, "[PERSON 1]"},
		"a full-width digit":            {"[PERSON １] ringde", "[PERSON 1]"},
		"full-width letters":            {"[ＰＥＲＳＯＮ 1] ringde", "[PERSON 1]"},
		"inflected":                     {"[PERSONEN 1] ringde", "[PERSONEN 1]"},
		"the number in letters":         {"[PERSON ett] ringde", "[PERSON ett]"},
		"a letter for a number":         {"[PERSON-A] ringde", "[PERSON-A]"},
		"the number first":              {"[1 PERSON] ringde", "[1 PERSON]"},
		"a word between":                {"[PERSON nr 1] ringde", "[PERSON nr 1]"},
		"letters apart":                 {"[P E R S O N 1] ringde", "[P E R S O N 1]"},
		"translated to Finnish":         {"[Henkilö 1] soitti", "[Henkilö 1]"},
		"translated to Arabic":          {"[شخص 1]", "[شخص 1]"},
		"a synonym":                     {"[TELEFONNUMMER 1]", "[TELEFONNUMMER 1]"},
		"a synonym in small letters":    {"[namn 1]", "[namn 1]"},
		"other brackets":                {"【Namn 1】", "[Namn 1]"},
		"a Cyrillic letter":             {"[РERSON 1]", "[РERSON 1]"},
		"an Arabic digit":               {"[PERSON ١]", "[PERSON ١]"},
		"the text of a link":            {"[PERSONEN 1](https://example.com)", "[PERSONEN 1]"},
		"one of ours that we never had": {"[PERSON 9]", "[PERSON 9]"},
	} {
		t.Run(name, func(t *testing.T) {
			got, refused := summary(mapping, "[PERSON 1] kom. "+c.text)
			if refused == nil {
				t.Fatalf("restored as %q", got)
			}
			listed := append(slices.Clone(refused.Unknown), refused.Ambiguous...)
			if !slices.Contains(listed, c.listed) || len(listed) != 1 {
				t.Errorf("listed %q, want %q", listed, c.listed)
			}
		})
	}
}

func TestWhatHasNothingToDoWithLabelsDoesNotStopARestoring(t *testing.T) {
	_, mapping := letter(t)
	for _, text := range []string{
		"se not [1] och [2, 3]", "[ ] att göra", "[x] gjort", "- [ ] punkt 1", "[Skatteverket 2024](https://example.com/a%20b)", "[länk](https://example.com/1)",
		"[sic] och […]", "rum 1 i hus 2", "Person 8 av 10", "100 % av 20", `"\u00e5" och \unittest`, "a < b och c > d", "<h1>Rubrik 1</h1>", "R&D &amp; 5 kap. 1 §",
		"plats 12 av 40", "`kod` och *betoning*", "2026-11-22 kl. 10.15", "070-174 06 99",
	} {
		got, refused := summary(mapping, "[PERSON 1] kom. "+text)
		if refused != nil || got != "Anna Svensson kom. "+text {
			t.Errorf("%q became %q, %v", text, got, refused)
		}
	}
}

func TestALabelIsRestoredWithTheGenitiveAndMarksThatStandInItsBrackets(t *testing.T) {
	_, mapping := letter(t)
	for text, want := range map[string]string{
		"[PERSON 1s] bil":             "Anna Svenssons bil",
		"[PERSON 1:s] bil":            "Anna Svenssons bil",
		"[PERSON 1's] car":            "Anna Svenssons car",
		"[PERSON 2s] bil":             "Lars bil",
		"[PERSON 1\u200b] kom":        "Anna Svensson kom",
		"[\u2060PERSON\u200b1] kom":   "Anna Svensson kom",
		"[PERSON 1] [PERSON 1]s":      "Anna Svensson Anna Svenssons",
		"[PERSON 1]:s, [PERSON 2]:s":  "Anna Svenssons, Lars",
		"«[PERSON 1]»":                "«Anna Svensson»",
		"[PERSON 01] kom":             "Anna Svensson kom",
		"[PERSON 1](https://x.se)":    "Anna Svensson(https://x.se)",
		"[PERSON 1/PERSON 2]":         "Anna Svensson/Lars",
		"[PERSON 1, PERSON 2]":        "Anna Svensson, Lars",
		`"a": "[PERSON 1]", "b": "1"`: `"a": "Anna Svensson", "b": "1"`,
	} {
		if got, refused := summary(mapping, text); refused != nil || got != want {
			t.Errorf("%q became %q, %v; want %q", text, got, refused, want)
		}
	}
}

func TestANameThatWasBrokenOverLinesComesBackOnOneLineInAnotherText(t *testing.T) {
	masked, mapping := tracked(t, hide.Config{Profile: embedded(t, "all"), Finder: persons("Anna\nSvensson")}, "hos Anna\nSvensson")
	if got, refused := summary(mapping, "Till "+masked); refused != nil || got != "Till hos Anna Svensson" {
		t.Errorf("%q, %v", got, refused)
	}
	back, err := mapping.Restore([]byte(masked), hide.RestoreOptions{})
	if err != nil || string(back.Text) != "hos Anna\nSvensson" {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestWhatTheTextHadFromTheBeginningIsNotTakenForALostLabel(t *testing.T) {
	text := "Anna, se [Bilaga 2], **TELEFON** 08 och %5BPERSON 7%5D. [personuppgiftsbiträde]"
	masked, mapping := tracked(t, hide.Config{Profile: embedded(t, "all"), Finder: persons("Anna")}, text)
	got, refused := summary(mapping, "Kort: "+masked)
	if refused != nil || got != "Kort: "+text {
		t.Errorf("%q, %v", got, refused)
	}
	if got, refused := summary(mapping, masked+" [Bilaga 3]"); refused == nil || !slices.Equal(refused.Unknown, []string{"[Bilaga 3]"}) {
		t.Errorf("%q, %v", got, refused)
	}
}

func TestTokensNumbersAndDatesThatHaveBeenRewrittenAreRefused(t *testing.T) {
	find := known{"811218-9876": mask.Personnummer, "0701740605": mask.Phone, "Anna Svensson": mask.Person, "1981-12-18": mask.BirthDate, "a@b.se": mask.Email}
	p := profile(t, "restorable: true\ndefault: label\nclasses: {personnummer: ff1, phone: fictional, person: token, birth_date: shift_date, email: fictional}")
	got, mapping := tracked(t, hide.Config{Profile: p, Finder: find}, "Anna Svensson 811218-9876 0701740605 1981-12-18 a@b.se")
	words := strings.Fields(got)
	token, number, phone, day, email := words[0], words[1], words[2], words[3], words[4]
	code := token[strings.LastIndexByte(token, ':')+1 : len(token)-1]
	for name, text := range map[string]string{
		"the token in small letters":     strings.ToLower(token),
		"the code alone":                 "koden " + code,
		"the token without brackets":     strings.Trim(token, "[]"),
		"the number without hyphen":      strings.ReplaceAll(number, "-", ""),
		"the number with a century":      "19" + number,
		"the number with a blank":        strings.ReplaceAll(number, "-", " "),
		"the phone number, spaced":       phone[:7] + " " + phone[7:9] + " " + phone[9:],
		"the day without hyphens":        strings.ReplaceAll(day, "-", ""),
		"the day in words":               dayInWords(day),
		"the day as in other countries":  day[8:] + "/" + day[5:7] + " " + day[:4],
		"the address with a capital":     "P" + email[1:],
		"the address in angle brackets.": "<P" + email[1:] + ">.",
	} {
		if got, refused := summary(mapping, "Om det: "+text+"."); refused == nil || len(refused.Ambiguous)+len(refused.Unknown) == 0 {
			t.Errorf("%s: %q was restored as %q", name, text, got)
		}
	}
	if got, refused := summary(mapping, "Om "+number+", "+day+" och "+email+"."); refused != nil || got != "Om 811218-9876, 1981-12-18 och a@b.se." {
		t.Errorf("%q, %v", got, refused)
	}
}

func dayInWords(iso string) string {
	months := []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
	month := int(iso[5]-'0')*10 + int(iso[6]-'0')
	return strings.TrimPrefix(iso[8:], "0") + " " + months[month-1] + " " + iso[:4]
}

// TestARestoredTextHasNoLabelLeft is the property behind the promise: whatever is done to a masked text, what comes out as restored holds no
// label of the mapping in any way that loosening shows, unless it was refused.
func TestARestoredTextHasNoLabelLeft(t *testing.T) {
	masked, mapping := letter(t)
	twists := []func(string) string{
		func(s string) string { return strings.ReplaceAll(s, "[", `\[`) },
		func(s string) string { return strings.ReplaceAll(s, "]", "") },
		func(s string) string { return strings.ReplaceAll(s, " 1", "\u00a01") },
		func(s string) string { return strings.ReplaceAll(s, "[", "&#91;") },
		func(s string) string { return strings.ReplaceAll(s, "[", "\\u005b") },
		func(s string) string { return strings.ReplaceAll(s, "PERSON", "Person") },
		func(s string) string { return strings.ReplaceAll(s, "PERSON", "PERSONEN") },
		func(s string) string { return strings.ReplaceAll(s, "PERSON", "**PERSON**") },
		func(s string) string { return strings.ReplaceAll(s, "PERSON", "PER\nSON") },
		func(s string) string { return strings.ReplaceAll(s, "PERSON ", "PERSON_") },
		func(s string) string { return strings.ReplaceAll(s, " 2", " två") },
		func(s string) string { return s + s },
		func(s string) string { return strings.ToValidUTF8(s[:len(s)/2], "") },
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := masked
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(twists)-1), 1, 4).Draw(rt, "twists") {
			text = twists[i](text)
		}
		got, refused := summary(mapping, text)
		upper := strings.ToUpper(strings.NewReplacer("*", "", "\n", "", `\U005B`, "[").Replace(got))
		if refused == nil && (strings.Contains(upper, "PERSON") || strings.Contains(upper, "TELEFON 1")) {
			rt.Fatalf("%q was restored as %q", text, got)
		}
	})
}
