package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// Sizes of what a hit shows, in bytes of text.
const (
	fragmentSize   = 220
	maxFragments   = 2
	maxHighlighted = 200_000 // of one text; what stands after is not looked at
)

// marker finds the words of a query in the texts of a hit.
type marker struct {
	analyzer *analysis.Analyzer
	terms    map[analysis.Lang]map[string]bool
	stems    map[string]bool // Swedish stems that may stand inside a compound
	prefixes []string
}

func newMarker(analyzer *analysis.Analyzer, p plan) *marker {
	mk := &marker{analyzer: analyzer, terms: make(map[analysis.Lang]map[string]bool), stems: make(map[string]bool)}
	for _, lang := range analysis.Langs() {
		mk.terms[lang] = make(map[string]bool)
	}
	for _, w := range p.wants {
		if w.not {
			continue
		}
		for _, way := range w.ways {
			mk.addWay(way)
		}
	}
	return mk
}

func (mk *marker) addWay(w way) {
	if w.mode == beginsWith {
		mk.prefixes = append(mk.prefixes, w.words[0].Parts[0].Text)
		return
	}
	for _, word := range w.words {
		if word.Canonical {
			for _, terms := range mk.terms {
				terms[word.Joined] = true
			}
			continue
		}
		if word.Joined != "" {
			mk.addWord(word.Joined)
		}
		for _, part := range word.Parts {
			mk.addWord(part.Text)
			if w.mode == allWords && word.Joined == "" {
				mk.stems[mk.analyzer.Term(analysis.Swedish, part.Text)] = true
			}
		}
	}
}

func (mk *marker) addWord(word string) {
	for lang, terms := range mk.terms {
		terms[mk.analyzer.Term(lang, word)] = true
	}
}

// addLeaves marks the parts of a compound that was searched for by its parts.
func (mk *marker) addLeaves(word string) {
	for _, stem := range mk.analyzer.Leaves(word) {
		mk.stems[stem] = true
		mk.terms[analysis.Swedish][stem] = true
	}
}

func (mk *marker) empty() bool {
	return len(mk.prefixes) == 0 && len(mk.stems) == 0 && len(mk.terms[analysis.Plain]) == 0
}

// span is a marked piece of a text, in bytes.
type span struct{ start, end int }

// find gives the spans to mark, in order, without overlap.
func (mk *marker) find(tag, text string) []span {
	if mk.empty() {
		return nil
	}
	lang := analysis.LangOf(tag)
	var spans []span
	for _, word := range analysis.Tokenize(text[:min(len(text), maxHighlighted)]) {
		if word.Joined != "" && mk.joined(lang, word) {
			spans = append(spans, span{word.Start, word.End})
			continue
		}
		for _, part := range word.Parts {
			if mk.matches(lang, part.Text) {
				spans = append(spans, span{part.Start, part.End})
			}
		}
	}
	return spans
}

func (mk *marker) joined(lang analysis.Lang, word analysis.Word) bool {
	if word.Canonical {
		return mk.terms[lang][word.Joined]
	}
	return mk.terms[lang][mk.analyzer.Term(lang, word.Joined)]
}

func (mk *marker) matches(lang analysis.Lang, word string) bool {
	if mk.terms[lang][mk.analyzer.Term(lang, word)] {
		return true
	}
	if slices.ContainsFunc(mk.prefixes, func(p string) bool { return strings.HasPrefix(word, p) }) {
		return true
	}
	return lang == analysis.Swedish && slices.ContainsFunc(mk.analyzer.Parts(word), func(stem string) bool { return mk.stems[stem] })
}

// cutSegments cuts text[from:to] into marked and unmarked segments.
func cutSegments(text string, spans []span, from, to int) []Segment {
	var out []Segment
	at := from
	for _, s := range spans {
		if s.start < at || s.end > to {
			continue
		}
		if s.start > at {
			out = append(out, Segment{Text: text[at:s.start]})
		}
		out = append(out, Segment{Text: text[s.start:s.end], Mark: true})
		at = s.end
	}
	if at < to {
		out = append(out, Segment{Text: text[at:to]})
	}
	return out
}

// fragment cuts the piece of a text with the most marks, and tells how many it has.
func (mk *marker) fragment(field Field, tag, text string) (Fragment, int) {
	spans := mk.find(tag, text)
	start, marks := bestWindow(spans)
	from, to := wordBounds(text, start)
	return Fragment{
		Field: field, Lang: tag, Segments: cutSegments(text, spans, from, to), StartsLater: from > 0, EndsEarlier: to < len(text),
	}, marks
}

// bestWindow finds where a fragment holds the most marks; the earliest of equals.
func bestWindow(spans []span) (start, marks int) {
	for i, s := range spans {
		n := 0
		for _, other := range spans[i:] {
			if other.end > s.start+fragmentSize*2/3 {
				break
			}
			n++
		}
		if n > marks {
			start, marks = s.start, n
		}
	}
	return start, marks
}

// wordBounds puts a window of fragmentSize around start, ending and beginning between words.
func wordBounds(text string, start int) (from, to int) {
	from = max(0, start-fragmentSize/4)
	if start+fragmentSize*3/4 >= len(text) {
		from = min(from, max(0, len(text)-fragmentSize))
	}
	to = min(len(text), from+fragmentSize)
	if from > 0 {
		if i := strings.IndexAny(text[from:start], " \n\t"); i >= 0 {
			from += i + 1
		}
	}
	if to < len(text) {
		if i := strings.LastIndexAny(text[from:to], " \n\t"); i > fragmentSize/3 {
			to = from + i
		}
	}
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}
