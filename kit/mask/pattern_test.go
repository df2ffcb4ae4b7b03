package mask_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

func hitsOf(t *testing.T, p mask.Pattern, text string) []string {
	t.Helper()
	f := finder(t, mask.Options{Classes: []mask.Class{mask.HSAID}, Patterns: []mask.Pattern{p}})
	var got []string
	for _, s := range f.Find(nil, []byte(text)) {
		if s.Class == mask.HSAID || !s.Evidence.Has(mask.OwnPattern) {
			t.Errorf("%+v", s)
		}
		got = append(got, text[s.Start:s.End])
	}
	return got
}

func TestOwnShapes(t *testing.T) {
	for _, c := range []struct{ shape, text, want string }{
		{"AAA-9999/99", "akt ABC-1234/26, inte ABC-12345/26 eller XABC-1234/26", "ABC-1234/26"},
		{"9{3,5}[-9{2}]", "a 123 b 1234-56 c 123456 d 12345", "123|1234-56|12345"},
		{"Ä9999", "Ä1234 och A1234", "Ä1234"},
		{"X{4}\\[9", "aB3ö[7 x", "aB3ö[7"},
		{"aa99", "ab12 Ab12 AB12 a112", "ab12|Ab12|AB12"},
		{"99 99", "12 34", "12 34"},
		{"9[9][9]-A", "1-A 12-B 123-C 1234-D", "1-A|12-B|123-C"},
	} {
		if got := strings.Join(hitsOf(t, mask.Pattern{Shape: c.shape}, c.text), "|"); got != c.want {
			t.Errorf("%s in %q: %s, want %s", c.shape, c.text, got, c.want)
		}
	}
}

func TestOwnWordsAndContext(t *testing.T) {
	p := mask.Pattern{Class: "projekt", Words: []string{"Blå Räven", "delfin"}, Score: 0.8}
	if got := strings.Join(hitsOf(t, p, "Om BLÅ  räven, Delfin och delfiner: blå\nräven."), "|"); got != "BLÅ  räven|Delfin|blå\nräven" {
		t.Errorf("got %q", got)
	}
	p = mask.Pattern{Shape: "99999", Context: []string{"kort", "passerkort"}}
	if got := strings.Join(hitsOf(t, p, "Passerkort 12345.\nBelopp 54321.\n54321 är ett kort."), "|"); got != "12345|54321" {
		t.Errorf("got %q", got)
	}
}

func TestWrongOptionsAreNamed(t *testing.T) {
	for field, o := range map[string]mask.Options{
		"Classes[1]":           {Classes: []mask.Class{mask.Person, "personer"}},
		"Point":                {Point: 9},
		`MinScore["person"]`:   {MinScore: map[mask.Class]float32{mask.Person: 2}},
		"Patterns[0].Shape":    {Patterns: []mask.Pattern{{}}},
		"Patterns[1].Class":    {Patterns: []mask.Pattern{{Shape: "999"}, {Class: "Å", Shape: "999"}}},
		"Patterns[0].Score":    {Patterns: []mask.Pattern{{Shape: "999", Score: -1}}},
		"Patterns[0].Shape ":   {Patterns: []mask.Pattern{{Shape: "99[9"}}},
		"Patterns[0].Shape  ":  {Patterns: []mask.Pattern{{Shape: "9{2"}}},
		"Patterns[0].Shape   ": {Patterns: []mask.Pattern{{Shape: "9{99}"}}},
		"Patterns[0].Shape.":   {Patterns: []mask.Pattern{{Shape: "9[9]"}}},
		"Patterns[0].Shape..":  {Patterns: []mask.Pattern{{Shape: "99\\"}}},
		"Patterns[0].Shape-":   {Patterns: []mask.Pattern{{Shape: "9[[9]]9"}}},
		"Patterns[0].Shape--":  {Patterns: []mask.Pattern{{Shape: "99]"}}},
		"Patterns[0].Shape+":   {Patterns: []mask.Pattern{{Shape: strings.Repeat("9", 61)}}},
	} {
		_, err := mask.NewFinder(o)
		var bad *mask.OptionError
		if !errors.As(err, &bad) || bad.Field != strings.TrimRight(field, " .-+") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestClassesAskedForAndPointsChooseHits(t *testing.T) {
	const text = "Anna Svensson 811218-9876, ABC 123, 070-174 06 05"
	count := func(o mask.Options) int {
		o.NoTagger = true
		return len(finder(t, o).Find(nil, []byte(text)))
	}
	for want, o := range map[int]mask.Options{
		0: {Classes: []mask.Class{mask.IBAN}},
		1: {Classes: []mask.Class{mask.Phone}},
		2: {Classes: []mask.Class{mask.Phone, mask.Personnummer}},
		3: {Point: mask.Precision},
		4: {MinScore: map[mask.Class]float32{mask.Vehicle: 0.2}},
	} {
		if got := count(o); got != want {
			t.Errorf("%+v: %d hits, want %d", o, got, want)
		}
	}
}
