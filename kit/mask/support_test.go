package mask_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

func finder(t testing.TB, o mask.Options) *mask.Finder {
	t.Helper()
	f, err := mask.NewFinder(o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// identifiers is a finder without names: fast, and without the tagger's opinion.
func identifiers(t testing.TB) *mask.Finder {
	t.Helper()
	var classes []mask.Class
	for _, c := range mask.Classes() {
		if c != mask.Person && c != mask.Place && c != mask.Organisation {
			classes = append(classes, c)
		}
	}
	return finder(t, mask.Options{Classes: classes, NoTagger: true})
}

// covers tells whether one hit of the class covers text[start:end].
func covers(spans []mask.Span, c mask.Class, start, end int) bool {
	for _, s := range spans {
		if s.Is(c) && s.Start <= start && s.End >= end {
			return true
		}
	}
	return false
}
