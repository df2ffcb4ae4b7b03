package statute

import (
	"strings"
	"unicode/utf8"
)

// classify sets what a block looks like by itself.
func (p *parser) classify(b *block) {
	at := b.body
	if p.src[at] == '/' {
		_, at = p.marks(at, b.end)
		b.marked = at > b.body
	}
	if ordinal, _, ok := sectionLabel(p.src, at, b.end); ok {
		b.class, b.ordinal = classSection, ordinal
		return
	}
	if ordinal, ok := p.chapterShape(at, b.end); ok {
		b.class, b.ordinal = classChapter, ordinal
		return
	}
	if len(b.lines) <= 3 {
		if ordinal, _, ok := partLabel(p.src, at, b.end); ok {
			b.class, b.ordinal = classPart, ordinal
		}
	}
}

// chapterShape reports whether a block looks like the heading of a chapter. Blocks that name chapters of other acts, or list chapters,
// begin the same way; they end with a comma, a full stop or a section sign.
func (p *parser) chapterShape(at, end int) (string, bool) {
	ordinal, rest, ok := chapterLabel(p.src, at, end)
	if !ok || end-at > 600 {
		return "", false
	}
	marks, after := p.marks(rest, end)
	title := p.src[after:end]
	switch {
	case title == "":
		return ordinal, true
	case isGone(title):
		return ordinal, true
	case len(marks) == 0 && !startsUpper(title) && !startsDigit(title):
		return "", false
	}
	for _, ending := range [...]string{",", ";", ":", " och", " om", " samt", " §", " §§", "\u00a0§", "\u00a0§§"} {
		if strings.HasSuffix(title, ending) {
			return "", false
		}
	}
	if endsSentence(title) || strings.HasSuffix(title, " stycket") && strings.Contains(title, "§") {
		return "", false
	}
	return ordinal, true
}

// startsDigit lets a chapter's title begin with a year, but not with the section of a citation.
func startsDigit(title string) bool {
	return title[0] >= '0' && title[0] <= '9' && !strings.Contains(title, "§")
}

// ordinalWords are the words that number parts.
var ordinalWords = [...]string{"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte"}

// partLabel reads the heading of a part in the ways that acts write it: "FÖRSTA AVDELNINGEN", "AVD. I Titel", "AVDELNING I. TITEL",
// "Avd. 1. Titel", "1 avd." and "AVD. A TITEL". It returns the number in Arabic digits, or the letter.
func partLabel(s string, at, end int) (string, int, bool) {
	lineEnd := end
	if n := strings.IndexByte(s[at:end], '\n'); n >= 0 {
		lineEnd = trimEnd(s, at, at+n)
	}
	text := s[at:lineEnd]
	if first, rest, ok := strings.Cut(text, " "); ok && (strings.EqualFold(rest, "avdelningen") || strings.EqualFold(rest, "avdelning")) {
		for i, word := range ordinalWords {
			if strings.EqualFold(first, word) {
				return itoa(i + 1), lineEnd, true
			}
		}
		return "", at, false
	}
	if len(text) > 2 && text[0] >= '1' && text[0] <= '9' && strings.HasPrefix(text[1:], " avd.") {
		return text[:1], skipSpace(s, at+6, end), true
	}
	for _, word := range [...]string{"AVD. ", "Avd. ", "AVDELNING ", "Avdelning "} {
		if strings.HasPrefix(text, word) {
			return partNumber(s, at+len(word), lineEnd, end)
		}
	}
	return "", at, false
}

func partNumber(s string, at, lineEnd, end int) (string, int, bool) {
	stop := at
	for stop < lineEnd && s[stop] != ' ' && s[stop] != '.' && s[stop] < utf8.RuneSelf {
		stop++
	}
	word := s[at:stop]
	after := stop
	if after < lineEnd && s[after] == '.' {
		after++
	}
	after = skipSpace(s, after, end)
	if allDigits(word) && len(word) < 4 {
		return word, after, true
	}
	if n := roman(word); n > 0 {
		return itoa(n), after, true
	}
	if len(word) == 1 && word[0] >= 'A' && word[0] <= 'H' {
		return word, after, true
	}
	return "", at, false
}

// roman reads a Roman numeral below 90, or gives 0.
func roman(s string) int {
	n := 0
	rest := s
	for _, tens := range [...]struct {
		word  string
		value int
	}{{"L", 50}, {"XL", 40}, {"X", 10}, {"X", 10}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}, {"I", 1}, {"I", 1}} {
		if after, ok := strings.CutPrefix(rest, tens.word); ok {
			n, rest = n+tens.value, after
		}
	}
	if rest != "" || s == "" {
		return 0
	}
	return n
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// findContents marks the entries of tables of contents, which look like the headings that they list. Entries stand in a run without a
// section between them, and the same headings stand elsewhere too.
func (p *parser) findContents(of class) {
	count := map[string]int{}
	for i := range p.blocks {
		if p.blocks[i].class == of {
			count[p.blocks[i].ordinal]++
		}
	}
	var run []*block
	closeRun := func() {
		for _, b := range run {
			b.contents = len(run) > 1 && count[b.ordinal] > 1 && !b.marked
		}
		run = run[:0]
	}
	for i := range p.blocks {
		switch b := &p.blocks[i]; b.class {
		case classSection:
			closeRun()
		case of:
			if len(run) > 0 && compareOrdinals(b.ordinal, run[len(run)-1].ordinal) <= 0 {
				closeRun()
			}
			run = append(run, b)
		}
	}
	closeRun()
}
