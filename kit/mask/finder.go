package mask

import (
	"fmt"
	"sync"

	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// Finder finds personal data. It is made once and is safe for concurrent use.
type Finder struct {
	point    Point
	minScore map[Class]float32
	wanted   map[Class]bool // nil: all
	cues     *lexicon[cue]
	streets  *lexicon[uint8]

	streetTails [256]bool
	titles      *lexicon[uint8]
	spoken      *lexicon[numberWord]
	saidStarts  [256]bool // what number words and words for @ begin with
	around      *lexicon[around]
	own         []ownPattern
	ownWords    *wordList
	names       bool
	tagger      *tagger.Model
	scans       sync.Pool
}

// NewFinder checks the options and loads what the classes need: lists and tagger only where names are asked for. The error is an
// [*OptionError] where the options are wrong.
func NewFinder(opts Options) (*Finder, error) {
	f := &Finder{point: opts.Point, cues: newLexicon(cueTable()), streets: newLexicon(streetTable()), titles: newLexicon(titleTable()), spoken: newLexicon(spokenTable()), around: newLexicon(aroundTable()), streetTails: streetTails(streetTable())}
	f.saidStarts = saidStarts()
	if opts.Point > Precision {
		return nil, &OptionError{Field: "Point", Reason: "is not one of Balanced, Recall, Precision"}
	}
	if err := f.setClasses(opts); err != nil {
		return nil, err
	}
	if err := f.setPatterns(opts.Patterns); err != nil {
		return nil, err
	}
	if f.names && !opts.NoTagger {
		model, err := tagger.Default()
		if err != nil {
			return nil, fmt.Errorf("mask: load the tagger: %w", err)
		}
		f.tagger = model
	}
	return f, nil
}

func (f *Finder) setClasses(opts Options) error {
	f.minScore = make(map[Class]float32, len(opts.MinScore))
	for class, score := range opts.MinScore {
		if score < 0 || score > 1 || score != score {
			return &OptionError{Field: fmt.Sprintf("MinScore[%q]", class), Reason: "is not between 0 and 1"}
		}
		f.minScore[class] = score
	}
	f.names = opts.Classes == nil
	if opts.Classes == nil {
		return nil
	}
	known := make(map[Class]bool)
	for _, class := range Classes() {
		known[class] = true
	}
	f.wanted = make(map[Class]bool, len(opts.Classes))
	for i, class := range opts.Classes {
		if !known[class] {
			return &OptionError{Field: fmt.Sprintf("Classes[%d]", i), Reason: fmt.Sprintf("%q is not a class; Classes() lists them", class)}
		}
		f.wanted[class] = true
		f.names = f.names || class == Person || class == Place || class == Organisation
	}
	return nil
}

// threshold is the least score of a hit of the class.
func (f *Finder) threshold(c Class) float32 {
	if score, set := f.minScore[c]; set {
		return score
	}
	return [...]float32{0.5, 0.3, 0.7}[f.point]
}

// Find appends the hits in text to dst: sorted, not overlapping. Text is one document, or one record; names sure in one place are found in all
// of it.
func (f *Finder) Find(dst []Span, text []byte) []Span {
	return f.FindIn(nil, dst, text)
}

// FindIn is [Finder.Find] for a window of a document, whose names doc remembers. See [MaxMatch] for how windows overlap.
func (f *Finder) FindIn(doc *Document, dst []Span, text []byte) []Span {
	s, ok := f.scans.Get().(*scan)
	if !ok {
		s = &scan{}
	}
	s.reset(f, text)
	s.structured()
	s.ownPatterns()
	if f.names {
		s.findNames(doc)
	}
	dst = s.resolve(dst)
	s.text = nil
	f.scans.Put(s)
	return dst
}
