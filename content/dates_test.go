package content_test

import (
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"pgregory.net/rapid"
)

func TestPhaseIsStale(t *testing.T) {
	cases := []struct {
		asOf, day string
		want      bool
	}{
		{"2024-11-22", "2026-11-22", false},
		{"2024-11-21", "2026-11-22", true},
		{"2024-12", "2026-11-22", false},
		{"2024-11", "2026-11-22", true}, // may be of the first of the month
		{"2025", "2026-11-22", false},
		{"2024", "2026-11-22", true}, // may be of January
		{"", "2026-11-22", true},
		{"soon", "2026-11-22", true},
		{"2026-11-22", "today", true}, // a day that cannot be read proves nothing
	}
	for _, c := range cases {
		if got := content.PhaseIsStale(c.asOf, c.day); got != c.want {
			t.Errorf("PhaseIsStale(%q, %q) = %t, want %t", c.asOf, c.day, got, c.want)
		}
	}
}

func TestAPhaseNeverGetsFresherWithTime(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20000).Draw(t, "days"))
	})
	rapid.Check(t, func(t *rapid.T) {
		asOf := day.Draw(t, "as of").Format(rapid.SampledFrom([]string{"2006", "2006-01", "2006-01-02"}).Draw(t, "layout"))
		first := day.Draw(t, "day")
		later := first.AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "wait"))
		if content.PhaseIsStale(asOf, first.Format(time.DateOnly)) && !content.PhaseIsStale(asOf, later.Format(time.DateOnly)) {
			t.Fatalf("%s is stale on %s but not on %s", asOf, first, later)
		}
	})
}

func TestTextIsGivenInTheLanguageAskedFor(t *testing.T) {
	text := content.Text{SV: "hej", EN: "hello"}
	for language, want := range map[string]string{"sv": "hej", "en": "hello", "fi": "hej"} {
		if got := text.In(language); got != want {
			t.Errorf("In(%q) = %q, want %q", language, got, want)
		}
	}
}
