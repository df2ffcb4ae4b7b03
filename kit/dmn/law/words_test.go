package law_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

func temporal(t *testing.T, text string) feel.Value {
	t.Helper()
	v, ok := feel.Temporal(text)
	if !ok {
		t.Fatalf("%q is nothing of time", text)
	}
	return v
}

func TestTimesAndDurationsAreWrittenAsPeopleSayThem(t *testing.T) {
	for text, want := range map[string]law.Text{
		"2026-05-04T12:30:00":                  {SV: "4 maj 2026 kl. 12.30", EN: "4 May 2026 at 12:30"},
		"2026-05-04T12:30:05":                  {SV: "4 maj 2026 kl. 12.30.05", EN: "4 May 2026 at 12:30:05"},
		"2026-05-04T12:30:00@Europe/Stockholm": {SV: "4 maj 2026 kl. 12.30", EN: "4 May 2026 at 12:30"},
		"2026-05-04T12:30:00@America/New_York": {SV: "4 maj 2026 kl. 12.30 (America/New York)", EN: "4 May 2026 at 12:30 (America/New York)"},
		"2026-05-04T12:30:00Z":                 {SV: "4 maj 2026 kl. 12.30 (UTC)", EN: "4 May 2026 at 12:30 (UTC)"},
		"2026-05-04T12:30:00+02:00":            {SV: "4 maj 2026 kl. 12.30 (UTC+2)", EN: "4 May 2026 at 12:30 (UTC+2)"},
		"2026-05-04T12:30:00-03:30":            {SV: "4 maj 2026 kl. 12.30 (UTC−3:30)", EN: "4 May 2026 at 12:30 (UTC−3:30)"},
		"09:00:00":                             {SV: "kl. 09.00", EN: "09:00"},
		"09:00:00.5":                           {SV: "kl. 09.00.00,5", EN: "09:00:00.5"},
		"P7D":                                  {SV: "7\u00a0dagar", EN: "7\u00a0days"},
		"P1D":                                  {SV: "1\u00a0dag", EN: "1\u00a0day"},
		"P1DT2H":                               {SV: "1\u00a0dag och 2\u00a0timmar", EN: "1\u00a0day and 2\u00a0hours"},
		"PT90M":                                {SV: "1\u00a0timme och 30\u00a0minuter", EN: "1\u00a0hour and 30\u00a0minutes"},
		"PT1M1S":                               {SV: "1\u00a0minut och 1\u00a0sekund", EN: "1\u00a0minute and 1\u00a0second"},
		"P1Y2M":                                {SV: "1\u00a0år och 2\u00a0månader", EN: "1\u00a0year and 2\u00a0months"},
		"P1M":                                  {SV: "1\u00a0månad", EN: "1\u00a0month"},
		"-P3D":                                 {SV: "minus 3\u00a0dagar", EN: "minus 3\u00a0days"},
		"P1200D":                               {SV: "1\u00a0200\u00a0dagar", EN: "1,200\u00a0days"},
		"P0D":                                  {SV: "0\u00a0sekunder", EN: "0\u00a0seconds"},
		"P0M":                                  {SV: "0\u00a0månader", EN: "0\u00a0months"},
		"2026-05-04":                           {SV: "4 maj 2026", EN: "4 May 2026"},
	} {
		v := temporal(t, text)
		if sv, en := law.Words(v, "sv", nil), law.Words(v, "en", nil); sv != want.SV || en != want.EN {
			t.Errorf("%s: got %q and %q, want %q and %q", text, sv, en, want.SV, want.EN)
		}
	}
}

