package feel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

func TestTemporalTexts(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-01":                     "date",
		"-0044-03-15":                    "date",
		"999999999-12-31":                "date",
		"10:20:30":                       "time",
		"10:20:30.123456789":             "time",
		"10:20:30Z":                      "time",
		"10:20:30+05:30":                 "time",
		"10:20:30-14:00":                 "time",
		"10:20:30@Europe/Stockholm":      "time",
		"2026-03-01T10:20:30":            "date and time",
		"2026-03-01T10:20:30.5Z":         "date and time",
		"2026-03-01T10:20:30@Asia/Tokyo": "date and time",
		"2026-03-01T24:00:00":            "date and time",
		"P1Y":                            "years and months duration",
		"P14M":                           "years and months duration",
		"-P1Y2M":                         "years and months duration",
		"P1D":                            "days and time duration",
		"PT36H":                          "days and time duration",
		"P1DT1M":                         "days and time duration",
		"-PT0.5S":                        "days and time duration",
		"2026-3-1":                       "",
		"2026-02-30":                     "",
		"2026-03-01T":                    "",
		"2026-03-01 10:20:30":            "",
		"2026-03-01T10:20":               "",
		"2026-03-01T24:00:01":            "",
		"999999999-12-31T24:00:00":       "",
		"10:20":                          "",
		"25:00:00":                       "",
		"10:60:00":                       "",
		"10:00:60":                       "",
		"1:00:00":                        "",
		"10:00:00.":                      "",
		"10:00:00+19:00":                 "",
		"10:00:00+1:00":                  "",
		"10:00:00@Nowhere":               "",
		"10:00:00@Local":                 "",
		"10:00:00@../etc/passwd":         "",
		"P":                              "",
		"PT":                             "",
		"P1":                             "",
		"P1YT1H":                         "",
		"P1M1Y":                          "",
		"PT1S1H":                         "",
		"P1.5D":                          "",
		"P1DT":                           "",
		"--P1D":                          "",
		"P-1D":                           "",
		"":                               "",
	} {
		prog, err := feel.Compile(`@"`+text+`"`, nil)
		if want == "" {
			if err == nil {
				t.Errorf("%q was read", text)
			}
			continue
		}
		if err != nil || prog.Type().String() != want {
			t.Errorf("%q: %v, %v; want %s", text, prog, err, want)
		}
	}
}

func TestNormalFormsOfDurations(t *testing.T) {
	cases{
		`string(@"P0Y")`:                    `"P0M"`,
		`string(@"P24M")`:                   `"P2Y"`,
		`string(@"-P13M")`:                  `"-P1Y1M"`,
		`string(@"PT24H")`:                  `"P1D"`,
		`string(@"PT61S")`:                  `"PT1M1S"`,
		`string(@"P1DT0.001S")`:             `"P1DT0.001S"`,
		`string(@"-PT0.5S")`:                `"-PT0.5S"`,
		`string(@"P1D" - @"P1DT0.5S")`:      `"-PT0.5S"`,
		`@"-PT0.5S" + @"PT0.5S" = @"PT0S"`:  "true",
		`@"-PT1.5S" < @"-PT1S"`:             "true",
		`(@"-PT1.5S").seconds`:              "-1.5",
		`@"PT1S" * 0.5`:                     `@"PT0.5S"`,
		`@"P1M" * 0.5`:                      `@"P0M"`,
		`@"P1Y" / 0`:                        "null",
		`@"P1Y" / @"P0M"`:                   "null",
		`@"P1Y" + @"P1D"`:                   "null",
		`@"P1Y" < @"P1D"`:                   "null",
		`@"P999999999999Y" * 1000000000000`: "null",
	}.check(t)
}

