package statute_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/statute"
)

// BenchmarkParsePages parses the 420 hit pages, as they are.
func BenchmarkParsePages(b *testing.B) {
	all := pages(b)
	size := 0
	for _, p := range all {
		size += len(p.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range all {
			if _, err := statute.Parse(p.Text, statute.Options{SFS: p.SFS}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkParseLargest parses the largest statute at hand, the Education Act, repeated up to 5 MB.
func BenchmarkParseLargest(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(conformance(b, "rkrattsbaser"), "json", "2010-800.json"))
	if err != nil {
		b.Fatal(err)
	}
	s, err := statute.ParseRecord(data)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(s.Source+"\n\n", 5<<20/len(s.Source)+1)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := statute.Parse(text, statute.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
