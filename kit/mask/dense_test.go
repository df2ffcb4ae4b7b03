package mask_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// dense makes sentences full of numbers that are nobody's: sums, years, law, versions, references, statistics. Seeded, so the same every time.
type dense struct{ *rand.Rand }

func newDense(seed uint64) dense { return dense{rand.New(rand.NewPCG(seed, 17))} }

func (d dense) digits(n int) string {
	var b strings.Builder
	b.WriteByte(byte('1' + d.IntN(9)))
	for range n - 1 {
		b.WriteByte(byte('0' + d.IntN(10)))
	}
	return b.String()
}

func (d dense) between(a, b int) int { return a + d.IntN(b-a+1) }

func (d dense) year() int { return d.between(1950, 2026) }

// grouped writes a sum with spaces between thousands.
func (d dense) grouped() string {
	s := d.digits(d.between(4, 10))
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	space := []string{" ", "\u00a0", "\u202f"}[d.IntN(3)]
	return strings.Join(append([]string{s}, parts...), space)
}

// sentence gives one of the kinds.
func (d dense) sentence() string {
	kinds := []func() string{
		func() string {
			return fmt.Sprintf("Anslaget uppgick till %s kronor år %d och till %s kronor %d.", d.grouped(), d.year(), d.grouped(), d.year())
		},
		func() string {
			return fmt.Sprintf("Enligt %d kap. %d § lagen (%d:%d) gäller även förordningen (%d:%d).", d.between(1, 30), d.between(1, 40), d.year(), d.between(1, 1500), d.year(), d.between(1, 1500))
		},
		func() string {
			return fmt.Sprintf("Se prop. %d/%02d:%d s. %d, SOU %d:%d och bet. %d/%02d:KU%d.", 2017, 18, d.between(1, 200), d.between(1, 400), d.year(), d.between(1, 120), 2017, 18, d.between(1, 40))
		},
		func() string {
			return fmt.Sprintf("Andelen ökade från %d,%d procent till %d,%d %% mellan %d och %d.", d.between(1, 99), d.IntN(10), d.between(1, 99), d.IntN(10), d.year(), d.year())
		},
		func() string {
			return fmt.Sprintf("Version %d.%d.%d ersätter version %d.%d från %d-%02d-%02d.", d.IntN(20), d.IntN(20), d.IntN(30), d.IntN(20), d.IntN(20), d.year(), d.between(1, 12), d.between(1, 28))
		},
		func() string {
			return fmt.Sprintf("Boken har ISBN 978-91-%s-%s-%d och ordernummer %s.", d.digits(4), d.digits(3), d.IntN(10), d.digits(10))
		},
		func() string {
			return fmt.Sprintf("Mötet hölls den %d/%d kl. %02d:%02d–%02d:%02d i rum %d.", d.between(1, 28), d.between(1, 12), d.IntN(24), d.IntN(60), d.IntN(24), d.IntN(60), d.between(100, 900))
		},
		func() string {
			return fmt.Sprintf("Tabell %d: %d %d %d %d %d", d.between(1, 40), d.between(10, 9999), d.between(10, 9999), d.between(10, 9999), d.between(10, 9999), d.between(10, 9999))
		},
		func() string {
			return fmt.Sprintf("Faktura %s på %s,%02d kr, OCR %s, ska betalas senast %d-%02d-%02d.", d.digits(d.between(6, 10)), d.grouped(), d.IntN(100), d.digits(d.between(8, 18)), d.year(), d.between(1, 12), d.between(1, 28))
		},
		func() string {
			return fmt.Sprintf("Artikelnummer %s (EAN %s) finns i %d exemplar.", d.digits(d.between(6, 10)), d.digits(13), d.between(1, 5000))
		},
		func() string {
			return fmt.Sprintf("Summan av %s och %s är %s.", d.grouped(), d.grouped(), d.grouped())
		},
		func() string {
			return fmt.Sprintf("Koordinaterna är %d,%s och %d,%s, höjden %d meter.", d.between(55, 68), d.digits(6), d.between(11, 24), d.digits(6), d.between(1, 2000))
		},
		func() string {
			return fmt.Sprintf("Under %d–%d fattades %s beslut, varav %s avslag (%d %%).", d.year(), d.year(), d.grouped(), d.grouped(), d.between(1, 99))
		},
		func() string {
			return fmt.Sprintf("Kolli-id %s skickades %02d.%02d.%d och vägde %d,%d kg.", d.digits(d.between(10, 16)), d.between(1, 28), d.between(1, 12), d.year(), d.between(1, 40), d.IntN(10))
		},
		func() string {
			return fmt.Sprintf("Standarden ISO %d:%d och EN %d-%d gäller, liksom artikel %d.%d i förordning (EU) %d/%d.", d.between(1000, 30000), d.year(), d.between(100, 9999), d.between(1, 12), d.between(1, 99), d.between(1, 9), d.between(2010, 2025), d.between(100, 2500))
		},
		func() string {
			return fmt.Sprintf("Matchen slutade %d–%d inför %s åskådare och omgång %d spelas %d/%d.", d.IntN(6), d.IntN(6), d.grouped(), d.between(1, 30), d.between(1, 28), d.between(1, 12))
		},
		func() string {
			return fmt.Sprintf("Mätarställningen var %s kWh, förbrukningen %s kWh och priset %d,%02d öre.", d.digits(d.between(5, 8)), d.grouped(), d.between(10, 300), d.IntN(100))
		},
		func() string {
			return fmt.Sprintf("Serienummer %s-%s, tillverkad %d%02d, batch %s.", d.digits(4), d.digits(4), d.year(), d.between(1, 52), d.digits(8))
		},
		func() string {
			return fmt.Sprintf("Belopp\t%s\t%s\t%d\t%s", d.digits(4), d.digits(6), d.year(), d.grouped())
		},
		func() string {
			return fmt.Sprintf("Av %d svarande var %d mellan %d och %d år och avtalstiden är %d år.", d.between(100, 9999), d.between(10, 99), d.between(18, 30), d.between(31, 64), d.between(1, 10))
		},
	}
	kinds = append(kinds, d.more()...)
	return kinds[d.IntN(len(kinds))]()
}

