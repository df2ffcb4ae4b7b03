package train

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/mask/names"
	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// folds is how many parts the corpus is cut into to look for forgotten labels.
const folds = 5

// sure is the least score of a person that is taken to be forgotten in the corpus.
const sure = 0.85

// mend adds persons that the corpus forgot. News text labelled by many hands holds sentences where a given name is a person and the surname after it is
// not. For each fifth of the corpus a model learns from the rest; where it is sure of a person of two words or more that meets no name, or that
// begins or ends as a labelled person does and is longer, the corpus is changed. Persons of one word, and other classes, are left.
func mend(corpus []score.Document, o Options) ([]score.Document, int, error) {
	mended := make([]score.Document, 0, len(corpus))
	added := 0
	for fold := range folds {
		from, to := fold*len(corpus)/folds, (fold+1)*len(corpus)/folds
		rest := slices.Concat(corpus[:from], corpus[to:])
		if len(rest) == 0 {
			mended = append(mended, corpus[from:to]...)
			continue
		}
		data, err := tagger.Train(examples(texts(rest)), tagger.Options{Seed: o.Seed, Epochs: 4, Bits: o.Bits})
		if err != nil {
			return nil, 0, err
		}
		m, err := tagger.Decode(data)
		if err != nil {
			return nil, 0, err
		}
		for _, doc := range corpus[from:to] {
			doc, n := mendDocument(doc, m)
			mended = append(mended, doc)
			added += n
		}
		o.Progress("looking for forgotten names", fold+1, folds)
	}
	return mended, added, nil
}

func mendDocument(doc score.Document, m *tagger.Model) (score.Document, int) {
	added := 0
	for _, e := range m.FindAbove(nil, []byte(doc.Text), sure) {
		if e.Kind != tagger.Person || !twoNames(doc.Text[e.Start:e.End]) {
			continue
		}
		span := score.Span{Start: e.Start, End: e.End, Class: "person"}
		if spans, ok := withPerson(doc.Spans, span); ok {
			doc.Spans = spans
			added++
		}
	}
	return doc, added
}

// twoNames tells whether text begins with a given name and has a second word.
func twoNames(text string) bool {
	first, _, two := strings.Cut(text, " ")
	return two && names.Lookup([]byte(first)).Has(names.Given)
}

// withPerson adds a person where no span is, or in the place of a shorter person that begins or ends with it.
func withPerson(spans []score.Span, p score.Span) ([]score.Span, bool) {
	meets := -1
	for i, s := range spans {
		if s.End <= p.Start || s.Start >= p.End {
			continue
		}
		if meets >= 0 {
			return spans, false
		}
		meets = i
	}
	if meets < 0 {
		at, _ := slices.BinarySearchFunc(spans, p, func(a, b score.Span) int { return a.Start - b.Start })
		return slices.Insert(slices.Clone(spans), at, p), true
	}
	s := spans[meets]
	within := s.Start >= p.Start && s.End <= p.End
	if s.Class != p.Class || !within || s == p || s.Start != p.Start && s.End != p.End {
		return spans, false
	}
	longer := slices.Clone(spans)
	longer[meets] = p
	return longer, true
}
