package hide_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func TestEachOperator(t *testing.T) {
	for name, c := range map[string]struct {
		rules      string
		find       known
		text, want string
	}{
		"keep":                                {"default: label\nclasses: {organisation: keep}", known{"Alfa AB": mask.Organisation}, "Alfa AB", "Alfa AB"},
		"remove":                              {"default: remove", persons("Anna"), "Hej Anna!", "Hej !"},
		"a bar does not tell how long":        {"default: blackout", persons("Bo", "Anna-Karin Lagerqvist"), "Bo Anna-Karin Lagerqvist", "█████ █████"},
		"year of birth":                       {"classes: {birth_date: generalise}", known{"1981-12-18": mask.BirthDate}, "född 1981-12-18", "född 1981"},
		"year of birth in words":              {"default: label\nclasses: {birth_date: generalise}", known{"18 december 1981": mask.BirthDate}, "18 december 1981", "1981"},
		"year of birth out of a personnummer": {"default: label\nclasses: {personnummer: generalise}", known{"811218-9876": mask.Personnummer}, "811218-9876", "[född 1981]"},
		"born before the last hundred years":  {"default: label\nclasses: {personnummer: generalise}", known{"181218+9870": mask.Personnummer}, "181218+9870", "[född 1918]"},
		"decade of age":                       {"default: label\nclasses: {age: generalise}", known{"45 år": mask.Age}, "hon är 45 år", "hon är 40–49 år"},
		"an age in words gets a label":        {"default: label\nclasses: {age: generalise}", known{"fyrtiofem år": mask.Age}, "fyrtiofem år", "[ÅLDER 1]"},
		"municipality of a town":              {"default: label\nclasses: {postal_place: generalise}", known{"171 45 Solna": mask.PostalPlace}, "171 45 Solna", "Solna kommun"},
		"municipality in the genitive":        {"default: label\nclasses: {place: generalise}", known{"Österåker": mask.Place}, "Österåker", "Österåkers kommun"},
		"a place of no municipality's name":   {"default: label\nclasses: {place: generalise}", known{"Abborrberget": mask.Place}, "Abborrberget", "[PLATS 1]"},
		"fictional numbers":                   {"default: label\nclasses: {phone: fictional}", known{"0701112233": mask.Phone, "+46 8 123 45 67": mask.Phone}, "0701112233 +46 8 123 45 67", "070-1740605 08-46500401"},
		"fictional addresses":                 {"default: label\nclasses: {email: fictional, ip: fictional}", known{"a@b.se": mask.Email, "10.1.2.3": mask.IP, "fe80::1": mask.IP}, "a@b.se 10.1.2.3 fe80::1", "person1@example.com 192.0.2.1 2001:db8::2"},
		"own class":                           {"classes: {akt: label}\npatterns: [{name: p, class: akt, words: [x]}]", known{"A-1": "akt"}, "A-1", "[AKT 1]"},
		"an alternative that must be hidden":  {"default: keep\nclasses: {personnummer: blackout}", known{"811218-9876": "sole"}, "811218-9876", "█████"},
	} {
		t.Run(name, func(t *testing.T) {
			got := masked(t, hide.Config{Profile: profile(t, c.rules), Finder: soleTraders{c.find}}, c.text)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// soleTraders gives hits of the class "sole" as an organisationsnummer that may be a personnummer.
type soleTraders struct{ known }

func (f soleTraders) FindIn(d *mask.Document, dst []mask.Span, text []byte) []mask.Span {
	dst = f.known.FindIn(d, dst, text)
	for i := range dst {
		if dst[i].Class == "sole" {
			dst[i].Class = mask.Organisationsnummer
			dst[i].Alternatives = []mask.Alternative{{Class: mask.Personnummer, Score: 0.5}}
		}
	}
	return dst
}

func TestExamplesThatRunOutGiveLabels(t *testing.T) {
	find, text := known{}, strings.Builder{}
	for i := range 96 {
		number := fmt.Sprintf("07011122%02d", i)
		find[number] = mask.Phone
		text.WriteString(number + " ")
	}
	got := strings.Fields(masked(t, hide.Config{Profile: profile(t, "default: label\nclasses: {phone: fictional}"), Finder: find}, text.String()))
	if got[94] != "070-1740699" || got[95] != "[TELEFON" {
		t.Errorf("the last two are %q and %q", got[94], got[95])
	}
}

func TestTokensAreTheSameWithinADomainAndNotBetweenDomains(t *testing.T) {
	keys := ring(t)
	find := known{"811218-9876": mask.Personnummer, "198112189876": mask.Personnummer, "Anna Svensson": mask.Person, "Svenssons": mask.Person}
	p := profile(t, "default: token")
	text := "Anna Svensson 811218-9876, Svenssons 198112189876"
	first := masked(t, hide.Config{Profile: p, Finder: find, Keys: keys, Domain: "a"}, text)
	again := masked(t, hide.Config{Profile: p, Finder: find, Keys: keys, Domain: "a"}, text)
	other := masked(t, hide.Config{Profile: p, Finder: find, Keys: keys, Domain: "b"}, text)
	if first != again || first == other {
		t.Fatalf("%q, again %q, in another domain %q", first, again, other)
	}
	words := strings.Fields(first)
	if len(words) != 4 || words[1] != words[3]+"," || words[2] != words[0]+"s" {
		t.Errorf("one person and one number should have one token each: %q", first)
	}
	if want := fmt.Sprintf("[PERSON:%s:", strings.ToUpper(keys.Current().ID)); !strings.HasPrefix(words[0], want) || len(words[0]) != len(want)+17 {
		t.Errorf("%q should name its key and hold 80 bits", words[0])
	}
	keys.Rotate(time.Unix(0, 0))
	if rotated := masked(t, hide.Config{Profile: p, Finder: find, Keys: keys, Domain: "a"}, text); rotated == first {
		t.Error("another key gives the same tokens")
	}
}

func TestDatesOfASubjectAreMovedEquallyFar(t *testing.T) {
	p := profile(t, "classes: {birth_date: shift_date}")
	keys := ring(t)
	move := func(subject string, dates ...string) []string {
		find := known{}
		for _, d := range dates {
			find[d] = mask.BirthDate
		}
		return strings.Split(masked(t, hide.Config{Profile: p, Finder: find, Keys: keys, Subject: subject}, strings.Join(dates, "; ")), "; ")
	}
	got := move("akt 1", "1981-12-18", "1981-12-28", "19811218", "811218", "18 december 1981", "18 DEC 1981", "18/12 1981", "18.12.1981")
	at := func(layout, text string) time.Time {
		parsed, err := time.Parse(layout, text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	one := at("2006-01-02", got[0])
	moved := one.Sub(at("2006-01-02", "1981-12-18"))
	if days := int(moved.Abs().Hours() / 24); days < 31 || days > 395 {
		t.Errorf("moved by %v", moved)
	}
	if two := at("2006-01-02", got[1]); two.Sub(one) != 240*time.Hour {
		t.Errorf("the interval is %v", two.Sub(one))
	}
	for i, layout := range []string{2: "20060102", 3: "060102", 6: "2/1 2006", 7: "2.1.2006"} {
		if layout != "" && !at(layout, got[i]).Equal(one) {
			t.Errorf("%q is not %v", got[i], one)
		}
	}
	if got[4] == "18 december 1981" || !strings.HasSuffix(got[4], got[0][:4]) || got[5] != strings.ToUpper(got[5]) {
		t.Errorf("in words: %q, %q", got[4], got[5])
	}
	if other := move("akt 2", "1981-12-18"); other[0] == got[0] {
		t.Errorf("another subject is moved equally far")
	}
	if odd := move("akt 1", "i våras"); odd[0] != "[FÖDELSEDATUM 1]" {
		t.Errorf("what is no date became %q", odd[0])
	}
}
