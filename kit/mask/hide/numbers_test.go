package hide

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
)

func testNumbers(t testing.TB, domain string) *numbers {
	t.Helper()
	n, err := newNumbers(make([]byte, 32), domain)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// drawPersonal draws a right number, as it would be given to a person.
func drawPersonal(t *rapid.T) string {
	day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 126*365).Draw(t, "day"))
	coordination := rapid.Bool().Draw(t, "coordination")
	d := day.Day()
	if coordination {
		d += 60
	}
	body := fmt.Sprintf("%02d%02d%02d%03d", day.Year()%100, day.Month(), d, rapid.IntRange(1, 999).Draw(t, "serial"))
	separator := rapid.SampledFrom([]string{"", "-", "+", " ", " – ", "\u00a0"}).Draw(t, "separator")
	century := ""
	if rapid.Bool().Draw(t, "century") {
		century = strconv.Itoa(day.Year() / 100)
	}
	return century + body[:6] + separator + body[6:] + string(luhn([]byte(body)))
}

// TestAPersonalNumberBecomesOneThatCanBeNobodys is the promise of docs/masking.md: the same form, a day that exists, and a check digit that
// is wrong, so that the Tax Agency has given it to nobody.
func TestAPersonalNumberBecomesOneThatCanBeNobodys(t *testing.T) {
	n := testNumbers(t, "a")
	rapid.Check(t, func(t *rapid.T) {
		value := drawPersonal(t)
		class := mask.Personnummer
		hidden, ok := n.hide(class, value)
		if !ok {
			t.Fatalf("%s was not taken", value)
		}
		digits := onlyDigits(hidden)
		if len(digits) != len(onlyDigits(value)) || len(hidden) != len(value) {
			t.Fatalf("%s became %s", value, hidden)
		}
		core := digits[len(digits)-10:]
		if luhn([]byte(core[:9])) == core[9] {
			t.Fatalf("%s became %s, whose check digit is right", value, hidden)
		}
		if was := onlyDigits(value); (was[len(was)-6] >= '6') != (core[4] >= '6') {
			t.Fatalf("%s became %s: a personnummer and a samordningsnummer have changed places", value, hidden)
		}
		century := -1
		if len(digits) == 12 {
			century, _ = strconv.Atoi(digits[:2])
		}
		day := number([]byte(core[4:6])) % 60
		if _, exists := dayOfCentury(number([]byte(core[:2])), number([]byte(core[2:4])), day, century); !exists || core[6:9] == "000" {
			t.Fatalf("%s became %s", value, hidden)
		}
		if back, ok := n.show(class, hidden); !ok || back != value {
			t.Fatalf("%s became %s became %s", value, hidden, back)
		}
	})
}

func TestTheSamePersonHasTheSameNumberWithAndWithoutCentury(t *testing.T) {
	n := testNumbers(t, "a")
	short, _ := n.hide(mask.Personnummer, "811218-9876")
	long, _ := n.hide(mask.Personnummer, "198112189876")
	if onlyDigits(short) != long[2:] || long[:2] != "19" {
		t.Errorf("%s and %s", short, long)
	}
	if other, _ := testNumbers(t, "b").hide(mask.Personnummer, "811218-9876"); other == short {
		t.Error("the number is the same in another domain")
	}
}

// TestOtherNumbersBecomeOnesThatNobodyHas takes numbers that are published for tests.
func TestOtherNumbersBecomeOnesThatNobodyHas(t *testing.T) {
	n := testNumbers(t, "a")
	for _, c := range []struct {
		class mask.Class
		value string
		valid func(digits string) bool
	}{
		{mask.Organisationsnummer, "556036-0793", luhnRight},
		{mask.Organisationsnummer, "165560360793", func(d string) bool { return luhnRight(d[2:]) }},
		{mask.VATNumber, "SE556036079301", func(d string) bool { return luhnRight(d[:10]) }},
		{mask.Card, "4111 1111 1111 1111", luhnRight},
		{mask.Bankgiro, "5050-1055", luhnRight},
		{mask.IBAN, "SE45 5000 0000 0583 9825 7466", func(d string) bool { return ibanCheck([]byte(d[2:])) == number([]byte(d[:2])) }},
	} {
		if !c.valid(onlyDigits(c.value)) {
			t.Fatalf("the test is wrong: %s", c.value)
		}
		hidden, ok := n.hide(c.class, c.value)
		if !ok || hidden == c.value || len(hidden) != len(c.value) || c.valid(onlyDigits(hidden)) {
			t.Errorf("%s %s became %q, %v", c.class, c.value, hidden, ok)
		}
		if back, ok := n.show(c.class, hidden); !ok || back != c.value {
			t.Errorf("%s became %s became %s", c.value, hidden, back)
		}
	}
}

