package mask

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/names"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// scan is the work on one text. Scans are kept and used again, so that finding allocates nothing in the long run.
type scan struct {
	f        *Finder
	text     []byte
	r        run
	cands    []Span
	moved    []Span // the readings before they are sorted
	places   []place
	head     tableHead
	line     textLine
	sure     int  // the last chunk of a number that can be nothing else
	spokenTo int  // how far numbers and addresses said in words have been read
	cells    bool // the text has signs that may stand between cells of a table

	tail      [2][]byte
	lists     names.Memory
	words     []word
	found     []found
	foundKeys [batch]uint64
	entities  []tagger.Entity
	doc       *Document

	ctxBefore [16]keptBefore
	ctxAfter  [16]keptAfter
}

func (s *scan) reset(f *Finder, text []byte) {
	s.f, s.text, s.cands = f, text, s.cands[:0]
	clear(s.ctxBefore[:])
	clear(s.ctxAfter[:])
	s.line = textLine{}
	s.cells = bytes.IndexByte(text, ';') >= 0 || bytes.IndexByte(text, '\t') >= 0 || bytes.IndexByte(text, '|') >= 0
	s.head.n = 0
}

// structured finds everything that has digits, "@" or "://" in it.
func (s *scan) structured() {
	for i := skip(s.text, 0); i < len(s.text); {
		next := i + 1
		switch b := s.text[i]; {
		case isDigit(b):
			next = s.number(i)
		case b == '@':
			next = s.mail(i)
		case b == ':':
			next = s.colon(i)
		case b >= 0xd0:
			next = s.foreign(i)
		}
		i = skip(s.text, max(next, i+1))
	}
	s.bareHosts()
}

// foreign looks at a character beyond Latin: it may be a digit of another script.
func (s *scan) foreign(i int) int {
	if _, size := digitAt(s.text, i); size > 0 {
		return s.number(i)
	}
	_, size := utf8.DecodeRune(s.text[i:])
	return i + size
}

// number reads the run of digits at i and lets every rule look at every chunk of it.
func (s *scan) number(i int) int {
	next := s.r.parse(s.text, i)
	if first := s.r.end[s.r.last(0)]; i > 0 && (isHex(s.text[i-1]) || s.text[i-1] == '-') || first < len(s.text) && isHex(s.text[first]) {
		if end := hexBlob(s.text, i); end > i {
			return end
		}
	}
	if s.address4() {
		return next
	}
	whole := s.r.whole()
	for c := 0; c < whole; c++ {
		s.sure = c
		s.chunkRules(c)
		c = s.sure
	}
	if s.r.n < maxRun {
		return max(next, i+1)
	}
	if whole < s.r.nc {
		return s.r.start[s.r.chunks[whole].first]
	}
	return s.r.start[maxRun-16]
}

// chunkRules lets the rules look at what begins with chunk c.
func (s *scan) chunkRules(c int) {
	left := s.r.n - s.r.chunks[c].first
	s.prefixed(c)
	if left >= 7 {
		if s.personal(c); s.sure > c {
			return
		}
		s.phone(c)
		s.account(c)
		if left >= 13 {
			s.card(c)
		}
	}
	if left >= 5 {
		s.giro(c)
		if left == 6 {
			s.localPhone(c)
		}
	}
	s.lettered(c)
	s.documents(c)
	s.place(c)
	s.caseNumber(c)
	s.dates(c)
}

// emit notes a reading of text[start:end].
func (s *scan) emit(start, end int, class Class, score float32, ev Evidence) {
	if score < floorScore || end-start > MaxMatch {
		return
	}
	s.cands = append(s.cands, Span{Start: start, End: end, Class: class, Score: min(score, 0.99), Evidence: ev})
}

// floorScore is the score under which a reading is not even an alternative.
const floorScore = 0.15

// boost weighs a score with what the words around say: want is what would confirm it.
func boost(base float32, c context, want cue) (float32, Evidence) {
	switch {
	case c.near&want != 0:
		return base + (1-base)*0.85, ContextWord
	case (c.before|c.after)&want != 0:
		return base + (1-base)*0.7, ContextWord
	case (c.near|c.after)&cueOther != 0:
		if base >= 0.92 {
			return base * 0.8, 0
		}
		return base * 0.5, 0
	case c.near&specific != 0:
		return base * 0.75, 0
	case c.other && base < 0.65:
		return base * 0.5, 0
	}
	return base, 0
}

// attached tells whether the text at an edge of a number goes on with a letter or digit without a break.
func (s *scan) attached(start, end int) (before, after bool) {
	return lettersEnd(s.text[:start]), lettersBegin(s.text[end:])
}

// lettersEnd tells whether text ends with a letter or a digit; an emoji is none.
func lettersEnd(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if last := text[len(text)-1]; last < utf8.RuneSelf {
		return isWordByte(last)
	}
	r, _ := utf8.DecodeLastRune(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// lettersBegin tells whether text begins with a letter or a digit.
func lettersBegin(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return isWordByte(text[0])
	}
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// pick is a where ok, else b.
func pick(ok bool, a, b float32) float32 {
	if ok {
		return a
	}
	return b
}
