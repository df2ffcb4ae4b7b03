package hide_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func TestAPersonHasOneLabelHoweverTheNameIsWritten(t *testing.T) {
	for name, c := range map[string]struct {
		find       known
		text, want string
	}{
		"surname after the full name": {
			persons("Anna Svensson", "Svensson"), "Anna Svensson kom. Svensson gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"surname before the full name": {
			persons("Anna Svensson", "Svensson"), "Svensson kom. Anna Svensson gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"given name": {
			persons("Anna Svensson", "Anna"), "Anna Svensson kom. Anna gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"genitive of a given name": {
			persons("Anna Svensson", "Annas"), "Anna Svensson kom. Annas bil.", "[PERSON 1] kom. [PERSON 1]s bil.",
		},
		"genitive of a surname": {
			persons("Anna Svensson", "Svenssons"), "Anna Svensson kom. Svenssons bil.", "[PERSON 1] kom. [PERSON 1]s bil.",
		},
		"genitive of a full name that stands nowhere else": {
			persons("Anna Svenssons"), "Anna Svenssons bil.", "[PERSON 1]s bil.",
		},
		"genitive after a colon": {
			persons("Anna Svensson:s"), "Anna Svensson:s bil.", "[PERSON 1]:s bil.",
		},
		"a name in s has no genitive": {
			persons("Lars Lindgren", "Lars"), "Lars Lindgren kom. Lars bil.", "[PERSON 1] kom. [PERSON 1] bil.",
		},
		"a given name in s beside a name without it": {
			persons("Johan Ander", "Anders"), "Johan Ander kom. Anders gick.", "[PERSON 1] kom. [PERSON 2] gick.",
		},
		"a picture beside the name is no part of it": {
			persons("😀 Anna Svensson ☎️", "Anna Svensson"), "😀 Anna Svensson ☎️, Anna Svensson", "😀 [PERSON 1] ☎️, [PERSON 1]",
		},
		"a picture alone is nobody": {
			persons("😀", "Anna Svensson"), "😀, Anna Svensson", "😀, [PERSON 1]",
		},
		"initial": {
			persons("Anna Svensson", "A. Svensson"), "A. Svensson kom. Anna Svensson gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"initial without full stop": {
			persons("Anna Svensson", "A Svensson"), "Anna Svensson kom. A Svensson gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"capitals": {
			persons("Anna Svensson", "ANNA SVENSSON"), "Anna Svensson kom. ANNA SVENSSON gick.", "[PERSON 1] kom. [PERSON 1] gick.",
		},
		"genitive in capitals": {
			persons("Anna Svensson", "ANNA SVENSSONS"), "Anna Svensson kom. ANNA SVENSSONS BIL.", "[PERSON 1] kom. [PERSON 1]S BIL.",
		},
		"surname first": {
			persons("Anna Svensson", "Svensson, Anna"), "Svensson, Anna\nAnna Svensson", "[PERSON 1]\n[PERSON 1]",
		},
		"more given names": {
			persons("Anna Maria Svensson", "Anna Svensson"), "Anna Svensson, fullständigt Anna Maria Svensson", "[PERSON 1], fullständigt [PERSON 1]",
		},
		"decomposed letters": {
			persons("Åsa Öberg", "A\u030asa O\u0308berg"), "Åsa Öberg, A\u030asa O\u0308berg", "[PERSON 1], [PERSON 1]",
		},
		"a title": {
			persons("herr Svensson", "Erik Svensson"), "Erik Svensson och herr Svensson", "[PERSON 1] och [PERSON 1]",
		},
		"over a line break": {
			persons("Anna\nSvensson", "Anna Svensson"), "Anna\nSvensson och Anna Svensson", "[PERSON 1] och [PERSON 1]",
		},
		"two persons": {
			persons("Anna Svensson", "Erik Lind", "Lind"), "Erik Lind och Anna Svensson. Lind.", "[PERSON 1] och [PERSON 2]. [PERSON 1].",
		},
		"another given name is another person": {
			persons("Anna Svensson", "Erik Svensson"), "Anna Svensson, Erik Svensson", "[PERSON 1], [PERSON 2]",
		},
		"an initial that does not fit": {
			persons("Anna Svensson", "B. Svensson"), "Anna Svensson, B. Svensson", "[PERSON 1], [PERSON 2]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, labels(t, c.find, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestANameThatMayBeTwoPersonsIsFlaggedAndNotGuessed(t *testing.T) {
	find := persons("Anna Svensson", "Erik Svensson", "Svensson", "Svenssons")
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find}).Begin()
	result, err := d.Mask([]byte("Anna Svensson och Erik Svensson. Svensson ringde. Svenssons bil."))
	if err != nil {
		t.Fatal(err)
	}
	if want := "[PERSON 1] och [PERSON 2]. [PERSON 3] ringde. [PERSON 3]s bil."; string(result.Text) != want {
		t.Errorf("got %q, want %q", result.Text, want)
	}
	want := []hide.Ambiguity{{Label: "[PERSON 3]", MayBe: []string{"[PERSON 1]", "[PERSON 2]"}, Hits: 2}}
	if diff := cmp.Diff(want, d.Report().Ambiguous); diff != "" {
		t.Error(diff)
	}
}

