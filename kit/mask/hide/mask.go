package hide

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
)

// Finder finds what may have to be hidden; *mask.Finder is one.
type Finder interface {
	FindIn(doc *mask.Document, dst []mask.Span, text []byte) []mask.Span
}

// Config is what a Masker is made of. Only Profile must be set.
type Config struct {
	Profile     *Profile
	Lang        string   // language of labels: sv (when empty) or en
	Keys        *KeyRing // needed where the profile's operators need a key, and for mappings
	Domain      string   // the data set or purpose within which equal values have equal pseudonyms
	Subject     string   // the person or document whose dates are moved equally far
	MaxEntities int      // 0 is DefaultMaxEntities
	Track       bool     // keep what was hidden, for Mapping; only for restorable profiles
	Year        int      // this year, to which two digits of a year are related; 0 asks the clock
	Finder      Finder   // nil makes the one that the profile asks for
}

// Masker hides what a profile says. It is safe for concurrent use; a Document is not.
type Masker struct {
	Config
	pseudonyms *pseudonyms
	offset     int64
	words      *vocabulary
}

// Errors of New and Document.
var (
	ErrNotRestorable = errors.New("hide: what this profile hides cannot be restored")
	ErrSpans         = errors.New("hide: the spans are not sorted, overlap, or lie outside the text")
	ErrFailed        = errors.New("hide: the document has failed already; nothing more of it may be used")
	ErrNotUTF8       = errors.New("hide: the text is not UTF-8")
)

// New makes a masker. It fails with ErrNoKey where the profile needs a key that is not there, and with ErrNotRestorable where Track is asked
// for and the profile is not restorable.
func New(c Config) (*Masker, error) {
	if c.Profile == nil {
		return nil, errors.New("hide: a profile is needed")
	}
	if c.Lang == "" {
		c.Lang = Swedish
	}
	if c.Lang != Swedish && c.Lang != English {
		return nil, fmt.Errorf("hide: labels are in sv or en, not %q", c.Lang)
	}
	if c.Year == 0 {
		c.Year = time.Now().Year()
	}
	if c.Track && !c.Profile.Restorable {
		return nil, fmt.Errorf("%w: %s", ErrNotRestorable, c.Profile.ID)
	}
	m := &Masker{Config: c, words: newVocabulary(slices.Collect(maps.Keys(c.Profile.ownClasses())))}
	if c.Profile.NeedsKey() && c.Keys == nil {
		return nil, fmt.Errorf("%w: the profile %s makes keyed pseudonyms", ErrNoKey, c.Profile.ID)
	}
	var err error
	if c.Keys != nil {
		if m.pseudonyms, err = newPseudonyms(c.Keys.Current(), c.Domain); err != nil {
			return nil, err
		}
		m.offset = m.pseudonyms.offset(c.Subject)
	}
	if c.Finder == nil {
		if m.Finder, err = mask.NewFinder(c.Profile.Options()); err != nil {
			return nil, fmt.Errorf("hide: %w", err)
		}
	}
	return m, nil
}

// Document is one text, or several that share pseudonyms. It is used by one goroutine at a time.
type Document struct {
	m        *Masker
	seen     *mask.Document
	entities *entities
	forms    map[formKey]bool // of the places and organisations in the text at hand
	report   *reporter
	mapping  *Mapping // nil unless tracked
	out      int64    // bytes written of the masked text
	err      error
}

// Begin begins a document.
func (m *Masker) Begin() *Document {
	d := &Document{m: m, seen: mask.NewDocument(), entities: newEntities(m.MaxEntities), forms: map[formKey]bool{}, report: newReporter()}
	if m.Track {
		d.mapping = newMapping(m)
	}
	return d
}

// Hit is something that was hidden: where it stood, what it is taken for, and what stands there now.
type Hit struct {
	mask.Span
	Operator    Operator
	Replacement string
	At          int // byte offset of Replacement in the masked text
}

// Result is a masked text.
type Result struct {
	Text []byte
	Hits []Hit
}

// Find gives the spans of a whole text that the profile hides, under the class by which it hides them.
func (d *Document) Find(text []byte) []mask.Span {
	return d.choose(text, d.m.Finder.FindIn(d.seen, nil, text))
}

// Mask hides what Find finds in a whole text. The text must be UTF-8.
func (d *Document) Mask(text []byte) (*Result, error) {
	if at := InvalidUTF8(text); at >= 0 {
		return nil, fmt.Errorf("%w: byte %d", ErrNotUTF8, at)
	}
	return d.Apply(text, d.Find(text))
}

// Apply hides spans of a whole text: those of Find, or the ones of them that somebody has chosen. They must be sorted and not overlap. What
// looks like a label is hidden beside them where the document is tracked. After an error the document gives no more.
func (d *Document) Apply(text []byte, spans []mask.Span) (*Result, error) {
	var hits []Hit
	masked, err := d.apply(nil, text, spans, func(h Hit) { hits = append(hits, h) })
	if err != nil {
		return nil, err
	}
	if d.mapping != nil {
		d.mapping.sum(masked)
	}
	return &Result{Text: masked, Hits: hits}, nil
}

