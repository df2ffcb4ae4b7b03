package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/score"
)

// maskEvalCmd measures the finder on texts whose personal data is known. The command group mask holds it.
type maskEvalCmd struct {
	Gold     string   `arg:"" help:"Texts with their personal data marked." type:"existingfile"`
	Format   string   `required:"" enum:"iob2,jsonl" help:"iob2: a token and a tag per line, empty lines between sentences. jsonl: {text, spans: [{start, end, class}]} per line."`
	Offsets  string   `enum:"bytes,runes,utf16" default:"bytes" help:"What offsets in jsonl count."`
	Class    []string `help:"Classes to measure. Default: those in the file, but not other." placeholder:"CLASS"`
	Point    string   `enum:"balanced,recall,precision" default:"balanced" help:"Operating point."`
	MinScore float32  `help:"Least score of names of persons, places and organisations, instead of the operating point's." placeholder:"S"`
	NoTagger bool     `help:"Find names by lists, cue words and shapes alone."`
	JSON     bool     `help:"Print JSON."`
}

// evaluation is the result as it is printed.
type evaluation struct {
	score.Report
	Bytes          int     `json:"bytes"`
	Seconds        float64 `json:"seconds"`
	SpansPerSecond float64 `json:"spansPerSecond"`
}

// Run reads the gold, finds, and prints the score.
func (c maskEvalCmd) Run(s *session) error {
	docs, err := readFile(c.Gold, func(r io.Reader) ([]score.Document, error) {
		if c.Format == "iob2" {
			return score.ReadIOB2(r)
		}
		return score.ReadJSONL(r, score.Unit(c.Offsets))
	})
	if err != nil {
		return err
	}
	finder, err := mask.NewFinder(c.options())
	if err != nil {
		return usage{err}
	}
	result := c.measure(finder, docs)
	if c.JSON {
		return json.NewEncoder(s.Stdout).Encode(result)
	}
	return printEvaluation(s.Stdout, result)
}

func (c maskEvalCmd) options() mask.Options {
	points := map[string]mask.Point{"balanced": mask.Balanced, "recall": mask.Recall, "precision": mask.Precision}
	o := mask.Options{Point: points[c.Point], NoTagger: c.NoTagger}
	if c.MinScore != 0 {
		o.MinScore = map[mask.Class]float32{mask.Person: c.MinScore, mask.Place: c.MinScore, mask.Organisation: c.MinScore}
	}
	return o
}

// measure runs the finder over all documents; only its time is counted.
func (c maskEvalCmd) measure(finder *mask.Finder, docs []score.Document) evaluation {
	scorer := score.Scorer{Only: c.Class}
	if len(c.Class) == 0 {
		scorer.Only = score.ClassesOf(docs)
	}
	var e evaluation
	var spent time.Duration
	var spans []mask.Span
	total := 0
	for _, doc := range docs {
		text := []byte(doc.Text)
		start := time.Now()
		spans = finder.Find(spans[:0], text)
		spent += time.Since(start)
		found := make([]score.Span, len(spans))
		for i, span := range spans {
			found[i] = score.Span{Start: span.Start, End: span.End, Class: string(span.Class)}
		}
		scorer.Add(doc, found)
		e.Bytes += len(text)
		total += len(spans)
	}
	e.Report, e.Seconds = scorer.Report(), spent.Seconds()
	if e.Seconds > 0 {
		e.SpansPerSecond = float64(total) / e.Seconds
	}
	return e
}

func printEvaluation(w io.Writer, e evaluation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-20s %6s %6s %7s %6s | %9s %6s %6s %6s %6s | %9s %6s %8s | %5s\n", "class", "gold", "full", "partial", "missed",
		"precision", "recall", "F1", "F2", "over", "precision", "recall", "spurious", "IoU½")
	fmt.Fprintf(&b, "%-20s %6s %6s %7s %6s | %38s | %25s |\n", "", "", "", "", "", "by characters", "by exact spans")
	for _, c := range append(slices.Clone(e.Classes), e.All) {
		p, r := c.Precision(), c.Recall()
		fmt.Fprintf(&b, "%-20s %6d %6d %7d %6d | %9.4f %6.4f %6.4f %6.4f %6d | %9.4f %6.4f %8d | %5d\n", c.Class, c.Gold, c.Full, c.Partial, c.Missed,
			p, r, score.F(1, p, r), score.F(2, p, r), c.Over, c.SpanPrecision(), c.SpanRecall(), c.Spurious, c.Overlap)
	}
	fmt.Fprintf(&b, "%d documents, %d bytes, %.3f s, %.0f spans per second, %.1f MB/s\n", e.Documents, e.Bytes, e.Seconds, e.SpansPerSecond,
		float64(e.Bytes)/1e6/max(e.Seconds, 1e-9))
	_, err := io.WriteString(w, b.String())
	return err
}
