package mask_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

var updateGold = flag.Bool("update", false, "write the golden files anew")

// goldDoc is a document of testdata/gold; its README tells what is marked.
type goldDoc struct {
	ID      string     `json:"id"`
	Kind    string     `json:"kind"`
	Text    string     `json:"text"`
	Spans   []goldSpan `json:"spans"`
	Neutral []goldSpan `json:"neutral,omitempty"`
}

type goldSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Class string `json:"class"`
}

// parseGold reads the documents of a source file.
func parseGold(kind, source string) ([]goldDoc, error) {
	parts := strings.Split("\n"+source, "\n=== ")
	if strings.TrimSpace(parts[0]) != "" {
		return nil, fmt.Errorf("%s: text before the first document", kind)
	}
	docs := make([]goldDoc, 0, len(parts)-1)
	for _, part := range parts[1:] {
		id, body, _ := strings.Cut(part, "\n")
		doc := goldDoc{ID: strings.TrimSpace(id), Kind: kind, Spans: []goldSpan{}}
		if err := doc.parse(strings.TrimRight(body, "\n")); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", kind, doc.ID, err)
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// parse takes the marks out of a body.
func (d *goldDoc) parse(body string) error {
	for {
		before, rest, found := strings.Cut(body, "[[")
		d.Text += before
		if !found {
			return nil
		}
		inside, after, closed := strings.Cut(rest, "]]")
		class, value, named := strings.Cut(inside, "|")
		if !closed || !named || value == "" || class == "" || strings.Contains(value, "[[") {
			return fmt.Errorf("mark %.40q is not [[class|text]]", rest)
		}
		span := goldSpan{Start: len(d.Text), Class: class}
		d.Text += value
		span.End = len(d.Text)
		if class == "?" {
			d.Neutral = append(d.Neutral, span)
		} else {
			d.Spans = append(d.Spans, span)
		}
		body = after
	}
}

func classNames() []string {
	names := []string{}
	for _, c := range mask.Classes() {
		names = append(names, string(c))
	}
	return names
}

// goldSources gives the documents of all kinds, by kind.
func goldSources(t testing.TB) map[string][]goldDoc {
	t.Helper()
	return markedSources(t, "testdata/gold/source")
}

// markedSources reads a folder of marked texts, by kind.
func markedSources(t testing.TB, folder string) map[string][]goldDoc {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources in %s: %v", folder, err)
	}
	kinds := map[string][]goldDoc{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kind := strings.TrimSuffix(filepath.Base(file), ".txt")
		if kinds[kind], err = parseGold(kind, string(data)); err != nil {
			t.Fatal(err)
		}
	}
	return kinds
}

func TestGoldMarkupAndLinesAgree(t *testing.T) {
	ids := map[string]bool{}
	for kind, docs := range goldSources(t) {
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		for _, doc := range docs {
			if ids[doc.ID] {
				t.Errorf("%s: the id %s stands twice", kind, doc.ID)
			}
			ids[doc.ID] = true
			if err := encoder.Encode(doc); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join("testdata/gold", kind+".jsonl")
		if *updateGold {
			if err := os.WriteFile(file, want.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s differs from its source: run go test ./kit/mask -run TestGoldMarkupAndLinesAgree -update", file)
		}
	}
	if len(ids) < 150 {
		t.Errorf("%d documents, want at least 150", len(ids))
	}
}

func TestGoldUsesOnlyClassesThereAre(t *testing.T) {
	known := map[string]bool{}
	for _, c := range classNames() {
		known[c] = true
	}
	for kind, docs := range goldSources(t) {
		for _, doc := range docs {
			for _, s := range doc.Spans {
				if !known[s.Class] {
					t.Errorf("%s: %s: no class %q", kind, doc.ID, s.Class)
				}
				value := doc.Text[s.Start:s.End]
				if strings.TrimSpace(value) != value {
					t.Errorf("%s: %s: %q has space around it", kind, doc.ID, value)
				}
			}
			if words := len(strings.Fields(doc.Text)); words < 40 || words > 260 {
				t.Logf("%s: %s: %d words", kind, doc.ID, words)
			}
		}
	}
}

func TestMarkupThatIsNotClosedIsRefused(t *testing.T) {
	for _, source := range []string{"=== a\n[[person|Anna", "=== a\n[[Anna]]", "=== a\n[[person|]]", "text\n=== a\nb", "=== a\n[[|Anna]]"} {
		if docs, err := parseGold("kind", source); err == nil {
			t.Errorf("%q is taken for %+v", source, docs)
		}
	}
}
