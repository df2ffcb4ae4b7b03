package i18n_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/i18n"
)

func printer(t *testing.T, lang i18n.Lang) *i18n.Printer {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Printer(lang)
}

func TestBothLanguagesHaveTheSameKeysAndSlots(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.Keys(i18n.Swedish), c.Keys(i18n.English)); diff != "" {
		t.Errorf("keys differ (-sv +en):\n%s", diff)
	}
	sv, en := c.Printer(i18n.Swedish), c.Printer(i18n.English)
	for _, key := range c.Keys(i18n.Swedish) {
		if diff := cmp.Diff(slots(sv, key), slots(en, key)); diff != "" {
			t.Errorf("%s: slots differ (-sv +en):\n%s", key, diff)
		}
	}
}

func slots(p *i18n.Printer, key string) []string {
	var names []string
	for _, part := range p.Parts(key) {
		if part.Slot != "" {
			names = append(names, part.Slot)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestKeysAreNamedByRoom(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	form := regexp.MustCompile(`^[a-z_]+(\.[a-z0-9_]+)+$`)
	for _, key := range c.Keys(i18n.Swedish) {
		if !form.MatchString(key) {
			t.Errorf("key %q is not room.name", key)
		}
	}
}

func TestUnknownKeyIsSeen(t *testing.T) {
	if got := printer(t, i18n.Swedish).T("no.such", nil); got != "[no.such]" {
		t.Errorf("got %q", got)
	}
}

func TestDatesAndNumbersReadAsTheLanguageWritesThem(t *testing.T) {
	sv, en := printer(t, i18n.Swedish), printer(t, i18n.English)
	cases := []struct{ got, want string }{
		{sv.Date("2026-05-04"), "4 maj 2026"},
		{en.Date("2026-05-04"), "4 May 2026"},
		{sv.Date("2026-05"), "maj 2026"},
		{sv.Date("2021"), "2021"},
		{sv.Date("i våras"), "i våras"},
		{sv.Number(1234567), "1\u00a0234\u00a0567"},
		{en.Number(-1234), "−1,234"},
		{sv.Percent(1, 3), "33\u00a0%"},
		{en.Percent(0, 0), "–"},
		{sv.Moment(time.Date(2026, 5, 4, 12, 2, 0, 0, time.UTC)), "4 maj 2026 14:02"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTextFallsBackOnTheOtherLanguage(t *testing.T) {
	text := i18n.Text{SV: "bara svenska"}
	if text.In(i18n.English) != "bara svenska" || text.Has(i18n.English) {
		t.Error("a missing language must show the other one and say so")
	}
}

func TestOneIsNotPluralHoweverItIsCounted(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	const key = "register.publish_incomplete"
	for name, n := range map[string]any{"counted": 1, "long": int64(1), "after a redirect": 1.0} {
		if got, want := c.Printer(i18n.Swedish).T(key, map[string]any{"n": n}), "En uppgift saknas för att lösningen ska kunna publiceras."; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := c.Printer(i18n.Swedish).T(key, map[string]any{"n": 2}); got != c.Printer(i18n.Swedish).N(key, 2, nil) {
		t.Errorf("two: %q", got)
	}
}
