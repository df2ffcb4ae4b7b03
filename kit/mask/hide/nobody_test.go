package hide_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// These tests hold the promise that no number which FF1 or the example series give can be a living person's or anybody's account. The checks
// are written here once more, from the sources, so that a mistake in the code is not a mistake in the test too.

// mod10 tells whether the last digit is the check digit of the others, by the Luhn method (SKV 704, Bankgirot, ISO/IEC 7812).
func mod10(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		if d > 9 {
			d -= 9
		}
		sum += d
	}
	return sum%10 == 0
}

// mod97 tells whether an IBAN has the right check sum (ISO 13616).
func mod97(iban string) bool {
	var b strings.Builder
	for _, c := range strings.ToUpper(iban[4:] + iban[:4]) {
		if c >= 'A' && c <= 'Z' {
			fmt.Fprintf(&b, "%d", c-'A'+10)
			continue
		}
		b.WriteRune(c)
	}
	n, _ := new(big.Int).SetString(b.String(), 10)
	return new(big.Int).Mod(n, big.NewInt(97)).Int64() == 1
}

func completed(body string) string {
	for c := '0'; c <= '9'; c++ {
		if mod10(body + string(c)) {
			return body + string(c)
		}
	}
	return ""
}

func justDigits(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, text)
}

func drawDigits(t *rapid.T, n int, what string) string {
	return rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", n)).Draw(t, what)
}

// numberOf draws a number of a class that could be somebody's.
func numberOf(t *rapid.T, class mask.Class) string {
	switch class {
	case mask.Personnummer, mask.Samordningsnummer:
		day := time.Date(1905, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 44000).Draw(t, "day"))
		text := day.Format("060102")
		if class == mask.Samordningsnummer {
			text = fmt.Sprintf("%s%02d", text[:4], day.Day()+60)
		}
		number := completed(text + fmt.Sprintf("%03d", rapid.IntRange(1, 999).Draw(t, "serial")))
		return rapid.SampledFrom([]string{"", day.Format("2006")[:2]}).Draw(t, "century") + number[:6] +
			rapid.SampledFrom([]string{"-", "", "+", " "}).Draw(t, "separator") + number[6:]
	case mask.Organisationsnummer, mask.VATNumber:
		first := rapid.SampledFrom([]string{"1", "2", "5", "7", "8", "9"}).Draw(t, "kind")
		number := completed(first + drawDigits(t, 1, "second") + fmt.Sprint(rapid.IntRange(2, 9).Draw(t, "third")) + drawDigits(t, 6, "rest"))
		if class == mask.VATNumber {
			return "SE" + number + "01"
		}
		return number[:6] + rapid.SampledFrom([]string{"-", ""}).Draw(t, "separator") + number[6:]
	case mask.Card:
		return completed("4" + drawDigits(t, rapid.IntRange(11, 17).Draw(t, "length"), "card"))
	case mask.Bankgiro:
		number := completed(drawDigits(t, rapid.IntRange(6, 7).Draw(t, "length"), "bankgiro"))
		return number[:len(number)-4] + "-" + number[len(number)-4:]
	case mask.IBAN:
		body := drawDigits(t, 20, "account")
		for sum := 2; sum <= 98; sum++ {
			if iban := fmt.Sprintf("SE%02d%s", sum, body); mod97(iban) {
				return iban
			}
		}
	}
	return ""
}

// rightNumber tells whether somebody could have a number of a class.
func rightNumber(class mask.Class, text string) bool {
	digits := justDigits(text)
	switch class {
	case mask.IBAN:
		return mod97(strings.ReplaceAll(text, " ", ""))
	case mask.VATNumber:
		return mod10(digits[:10])
	case mask.Personnummer, mask.Samordningsnummer, mask.Organisationsnummer:
		return mod10(digits[len(digits)-10:])
	}
	return mod10(digits)
}

