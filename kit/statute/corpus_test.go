package statute_test

import (
	"archive/tar"
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/statute"
)

// page is a hit page of the rättsdatabaser.
type page struct {
	SFS  string            `json:"sfs"`
	Text string            `json:"text"`
	Meta map[string]string `json:"meta"`
}

// unpack runs xz, which the standard library lacks, and gives the unpacked bytes to read.
func unpack(t testing.TB, file string, read func(io.Reader)) {
	t.Helper()
	cmd := exec.Command("xz", "-dc", file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skip("xz is needed to unpack the conformance data: ", err)
	}
	read(out)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func pages(t testing.TB) []page {
	t.Helper()
	var all []page
	unpack(t, filepath.Join(conformance(t, "rkrattsbaser"), "pages-fulltext.jsonl.xz"), func(r io.Reader) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var p page
			if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	})
	return all
}

// markdown returns the statutes with a body, as they lie in the corpus.
func markdown(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	unpack(t, filepath.Join(conformance(t, "sfs-corpus"), "sfs-markdown.tar.xz"), func(r io.Reader) {
		files := tar.NewReader(r)
		for {
			head, err := files.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(files)
			if err != nil {
				t.Fatal(err)
			}
			if _, body, ok := strings.Cut(string(data), "\n---\n"); ok && strings.TrimSpace(body) != "" {
				all[head.Name] = string(data)
			}
		}
	})
	return all
}

// checkEveryWord fails when a byte of the source that is no space lies in no unit, or in two, or when a unit's words are not those of its
// place.
func checkEveryWord(t testing.TB, name string, s *statute.Statute) {
	t.Helper()
	owned := make([]byte, len(s.Source))
	for u := range s.Root.All() {
		for _, span := range u.Spans {
			if span.Start < 0 || span.End > len(s.Source) || span.Start >= span.End {
				t.Fatalf("%s: bad span %v of %s", name, span, u.Kind)
			}
			for i := span.Start; i < span.End; i++ {
				owned[i]++
			}
		}
	}
	for i, n := range owned {
		if n > 1 {
			t.Fatalf("%s: byte %d (%q) is in %d units", name, i, around(s.Source, i), n)
		}
		if n == 0 && strings.TrimSpace(s.Source[i:i+1]) != "" && !isNoBreak(s.Source, i) {
			t.Fatalf("%s: byte %d (%q) is in no unit", name, i, around(s.Source, i))
		}
	}
	checkWords(t, name, s)
}

// isNoBreak reports whether a byte is part of a white character of several bytes.
func isNoBreak(s string, i int) bool {
	for start := max(0, i-2); start <= i; start++ {
		r, size := utf8.DecodeRuneInString(s[start:])
		if unicode.IsSpace(r) && start+size > i {
			return true
		}
	}
	return false
}

// checkWords compares the letters of each unit's label, marks and text with those of its place in the source.
func checkWords(t testing.TB, name string, s *statute.Statute) {
	t.Helper()
	for u := range s.Root.All() {
		var source strings.Builder
		for _, span := range u.Spans {
			source.WriteString(s.Source[span.Start:span.End])
		}
		have, want := letters(u.Label+u.Text), letters(source.String())
		if !u.Validity.IsZero() || u.Kind == statute.Row {
			continue // the marks are in the place, and as times in the unit
		}
		if have != want {
			t.Fatalf("%s: %s says %q, its place %q", name, u.Kind, have, want)
		}
	}
}

// letters drops what joining lines may change: space and hyphens, and the signs of Markdown.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '#' || strings.TrimSpace(string(r)) == "" {
			return -1
		}
		return r
	}, s)
}

func around(s string, i int) string { return s[max(0, i-20):min(len(s), i+40)] }

func TestEveryWordOfTheHitPagesIsInOneUnit(t *testing.T) {
	total, grave := 0, map[statute.Code]int{}
	all := pages(t)
	start := time.Now()
	for _, p := range all {
		s, err := statute.Parse(p.Text, statute.Options{SFS: p.SFS})
		if err != nil {
			t.Errorf("%s: %v", p.SFS, err)
			continue
		}
		total += len(p.Text)
		for _, problem := range s.Problems {
			grave[problem.Code]++
			if testing.Verbose() && problem.Code != statute.DoubtfulHyphen {
				t.Logf("%s: %v", p.SFS, problem)
			}
		}
		checkEveryWord(t, p.SFS, s)
	}
	t.Logf("%d pages, %d bytes, %s, problems %v", len(all), total, time.Since(start), grave)
	if len(all) != 420 {
		t.Errorf("%d pages, want 420", len(all))
	}
}

func TestEveryWordOfTheCorpusIsInOneUnit(t *testing.T) {
	sections, problems := 0, map[statute.Code]int{}
	all := markdown(t)
	for name, text := range all {
		s, err := statute.Parse(text, statute.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkEveryWord(t, name, s)
		for u := range s.Root.All() {
			if u.Kind == statute.Section {
				sections++
			}
		}
		for _, problem := range s.Problems {
			problems[problem.Code]++
		}
	}
	t.Logf("%d statutes, %d sections, problems %v", len(all), sections, problems)
	if len(all) != 3080 {
		t.Errorf("%d statutes, want 3080", len(all))
	}
}
