package mask

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestReadingsAreSorted compares the sorting of places with the sorting of the readings themselves.
func TestReadingsAreSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s scan
		for k := range rapid.IntRange(0, 60).Draw(t, "n") {
			start := rapid.IntRange(0, 30).Draw(t, "start")
			s.cands = append(s.cands, Span{
				Start: start, End: start + rapid.IntRange(1, 9).Draw(t, "length"), Score: float32(rapid.IntRange(1, 4).Draw(t, "score")) / 4,
				Evidence: Evidence(k),
			})
		}
		from := rapid.IntRange(0, len(s.cands)).Draw(t, "from")
		longest := rapid.Bool().Draw(t, "longest first")
		before := slices.Clone(s.cands)
		s.sortReadings(from, longest)
		if !slices.EqualFunc(before[:from], s.cands[:from], func(a, b Span) bool { return a.Evidence == b.Evidence }) {
			t.Fatal("what stands before is moved")
		}
		inOrder := slices.IsSortedFunc(s.cands[from:], func(a, b Span) int {
			if longest {
				return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(b.Score, a.Score))
			}
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
		})
		if !inOrder {
			t.Fatalf("not in order: %v", s.cands[from:])
		}
		seen := map[Evidence]bool{}
		for _, c := range s.cands {
			seen[c.Evidence] = true
		}
		if len(seen) != len(before) {
			t.Fatal("a reading is lost")
		}
	})
}

// TestLexiconFindsItsWordsInEveryForm looks words up in any case, composed or not, with what does not show, and none that it does not hold.
func TestLexiconFindsItsWordsInEveryForm(t *testing.T) {
	words := []string{"läkare", "överläkare", "dr", "åklagare", "kl", "f", "hej", "född:", "señor", "énoch"}
	table := map[string]uint8{}
	for i, w := range words {
		table[w] = uint8(i + 1)
	}
	x := newLexicon(table)
	for form, word := range map[string]string{
		"LÄKARE": "läkare", "la\u0308kare": "läkare", "LA\u0308KARE": "läkare", "l\u00adäkare": "läkare", "o\u0308verläkare": "överläkare",
		"ÖVERLÄKARE": "överläkare", "Dr": "dr", "a\u030aklagare": "åklagare", "KL": "kl", "F": "f", "He\u00adj": "hej", "Fo\u0308dd:": "född:", "ÉNOCH": "énoch",
	} {
		if got := x.get([]byte(form)); got != table[word] {
			t.Errorf("%q: %d, want %d", form, got, table[word])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zåäö]{0,8}`).Draw(t, "word")
		if got := x.get([]byte(word)); got != table[word] {
			t.Fatalf("%q: %d, want %d", word, got, table[word])
		}
	})
}