func TestMomentsMoveAcrossBorders(t *testing.T) {
	cases{
		`@"2024-02-29" + @"P1Y"`:                              `@"2025-02-28"`,
		`@"2024-03-31" - @"P1M"`:                              `@"2024-02-29"`,
		`@"2026-12-31T23:59:59.5" + @"PT0.5S"`:                `@"2027-01-01T00:00:00"`,
		`@"2026-01-01T00:00:00" - @"PT0.25S"`:                 `@"2025-12-31T23:59:59.75"`,
		`@"00:00:00" - @"PT1S"`:                               `@"23:59:59"`,
		`@"23:59:59Z" + @"P2DT2S"`:                            `@"00:00:01Z"`,
		`@"10:00:00" - @"09:00:00"`:                           `@"PT1H"`,
		`@"10:00:00" - @"09:00:00Z"`:                          "null",
		`@"2026-01-01" - @"2026-01-01T12:00:00Z"`:             `@"-PT12H"`,
		`@"2026-01-01" - @"2026-01-01T12:00:00"`:              "null",
		`@"2026-03-29T01:30:00@Europe/Stockholm".time offset`: `@"PT1H"`,
		`@"2026-03-29T03:30:00@Europe/Stockholm".time offset`: `@"PT2H"`,
		`@"2026-10-25T12:00:00@Europe/Stockholm" - @"2026-10-24T12:00:00@Europe/Stockholm"`: `@"P1DT1H"`,
		`@"2026-07-01T12:00:00@Europe/Stockholm".timezone`:                                  `"Europe/Stockholm"`,
		`@"2026-07-01T12:00:00".timezone`:                                                   "null",
		`@"2026-07-01T12:00:00".time offset`:                                                "null",
		`@"0000-01-01" - @"P1D"`:                                                            `@"-0001-12-31"`,
		`@"-999999999-01-01" - @"P1M"`:                                                      "null",
		`@"2026-01-01" < @"2026-01-01T00:00:00"`:                                            "null",
		`@"2026-01-01" in [@"2025-01-01"..@"2026-12-31"]`:                                   "true",
	}.check(t)
}

func drawMoment(t *rapid.T, label string) string {
	at := time.Unix(rapid.Int64Range(-60_000_000_000, 200_000_000_000).Draw(t, label), int64(rapid.IntRange(0, 999).Draw(t, "ms"))*1e6).UTC()
	zone := rapid.SampledFrom([]string{"", "Z", "+05:30", "-11:00", "@Europe/Stockholm", "@America/New_York"}).Draw(t, "zone")
	return at.Format("2006-01-02T15:04:05.999") + zone
}

func TestAddingAndTakingAwayComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		moment := drawMoment(rt, "moment")
		span := feel.Duration(time.Duration(rapid.Int64().Draw(rt, "nanos")))
		src := fmt.Sprintf(`@"%s" + %s - %s = @"%s"`, moment, span, span, moment)
		if got := evalIn(t, scope(t), src, nil); !got.Value.IsTrue() {
			rt.Fatalf("%s: %s %v", src, got.Value, got.Diagnostics)
		}
	})
}

func TestDifferencesAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := drawMoment(rt, "a")
		zone := a[len("2006-01-02T15:04:05"):]
		for zone != "" && (zone[0] == '.' || zone[0] >= '0' && zone[0] <= '9') {
			zone = zone[1:]
		}
		b := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(rt, "b"), 0).UTC().Format("2006-01-02T15:04:05") + zone
		src := fmt.Sprintf(`{d: @"%s" - @"%s", r: d + (@"%s" - @"%s")}.r = @"PT0S"`, a, b, b, a)
		if got := evalIn(t, scope(t), src, nil); !got.Value.IsTrue() {
			rt.Fatalf("%s: %s %v", src, got.Value, got.Diagnostics)
		}
	})
}

func TestMomentsComeBackFromTheirText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		moment := drawMoment(rt, "moment")
		src := fmt.Sprintf(`is(date and time(string(@"%s")), @"%s")`, moment, moment)
		if got := evalIn(t, scope(t), src, nil); !got.Value.IsTrue() {
			rt.Fatalf("%s: %s %v", src, got.Value, got.Diagnostics)
		}
	})
}
