package mask

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/synth"
	"github.com/tillit-se/tillit/kit/mask/tagger"
	"github.com/tillit-se/tillit/kit/mask/train"
)

// TestNewsTable prints how the whole finder does on the news that a model has not seen. It needs TILLIT_CONFORMANCE, and in TILLIT_HELD_MODEL a model made
// with "tillit mask train --hold-out". With TILLIT_NEWS=vain or missed it prints what was hidden in vain, or not hidden, at the balanced point.
// It asserts nothing.
func TestNewsTable(t *testing.T) {
	folder, file := os.Getenv("TILLIT_CONFORMANCE"), os.Getenv("TILLIT_HELD_MODEL")
	if folder == "" || file == "" {
		t.Skip("set TILLIT_CONFORMANCE and TILLIT_HELD_MODEL")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	model, err := tagger.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := os.Open(filepath.Join(folder, "ner-train", "swedish-ner-corpus.train_corpus.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = corpus.Close() }()
	docs, err := score.ReadIOB2(corpus)
	if err != nil {
		t.Fatal(err)
	}
	_, held := train.Split(docs)
	prose, err := heldProse()
	if err != nil {
		t.Fatal(err)
	}
	sets := []struct {
		name string
		docs []score.Document
	}{
		{"news", held},
		{"news without capitals", recased(held, synth.Lower)},
		{"news in capitals", recased(held, synth.Upper)},
		{"prose", prose},
		{"prose without capitals", recased(prose, synth.Lower)},
		{"prose in capitals", recased(prose, synth.Upper)},
	}
	for _, set := range sets {
		for _, floor := range []float32{0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9} {
			newsLine(t, model, set.name, set.docs, Options{MinScore: map[Class]float32{Person: floor}}, fmt.Sprintf("%.1f", floor))
		}
		for _, point := range []Point{Recall, Balanced, Precision} {
			newsLine(t, model, set.name, set.docs, Options{Point: point}, [...]string{"balanced", "recall", "precision"}[point])
		}
	}
}

func newsLine(t *testing.T, model *tagger.Model, set string, docs []score.Document, o Options, what string) {
	t.Helper()
	f, err := NewFinder(o)
	if err != nil {
		t.Fatal(err)
	}
	f.tagger = model
	scorer := score.Scorer{Only: []string{"person"}}
	for _, doc := range docs {
		var found []score.Span
		for _, s := range f.Find(nil, []byte(doc.Text)) {
			if s.Class == Person {
				found = append(found, score.Span{Start: s.Start, End: s.End, Class: "person"})
			}
		}
		scorer.Add(doc, found)
		if what == "balanced" && set == "news" {
			newsFaults(doc, found)
		}
	}
	c := scorer.Report().Classes[0]
	fmt.Printf("%-24s %-9s recall %.3f precision %.3f full %.3f\n", set, what, c.Recall(), c.Precision(), c.FullRecall())
}

// newsFaults prints the faults that TILLIT_NEWS asks for.
func newsFaults(doc score.Document, found []score.Span) {
	gold := doc.Spans[:0:0]
	for _, s := range doc.Spans {
		if s.Class == "person" {
			gold = append(gold, s)
		}
	}
	one, other := found, gold
	if os.Getenv("TILLIT_NEWS") == "missed" {
		one, other = gold, found
	} else if os.Getenv("TILLIT_NEWS") != "vain" {
		return
	}
	for _, s := range one {
		within := false
		for _, o := range other {
			within = within || o.Start <= s.Start && s.End <= o.End
		}
		if !within {
			fmt.Printf("  «%s» in %s\n", doc.Text[s.Start:s.End], doc.Text)
		}
	}
}

func recased(docs []score.Document, change func(synth.Text) synth.Text) []score.Document {
	list := make([]score.Document, len(docs))
	for i, d := range docs {
		text := synth.Text{Text: d.Text}
		for _, s := range d.Spans {
			text.Spans = append(text.Spans, synth.Span{Start: s.Start, End: s.End, Class: s.Class})
		}
		list[i] = document(change(text))
	}
	return list
}

func document(t synth.Text) score.Document {
	doc := score.Document{Text: t.Text}
	for _, s := range t.Spans {
		doc.Spans = append(doc.Spans, score.Span{Start: s.Start, End: s.End, Class: s.Class})
	}
	return doc
}

// heldProse writes 3,000 texts from the templates that are never trained on, all with case as usual.
func heldProse() ([]score.Document, error) {
	w, err := synth.NewWriter(synth.Held, 77)
	if err != nil {
		return nil, err
	}
	w.AsWritten()
	texts, err := w.Write(3000)
	if err != nil {
		return nil, err
	}
	docs := make([]score.Document, len(texts))
	for i, text := range texts {
		docs[i] = document(text)
	}
	return docs, nil
}
