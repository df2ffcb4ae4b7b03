package hide_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func TestTheEmbeddedProfiles(t *testing.T) {
	for _, id := range hide.ProfileIDs() {
		p := embedded(t, id)
		if p.ID != id || p.Title.SV == "" || p.Description.EN == "" {
			t.Errorf("%s: %+v", id, p)
		}
		for _, class := range []mask.Class{mask.Person, mask.Personnummer, mask.Phone, mask.Email, mask.Address, mask.Samordningsnummer} {
			if p.Rule(class).Operator == hide.Keep {
				t.Errorf("%s keeps %s", id, class)
			}
		}
		if _, err := mask.NewFinder(p.Options()); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if all := embedded(t, "all"); !slices.Equal(all.Classes(), mask.Classes()) {
		t.Errorf("all hides %v", all.Classes())
	}
	if _, err := hide.Embedded("none"); !errors.Is(err, hide.ErrUnknownProfile) {
		t.Errorf("%v", err)
	}
}

func TestAProfileThatIsWrongSaysWhereAndWhy(t *testing.T) {
	const head = "id: a\nversion: 1\ntitle: {sv: a, en: a}\ndescription: {sv: a, en: a}\n"
	for text, want := range map[string]string{
		"":                                 "p.yaml:1: the file is empty",
		"id: a\n\tx":                       "p.yaml:2: found a tab character that violates indentation",
		"- a":                              "p.yaml:1: here should stand keys and values",
		"id: a":                            `p.yaml:1: "version" is missing`,
		"id: Å":                            `p.yaml:1: "Å" is no id: use a-z, 0-9 and _, beginning with a letter, at most 40`,
		head + "colour: red":               `p.yaml:5: unknown key "colour"`,
		head + "id: b":                     `p.yaml:5: "id" stands twice`,
		head + "default: shred":            `p.yaml:5: unknown operator "shred"; there are keep, remove, blackout, label, generalise, shift_date, token, ff1, fictional`,
		head + "default: ff1":              "p.yaml:1: the operator ff1 fits only some classes, so it cannot be the default",
		head + "classes:\n  shoe: label":   `p.yaml:6: unknown class "shoe"; tillit mask classes lists them`,
		head + "classes:\n  person: ff1":   "p.yaml:6: the operator ff1 does not fit the class person",
		head + "classes:\n  plusgiro: ff1": "p.yaml:6: the operator ff1 does not fit the class plusgiro",
		head + "classes:\n  person: label\n  person: label":         `p.yaml:7: "person" stands twice`,
		head + "classes: {person: {operator: label, min_score: 2}}": `p.yaml:5: the score should be above 0 and at most 1, not "2"`,
		head + "classes: {person: {min_score: 0.5}}":                `p.yaml:5: "operator" is missing`,
		head + "point: sharp":                                       `p.yaml:5: the point should be balanced, recall or precision, not "sharp"`,
		head + "restorable: maybe":                                  "p.yaml:5: here should stand true or false",
		head:                                                        "p.yaml:1: the profile hides nothing: give default or classes",
		head + "restorable: true\ndefault: label\nclasses: {person: blackout}":                                   "p.yaml:1: the profile is restorable, but blackout of person cannot be undone",
		head + "default: label\npatterns:\n  - name: n":                                                          "p.yaml:7: a pattern has either a shape or words",
		head + "default: label\npatterns:\n  - {name: n, shape: '9', words: [a]}":                                "p.yaml:7: a pattern has either a shape or words",
		head + "default: label\npatterns:\n  - {name: n, words: []}":                                             "p.yaml:7: here should stand a list of words",
		head + "default: label\npatterns: [{name: a, class: a_b, words: [x]}, {name: b, class: ab, words: [y]}]": "p.yaml:1: the classes a_b and ab would both have the label AB; rename one",
		head + "default: label\n---\nid: b":                                                                      "p.yaml:6: the file holds more than one document",
	} {
		p, err := hide.ParseProfile("p.yaml", []byte(text))
		var wrong *hide.ProfileError
		if p != nil || !errors.As(err, &wrong) || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

func FuzzParseProfile(f *testing.F) {
	f.Add([]byte("id: a\nversion: 1\ntitle: {sv: a, en: a}\ndescription: {sv: a, en: a}\ndefault: label\nclasses: {person: {operator: token, min_score: 0.5}}\npatterns: [{name: n, shape: '99'}]"))
	f.Add([]byte("&a [*a, *a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := hide.ParseProfile("f.yaml", data)
		if err != nil {
			var wrong *hide.ProfileError
			if !errors.As(err, &wrong) || wrong.Line < 1 {
				t.Fatalf("an error without a line: %v", err)
			}
			return
		}
		if len(p.Classes()) == 0 {
			t.Fatal("a profile that hides nothing")
		}
	})
}

// TestTheProfileInTheDocumentationIsRight reads the example of docs/masking.md.
func TestTheProfileInTheDocumentationIsRight(t *testing.T) {
	text, err := os.ReadFile("../../../docs/masking.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(text), "```yaml\n")
	example, _, ended := strings.Cut(after, "```")
	if !found || !ended {
		t.Fatal("there is no example")
	}
	p, err := hide.ParseProfile("docs/masking.md", []byte(example))
	if err != nil {
		t.Fatal(err)
	}
	got := masked(t, hide.Config{Profile: p}, "Ärende DR 2026-114: Projekt Lind, 070-174 06 05.")
	if want := "Ärende DR 2026-114: █████, █████."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