// apply appends the masked text to dst and tells each hit to yield.
func (d *Document) apply(dst, text []byte, spans []mask.Span, yield func(Hit)) ([]byte, error) {
	if d.err != nil {
		return nil, ErrFailed
	}
	masked, err := d.replaceAll(dst, text, spans, yield)
	if err != nil {
		d.err = err
		return nil, err
	}
	return masked, nil
}

func (d *Document) replaceAll(dst, text []byte, spans []mask.Span, yield func(Hit)) ([]byte, error) {
	spans, err := d.prepare(text, spans)
	if err != nil {
		return nil, err
	}
	names, err := d.takeNames(text, spans)
	if err != nil {
		return nil, err
	}
	d.takeForms(text, spans)
	done, written := 0, len(dst)
	var left strings.Builder
	for i, s := range spans {
		dst = append(dst, text[done:s.Start]...)
		if d.mapping != nil {
			left.Write(text[done:s.Start])
		}
		done = s.End
		r, err := d.replace(s, string(text[s.Start:s.End]), names[i])
		if err != nil {
			return nil, err
		}
		h := Hit{Span: s, Operator: r.operator, Replacement: r.base + r.suffix, At: len(dst)}
		if d.mapping != nil {
			d.mapping.note(d.out+int64(len(dst)-written), r, string(text[s.Start:s.End]))
		}
		dst = append(dst, h.Replacement...)
		left.WriteString(dealtWith)
		d.report.note(s, r)
		yield(h)
	}
	dst = append(dst, text[done:]...)
	if d.mapping != nil {
		left.Write(text[done:])
		d.mapping.keepLiterals(left.String())
	}
	d.out += int64(len(dst) - written)
	d.report.bytes += int64(len(text))
	return dst, nil
}

// prepare checks spans, and sees to it that labels that stand in the text are not mistaken for ours.
func (d *Document) prepare(text []byte, spans []mask.Span) ([]mask.Span, error) {
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			return nil, ErrSpans
		}
		end = s.End
	}
	if d.mapping != nil {
		return withLiterals(text, spans, d.m.words), nil
	}
	return spans, d.takeLabels(text)
}

// choose keeps the spans that the profile hides. A span whose most likely class is kept, but that may be of one that is hidden, is hidden as
// that: a sole trader's organisationsnummer is a personnummer.
func (d *Document) choose(text []byte, spans []mask.Span) []mask.Span {
	spans = perLine(text, spans)
	chosen := spans[:0]
	for _, s := range spans {
		if s = trimmed(text, s); s.Start == s.End && s.Class == mask.Person {
			continue // nothing but pictures
		}
		if class, hidden := d.classOf(s); hidden {
			s.Class = class
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// trimmed leaves blanks and pictures at the ends of a name out of it: they are no part of it, and would make it another name.
func trimmed(text []byte, s mask.Span) mask.Span {
	if s.Class != mask.Person || s.Start < 0 || s.Start >= s.End || s.End > len(text) {
		return s // Apply refuses what does not fit the text
	}
	outside := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsSymbol(r) || unicode.Is(unicode.Variation_Selector, r) || r == '\ufeff'
	}
	value := text[s.Start:s.End]
	left := bytes.TrimLeftFunc(value, outside)
	s.Start += len(value) - len(left)
	s.End -= len(left) - len(bytes.TrimRightFunc(left, outside))
	return s
}

func (d *Document) classOf(s mask.Span) (mask.Class, bool) {
	if d.hides(s.Class, s.Score) {
		return s.Class, true
	}
	if s.Evidence.Has(mask.OwnPattern) { // a pattern whose class is kept is an exception that somebody has made
		return "", false
	}
	for _, alternative := range s.Alternatives {
		if d.hides(alternative.Class, alternative.Score) {
			return alternative.Class, true
		}
	}
	return "", false
}

func (d *Document) hides(class mask.Class, score float32) bool {
	rule := d.m.Profile.Rule(class)
	return rule.Operator != Keep && score >= rule.MinScore
}

// takeNames reads the persons' names among spans and lets the table know all of them before any is resolved.
func (d *Document) takeNames(text []byte, spans []mask.Span) (map[int]name, error) {
	if op := d.m.Profile.Rule(mask.Person).Operator; op != Label && op != Token {
		return nil, nil
	}
	words := map[string]bool{}
	var persons []int
	for i, s := range spans {
		if s.Class == mask.Person {
			persons = append(persons, i)
			for _, word := range parseName(string(text[s.Start:s.End]), neverKnown).words {
				words[word] = true
			}
		}
	}
	knows := func(word string) bool { return words[word] || d.entities.persons.knows(word) }
	names := map[int]name{}
	list := make([]name, len(persons))
	for k, i := range persons {
		list[k] = parseName(string(text[spans[i].Start:spans[i].End]), knows)
		names[i] = list[k]
	}
	display := func(k int) string { return displayOf(text, spans[persons[k]], list[k]) }
	return names, d.entities.addPersons(list, display)
}

func neverKnown(string) bool { return false }

func displayOf(text []byte, s mask.Span, n name) string {
	return string(text[s.Start : s.End-len(n.genitive)])
}

// InvalidUTF8 is the offset of the first byte that is not UTF-8, or -1. NUL is refused with it: no text has it but UTF-16 without a mark, in which
// nothing would be found.
func InvalidUTF8(text []byte) int {
	nul := bytes.IndexByte(text, 0)
	if utf8.Valid(text) {
		return nul
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return nul
}
