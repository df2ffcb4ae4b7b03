package hide_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// TestNamesOfOnePersonInTheWaysOfSwedishTexts takes the ways to write a name that leave something out, turn it round or join it to something
// else. Every name after the first is the same person.
func TestNamesOfOnePersonInTheWaysOfSwedishTexts(t *testing.T) {
	for what, names := range map[string][]string{
		"a particle":                    {"Carl von Essen", "von Essen", "Von Essen", "VON ESSEN", "Essen", "C. von Essen", "C von Essen"},
		"af":                            {"Sofia af Klint", "af Klint", "Klint", "af Klints"},
		"a foreign particle":            {"Luis de la Cruz", "de la Cruz", "Cruz", "Luis"},
		"register order without comma":  {"Anna Svensson", "Svensson Anna", "SVENSSON ANNA", "Svensson, Anna", "SVENSSON, Anna"},
		"register order, two givens":    {"Anna Maria Svensson", "Svensson Anna Maria", "Svensson, Anna Maria", "Svensson Anna"},
		"the second given name is used": {"Anna Karin Lindqvist", "Karin Lindqvist", "Karin", "Anna Lindqvist", "Lindqvist"},
		"given names without surname":   {"Anna Karin Lindqvist", "Anna Karin"},
		"two surnames":                  {"Anna Berg Lindqvist", "Anna Lindqvist", "Berg Lindqvist", "Anna Berg"},
		"a double name":                 {"Anna-Karin Lindqvist", "Anna-Karin", "Anna-Karins", "Anna Karin Lindqvist", "A-K Lindqvist", "A.-K. Lindqvist", "A. K. Lindqvist", "ANNA-KARIN LINDQVIST"},
		"a double surname":              {"Eva Svensson-Lind", "Svensson-Lind", "Svensson-Linds", "E. Svensson-Lind", "EVA SVENSSON-LIND"},
		"letters":                       {"Anna Karin Lindqvist", "A. Lindqvist", "K. Lindqvist", "A.K. Lindqvist", "A. K. Lindqvist"},
		"a genitive after x":            {"Max Lax", "Laxs"},
		"a genitive in capitals":        {"Anna Svensson", "SVENSSONS", "ANNAS"},
		"typographic apostrophe":        {"Anna Svensson", "Svensson’s", "Anna's"},
		"titles":                        {"Anna Svensson", "dr Svensson", "Dr. Anna Svensson", "fru Svensson", "professor Svensson"},
		"no-break blank":                {"Anna Svensson", "Anna\u00a0Svensson", "A.\u00a0Svensson"},
		"zero-width characters":         {"Anna Svensson", "An\u200bna Svens\u00adson"},
		"a name that ends in s":         {"Hans Lind", "Hans", "Hans Linds", "Linds"},
		"surname like a genitive":       {"Eva Ros", "Ros", "Eva Ros’s"},
	} {
		t.Run(what, func(t *testing.T) {
			for _, other := range names[1:] {
				for _, text := range []string{names[0] + " | " + other, other + " | " + names[0]} {
					got := labels(t, persons(names[0], other), text)
					plain := strings.NewReplacer("’s", "", "'s", "", "]s", "]", "]S", "]").Replace(got)
					if plain != "[PERSON 1] | [PERSON 1]" {
						t.Errorf("%q became %q", text, got)
					}
				}
			}
		})
	}
}