// more kinds: what machines write, and what looks like identifiers without being any.
func (d dense) more() []func() string {
	return []func() string{
		func() string {
			return fmt.Sprintf("Loggen %d-%02d-%02dT%02d:%02d:%02d.%sZ visar %s rader, felkod 0x%x.", d.year(), d.between(1, 12), d.between(1, 28), d.IntN(24), d.IntN(60), d.IntN(60), d.digits(3), d.grouped(), d.Uint32())
		},
		func() string {
			return fmt.Sprintf("Id %08x-%04x-4%03x-a%03x-%012x skapades %s.", d.Uint32(), d.IntN(1<<16), d.IntN(1<<12), d.IntN(1<<12), d.Uint64()>>16, d.digits(13))
		},
		func() string {
			return fmt.Sprintf("Checksumman är %016x%016x och filen är %s byte.", d.Uint64(), d.Uint64(), d.digits(d.between(5, 9)))
		},
		func() string {
			return fmt.Sprintf("Öppet kl. 08–%d vardagar, %02d-%02d lördagar, s. %d-%d i boken.", d.between(15, 21), d.between(9, 11), d.between(13, 17), d.between(10, 400), d.between(401, 900))
		},
		func() string {
			return fmt.Sprintf("Intervallet %s-%s omfattar %s enheter à %s:- styck.", d.digits(4), d.digits(4), d.digits(3), d.digits(3))
		},
		func() string {
			return fmt.Sprintf("Budget %d;%s;%s;%s;%d", d.year(), d.digits(6), d.digits(7), d.digits(5), d.between(1, 100))
		},
		func() string {
			return fmt.Sprintf("Vägen mellan väg %d och E%d är %d,%d km och %d,%d m bred.", d.between(10, 999), d.between(4, 65), d.between(1, 99), d.IntN(10), d.between(2, 9), d.IntN(10))
		},
		func() string {
			return fmt.Sprintf("Resultatet blev %s poäng i klass %d, snittet %d.%d och median %d.", d.digits(d.between(3, 9)), d.between(1, 9), d.between(1, 99), d.IntN(99), d.between(1, 99))
		},
		func() string {
			return fmt.Sprintf("Figur %d.%d.%d.%d och avsnitt %d.%d.%d visar %s kr per person.", d.between(1, 9), d.between(1, 9), d.between(1, 9), d.between(1, 9), d.between(1, 9), d.between(1, 9), d.between(1, 9), d.grouped())
		},
		func() string {
			return fmt.Sprintf("NJA %d s. %d, HFD %d ref. %d, AD %d nr %d och C-%d/%d.", d.year(), d.between(1, 900), d.between(2011, 2025), d.between(1, 80), d.year(), d.between(1, 120), d.between(1, 800), d.between(10, 25))
		},
		func() string {
			return fmt.Sprintf("Perioden %d%02d%02d–%d%02d%02d avser kvartal %d.", d.year(), d.between(1, 12), d.between(1, 28), d.year(), d.between(1, 12), d.between(1, 28), d.between(1, 4))
		},
		func() string {
			return fmt.Sprintf("Föreskrifterna HSLF-FS %d:%d, AFS %d:%d och SOSFS %d:%d är upphävda.", d.between(2015, 2025), d.between(1, 90), d.year(), d.between(1, 40), d.year(), d.between(1, 40))
		},
		func() string {
			return fmt.Sprintf("Befolkningen var %s den 31 december %d, en ökning med %s personer eller %d,%d promille.", d.grouped(), d.year(), d.grouped(), d.between(1, 20), d.IntN(10))
		},
		func() string {
			return fmt.Sprintf("Kartbladet %d%s %d:%s i skala 1:%d 000.", d.between(1, 30), "H", d.between(1, 9), d.digits(2), d.between(10, 100))
		},
	}
}

// identifierClass tells whether a class is an identifier, not a name.
func identifierClass(c mask.Class) bool {
	return c != mask.Person && c != mask.Place && c != mask.Organisation
}

func TestSentencesFullOfNumbersGiveAlmostNoFalseHits(t *testing.T) {
	const sentences = 20000
	f := finder(t, mask.Options{NoTagger: true})
	d := newDense(4)
	wrong, shown := 0, 0
	var spans []mask.Span
	for range sentences {
		text := d.sentence()
		spans = f.Find(spans[:0], []byte(text))
		for _, s := range spans {
			if !identifierClass(s.Class) {
				continue
			}
			if wrong++; shown < 40 {
				shown++
				t.Logf("%s %.2f %q in %s", s.Class, s.Score, text[s.Start:s.End], text)
			}
		}
	}
	rate := 100 * float64(wrong) / sentences
	t.Logf("%d false hits in %d sentences: %.3f per 100", wrong, sentences, rate)
	if rate > 0.1 {
		t.Errorf("%.3f false hits per 100 sentences, want at most 0.1", rate)
	}
}