func TestNoNumberThatIsMadeCanBeAnybodys(t *testing.T) {
	for _, class := range []mask.Class{
		mask.Personnummer, mask.Samordningsnummer, mask.Organisationsnummer, mask.VATNumber, mask.Card, mask.Bankgiro, mask.IBAN,
	} {
		t.Run(string(class), func(t *testing.T) {
			p := profile(t, fmt.Sprintf("default: label\nclasses: {%s: ff1}", class))
			keys := ring(t)
			rapid.Check(t, func(rt *rapid.T) {
				value := numberOf(rt, class)
				if !rightNumber(class, value) {
					rt.Fatalf("the test is wrong: %s", value)
				}
				domain := rapid.SampledFrom([]string{"", "a", "b"}).Draw(rt, "domain")
				m, err := hide.New(hide.Config{Profile: p, Keys: keys, Domain: domain, Finder: known{value: class}, Year: 2026})
				if err != nil {
					rt.Fatal(err)
				}
				result, err := m.Begin().Mask([]byte(value))
				if err != nil {
					rt.Fatal(err)
				}
				got := string(result.Text)
				if result.Hits[0].Operator != hide.FF1 || len(got) != len(value) || got == value || rightNumber(class, got) {
					rt.Fatalf("%s became %s by %s", value, got, result.Hits[0].Operator)
				}
				again, err := m.Begin().Mask([]byte(value))
				if err != nil || string(again.Text) != got {
					rt.Fatalf("%s became %s and then %s", value, got, again.Text)
				}
			})
		})
	}
}

// TestDifferentNumbersStayDifferent is about the mapping being one to one: two persons never become one.
func TestDifferentNumbersStayDifferent(t *testing.T) {
	p := profile(t, "default: label\nclasses: {personnummer: ff1, bankgiro: ff1}")
	find, values := known{}, []string{}
	for serial := range 300 {
		value := completed("811218" + fmt.Sprintf("%03d", serial+1))
		find[value] = mask.Personnummer
		values = append(values, value)
	}
	got := strings.Fields(masked(t, hide.Config{Profile: p, Finder: find, Keys: ring(t)}, strings.Join(values, " ")))
	seen := map[string]bool{}
	for _, number := range got {
		seen[number] = true
	}
	if len(got) != len(values) || len(seen) != len(values) {
		t.Errorf("%d numbers became %d, %d of them different", len(values), len(got), len(seen))
	}
}

// TestExamplesLieWithinTheSeriesThatAreKeptOutOfUse is about phone numbers (PTS), mail (RFC 2606) and IP addresses (RFC 5737, RFC 3849).
func TestExamplesLieWithinTheSeriesThatAreKeptOutOfUse(t *testing.T) {
	series := map[string][2]int{
		"070": {1740605, 1740699}, "08": {46500400, 46500499}, "031": {3900600, 3900699}, "040": {6280400, 6280499}, "0980": {319200, 319299},
	}
	find, values := known{}, []string{}
	for i := range 600 {
		value := fmt.Sprintf("+4670%07d", 1000000+i*7919)
		if i%2 == 1 {
			value = fmt.Sprintf("08%07d", 5000000+i*7919)
		}
		find[value] = mask.Phone
		values = append(values, value)
	}
	p := profile(t, "default: label\nclasses: {phone: fictional}")
	got := strings.Fields(masked(t, hide.Config{Profile: p, Finder: find}, strings.Join(values, "\n")))
	labels := 0
	var numbers []string
	for i := 0; i < len(got); i++ {
		if got[i] == "[TELEFON" {
			labels++
			i++
			continue
		}
		area, rest, _ := strings.Cut(got[i], "-")
		var n int
		_, _ = fmt.Sscan(rest, &n)
		if limits, ok := series[area]; !ok || n < limits[0] || n > limits[1] {
			t.Fatalf("%s is no example", got[i])
		}
		numbers = append(numbers, got[i])
	}
	slices.Sort(numbers)
	if different := len(slices.Compact(slices.Clone(numbers))); different != len(numbers) || len(numbers)+labels != len(values) || labels == 0 {
		t.Errorf("%d numbers, %d different, %d labels for %d values", len(numbers), different, labels, len(values))
	}
}

