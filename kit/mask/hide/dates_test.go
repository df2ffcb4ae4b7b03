package hide

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/mask"
)

func TestDatesAreReadInTheWaysTheyAreWritten(t *testing.T) {
	want := date.Must(1981, 12, 18)
	for _, text := range []string{
		"1981-12-18", "1981/12/18", "1981.12.18", "19811218", "811218", "81-12-18", "18/12 1981", "18/12-1981", "18/12-81", "18/12/1981",
		"18.12.1981", "18 december 1981", "18 dec 1981", "18 dec. 1981", "den 18 december 1981", "18 December 1981", "18 DECEMBER 1981", "18 dec -81",
	} {
		found, ok := readDate(text, 2026)
		if !ok || found.date != want {
			t.Errorf("%q was read as %v, %v", text, found.date, ok)
		}
		if same, ok := found.move(0); !ok || same != text {
			t.Errorf("%q moved by no days is %q", text, same)
		}
	}
}

func TestWhatIsNoDateIsNotRead(t *testing.T) {
	for _, text := range []string{
		"", "1981", "1981-13-01", "1981-02-29", "32/1 1981", "18 brumaire 1981", "18 december", "1981-12", "12345", "1234567", "123456789", "0000-01-01",
		"18 december 1981 och 19 december 1981", "i våras", "18 dec 19811",
	} {
		if found, ok := readDate(text, 2026); ok {
			t.Errorf("%q was read as %v", text, found.date)
		}
	}
}

func TestTwoDigitsOfAYearAreTheLatestThatHasBeen(t *testing.T) {
	for text, want := range map[string]int{"260101": 2026, "270101": 1927, "000229": 2000, "991231": 1999} {
		if found, ok := readDate(text, 2026); !ok || found.date.Year() != want {
			t.Errorf("%s was read as %v, %v", text, found.date, ok)
		}
	}
}

func TestAMovedDateIsWrittenAsTheFirstWas(t *testing.T) {
	for text, want := range map[string]string{
		"1981-12-18": "1982-01-17", "19811218": "19820117", "811218": "820117", "18/12 1981": "17/01 1982", "08/12 1981": "07/01 1982",
		"18 december 1981": "17 januari 1982", "18 dec 1981": "17 jan 1982", "18 Dec. 1981": "17 Jan. 1982", "18 DECEMBER 1981": "17 JANUARI 1982",
		"f. 18/12 -81": "f. 17/01 -82", "18 maj 1981": "17 juni 1981", "18 apr 1981": "18 maj 1981",
	} {
		found, ok := readDate(text, 2026)
		if !ok {
			t.Errorf("%q was not read", text)
			continue
		}
		if got, ok := found.move(30); !ok || got != want {
			t.Errorf("%q moved by thirty days is %q, want %q", text, got, want)
		}
	}
	last, _ := readDate("9999-12-31", 2026)
	if got, ok := last.move(1); ok {
		t.Errorf("the day after the last is %q", got)
	}
}

