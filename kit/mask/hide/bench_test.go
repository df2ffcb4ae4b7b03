package hide_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask/hide"
)

// BenchmarkApplyTracked measures hiding alone, with a table, on text with two names a line.
func BenchmarkApplyTracked(b *testing.B) {
	text := []byte(strings.Repeat("Handläggaren Anna Svensson prövade ansökan enligt 5 kap. 3 § och skrev till Erik Lind den 3 mars. Nämnden ansåg att skälen var tillräckliga.\n", 4000))
	find := persons("Anna Svensson", "Erik Lind")
	keys := ring(b)
	for _, track := range []bool{false, true} {
		b.Run(map[bool]string{false: "labels", true: "labels with a table"}[track], func(b *testing.B) {
			m := masker(b, hide.Config{Profile: embedded(b, "language_model"), Finder: find, Keys: keys, Track: track})
			spans := m.Begin().Find(text)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := m.Begin().Apply(text, spans); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