// TestMovedDatesKeepIntervalsInEveryWayOfWriting goes through the door: whatever the subject, dates that lay a number of days apart still do,
// leap days and turns of the century included; and what cannot be written so that it is read again becomes a label.
func TestMovedDatesKeepIntervalsInEveryWayOfWriting(t *testing.T) {
	p := profile(t, "default: label\nclasses: {birth_date: shift_date}")
	keys := ring(t)
	layouts := []string{"2006-01-02", "20060102", "060102", "06-01-02", "2/1 2006", "02/01-06", "2.1.2006"}
	rapid.Check(t, func(rt *rapid.T) {
		layout := rapid.SampledFrom(layouts).Draw(rt, "layout")
		first := time.Date(1927, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 36500).Draw(rt, "first"))
		second := first.AddDate(0, 0, rapid.IntRange(-500, 500).Draw(rt, "apart"))
		if second.Year() < 1927 || second.Year() > 2026 || first.Year() > 2026 {
			rt.Skip()
		}
		subject := rapid.StringMatching("[a-z]{1,8}").Draw(rt, "subject")
		move := func(day time.Time) (time.Time, bool) {
			value := day.Format(layout)
			m, err := hide.New(hide.Config{Profile: p, Keys: keys, Subject: subject, Finder: known{value: mask.BirthDate}, Year: 2026})
			if err != nil {
				rt.Fatal(err)
			}
			result, err := m.Begin().Mask([]byte(value))
			if err != nil {
				rt.Fatal(err)
			}
			if result.Hits[0].Operator == hide.Label {
				return time.Time{}, false
			}
			moved, err := time.Parse(layout, string(result.Text))
			if err != nil {
				rt.Fatalf("%s became %s", value, result.Text)
			}
			for !strings.Contains(layout, "2006") && moved.Year() > 2026 {
				moved = moved.AddDate(-100, 0, 0)
			}
			for !strings.Contains(layout, "2006") && moved.Year() <= 1926 {
				moved = moved.AddDate(100, 0, 0)
			}
			return moved, true
		}
		a, okA := move(first)
		b, okB := move(second)
		if !okA || !okB {
			if strings.Contains(layout, "2006") {
				rt.Fatalf("%v or %v was not moved", first, second)
			}
			return
		}
		if a.Equal(first) || b.Sub(a) != second.Sub(first) {
			rt.Fatalf("%v and %v became %v and %v", first, second, a, b)
		}
	})
}

func TestLeapDaysAreMovedToDaysThatExist(t *testing.T) {
	p := profile(t, "default: label\nclasses: {birth_date: shift_date}")
	keys := ring(t)
	for i := range 200 {
		m := masker(t, hide.Config{Profile: p, Keys: keys, Subject: fmt.Sprint(i), Finder: known{"2024-02-29": mask.BirthDate, "2024-03-01": mask.BirthDate}})
		result, err := m.Begin().Mask([]byte("2024-02-29 2024-03-01"))
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(string(result.Text))
		a, errA := time.Parse(time.DateOnly, words[0])
		b, errB := time.Parse(time.DateOnly, words[1])
		if errA != nil || errB != nil || b.Sub(a) != 24*time.Hour {
			t.Fatalf("%s", result.Text)
		}
	}
}

func TestPlacesBecomeTheirMunicipalityOrWhatIsCoarser(t *testing.T) {
	p := profile(t, "default: label\nclasses: {place: generalise, postal_place: generalise}")
	for value, want := range map[string]string{
		"Vällingby": "Stockholms kommun", "VÄLLINGBY": "Stockholms kommun", "Vällingbys": "Stockholms kommuns", "Visby": "Gotlands kommun",
		"Hisings  Backa": "Göteborgs kommun", "Solna": "Solna kommun", "Solnas": "Solna kommuns", "Borås": "Borås kommun", "Västerås": "Västerås kommun",
		"Skåne": "Skåne", "Stockholms län": "Stockholms län", "Sverige": "Sverige", "Norrlands": "Norrlands", "Norrland": "Norrland",
		"Abborrberget": "[PLATS 1]", "Storgatan": "[PLATS 1]", "Smedby": "[PLATS 1]", "s": "[PLATS 1]",
	} {
		if got := masked(t, hide.Config{Profile: p, Finder: known{value: mask.Place}}, value); got != want {
			t.Errorf("%q became %q, want %q", value, got, want)
		}
	}
	for value, want := range map[string]string{
		"162 60 Vällingby": "Stockholms kommun", "SE-621 57  VISBY": "Gotlands kommun", "999 99 Skåne": "Skåne", "123 45 Ingenstans": "[POSTADRESS 1]",
	} {
		if got := masked(t, hide.Config{Profile: p, Finder: known{value: mask.PostalPlace}}, value); got != want {
			t.Errorf("%q became %q, want %q", value, got, want)
		}
	}
}
