package score

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"
)

// Counts are what was found of one class, or of all.
type Counts struct {
	Class string `json:"class"`
	// Gold and Found are numbers of spans.
	Gold  int `json:"gold"`
	Found int `json:"found"`
	// Full, Partial and Missed part the gold: all of its letters and digits covered by spans of any class, some, none.
	// What is covered by another class is hidden all the same.
	Full    int `json:"full"`
	Partial int `json:"partial"`
	Missed  int `json:"missed"`
	// Leaked is how many letters and digits of the gold are not covered; GoldChars how many there are.
	Leaked    int `json:"leakedChars"`
	GoldChars int `json:"goldChars"`
	// Over is how many letters and digits of found spans lie in no gold span; FoundChars how many there are.
	Over       int `json:"overChars"`
	FoundChars int `json:"foundChars"`
	// Spurious is how many found spans touch no gold span at all.
	Spurious int `json:"spurious"`
	// Exact is how many found spans have the bounds and class of a gold span; Overlap how many gold spans meet a found one of their
	// class with at least half of their letters in common (intersection over union).
	Exact   int `json:"exact"`
	Overlap int `json:"overlap"`
}

// Precision is the share of what was found that truly is of the class, by letters and digits covered by gold of the same class.
func (c Counts) Precision() float64 { return share(c.FoundChars-c.Over, c.FoundChars) }

// Recall is the share of the gold that is covered, by letters and digits.
func (c Counts) Recall() float64 { return share(c.GoldChars-c.Leaked, c.GoldChars) }

// FullRecall is the share of gold spans that are wholly covered: what a person notices.
func (c Counts) FullRecall() float64 { return share(c.Full, c.Gold) }

// SpanPrecision and SpanRecall count spans with exact bounds and class, as is usual for corpora.
func (c Counts) SpanPrecision() float64 { return share(c.Exact, c.Found) }

// SpanRecall is the share of gold spans that were found with exact bounds and class.
func (c Counts) SpanRecall() float64 { return share(c.Exact, c.Gold) }

// F is the weighted harmonic mean of precision and recall; beta 1 weighs them alike, beta 2 recall twice.
func F(beta, precision, recall float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return (1 + beta*beta) * precision * recall / (beta*beta*precision + recall)
}

// share of nothing is all: nothing was missed, nothing was wrong.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Report is the result for a set of documents.
type Report struct {
	Documents int      `json:"documents"`
	Classes   []Counts `json:"classes"` // in alphabetical order
	All       Counts   `json:"all"`
}

// Scorer adds documents up. The zero Scorer is ready.
type Scorer struct {
	// Only, when not empty, are the classes that are measured. Found spans of other classes still cover gold, but are not
	// counted as over-masking.
	Only      []string
	documents int
	classes   map[string]*Counts
}

func (s *Scorer) class(name string) *Counts {
	if s.classes == nil {
		s.classes = map[string]*Counts{}
	}
	c := s.classes[name]
	if c == nil {
		c = &Counts{Class: name}
		s.classes[name] = c
	}
	return c
}

func (s *Scorer) wants(class string) bool { return len(s.Only) == 0 || slices.Contains(s.Only, class) }

// Add scores what was found in one document. Spans outside the text are cut to it.
func (s *Scorer) Add(doc Document, found []Span) {
	s.documents++
	found = clip(found, len(doc.Text))
	gold := clip(doc.Spans, len(doc.Text))
	covered := cover(len(doc.Text), found, "")
	for _, g := range gold {
		if s.wants(g.Class) {
			s.addGold(doc.Text, g, found, covered)
		}
	}
	inGold := cover(len(doc.Text), gold, "")
	perClass := map[string][]bool{}
	for _, f := range found {
		if !s.wants(f.Class) {
			continue
		}
		if perClass[f.Class] == nil {
			perClass[f.Class] = cover(len(doc.Text), gold, f.Class)
		}
		s.addFound(doc.Text, f, gold, perClass[f.Class], inGold)
	}
}

func (s *Scorer) addGold(text string, g Span, found []Span, covered []bool) {
	c := s.class(g.Class)
	c.Gold++
	hidden, all := count(text, g, covered)
	c.GoldChars += all
	c.Leaked += all - hidden
	switch {
	case hidden == all:
		c.Full++
	case hidden > 0:
		c.Partial++
	default:
		c.Missed++
	}
	for _, f := range found {
		if f.Class == g.Class && iou(f, g) >= 0.5 {
			c.Overlap++
			break
		}
	}
}

func (s *Scorer) addFound(text string, f Span, gold []Span, sameClass, inGold []bool) {
	c := s.class(f.Class)
	c.Found++
	right, all := count(text, f, sameClass)
	c.FoundChars += all
	c.Over += all - right
	if touched, _ := count(text, f, inGold); touched == 0 {
		c.Spurious++
	}
	if slices.Contains(gold, f) {
		c.Exact++
	}
}

// Report gives the sums so far.
func (s *Scorer) Report() Report {
	r := Report{Documents: s.documents, All: Counts{Class: "all"}}
	for _, c := range s.classes {
		r.Classes = append(r.Classes, *c)
		r.All.add(*c)
	}
	sort.Slice(r.Classes, func(i, j int) bool { return r.Classes[i].Class < r.Classes[j].Class })
	return r
}

func (c *Counts) add(o Counts) {
	c.Gold += o.Gold
	c.Found += o.Found
	c.Full += o.Full
	c.Partial += o.Partial
	c.Missed += o.Missed
	c.Leaked += o.Leaked
	c.GoldChars += o.GoldChars
	c.Over += o.Over
	c.FoundChars += o.FoundChars
	c.Spurious += o.Spurious
	c.Exact += o.Exact
	c.Overlap += o.Overlap
}

// clip sorts spans, cuts them to the text and drops empty ones.
func clip(spans []Span, n int) []Span {
	kept := make([]Span, 0, len(spans))
	for _, s := range spans {
		s.Start, s.End = max(0, min(n, s.Start)), max(0, min(n, s.End))
		if s.Start < s.End {
			kept = append(kept, s)
		}
	}
	sortSpans(kept)
	return kept
}

func sortSpans(spans []Span) {
	sort.SliceStable(spans, func(i, j int) bool {
		if spans[i].Start != spans[j].Start {
			return spans[i].Start < spans[j].Start
		}
		return spans[i].End < spans[j].End
	})
}

// cover marks the bytes in spans of a class, or of any when it is empty.
func cover(n int, spans []Span, class string) []bool {
	marks := make([]bool, n)
	for _, s := range spans {
		if class != "" && s.Class != class {
			continue
		}
		for i := s.Start; i < s.End; i++ {
			marks[i] = true
		}
	}
	return marks
}

// count gives how many letters and digits of a span are marked, and how many there are. Of a span without any, all characters count.
func count(text string, s Span, marks []bool) (marked, all int) {
	for _, every := range []bool{false, true} {
		for i := s.Start; i < s.End; {
			r, size := utf8.DecodeRuneInString(text[i:s.End])
			if every || counts(r) {
				all++
				if marks[i] {
					marked++
				}
			}
			i += size
		}
		if all > 0 {
			break
		}
	}
	return marked, all
}

// iou is how much two spans have in common, by bytes.
func iou(a, b Span) float64 {
	common := min(a.End, b.End) - max(a.Start, b.Start)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// counts tells whether a character says anything: a letter or a digit.
func counts(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
