package mask_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// sparseText has a personnummer in every 200 bytes of prose.
func sparseText(n int) []byte {
	const prose = "Myndigheten ska se till att handlingarna ordnas och att den som begär det får ta del av dem utan dröjsmål när så kan ske enligt lag och annan författning som gäller för verksamheten "
	return []byte(strings.Repeat(prose+"811218-9876\n", n/200+1)[:n])
}

// caseText is public-sector prose with names, numbers and addresses; the persons are made up of common names.
func caseText(n int) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	given, family := []string{"Anna", "Erik", "Maria", "Lars", "Fatima", "Johan"}, []string{"Svensson", "Lindström", "Nilsson", "Ek", "Berglund", "Öberg"}
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "Den sökande uppger att inkomsten har minskat sedan i våras och begär att beslutet ändras. %s %s har lämnat in ett intyg från sin läkare. ",
			given[r.IntN(len(given))], family[r.IntN(len(family))])
		b.WriteString("Av utredningen framgår att kostnaderna är skäliga och att det inte finns andra sätt att få behovet tillgodosett. Nämnden bedömer att rätten till bistånd kvarstår. ")
		if r.IntN(3) == 0 {
			b.WriteString("Personnummer 811218-9876, telefon 070-174 06 05, Storgatan 5, 123 45 Stockholm.\n")
		}
	}
	return []byte(b.String()[:n])
}

func measure(b *testing.B, f *mask.Finder, text []byte) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var spans []mask.Span
	for b.Loop() {
		spans = f.Find(spans[:0], text)
	}
	b.ReportMetric(float64(len(spans)), "spans")
}

func BenchmarkFind(b *testing.B) {
	all := finder(b, mask.Options{})
	lists := finder(b, mask.Options{NoTagger: true})
	ids := identifiers(b)
	for _, n := range []int{4 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("identifiers/sparse/%dkB", n>>10), func(b *testing.B) { measure(b, ids, sparseText(n)) })
		b.Run(fmt.Sprintf("identifiers/case/%dkB", n>>10), func(b *testing.B) { measure(b, ids, caseText(n)) })
		b.Run(fmt.Sprintf("lists/case/%dkB", n>>10), func(b *testing.B) { measure(b, lists, caseText(n)) })
		b.Run(fmt.Sprintf("all/case/%dkB", n>>10), func(b *testing.B) { measure(b, all, caseText(n)) })
	}
}

func BenchmarkNewFinder(b *testing.B) {
	for b.Loop() {
		finder(b, mask.Options{})
	}
}
