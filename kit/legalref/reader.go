package legalref

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/tillit-se/tillit/kit/date"
)

// Reference is a citation found in a text.
type Reference struct {
	// Start and End are the bytes that the citation spans: text[Start:End].
	Start, End int
	// Runes and UTF16 are the same span counted in Unicode code points and in
	// the 16-bit units that JavaScript and many databases count.
	Runes, UTF16 Span
	// Text is the citation as it stands, line breaks and all.
	Text string
	// Target is what it points at.
	Target Target
}

// Span is a half-open range of positions.
type Span struct{ Start, End int }

// Options say what a text may take for granted. The zero Options know nothing
// of where the text comes from.
type Options struct {
	// Base is the document that the text belongs to, or a place in it:
	// provisions without an act, "enligt 3 §", are its own. [Current] stands
	// for a statute that has no number yet. With the zero Base such a provision
	// is resolved only where exactly one act has been named before it in the
	// same block of text; otherwise it is left alone.
	Base Target
	// Report is the document meant by "kommitténs betänkande", if there is one.
	Report Target
	// Date is the day that the text was written. An abbreviation such as FL
	// that has stood for several acts means the one of that day; without a day,
	// the newest. A name such as förvaltningslagen that has been borne by
	// several acts is only resolved with a day, or after its number has been
	// given.
	Date date.Date
	// Acts are names to know from the start, "påhittadelagen" → "1960:729".
	Acts map[string]string
}

// Current is the base of a statute without a number: sfs/9999:999.
func Current() Target { return Target{Series: "sfs", Number: "9999:999"} }

// Reader finds references in the paragraphs of one document, and remembers
// from one to the next which acts have been named. It must not be used by
// several goroutines at once.
type Reader struct {
	options Options
	memory  memory
	tokens  []token
}

// NewReader gives a reader that knows what the options say.
func NewReader(options Options) *Reader {
	r := &Reader{options: options}
	r.Reset()
	return r
}

// Reset forgets what has been read, but not the options.
func (r *Reader) Reset() {
	r.memory = newMemory(r.options)
}

// Find gives the references of a text, in order. They do not overlap.
func Find(text string) []Reference {
	return NewReader(Options{}).Find(text)
}

// Parse reads a text that is one citation and nothing else, such as what a
// person writes in a search box: "28 § första stycket FL". The error says how
// far the text could be read.
func Parse(text string) (Target, error) {
	return NewReader(Options{}).Parse(text)
}

// Parse is as the function Parse, with what the reader knows and remembers.
func (r *Reader) Parse(text string) (Target, error) {
	refs := r.Find(text)
	trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
	start := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	switch {
	case trimmed == "":
		return Target{}, &CitationError{Text: text, Reason: "there is no text"}
	case len(refs) == 0:
		return Target{}, &CitationError{Text: text, Offset: start, Reason: "no citation that can be resolved begins here"}
	case refs[0].Start > start:
		return Target{}, &CitationError{Text: text, Offset: start, Reason: "what stands before the citation is not part of it"}
	}
	return onlyTarget(text, refs, len(trimmed))
}

// onlyTarget is the target of references that together are one citation: a provision followed by the act it lies in.
func onlyTarget(text string, refs []Reference, end int) (Target, error) {
	t, read := refs[0].Target, refs[0].End
	for _, next := range refs[1:] {
		if next.Target.Place != (Place{}) || !next.Target.Contains(t) {
			return Target{}, &CitationError{Text: text, Offset: next.Start, Reason: "a second citation begins here"}
		}
		read = next.End
	}
	if strings.TrimLeft(text[read:end], ").]") != "" {
		return Target{}, &CitationError{Text: text, Offset: read, Reason: "the citation ends here, but not the text"}
	}
	return t, nil
}

// CitationError says why a text is not one citation.
type CitationError struct {
	Text   string
	Offset int // byte
	Reason string
}

// Error says what cannot be read, and where.
func (e *CitationError) Error() string {
	return fmt.Sprintf("citation %q: at byte %d: %s", e.Text, e.Offset, e.Reason)
}

// segment is the least number of bytes that are read at a time. It bounds the memory for tokens, not what is found: a segment ends
// between two blocks of text, before a capital letter.
const segment = 64 << 10

// Find gives the references of a text, in order, and remembers the acts that
// it names.
func (r *Reader) Find(text string) []Reference {
	p := parser{memory: &r.memory, options: r.options, text: text}
	for from := 0; from < len(text); {
		to := segmentEnd(text, from)
		r.tokens = lex(text, from, to, r.tokens)
		p.tokens = r.tokens
		p.scan()
		from = to
	}
	slices.SortStableFunc(p.hits, func(a, b Reference) int { return a.Start - b.Start })
	count(text, p.hits)
	return p.hits
}

func segmentEnd(text string, from int) int {
	at := from + segment
	for at < len(text) {
		n := strings.Index(text[at:], "\n")
		if n < 0 {
			break
		}
		at += n + 1
		rest := strings.TrimLeft(text[at:min(at+8, len(text))], " \t\r")
		if strings.HasPrefix(rest, "\n") && startsBlock(strings.TrimLeft(rest, " \t\r\n")) {
			return at
		}
	}
	return len(text)
}

func startsBlock(s string) bool { return s != "" && isUpper(s[0]) }

func upper(r rune) bool { return unicode.IsUpper(r) }