func TestANameLearntInALaterWindowIsNotGuessedBackwards(t *testing.T) {
	find := persons("Anna Svensson", "Erik Svensson", "Svensson")
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find}).Begin()
	var parts []string
	for _, text := range []string{"Svensson.", "Anna Svensson. Svensson.", "Erik Svensson. Svensson."} {
		result, err := d.Mask([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(result.Text))
	}
	want := []string{"[PERSON 1].", "[PERSON 1]. [PERSON 1].", "[PERSON 2]. [PERSON 3]."}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Error(diff)
	}
}

func TestValuesThatAreTheSameHaveOneLabel(t *testing.T) {
	find := known{
		"19811218-9876": mask.Personnummer, "811218 9876": mask.Personnummer, "070-174 06 05": mask.Phone, "+46701740605": mask.Phone,
		"Anna@Example.com": mask.Email, "anna@example.com": mask.Email, "Solna": mask.Place, "Solnas": mask.Place, "SOLNA": mask.Place,
	}
	text := "19811218-9876 811218 9876 070-174 06 05 +46701740605 Anna@Example.com anna@example.com Solna Solnas SOLNA"
	want := "[PERSONNUMMER 1] [PERSONNUMMER 1] [TELEFON 1] [TELEFON 1] [EPOST 1] [EPOST 1] [PLATS 1] [PLATS 1]s [PLATS 1]"
	if diff := cmp.Diff(want, labels(t, find, text)); diff != "" {
		t.Error(diff)
	}
	english := masked(t, hide.Config{Profile: embedded(t, "all"), Finder: find, Lang: hide.English}, "Solna 070-174 06 05")
	if want := "[PLACE 1] [PHONE 1]"; english != want {
		t.Errorf("got %q, want %q", english, want)
	}
}

func TestTooManyEntitiesFailsClosed(t *testing.T) {
	find, text := known{}, strings.Builder{}
	for i := range 12 {
		email := fmt.Sprintf("p%02d@example.com", i)
		find[email] = mask.Email
		text.WriteString(email + "\n")
	}
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find, MaxEntities: 10}).Begin()
	result, err := d.Mask([]byte(text.String()))
	if !errors.Is(err, hide.ErrTooManyEntities) || result != nil {
		t.Fatalf("%v, %v", result, err)
	}
	if strings.Contains(err.Error(), "example.com") {
		t.Errorf("the error holds a value: %v", err)
	}
	if _, err := d.Mask([]byte("p00@example.com")); !errors.Is(err, hide.ErrFailed) {
		t.Errorf("a document that has failed went on: %v", err)
	}
	if result, err := masker(t, hide.Config{Profile: embedded(t, "disclosure"), Finder: find, MaxEntities: 10}).Begin().Mask([]byte(text.String())); err != nil {
		t.Errorf("black bars need no table: %v, %v", result, err)
	}
}