// TestMovingKeepsDistances is the promise of shift_date: what lay a number of days apart still does.
func TestMovingKeepsDistances(t *testing.T) {
	formats := []string{"%04d-%02d-%02d", "%04d%02d%02d", "%04d/%02d/%02d"}
	rapid.Check(t, func(t *rapid.T) {
		first := date.Must(rapid.IntRange(1900, 2099).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		apart := rapid.Int64Range(-4000, 4000).Draw(t, "apart")
		by := rapid.Int64Range(-mostShift, mostShift).Draw(t, "by")
		second, err := first.AddDays(apart)
		if err != nil {
			t.Skip()
		}
		format := rapid.SampledFrom(formats).Draw(t, "format")
		moved := func(d date.Date) date.Date {
			found, ok := readDate(sprintDate(format, d), 2026)
			text, moved := found.move(by)
			again, read := readDate(text, 2026)
			if !ok || !moved || !read {
				t.Fatalf("%v by %d days: %q", d, by, text)
			}
			return again.date
		}
		if got := moved(second).Sub(moved(first)); got != apart {
			t.Fatalf("%d days apart became %d", apart, got)
		}
	})
}

func sprintDate(format string, d date.Date) string {
	return sprintf(format, d.Year(), d.Month(), d.Day())
}

func TestTheOffsetOfASubjectIsOneOfMany(t *testing.T) {
	p, err := newPseudonyms(testKey(), "a")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for i := range 500 {
		days := p.offset(sprintf("akt %d", i))
		if days == 0 || max(days, -days) < leastShift || max(days, -days) > mostShift {
			t.Fatalf("moved by %d days", days)
		}
		seen[days] = true
	}
	if len(seen) < 300 {
		t.Errorf("500 subjects share %d distances", len(seen))
	}
}

func TestAgesBecomeDecades(t *testing.T) {
	for value, want := range map[string]string{"45": "40–49", "45 år": "40–49 år", "7-årig": "0–9-årig", "100 år": "100–109 år", "ålder: 39": "ålder: 30–39"} {
		if got, ok := decade(value); !ok || got != want {
			t.Errorf("%q became %q, %v", value, got, ok)
		}
	}
	for _, value := range []string{"fyrtio år", "mellan 40 och 45 år", "1981", ""} {
		if got, ok := decade(value); ok {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestPlacesBecomeMunicipalitiesOfTheirName(t *testing.T) {
	for value, want := range map[string]string{
		"Solna": "Solna kommun", "SOLNA": "Solna kommun", "171 45 Solna": "Solna kommun", "SE-171 45  Solna": "Solna kommun", "17145 SOLNA": "Solna kommun",
		"Stockholm": "Stockholms kommun", "Upplands Väsby": "Upplands Väsby kommun", "Solna kommun": "Solna kommun", "Solnas": "Solna kommuns",
	} {
		if got, ok := municipality(value); !ok || got != want {
			t.Errorf("%q became %q, %v", value, got, ok)
		}
	}
	for _, value := range []string{"Abborrberget", "123 45", "", "Paris", "kommun"} {
		if got, ok := municipality(value); ok {
			t.Errorf("%q became %q", value, got)
		}
	}
	if len(municipalities()) < 2*290 {
		t.Errorf("%d names of municipalities", len(municipalities()))
	}
}

func TestTheYearOfBirthOfANumber(t *testing.T) {
	for value, want := range map[string]string{
		"811218-9876": "[född 1981]", "19811218-9876": "[född 1981]", "250101-1234": "[född 2025]", "270101-1234": "[född 1927]", "270101+1234": "[född 1827]",
		"811278-9873": "[född 1981]",
	} {
		if got, ok := bornIn(value, Swedish, 2026); !ok || got != want {
			t.Errorf("%s became %q, %v", value, got, ok)
		}
	}
	if got, _ := bornIn("811218-9876", English, 2026); got != "[born 1981]" {
		t.Errorf("in English %q", got)
	}
	for _, value := range []string{"811218", "29990101-1234", "", "x"} {
		if got, ok := bornIn(value, Swedish, 2026); ok {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestExamplesAreOfTheSeriesSetAside(t *testing.T) {
	for _, c := range []struct {
		class mask.Class
		n     int
		value string
		want  string
	}{
		{mask.Phone, 1, "073-123 45 67", "070-1740605"},
		{mask.Phone, 95, "+46731234567", "070-1740699"},
		{mask.Phone, 96, "0731234567", ""},
		{mask.Phone, 1, "08-123 456", "08-46500400"},
		{mask.Phone, 101, "08-123 456", "031-3900600"},
		{mask.Phone, 201, "08-123 456", "040-6280400"},
		{mask.Phone, 301, "08-123 456", "0980-319200"},
		{mask.Phone, 400, "08-123 456", "0980-319299"},
		{mask.Phone, 401, "08-123 456", ""},
		{mask.IP, 254, "10.0.0.1", "192.0.2.254"},
		{mask.IP, 255, "10.0.0.1", "198.51.100.1"},
		{mask.IP, 762, "10.0.0.1", "203.0.113.254"},
		{mask.IP, 763, "10.0.0.1", ""},
		{mask.IP, 16, "fe80::1", "2001:db8::10"},
		{mask.Email, 3, "a@b.se", "person3@example.com"},
		{mask.URL, 2, "https://a.se/anna", "https://example.com/2"},
		{mask.Person, 1, "Anna", ""},
	} {
		if got, ok := fictional(c.class, c.n, c.value); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s %d is %q, %v; want %q", c.class, c.n, got, ok, c.want)
		}
	}
}
