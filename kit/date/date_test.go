package date_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/date"
	"pgregory.net/rapid"
)

func TestParseAcceptsISODates(t *testing.T) {
	for text, want := range map[string]date.Date{
		"2026-03-01":       date.Must(2026, 3, 1),
		"2024-02-29":       date.Must(2024, 2, 29),
		"0000-01-01":       date.Must(0, 1, 1),
		"-0044-03-15":      date.Must(-44, 3, 15),
		"999999999-12-31":  date.Must(date.MaxYear, 12, 31),
		"-999999999-01-01": date.Must(date.MinYear, 1, 1),
		"12345-06-07":      date.Must(12345, 6, 7),
	} {
		got, err := date.Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("Parse(%q).String() = %q", text, got.String())
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]error{
		"":                      date.ErrSyntax,
		"2026":                  date.ErrSyntax,
		"2026-3-1":              date.ErrSyntax,
		"26-03-01":              date.ErrSyntax,
		"+2026-03-01":           date.ErrSyntax,
		" 2026-03-01":           date.ErrSyntax,
		"2026-03-01 ":           date.ErrSyntax,
		"2026-03-01Z":           date.ErrSyntax,
		"2026/03/01":            date.ErrSyntax,
		"2026-03-0x":            date.ErrSyntax,
		"02026-03-01":           date.ErrSyntax,
		"--2026-03-01":          date.ErrSyntax,
		"-0000-03-01":           date.ErrSyntax,
		"٢٠٢٦-03-01":            date.ErrSyntax,
		"2023-02-29":            date.ErrRange,
		"2026-13-01":            date.ErrRange,
		"2026-00-01":            date.ErrRange,
		"2026-04-31":            date.ErrRange,
		"1000000000-01-01":      date.ErrRange,
		"-1000000000-01-01":     date.ErrRange,
		"99999999999999-01-01":  date.ErrRange,
		strings.Repeat("9", 99): date.ErrSyntax,
	} {
		_, err := date.Parse(text)
		if !errors.Is(err, want) {
			t.Errorf("Parse(%q) gives %v, want %v", text, err, want)
		}
		if err != nil && len(err.Error()) > 200 {
			t.Errorf("Parse(%q) gives a message of %d characters", text, len(err.Error()))
		}
	}
}

func TestAddMonthsEndsAtTheLastDayOfAShorterMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int64
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", -12, "2023-02-28"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-12-15", 1, "2025-01-15"},
		{"0000-01-15", -1, "-0001-12-15"},
	} {
		from, _ := date.Parse(c.from)
		got, err := from.AddMonths(c.months)
		if err != nil || got.String() != c.want {
			t.Errorf("%s + %d months = %s, %v; want %s", c.from, c.months, got, err, c.want)
		}
	}
}

func TestCountingPastTheCalendarIsAnError(t *testing.T) {
	last, first := date.Must(date.MaxYear, 12, 31), date.Must(date.MinYear, 1, 1)
	for name, call := range map[string]func() (date.Date, error){
		"day after last":     func() (date.Date, error) { return last.AddDays(1) },
		"day before first":   func() (date.Date, error) { return first.AddDays(-1) },
		"month after last":   func() (date.Date, error) { return last.AddMonths(1) },
		"huge days":          func() (date.Date, error) { return first.AddDays(1 << 62) },
		"huge months":        func() (date.Date, error) { return first.AddMonths(-1 << 63) },
		"huge day number":    func() (date.Date, error) { return date.FromDayNumber(1 << 62) },
		"month zero":         func() (date.Date, error) { return date.New(2026, 0, 1) },
		"a 29 February 1900": func() (date.Date, error) { return date.New(1900, 2, 29) },
	} {
		if d, err := call(); !errors.Is(err, date.ErrRange) || !d.IsZero() {
			t.Errorf("%s gives %v, %v; want the zero date and ErrRange", name, d, err)
		}
	}
}

func TestMonthsSinceCountsWholeMonths(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int64
	}{
		{"2011-12-22", "2013-08-24", 20},
		{"2013-08-24", "2011-12-22", -20},
		{"2024-01-31", "2024-02-29", 0},
		{"2024-02-29", "2024-01-31", 0},
		{"2024-01-15", "2024-01-15", 0},
		{"2023-12-31", "2024-12-31", 12},
	} {
		from, _ := date.Parse(c.from)
		to, _ := date.Parse(c.to)
		if got := to.MonthsSince(from); got != c.want {
			t.Errorf("months from %s to %s = %d, want %d", c.from, c.to, got, c.want)
		}
	}
}