func luhnRight(digits string) bool {
	last := len(digits) - 1
	return luhn([]byte(digits[:last])) == digits[last]
}

func TestNumbersThatCannotBeTurnedAreLeftToALabel(t *testing.T) {
	n := testNumbers(t, "a")
	for value, class := range map[string]mask.Class{
		"811218-9877":                   mask.Personnummer, // wrong check digit
		"811318-9875":                   mask.Personnummer, // no such month
		"811218-987":                    mask.Personnummer,
		"８１１２１８-9876":                   mask.Personnummer, // full-width digits
		"556036-0794":                   mask.Organisationsnummer,
		"DE89 3704 0044 0532 0130 00":   mask.IBAN,
		"SE46 5000 0000 0583 9825 7466": mask.IBAN,
		"123-4":                         mask.Bankgiro,
		"4111 1111 1111 1112":           mask.Card,
		"070-174 06 05":                 mask.Phone,
	} {
		if hidden, ok := n.hide(class, value); ok {
			t.Errorf("%s %s became %s", class, value, hidden)
		}
	}
}

func TestDaysOfACenturyAreCountedOneByOne(t *testing.T) {
	last := -1
	for day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2100; day = day.AddDate(0, 0, 1) {
		got, ok := dayOfCentury(day.Year()-2000, int(day.Month()), day.Day(), 20)
		if !ok || got != last+1 {
			t.Fatalf("%v is day %d after %d", day, got, last)
		}
		if y, m, d := dateOfCentury(got); y+2000 != day.Year() || m != int(day.Month()) || d != day.Day() {
			t.Fatalf("day %d is %d-%d-%d, not %v", got, y, m, d, day)
		}
		last = got
	}
	if last+1 != daysOfCentury {
		t.Errorf("%d days", last+1)
	}
	if _, ok := dayOfCentury(0, 2, 29, 19); ok {
		t.Error("29 February 1900 was taken for a day")
	}
}

func TestNormalFormsJoinWaysToWriteTheSame(t *testing.T) {
	for _, same := range [][]string{
		{string(mask.Phone), "0701740605", "070-174 06 05", "+46 70 174 06 05", "+46 (0)70-174 06 05", "0046701740605"},
		{string(mask.Personnummer), "19811218-9876", "811218 9876", "811218–9876", "8112\u200b18-9876"},
		{string(mask.IBAN), "SE45 5000 0000 0583 9825 7466", "se4550000000058398257466"},
		{string(mask.Address), "Storgatan  1", "STORGATAN 1", "Storgatan\u00a01"},
	} {
		class := mask.Class(same[0])
		for _, other := range same[2:] {
			if normal(class, other) != normal(class, same[1]) {
				t.Errorf("%q is %q, %q is %q", same[1], normal(class, same[1]), other, normal(class, other))
			}
		}
	}
}

func FuzzHideNumberNeverGivesARightOne(f *testing.F) {
	f.Add("811218-9876", uint8(0))
	f.Add("SE4550000000058398257466", uint8(5))
	f.Add("5050-1055", uint8(6))
	classes := ff1Classes()
	n := testNumbers(f, "fuzz")
	f.Fuzz(func(t *testing.T, value string, pick uint8) {
		class := classes[int(pick)%len(classes)]
		hidden, ok := n.hide(class, value)
		if !ok {
			return
		}
		if back, ok := n.show(class, hidden); !ok || back != value {
			t.Fatalf("%s %q became %q became %q", class, value, hidden, back)
		}
		digits := onlyDigits(hidden)
		if class == mask.Personnummer && luhnRight(digits[len(digits)-10:]) {
			t.Fatalf("%q became %q", value, hidden)
		}
		if strings.EqualFold(hidden, value) {
			t.Fatalf("%q stayed", value)
		}
	})
}