func TestContextsAreWrittenByTheirEntries(t *testing.T) {
	v := feel.NewContext(
		feel.Entry{Name: "belopp", Value: feel.Int(1250)}, feel.Entry{Name: "från", Value: feel.Date(date.Must(2026, 5, 4))},
		feel.Entry{Name: "vilka", Value: feel.Strings("a", "b")}, feel.Entry{Name: "inre", Value: feel.NewContext(feel.Entry{Name: "ja", Value: feel.Bool(true)})},
	)
	if got := law.Words(v, "sv", nil); got != "belopp: 1\u00a0250; från: 4 maj 2026; vilka: a och b; inre: ja: ja" {
		t.Errorf("%q", got)
	}
	if got := law.Words(feel.NewContext(), "sv", nil); got != "" {
		t.Errorf("%q", got)
	}
}

// TestEveryPartOfADurationIsSaid reads the words back.
func TestEveryPartOfADurationIsSaid(t *testing.T) {
	seconds := map[string]int64{"dag": 86400, "dagar": 86400, "timme": 3600, "timmar": 3600, "minut": 60, "minuter": 60, "sekund": 1, "sekunder": 1}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(-100_000, 100_000), rapid.Int64Range(-200_000_000, 200_000_000)).Draw(t, "seconds")
		v, ok := feel.Temporal(iso(n))
		if !ok {
			t.Fatal(iso(n))
		}
		words, sign := law.Words(v, "sv", nil), int64(1)
		if rest, minus := strings.CutPrefix(words, "minus "); minus {
			words, sign = rest, -1
		}
		var sum int64
		for _, part := range strings.Split(strings.ReplaceAll(words, " och ", ", "), ", ") {
			at := strings.LastIndex(part, "\u00a0")
			unit, known := seconds[part[at+len("\u00a0"):]]
			number, fine := feel.Number(strings.ReplaceAll(part[:at], "\u00a0", ""))
			count, whole := number.AsInt64()
			if !known || !fine || !whole || count == 1 != strings.Contains(" dag timme minut sekund ", " "+part[at+len("\u00a0"):]+" ") {
				t.Fatalf("%s is %q: the part %q", iso(n), words, part)
			}
			sum += count * unit
		}
		if sum*sign != n {
			t.Fatalf("%s is %q, which is %d seconds", iso(n), words, sum*sign)
		}
	})
}

func iso(seconds int64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return sign + "PT" + feel.Int(seconds).NumberText() + "S"
}

// TestNumbersAreReadBackFromTheirWords takes the signs of a language away again.
func TestNumbersAreReadBackFromTheirWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := feel.Scaled(rapid.Int64().Draw(t, "digits"), rapid.IntRange(-6, 3).Draw(t, "exponent"))
		for lang, plain := range map[string]*strings.Replacer{
			"sv": strings.NewReplacer("\u00a0", "", ",", ".", "−", "-"), "en": strings.NewReplacer(",", "", "−", "-"),
		} {
			words := law.Words(v, lang, nil)
			back, ok := feel.Number(plain.Replace(words))
			if !ok || !back.Equal(v) {
				t.Fatalf("%s in %s is %q, read back as %s", v, lang, words, back)
			}
			if lang == "en" {
				groups := strings.Split(strings.Split(strings.TrimPrefix(words, "−"), ".")[0], ",")
				for _, g := range groups[1:] {
					if len(g) != 3 {
						t.Fatalf("%q is grouped wrongly", words)
					}
				}
			}
		}
	})
}

func TestPlaceholdersAreFilledAndBracesKept(t *testing.T) {
	for text, want := range map[string]string{
		"no placeholder":          "no placeholder",
		"{income}":                "<income>",
		"a {income} b {region}":   "a <income> b <region>",
		"{ income  of  month }":   "<income of month>",
		"{income|kr}":             "<income>",
		"{{income}}":              "{income}",
		"{{{income}}}":            "{<income>}",
		"{a.b.c}":                 "<a.b.c>",
		"broken {income":          "broken {income",
		"broken } too":            "broken } too",
		"{}":                      "{}",
		"{a{b}":                   "{a{b}",
		"å {ö} 😀":                 "å <ö> 😀",
		"":                        "",
		"{urn:a#x} and {rates.x}": "<urn:a#x> and <rates.x>",
	} {
		if got := law.Named(text, func(name string) string { return "<" + name + ">" }); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