// The standard library's calendar is the independent witness for years that
// it can hold.
func TestAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-4_000_000, 4_000_000).Draw(t, "day")
		d, err := date.FromDayNumber(n)
		if err != nil {
			t.Fatal(err)
		}
		want := time.Unix(n*86400, 0).UTC()
		if date.Of(want) != d || !d.Time(nil).Equal(want) {
			t.Fatalf("day %d is %v, want %v", n, d, want)
		}
		if d.DayNumber() != n || d.Weekday() != want.Weekday() || d.YearDay() != want.YearDay() {
			t.Fatalf("%v: number %d weekday %v year day %d", d, d.DayNumber(), d.Weekday(), d.YearDay())
		}
		year, week := d.ISOWeek()
		if wantYear, wantWeek := want.ISOWeek(); year != wantYear || week != wantWeek {
			t.Fatalf("%v is in week %d of %d, want %d of %d", d, week, year, wantWeek, wantYear)
		}
	})
}

func TestTextRoundTripsOverTheWholeCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, "d")
		back, err := date.Parse(d.String())
		if err != nil || back != d {
			t.Fatalf("%v came back as %v, %v", d, back, err)
		}
		again, err := date.FromDayNumber(d.DayNumber())
		if err != nil || again != d {
			t.Fatalf("%v came back by day number as %v, %v", d, again, err)
		}
	})
}

func TestOrderFollowsDayNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawDate(t, "a"), drawDate(t, "b")
		days := a.Sub(b)
		if (days < 0) != a.Before(b) || (days > 0) != a.After(b) || (days == 0) != (a == b) {
			t.Fatalf("%v and %v: %d days, Compare %d", a, b, days, a.Compare(b))
		}
		back, err := b.AddDays(days)
		if err != nil || back != a {
			t.Fatalf("%v + %d days = %v, %v", b, days, back, err)
		}
	})
}

func TestAddMonthsMovesExactlyThatManyMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(-100_000, 100_000).Draw(t, "year")
		d := date.Must(year, rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		n := rapid.Int64Range(-10_000, 10_000).Draw(t, "n")
		moved, err := d.AddMonths(n)
		if err != nil || moved.Day() != d.Day() || moved.MonthsSince(d) != n {
			t.Fatalf("%v + %d months = %v, %v", d, n, moved, err)
		}
	})
}

func TestTodayFollowsTheLocation(t *testing.T) {
	clock := func() time.Time { return time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) }
	if got := date.Today(clock, nil); got != date.Must(2026, 12, 31) {
		t.Errorf("today in UTC = %v", got)
	}
	if got := date.Today(clock, time.FixedZone("", 3600)); got != date.Must(2027, 1, 1) {
		t.Errorf("today one hour east = %v", got)
	}
}

func TestJSONHoldsDatesAndNoDate(t *testing.T) {
	type form struct {
		From, To date.Date
	}
	in := form{From: date.Must(2026, 5, 1)}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"From":"2026-05-01","To":""}` {
		t.Fatalf("Marshal = %s, %v", text, err)
	}
	var out form
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Fatalf("Unmarshal = %v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"From":"2026-02-30"}`), &out); !errors.Is(err, date.ErrRange) {
		t.Fatalf("a 30 February gives %v", err)
	}
}

func TestMustPanicsOnAnImpossibleDate(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Must(2026, 2, 30) did not panic")
		}
	}()
	date.Must(2026, 2, 30)
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"2026-03-01", "-0001-12-31", "999999999-12-31", "", "2026-02-30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := date.Parse(text)
		if err == nil && d.String() != text {
			t.Errorf("%q was read as %v", text, d)
		}
	})
}

func drawDate(t *rapid.T, label string) date.Date {
	year := rapid.IntRange(date.MinYear, date.MaxYear).Draw(t, label+" year")
	month := rapid.IntRange(1, 12).Draw(t, label+" month")
	day := rapid.IntRange(1, date.DaysIn(year, month)).Draw(t, label+" day")
	return date.Must(year, month, day)
}
