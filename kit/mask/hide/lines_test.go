package hide_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func TestNamesOnLinesOfTheirOwnArePersonsOfTheirOwn(t *testing.T) {
	for name, c := range map[string]struct{ span, text, want string }{
		"a list of who is present": {
			"Anna Svensson\nErik Lind\nKarin Ek", "Närvarande: Anna Svensson\nErik Lind\nKarin Ek\n", "Närvarande: [PERSON 1]\n[PERSON 2]\n[PERSON 3]\n",
		},
		"a blank line between":       {"Anna\n\nSvensson", "Anna\n\nSvensson", "[PERSON 1]\n\n[PERSON 2]"},
		"Windows' line ends":         {"Anna Svensson\r\nErik Lind", "Anna Svensson\r\nErik Lind", "[PERSON 1]\r\n[PERSON 2]"},
		"indented":                   {"Anna Svensson\n  Erik Lind", "Anna Svensson\n  Erik Lind", "[PERSON 1]\n  [PERSON 2]"},
		"given names only":           {"Anna\nErik", "Anna\nErik", "[PERSON 1]\n[PERSON 2]"},
		"the given name said again":  {"Anna\nAnna Svensson", "Anna\nAnna Svensson", "[PERSON 1]\n[PERSON 1]"},
		"a name broken over lines":   {"Anna\nSvensson", "hos Anna\nSvensson i dag", "hos [PERSON 1] i dag"},
		"a long name broken":         {"Anna Maria\nSvensson", "hos Anna Maria\nSvensson i dag", "hos [PERSON 1] i dag"},
		"broken, with the genitive":  {"Anna\nSvenssons", "hos Anna\nSvenssons i dag", "hos [PERSON 1]s i dag"},
		"broken, and then a new one": {"Anna\nSvensson\nErik Lind", "Anna\nSvensson\nErik Lind", "[PERSON 1]\n[PERSON 2]"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, labels(t, persons(c.span), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSplittingKeepsWhatWasHidden is the property: whatever lines a name has, all of its letters are hidden, and no line is lost but within a
// name that is one.
func TestSplittingKeepsWhatWasHidden(t *testing.T) {
	words := []string{"Anna", "Erik", "Svensson", "Lind", "Karin", "von", "Essen", "Å.", "Svenssons"}
	rapid.Check(t, func(rt *rapid.T) {
		var b strings.Builder
		for i, word := range rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(rt, "words") {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{" ", "\n", "\n\n", "\r\n", " \n "}).Draw(rt, "between"))
			}
			b.WriteString(word)
		}
		value := b.String()
		d := masker(t, hide.Config{Profile: embedded(t, "disclosure"), Finder: known{value: mask.Person}}).Begin()
		result, err := d.Mask([]byte("<" + value + ">"))
		if err != nil {
			rt.Fatal(err)
		}
		left := strings.NewReplacer("█", "", "<", "", ">", "").Replace(string(result.Text))
		if strings.TrimSpace(left) != "" {
			rt.Fatalf("%q became %q", value, result.Text)
		}
		covered := 0
		for _, h := range result.Hits {
			covered += len(strings.Join(strings.Fields(value[h.Start-1:h.End-1]), ""))
		}
		if covered != len(strings.Join(strings.Fields(value), "")) {
			rt.Fatalf("%q: %d bytes of names are covered", value, covered)
		}
	})
}
