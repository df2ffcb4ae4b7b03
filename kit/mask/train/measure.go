package train

import (
	"fmt"
	"io"

	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// block is how many sentences that stand together are kept or learnt from together, so that what was written in one piece is not parted.
const block = 100

// Split keeps every seventh block of a hundred sentences for measuring.
func Split(corpus []score.Document) (learn, held []score.Document) {
	for i, doc := range corpus {
		if i/block%7 == 3 {
			held = append(held, doc)
		} else {
			learn = append(learn, doc)
		}
	}
	return learn, held
}

// floors are the points of the curve of recall against precision.
var floors = [...]float32{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

// Measure scores a model on documents with a least score of entities.
func Measure(m *tagger.Model, docs []score.Document, floor float32) score.Report {
	scorer := score.Scorer{Only: []string{"person", "place", "organisation"}}
	var entities []tagger.Entity
	for _, doc := range docs {
		entities = m.FindAbove(entities[:0], []byte(doc.Text), floor)
		found := make([]score.Span, len(entities))
		for i, e := range entities {
			found[i] = score.Span{Start: e.Start, End: e.End, Class: e.Kind.String()}
		}
		scorer.Add(doc, found)
	}
	return scorer.Report()
}

// Curve prints recall against precision for every class, by characters and by whole spans.
func Curve(w io.Writer, m *tagger.Model, docs []score.Document) error {
	if _, err := fmt.Fprintf(w, "%d sentences kept apart\nscore  class         gold  full  part missed | by characters: precision recall | by spans: precision recall\n", len(docs)); err != nil {
		return err
	}
	for _, floor := range floors {
		for _, c := range Measure(m, docs, floor).Classes {
			if _, err := fmt.Fprintf(w, "%5.1f  %-12s %5d %5d %5d %6d | %24.3f %6.3f | %19.3f %6.3f\n", floor, c.Class, c.Gold, c.Full, c.Partial, c.Missed,
				c.Precision(), c.Recall(), c.SpanPrecision(), c.SpanRecall()); err != nil {
				return err
			}
		}
	}
	return nil
}
