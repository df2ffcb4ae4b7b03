package legalref_test

import (
	"archive/tar"
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/legalref"
)

// sound fails the test unless references are in order, apart, cut out of the text, and have targets that can be read back.
func sound(t *testing.T, text string, refs []legalref.Reference) {
	t.Helper()
	last := 0
	for _, r := range refs {
		if r.Start < last || r.End <= r.Start || r.End > len(text) || text[r.Start:r.End] != r.Text {
			t.Fatalf("%d–%d %q after %d", r.Start, r.End, r.Text, last)
		}
		last = r.End
		if got := utf8.RuneCountInString(r.Text); got != r.Runes.End-r.Runes.Start {
			t.Fatalf("%q has %d runes, not %v", r.Text, got, r.Runes)
		}
		if back, err := legalref.ParseTarget(r.Target.String()); err != nil || back != r.Target {
			t.Fatalf("%q: target %s reads back as %v, %v", r.Text, r.Target, back, err)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"2 kap. 3 a § första stycket 2, 5–7 §§ och 8 kap. 1 § påhittadelagen (1960:729), PhL", "artikel 6.1 första stycket e i rådets direktiv 95/46/EG",
		"prop. 1999/2000:100 s. 42–44, avsnitt 5.2 i SOU 2000:2", "JO:s beslut, dnr 3577-2011, NJA 1998 s. 14, I2021/01825/DF", "RB 22:2 st. 2, 34 § 1 eller 2 mom.",
		"Lag (2010:800).\n\n3 § per-\nson\u00adlagen [1998:204] a\u0308", "bet.\n\n2011/12:TU1 \xa7\xff",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, based bool) {
		options := legalref.Options{}
		if based {
			options = legalref.Options{Base: legalref.Target{Series: "prop", Number: "1996/97:44"}, Report: legalref.Target{Series: "sou", Number: "1997:39"}}
		}
		sound(t, text, legalref.NewReader(options).Find(text))
		sound(t, text, legalref.NewReader(legalref.Options{Base: legalref.Current()}).Find(text))
	})
}

func FuzzParseTarget(f *testing.F) {
	f.Add("sfs/1960:729#K2P3aS1M1N11")
	f.Add("celex/32024R1689#ann-III.5")
	f.Add("prop/1999/2000:100#S6-1")
	f.Fuzz(func(t *testing.T, text string) {
		target, err := legalref.ParseTarget(text)
		if err != nil {
			return
		}
		if back, err := legalref.ParseTarget(target.String()); err != nil || back != target {
			t.Fatalf("%q: %s reads back as %v, %v", text, target, back, err)
		}
		_ = target.Display()
	})
}

// unpack gives the bytes of an .xz file, by the program xz.
func unpack(t *testing.T, file string) io.Reader {
	t.Helper()
	program, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("the program xz is needed to unpack the corpus")
	}
	command := exec.Command(program, "-dc", file)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = io.Copy(io.Discard, out)
		if err := command.Wait(); err != nil {
			t.Errorf("xz: %v", err)
		}
	})
	return out
}

var markdownLink = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

func TestEveryStatuteOfTheCorpusIsRead(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 60 MB")
	}
	archive := tar.NewReader(unpack(t, conformance(t, "sfs-corpus", "sfs-markdown.tar.xz")))
	statutes, references := 0, 0
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(header.Name, ".md") {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		text := markdownLink.ReplaceAllString(string(data), "$1")
		refs := legalref.NewReader(inStatute()).Find(text)
		sound(t, text, refs)
		statutes, references = statutes+1, references+len(refs)
	}
	t.Logf("%d statutes, %d references", statutes, references)
	if statutes < 8000 || references < 100_000 {
		t.Errorf("%d statutes, %d references: too few", statutes, references)
	}
}

func TestEveryPageOfTheLegalDatabaseIsRead(t *testing.T) {
	lines := bufio.NewScanner(unpack(t, conformance(t, "rkrattsbaser", "pages-fulltext.jsonl.xz")))
	lines.Buffer(nil, 64<<20)
	pages, references := 0, 0
	for lines.Scan() {
		var page struct{ SFS, Text string }
		if err := json.Unmarshal(lines.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		base, err := legalref.ParseAct(page.SFS)
		if err != nil {
			t.Fatal(err)
		}
		reader := legalref.NewReader(legalref.Options{Base: base})
		refs := reader.Find(page.Text)
		sound(t, page.Text, refs)
		pages, references = pages+1, references+len(refs)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages, %d references", pages, references)
	if pages < 400 || references < pages {
		t.Errorf("%d pages, %d references: too few", pages, references)
	}
}
