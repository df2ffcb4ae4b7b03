package store_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/store"
)

func TestTextsSortAsInSwedish(t *testing.T) {
	want := []string{
		"", "2 kap.", "10 kap.", "Arboga", "arv", "Västerås", "Zinkgruvan", "Ånge", "Älmhult", "ärende", "Ödeshög",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return bytes.Compare(store.SortKey(a), store.SortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestComposedAndDecomposedLettersSortAndFoldAlike(t *testing.T) {
	if !bytes.Equal(store.SortKey("Å"), store.SortKey("A\u030a")) {
		t.Error("two spellings of Å sort apart")
	}
	if store.Fold("ÅKERÖ Éva") != store.Fold("a\u030akerö ÉVA") {
		t.Errorf("%q, %q", store.Fold("ÅKERÖ Éva"), store.Fold("a\u030akerö ÉVA"))
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := store.Fold(rapid.String().Draw(t, "text"))
		if twice := store.Fold(once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}

func TestSwedishLettersAreNotTheirLookAlikes(t *testing.T) {
	for _, pair := range []string{"a å", "a ä", "o ö", "v w"} {
		a, b, _ := strings.Cut(pair, " ")
		if bytes.Equal(store.SortKey(a), store.SortKey(b)) || store.Fold(a) == store.Fold(b) {
			t.Errorf("%s and %s are taken for the same", a, b)
		}
	}
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		store.SortKey("Automatiserat stöd för handläggning av ärenden")
	}
}

func TestAKeyIsNeverLongerThanAnIndexTakes(t *testing.T) {
	for _, text := range []string{strings.Repeat("å", 5000), strings.Repeat("a1", 5000), strings.Repeat("漢", 5000), strings.Repeat("1", 5000)} {
		if n := len(store.SortKey(text)); n == 0 || n > 1000 {
			t.Errorf("a key of %d bytes for %q…", n, text[:8])
		}
	}
}
