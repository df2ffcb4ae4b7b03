package i18n_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/i18n"
)

func TestDatesAreWrittenOutAndWhatIsNoneIsLeftAlone(t *testing.T) {
	sv, en := printer(t, i18n.Swedish), printer(t, i18n.English)
	for _, c := range []struct{ iso, sv, en string }{
		{"2026-01-01", "1 januari 2026", "1 January 2026"},
		{"2024-02-29", "29 februari 2024", "29 February 2024"},
		{"2026-12-31", "31 december 2026", "31 December 2026"},
		{"2026-08", "augusti 2026", "August 2026"},
		{"2026", "2026", "2026"},
		{"", "", ""},
		{"2026-02-30", "2026-02-30", "2026-02-30"},
		{"2026-02-40", "2026-02-40", "2026-02-40"},
		{"2026-13", "2026-13", "2026-13"},
		{"2026-00-01", "2026-00-01", "2026-00-01"},
		{"2026-1-1", "2026-1-1", "2026-1-1"},
		{"abc-05", "abc-05", "abc-05"},
		{"tidigt-05-01", "tidigt-05-01", "tidigt-05-01"},
		{"2026-05-04T10:00:00Z", "2026-05-04T10:00:00Z", "2026-05-04T10:00:00Z"},
		{"2026-05-", "2026-05-", "2026-05-"},
		{"--", "--", "--"},
	} {
		if sv.Date(c.iso) != c.sv || en.Date(c.iso) != c.en {
			t.Errorf("%q: %q and %q, want %q and %q", c.iso, sv.Date(c.iso), en.Date(c.iso), c.sv, c.en)
		}
	}
}

func TestInstantsAreShownInSwedishTime(t *testing.T) {
	sv := printer(t, i18n.Swedish)
	for _, c := range []struct {
		at          time.Time
		day, moment string
	}{
		{time.Time{}, "", ""},
		{time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC), "1 januari 2027", "1 januari 2027 00:30"},
		{time.Date(2026, 6, 30, 22, 0, 0, 0, time.UTC), "1 juli 2026", "1 juli 2026 00:00"},
		{time.Date(2026, 3, 29, 0, 59, 0, 0, time.UTC), "29 mars 2026", "29 mars 2026 01:59"},
		{time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), "29 mars 2026", "29 mars 2026 03:00"},
		{time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), "25 oktober 2026", "25 oktober 2026 02:30"},
		{time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), "25 oktober 2026", "25 oktober 2026 02:30"},
	} {
		if sv.Day(c.at) != c.day || sv.Moment(c.at) != c.moment {
			t.Errorf("%v: %q, %q", c.at, sv.Day(c.at), sv.Moment(c.at))
		}
	}
}

func TestNumbersAreGroupedInThrees(t *testing.T) {
	sv, en := printer(t, i18n.Swedish), printer(t, i18n.English)
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 123456: "123,456", 1234567: "1,234,567", -1: "−1", -1000: "−1,000",
		-999: "−999", 1<<63 - 1: "9,223,372,036,854,775,807", -1 << 63: "−9,223,372,036,854,775,808",
	} {
		if got := en.Number(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
		if got := sv.Number(n); got != strings.ReplaceAll(want, ",", "\u00a0") {
			t.Errorf("%d in Swedish: %q", n, got)
		}
	}
	for _, c := range []struct {
		part, whole int
		want        string
	}{{0, 5, "0%"}, {5, 5, "100%"}, {1, 3, "33%"}, {2, 3, "67%"}, {1, 200, "1%"}, {1, 201, "0%"}, {199, 200, "100%"}, {0, 0, "–"}, {10, 5, "200%"}} {
		if got := en.Percent(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestTextsFallBackInOrder(t *testing.T) {
	for _, c := range []struct {
		text         i18n.Text
		sv, en       string
		hasSV, hasEN bool
	}{
		{i18n.Text{}, "", "", false, false},
		{i18n.Text{SV: "s"}, "s", "s", true, false},
		{i18n.Text{EN: "e"}, "e", "e", false, true},
		{i18n.Text{Other: "o"}, "o", "o", false, false},
		{i18n.Text{SV: "s", EN: "e", Other: "o"}, "s", "e", true, true},
		{i18n.Text{EN: "e", Other: "o"}, "e", "e", false, true},
	} {
		x := c.text
		if x.In(i18n.Swedish) != c.sv || x.In(i18n.English) != c.en || x.Has(i18n.Swedish) != c.hasSV || x.Has(i18n.English) != c.hasEN {
			t.Errorf("%+v: %q, %q, %t, %t", x, x.In(i18n.Swedish), x.In(i18n.English), x.Has(i18n.Swedish), x.Has(i18n.English))
		}
		if x.IsZero() != (c.sv == "") {
			t.Errorf("%+v is zero: %t", x, x.IsZero())
		}
	}
	for text, want := range map[string]i18n.Lang{"sv": i18n.Swedish, "en": i18n.English, "": i18n.Swedish, "SV": i18n.Swedish, "de": i18n.Swedish} {
		lang, ok := i18n.ParseLang(text)
		if lang != want || ok != (text == "sv" || text == "en") || lang.Other() == lang || lang.Other().Other() != lang {
			t.Errorf("%q is read as %q, %t", text, lang, ok)
		}
	}
}

// Every message prints whole in both languages: with its slots filled nothing is left in braces, and its parts are its text.
func TestEveryMessageFillsItsSlots(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		p := c.Printer(lang)
		for _, key := range c.Keys(lang) {
			args, whole := map[string]any{}, ""
			for _, part := range p.Parts(key) {
				whole += part.Text
				if part.Slot != "" {
					args[part.Slot] = "VALUE"
					whole += "VALUE"
				}
			}
			if got := p.T(key, args); got != whole || !p.Has(key) || p.Lang() != lang {
				t.Errorf("%s in %s prints %q, want %q", key, lang, got, whole)
			}
			for _, n := range []int{0, 1, 2, 1000} {
				got := p.N(key, n, args)
				if got == "" || strings.ContainsAny(got, "{}") && !strings.ContainsAny(whole, "{}") && !strings.Contains(got, "{n}") {
					t.Errorf("%s in %s with %d prints %q", key, lang, n, got)
				}
			}
		}
	}
	if p := c.Printer(i18n.Swedish); p.Has("no.such") || p.N("no.such", 1, nil) != "[no.such]" || p.Parts("no.such")[0].Text != "[no.such]" {
		t.Error("a key that is not there does not show itself")
	}
}

func TestValuesInSlotsAreNotReadAsSlots(t *testing.T) {
	p := printer(t, i18n.Swedish)
	key := "register.too_long"
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.StringMatching(`[a-z{}]{0,8}`).Draw(rt, "value")
		args := map[string]any{"max": value, "n": value}
		want := ""
		for _, part := range p.Parts(key) {
			want += part.Text
			if part.Slot != "" {
				want += value
			}
		}
		if got := p.T(key, args); got != want {
			rt.Fatalf("%q, want %q", got, want)
		}
	})
}
