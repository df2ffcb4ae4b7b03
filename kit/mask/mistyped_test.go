package mask_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/identifier"
)

// testPerson makes a number of Skatteverket's test series: serial 980 to 999 or 238 to 239, which no living person has.
func testPerson(r *rand.Rand) string {
	serial := fmt.Sprintf("%03d", 980+r.IntN(20))
	if r.IntN(3) == 0 {
		serial = []string{"238", "239"}[r.IntN(2)]
	}
	body := fmt.Sprintf("%d%02d%02d%s", 1920+r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), serial)
	return body + string(identifier.LuhnDigit([]byte(body[2:])))
}

// written gives the ways people write a personnummer of twelve digits.
func written(p string) []string {
	return []string{
		p[2:8] + "-" + p[8:], p[2:], p, p[:8] + "-" + p[8:], p[2:8] + " " + p[8:], p[:8] + " " + p[8:], p[:2] + " " + p[2:8] + " " + p[8:],
		p[:2] + " " + p[2:8] + "-" + p[8:], p[2:8] + "–" + p[8:], p[2:8] + " - " + p[8:], p[2:8] + "+" + p[8:], p[2:8] + "\u00a0" + p[8:],
		p[2:8] + "\u2011" + p[8:], p[2:8] + "\u2212" + p[8:], p[2:8] + "-\n" + p[8:], p[:4] + "-" + p[4:6] + "-" + p[6:8] + "-" + p[8:],
		p[2:4] + " " + p[4:6] + " " + p[6:8] + "-" + p[8:], p[2:8] + "/" + p[8:], p[2:8] + ".\u200b" + p[8:], p[:4] + " " + p[4:6] + " " + p[6:8] + " " + p[8:],
	}
}

// frames are sentences that a value stands in, with nothing that helps.
func frames() []string {
	return []string{"%s", "Hon lämnade %s till oss.", "(%s)", "Ärende: %s, ok.", "x%s", "%sx", "\"%s\"", "<td>%s</td>", "Se [%s]!", "a\n%s\nb", "🙂%s🙂", "Det gäller %s."}
}

func found(f *mask.Finder, text, value string) bool {
	at := strings.Index(text, value)
	for _, s := range f.Find(nil, []byte(text)) {
		if s.Start <= at && s.End >= at+len(value) {
			return true
		}
	}
	return false
}

func TestPersonnummerIsFoundHoweverWritten(t *testing.T) {
	f, r := identifiers(t), rand.New(rand.NewPCG(1, 2))
	for range 400 {
		p := testPerson(r)
		for form, value := range written(p) {
			for _, frame := range frames() {
				if text := fmt.Sprintf(frame, value); !found(f, text, value) {
					t.Errorf("form %d is missed in %q: %+v", form, text, f.Find(nil, []byte(text)))
				}
			}
		}
	}
}

func TestWhatDoesNotShowHidesNoPersonnummer(t *testing.T) {
	f, r := identifiers(t), rand.New(rand.NewPCG(3, 4))
	for _, extra := range []string{"\u200b", "\u00ad", "\u200f", "\u202e", "\ufeff", "\u2060", "\u00a0"} {
		for range 60 {
			p := testPerson(r)
			for _, value := range written(p)[:5] {
				at := 1 + r.IntN(len(value)-1)
				odd := value[:at] + extra + value[at:]
				if text := "Hon lämnade " + odd + " till oss."; !found(f, text, odd) {
					t.Errorf("missed with %q inside: %q", extra, text)
				}
			}
		}
	}
}

func TestDigitsOfOtherScriptsAndLookAlikesAreDigits(t *testing.T) {
	f, r := identifiers(t), rand.New(rand.NewPCG(5, 6))
	for _, zero := range []rune{0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce, 0x1d7d8, 0x1d7f6} {
		for range 20 {
			value := strings.Map(func(c rune) rune {
				if c >= '0' && c <= '9' {
					return zero + c - '0'
				}
				return c
			}, written(testPerson(r))[r.IntN(4)])
			if text := "Det gäller " + value + " igen."; !found(f, text, value) {
				t.Errorf("missed %q", text)
			}
		}
	}
	swap := strings.NewReplacer("0", "O", "1", "l")
	for range 200 {
		p := testPerson(r)
		value := p[2:8] + "-" + p[8:]
		at := r.IntN(len(value) - 1)
		odd := value[:at] + swap.Replace(value[at:at+1]) + value[at+1:]
		if text := "Det gäller " + odd + " igen."; !found(f, text, odd) {
			t.Errorf("missed %q", text)
		}
	}
}

func TestMistypedPersonnummerIsStillHidden(t *testing.T) {
	f, r := identifiers(t), rand.New(rand.NewPCG(7, 8))
	for range 500 {
		p := testPerson(r)
		last := p[:11] + string('0'+(p[11]-'0'+byte(1+r.IntN(9)))%10)
		for form, value := range written(last)[:9] {
			if text := "Hon lämnade " + value + " till oss."; !found(f, text, value) {
				t.Errorf("wrong check digit, form %d: %q missed", form, text)
			}
		}
		at := r.IntN(12)
		wrong := p[:at] + string('0'+(p[at]-'0'+byte(1+r.IntN(9)))%10) + p[at+1:]
		short := wrong[2:8] + "-" + wrong[8:]
		for _, text := range []string{"Personnummer: " + short, "Pnr " + wrong, "personnr " + wrong[2:]} {
			if value := text[strings.LastIndexByte(text, ' ')+1:]; !found(f, text, value) {
				t.Errorf("a wrong digit: %q missed", text)
			}
		}
	}
}

func TestADigitTooManyOrTooFewDoesNotHelp(t *testing.T) {
	f, r := identifiers(t), rand.New(rand.NewPCG(9, 10))
	for range 300 {
		p := testPerson(r)
		digit := string(rune('0' + r.IntN(10)))
		for _, value := range []string{p[2:8] + "-" + p[8:] + digit, digit + p[2:8] + "-" + p[8:], p + digit, p[2:] + digit, p[:8] + "-" + p[8:] + digit} {
			if text := "Hon lämnade " + value + " till oss."; !found(f, text, value) {
				t.Errorf("a digit too many: %q missed: %+v", text, f.Find(nil, []byte(text)))
			}
		}
		at := 2 + r.IntN(10)
		few := p[2:at] + p[at+1:]
		if text := "Personnummer: " + few; !found(f, text, few) {
			t.Errorf("a digit too few: %q missed", text)
		}
	}
}
