package legalref_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/legalref"
)

var ordinals = []string{"", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde"}

// written draws a provision and writes it as a statute would.
func written(t *rapid.T) (text string, place legalref.Place) {
	number := func(name string) string {
		n := fmt.Sprint(rapid.IntRange(1, 99).Draw(t, name))
		return n + rapid.SampledFrom([]string{"", "", "", "a", "b", "j"}).Draw(t, name+" letter")
	}
	spaced := func(n string) string {
		if last := n[len(n)-1]; last >= 'a' {
			return n[:len(n)-1] + rapid.SampledFrom([]string{" ", "\n", "\u00a0", ""}).Draw(t, "blank") + n[len(n)-1:]
		}
		return n
	}
	var words []string
	if rapid.Bool().Draw(t, "has chapter") {
		place.Chapter = number("chapter")
		words = append(words, spaced(place.Chapter)+" kap.")
	}
	place.Section = number("section")
	words = append(words, spaced(place.Section)+" §")
	if rapid.Bool().Draw(t, "has paragraph") {
		n := rapid.IntRange(1, 9).Draw(t, "paragraph")
		place.Paragraph = fmt.Sprint(n)
		words = append(words, ordinals[n]+" stycket")
	}
	switch rapid.IntRange(0, 2).Draw(t, "below") {
	case 1:
		n := rapid.IntRange(1, 9).Draw(t, "sentence")
		place.Sentence = fmt.Sprint(n)
		words = append(words, ordinals[n]+" meningen")
	case 2:
		place.Item = number("item")
		words = append(words, spaced(place.Item))
		if place.Paragraph == "" {
			place.Paragraph = "1"
		}
	}
	return strings.Join(words, rapid.SampledFrom([]string{" ", "\n", "  "}).Draw(t, "between")), place
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, place := written(t)
		number := fmt.Sprintf("%d:%d", rapid.IntRange(1950, 2026).Draw(t, "year"), rapid.IntRange(1, 2000).Draw(t, "number"))
		want := legalref.Target{Series: "sfs", Number: number, Place: place}
		sentence := "Det följer av " + text + " påhittadelagen (" + number + ") att något gäller."
		refs := legalref.Find(sentence)
		if len(refs) != 1 || refs[0].Target != want {
			t.Fatalf("%q gave %v, want %s", sentence, pairs(refs), want)
		}
		if got := sentence[refs[0].Start:refs[0].End]; got != text+" påhittadelagen ("+number+")" {
			t.Fatalf("%q was cited as %q", sentence, got)
		}
		base := legalref.Options{Base: legalref.Target{Series: "sfs", Number: number}}
		refs = legalref.NewReader(base).Find("Det följer av " + text + " att något gäller.")
		if len(refs) != 1 || refs[0].Target != want {
			t.Fatalf("%q with base gave %v, want %s", text, pairs(refs), want)
		}
	})
}

func TestDisplayIsReadBackAsTheSameTarget(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, place := written(t)
		if place.Item != "" {
			place.Sentence = ""
		}
		provision := legalref.Target{Series: "sfs", Number: "9999:999", Place: place}.Display()
		provision = strings.TrimSuffix(provision, " SFS 9999:999")
		refs := legalref.NewReader(legalref.Options{Base: legalref.Current()}).Find(provision)
		if len(refs) != 1 || refs[0].Target.Place != place || refs[0].Text != provision {
			t.Fatalf("%q gave %v", provision, pairs(refs))
		}
	})
}

func TestDocumentsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1976, 2026).Draw(t, "year")
		session := fmt.Sprintf("%d/%02d", year, (year+1)%100)
		if year == 1999 {
			session = "1999/2000"
		}
		n := rapid.IntRange(1, 300).Draw(t, "number")
		page := rapid.IntRange(1, 999).Draw(t, "page")
		celex := fmt.Sprintf("celex/3%dR%04d", max(year, 2015), n)
		for text, want := range map[string]string{
			fmt.Sprintf("prop. %s:%d", session, n):                          fmt.Sprintf("prop/%s:%d", session, n),
			fmt.Sprintf("Skr. %s:%d s. %d", session, n, page):               fmt.Sprintf("skr/%s:%d#sid%d", session, n, page),
			fmt.Sprintf("bet. %s:FöU%d", session, n):                        fmt.Sprintf("bet/%s:FöU%d", session, n),
			fmt.Sprintf("rskr. %s:%d", session, n):                          fmt.Sprintf("rskr/%s:%d", session, n),
			fmt.Sprintf("SOU %d:%d", year, n):                               fmt.Sprintf("sou/%d:%d", year, n),
			fmt.Sprintf("Ds %d:%d", year, n):                                fmt.Sprintf("ds/%d:%d", year, n),
			fmt.Sprintf("dir. %d:%d", year, n):                              fmt.Sprintf("dir/%d:%d", year, n),
			fmt.Sprintf("NJA %d s. %d", year, page):                         fmt.Sprintf("dom/nja/%ds%d", year, page),
			fmt.Sprintf("Fi%d/%05d", year, n):                               fmt.Sprintf("dnr/Fi%d/%05d", year, n),
			fmt.Sprintf("rådets förordning (EU) %d/%d", max(year, 2015), n): celex,
			strings.TrimPrefix(celex, "celex/"):                             celex,
		} {
			target, err := legalref.Parse(text)
			if err != nil || target.String() != want {
				t.Fatalf("%q is %s, %v; want %s", text, target, err, want)
			}
		}
	})
}
