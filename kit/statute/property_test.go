package statute_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

// sentence draws a text that is a paragraph and nothing else: long enough to be no row, with a capital first and a full stop last.
var sentence = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"myndigheten", "får", "besluta", "om", "avgift", "enligt", "denna", "lag", "när", "ärendet"}), 1, 20).Draw(t, "words")
	return "Den " + strings.Join(words, " ") + "."
})

// wrap breaks a text into lines of at most 65 characters, as the published texts are.
func wrap(text string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case column+1+n > 65:
			b.WriteByte('\n')
			column = -1
		default:
			b.WriteByte(' ')
		}
		column += n + 1
		b.WriteString(word)
	}
	return b.String()
}

// generated is an act made by the generator: its text, and the paths with the texts that a parser must find.
type generated struct {
	text  string
	paths map[string]string
	order []string
}

func (g *generated) block(path, label, text string) {
	g.text += wrap(label+" "+text) + "\n\n"
	if path != "" {
		g.paths[path] = text
		g.order = append(g.order, path)
	}
}

// section adds a section with paragraphs, some of which lead in lists.
func (g *generated) section(t *rapid.T, path, number string) {
	for i := range rapid.IntRange(1, 3).Draw(t, "paragraphs") {
		label := ""
		if i == 0 {
			label = number + " §"
		}
		paragraph := fmt.Sprintf("%sS%d", path, i+1)
		text := sentence.Draw(t, "text")
		points := rapid.IntRange(0, 3).Draw(t, "points")
		if points > 0 {
			text = strings.TrimSuffix(text, ".") + " följande:"
		}
		g.block(paragraph, label, text)
		for n := 1; n <= points; n++ {
			g.block(fmt.Sprintf("%sN%d", paragraph, n), fmt.Sprintf("%d.", n), strings.ToLower(sentence.Draw(t, "point")))
		}
	}
}

// act draws an act with chapters whose sections restart.
var actGenerator = rapid.Custom(func(t *rapid.T) *generated {
	g := &generated{paths: map[string]string{}}
	for k := range rapid.IntRange(2, 4).Draw(t, "chapters") {
		chapter := fmt.Sprintf("K%d", k+1)
		g.block("", fmt.Sprintf("%d kap.", k+1), "Rubrik om något")
		for p := range rapid.IntRange(1, 4).Draw(t, "sections") {
			number := fmt.Sprint(p + 1)
			g.section(t, chapter+"P"+number, number)
			if rapid.Bool().Draw(t, "lettered") {
				g.section(t, chapter+"P"+number+"a", number+" a")
			}
		}
	}
	return g
})

func TestEveryPathOfAGeneratedActIsFoundWithItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := actGenerator.Draw(t, "act")
		s, err := statute.Parse(g.text, statute.Options{SFS: "2020:1"})
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		for u := range s.Root.All() {
			if u.Kind == statute.Paragraph || u.Kind == statute.Item {
				order = append(order, u.Path)
				if u.Text != g.paths[u.Path] {
					t.Fatalf("%s: got %q, want %q", u.Path, u.Text, g.paths[u.Path])
				}
			}
		}
		if strings.Join(order, " ") != strings.Join(g.order, " ") {
			t.Fatalf("got %v, want %v in\n%s", order, g.order, g.text)
		}
		if len(s.Problems) > 0 {
			t.Fatal(s.Problems)
		}
	})
}

// TestTimeIsCoveredOnce checks that of two wordings with the same border exactly one is in force on every day.
func TestTimeIsCoveredOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		change, err := date.FromDayNumber(rapid.Int64Range(-20000, 40000).Draw(t, "change"))
		if err != nil {
			t.Fatal(err)
		}
		day, err := change.AddDays(rapid.Int64Range(-3, 3).Draw(t, "offset"))
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("1 § /Upphör att gälla U:%s/\nDen gamla.\n\n1 § /Träder i kraft I:%s/\nDen nya.\n", change, change)
		s, err := statute.Parse(text, statute.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := "1 §\nDen gamla."
		if !day.Before(change) {
			want = "1 §\nDen nya."
		}
		if got := s.At(day).Root.FullText(); got != want {
			t.Fatalf("%s, change %s: %q", day, change, got)
		}
	})
}

// dirt is what scanning, copying and editing do to texts.
var dirt = []string{"\n", "\n\n", " ", "  ", "\t", "-\n", "§", "1 §", "/", "\u00a0", "\ufffd", "\r\n", "kap.", "1. ", "a) ", "- ", "Övergångsbestämmelser", "Bilaga 1", "1998:204", "/Träder i kraft I:0001-01-01/"}

// TestDamagedTextsLoseNoWord puts dirt into generated acts, cuts pieces out and swaps them.
func TestDamagedTextsLoseNoWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := []rune(actGenerator.Draw(r, "act").text)
		for range rapid.IntRange(1, 12).Draw(r, "times") {
			at := rapid.IntRange(0, len(text)).Draw(r, "at")
			end := min(len(text), at+rapid.IntRange(0, 40).Draw(r, "cut"))
			piece := rapid.SampledFrom(dirt).Draw(r, "dirt")
			text = append(append(append([]rune{}, text[:at]...), []rune(piece)...), text[end:]...)
		}
		s, err := statute.Parse(string(text), statute.Options{})
		if err != nil {
			r.Fatal(err)
		}
		checkEveryWord(t, "damaged", s)
	})
}

// TestLineEndsDoNotMatter checks that the structure is the same with other line ends and without the spaces at line ends.
func TestLineEndsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := actGenerator.Draw(r, "act")
		plain, err := statute.Parse(g.text, statute.Options{})
		if err != nil {
			r.Fatal(err)
		}
		for _, other := range []string{strings.ReplaceAll(g.text, "\n", "\r\n"), strings.ReplaceAll(g.text, "\n", " \n"), "\n\n" + g.text + "\n\n"} {
			s, err := statute.Parse(other, statute.Options{})
			if err != nil {
				r.Fatal(err)
			}
			if outline(s) != outline(plain) {
				r.Fatalf("got\n%s\nwant\n%s", outline(s), outline(plain))
			}
		}
	})
}