func TestNamesOfDifferentPersonsAreKeptApart(t *testing.T) {
	for _, names := range [][2]string{
		{"Anna Svensson", "Erik Svensson"},
		{"Anna Svensson", "Anna Berg"},
		{"Anna Svensson", "B. Svensson"},
		{"Anna Svensson", "A. Berg"},
		{"Anna-Karin Lind", "Anna Lind"},
		{"Eva Ros", "Ross"},
		{"Anna Karin Lind", "Karin Anna Lind"},
		{"Erik Johan Ek", "Johan Erik Ek"},
		{"Anders Ek", "Ander"},
		{"Maria Lind", "Lindqvist"},
		{"Carl von Essen", "Carl von Platen"},
		{"Van Tran", "Minh Tran"},
		{"A-K Lind", "Anna Lind-Ek"},
		{"Lind Berg", "Berg Lind"},
	} {
		text := names[0] + " | " + names[1]
		if got := labels(t, persons(names[0], names[1]), text); got != "[PERSON 1] | [PERSON 2]" {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestPlacesAndOrganisationsHaveOneLabelInTheGenitiveToo(t *testing.T) {
	find := known{
		"Testbolaget": mask.Organisation, "Testbolagets": mask.Organisation, "TESTBOLAGETS": mask.Organisation, "Nämnden för prov": mask.Organisation,
		"Nämnden för provs": mask.Organisation, "SKR": mask.Organisation, "SKR:s": mask.Organisation, "Borås": mask.Place, "Umeå": mask.Place, "Umeås": mask.Place,
		"Norra Hamnen": mask.Place, "Norra Hamnens": mask.Place,
	}
	for text, want := range map[string]string{
		"Testbolagets, Testbolaget, TESTBOLAGETS": "[ORGANISATION 1]s, [ORGANISATION 1], [ORGANISATION 1]S",
		"Nämnden för provs, Nämnden för prov":     "[ORGANISATION 1]s, [ORGANISATION 1]",
		"SKR:s, SKR":                   "[ORGANISATION 1]:s, [ORGANISATION 1]",
		"Umeås, Umeå, Borås":           "[PLATS 1]s, [PLATS 1], [PLATS 2]",
		"Norra Hamnens | Norra Hamnen": "[PLATS 1]s | [PLATS 1]",
	} {
		if got := labels(t, find, text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestAFullNameThatMayBeTwoPersonsIsFlagged(t *testing.T) {
	find := persons("Anna Karin Lind", "Anna Maria Lind", "Anna Lind", "A. Lind")
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find}).Begin()
	result, err := d.Mask([]byte("Anna Karin Lind, Anna Maria Lind, Anna Lind, A. Lind"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "[PERSON 1], [PERSON 2], [PERSON 3], [PERSON 4]"; string(result.Text) != want {
		t.Errorf("got %q", result.Text)
	}
	both := []string{"[PERSON 1]", "[PERSON 2]"}
	want := []hide.Ambiguity{{Label: "[PERSON 3]", MayBe: both, Hits: 1}, {Label: "[PERSON 4]", MayBe: both, Hits: 1}}
	if diff := cmp.Diff(want, d.Report().Ambiguous); diff != "" {
		t.Error(diff)
	}
}

// TestANameThatProvesAmbiguousLaterSaysWhomItWasTakenFor is about texts longer than a window: what has been written cannot be taken back, so the
// report names the label that is in doubt.
func TestANameThatProvesAmbiguousLaterSaysWhomItWasTakenFor(t *testing.T) {
	find := persons("Anna Svensson", "Erik Svensson", "Svensson")
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find}).Begin()
	filler := strings.Repeat("inga namn på denna rad alls\n", hide.Window/20)
	var out strings.Builder
	if err := d.Copy(&out, strings.NewReader("Anna Svensson. Svensson.\n"+filler+"Erik Svensson. Svensson.\n")); err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(out.String(), filler, "…\n")
	if want := "[PERSON 1]. [PERSON 1].\n…\n[PERSON 2]. [PERSON 3].\n"; got != want {
		t.Errorf("got %q", got)
	}
	want := []hide.Ambiguity{{Label: "[PERSON 3]", MayBe: []string{"[PERSON 1]", "[PERSON 2]"}, Hits: 1, Earlier: "[PERSON 1]"}}
	if diff := cmp.Diff(want, d.Report().Ambiguous); diff != "" {
		t.Error(diff)
	}
}

// TestLabelsDoNotDependOnWhereANameStands is the property: in a text that is seen whole, a way to write a name has one label wherever it
// stands, and two full names that share no surname never share a label.
func TestLabelsDoNotDependOnWhereANameStands(t *testing.T) {
	pool := []string{"Anna Svensson", "Erik Svensson", "Anna Karin Berg", "Carl von Essen", "Svensson", "Anna", "A. Svensson", "Berg", "Essen", "E. Svensson", "Annas", "SVENSSON", "Berg, Anna"}
	find := persons(pool...)
	rapid.Check(t, func(rt *rapid.T) {
		chosen := rapid.SliceOfN(rapid.SampledFrom(pool), 1, 12).Draw(rt, "names")
		got := strings.Split(labels(t, find, strings.Join(chosen, "|")), "|")
		if len(got) != len(chosen) {
			rt.Fatalf("%q became %q", chosen, got)
		}
		seen := map[string]string{}
		for i, name := range chosen {
			key := strings.TrimSuffix(strings.ToLower(name), "s")
			label := strings.TrimSuffix(got[i], "s")
			if before, known := seen[key]; known && before != label {
				rt.Fatalf("%q became %q: %s has two labels", chosen, got, name)
			}
			seen[key] = label
		}
		if a, b := seen["anna svensson"], seen["erik svensson"]; a != "" && a == b {
			rt.Fatalf("%q became %q", chosen, got)
		}
		if a, b := seen["carl von essen"], seen["anna karin berg"]; a != "" && a == b {
			rt.Fatalf("%q became %q", chosen, got)
		}
	})
}

func TestALabelThatTheTextHasAlreadyIsGivenToNobodyElse(t *testing.T) {
	find := known{"Anna": mask.Person, "Erik": mask.Person, "0701740605": mask.Phone}
	for text, want := range map[string]string{
		"[PERSON 1] och Anna":                       "[PERSON 1] och [PERSON 2]",
		"Anna, [PERSON 1], [PERSON 2], Erik":        "[PERSON 3], [PERSON 1], [PERSON 2], [PERSON 4]",
		"Anna, [PERSON 2], Erik":                    "[PERSON 1], [PERSON 2], [PERSON 3]",
		"Anna, [PHONE 1], 0701740605":               "[PERSON 1], [PHONE 1], [TELEFON 2]",
		"Anna, [PERSON 0], [PERSON -1], [PERSON x]": "[PERSON 1], [PERSON 0], [PERSON -1], [PERSON x]",
		"Anna, [PERSON 1":                           "[PERSON 1], [PERSON 1",
		"Anna [ADRESS 1] 0701740605":                "[PERSON 1] [ADRESS 1] [TELEFON 1]",
	} {
		if got := labels(t, find, text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
