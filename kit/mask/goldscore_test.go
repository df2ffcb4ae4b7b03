package mask_test

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/score"
)

// goldResult is what a finder does with the gold set.
type goldResult struct {
	report score.Report
	leaks  []string // "id class whole or part: value", one for each gold span that is not wholly covered
	vain   []string // what is masked in vain, places and organisations apart
}

// measureGold scores documents. Places and organisations cover, but are not measured; what lies in a neutral stretch is no fault.
func measureGold(f *mask.Finder, docs []goldDoc) goldResult {
	var result goldResult
	scorer := score.Scorer{Only: measuredClasses()}
	for _, doc := range docs {
		gold := score.Document{Text: doc.Text}
		for _, s := range doc.Spans {
			gold.Spans = append(gold.Spans, score.Span{Start: s.Start, End: s.End, Class: s.Class})
		}
		var found []score.Span
		for _, s := range f.Find(nil, []byte(doc.Text)) {
			span := score.Span{Start: s.Start, End: s.End, Class: string(s.Class)}
			if touches(span, doc.Spans) || !touches(span, doc.Neutral) {
				found = append(found, span)
			}
		}
		scorer.Add(gold, found)
		result.note(doc, gold.Spans, found)
	}
	result.report = scorer.Report()
	return result
}

func (r *goldResult) note(doc goldDoc, gold, found []score.Span) {
	for _, g := range gold {
		var one score.Scorer
		one.Add(score.Document{Text: doc.Text, Spans: []score.Span{g}}, found)
		for _, c := range one.Report().Classes {
			if c.Class == g.Class && c.Full == 0 {
				r.leaks = append(r.leaks, fmt.Sprintf("%s %s %d of %d characters: %s", doc.ID, g.Class, c.Leaked, c.GoldChars, oneLine(doc.Text, g)))
			}
		}
	}
	for _, f := range found {
		if slices.Contains(measuredClasses(), f.Class) && !touches(f, doc.Spans) {
			r.vain = append(r.vain, fmt.Sprintf("%s %s: %s", doc.ID, f.Class, oneLine(doc.Text, f)))
		}
	}
}

func oneLine(text string, s score.Span) string {
	return strings.ReplaceAll(text[max(0, s.Start-20):s.Start]+"«"+text[s.Start:s.End]+"»"+text[s.End:min(len(text), s.End+15)], "\n", "⏎")
}

func touches(s score.Span, spans []goldSpan) bool {
	return slices.ContainsFunc(spans, func(o goldSpan) bool { return s.Start < o.End && o.Start < s.End })
}

func measuredClasses() []string {
	return slices.DeleteFunc(classNames(), func(c string) bool { return c == string(mask.Place) || c == string(mask.Organisation) })
}

func (r goldResult) of(class mask.Class) score.Counts {
	for _, c := range r.report.Classes {
		if c.Class == string(class) {
			return c
		}
	}
	return score.Counts{Class: string(class)}
}

// allGold gives every document, sorted by id.
func allGold(t testing.TB) []goldDoc {
	var docs []goldDoc
	for _, of := range goldSources(t) {
		docs = append(docs, of...)
	}
	sort.Slice(docs, func(i, j int) bool { return docs[i].ID < docs[j].ID })
	return docs
}

// TestGoldTable prints, with TILLIT_GOLD=1, how the finder does by kind and class, and every leak. It asserts nothing.
func TestGoldTable(t *testing.T) {
	if os.Getenv("TILLIT_GOLD") == "" {
		t.Skip("set TILLIT_GOLD to print the tables")
	}
	points := map[string]mask.Point{"balanced": mask.Balanced, "recall": mask.Recall, "precision": mask.Precision}
	for name, point := range points {
		f := finder(t, mask.Options{Point: point})
		all := measureGold(f, allGold(t))
		fmt.Printf("\n## %s, %d documents\n", name, all.report.Documents)
		for _, c := range append(all.report.Classes, all.report.All) {
			fmt.Printf("%-20s gold %4d full %4d part %3d miss %3d | recall %.4f precision %.4f vain %d\n", c.Class, c.Gold, c.Full, c.Partial, c.Missed, c.FullRecall(), c.Precision(), c.Spurious)
		}
		if want := os.Getenv("TILLIT_GOLD"); want != name {
			continue
		}
		for kind, docs := range goldSources(t) {
			r := measureGold(f, docs)
			p := r.of(mask.Person)
			fmt.Printf("%-16s docs %2d | all: gold %3d full %3d part %2d miss %2d vain %2d | person: gold %3d full %3d part %2d miss %2d vain %2d\n", kind, len(docs),
				r.report.All.Gold, r.report.All.Full, r.report.All.Partial, r.report.All.Missed, r.report.All.Spurious, p.Gold, p.Full, p.Partial, p.Missed, p.Spurious)
		}
		fmt.Println(strings.Join(all.leaks, "\n"))
		fmt.Println("\n-- masked in vain\n" + strings.Join(all.vain, "\n"))
	}
}
