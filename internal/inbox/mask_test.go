package inbox

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPersonalIdentityNumbersAreMasked(t *testing.T) {
	for text, want := range map[string]string{
		"mitt nummer är 121212-1212":          "mitt nummer är [personnummer]",
		"20121212-1212, tack":                 "[personnummer], tack",
		"201212121212":                        "[personnummer]",
		"1212121212":                          "[personnummer]",
		"121212+1212":                         "[personnummer]",
		"samordningsnummer 701063-2391":       "samordningsnummer [personnummer]",
		"fel kontrollsiffra 121212-1213":      "fel kontrollsiffra 121212-1213",
		"inget datum 129912-1212":             "inget datum 129912-1212",
		"organisationsnummer 212000-0142":     "organisationsnummer 212000-0142",
		"dnr 2026/121212-12123 och 08-123456": "dnr 2026/121212-12123 och 08-123456",
		"två: 121212-1212 121212-1212":        "två: [personnummer] [personnummer]",
		"":                                    "",
	} {
		got, found := mask(text)
		if got != want || found != (want != text) {
			t.Errorf("%q: %q, %v; want %q", text, got, found, want)
		}
	}
}

func FuzzMaskLeavesNoNumber(f *testing.F) {
	f.Add("121212-1212")
	f.Add("x 20121212 1212 y")
	f.Fuzz(func(t *testing.T, text string) {
		clean, _ := mask(text)
		if again, found := mask(clean); found {
			t.Errorf("%q still holds a number after masking: %q", clean, again)
		}
		if utf8.ValidString(text) && !utf8.ValidString(clean) {
			t.Errorf("%q is no longer text", clean)
		}
		if !strings.Contains(clean, masked) && clean != text {
			t.Errorf("%q became %q without a mask", text, clean)
		}
	})
}
