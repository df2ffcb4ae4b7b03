package mask

import (
	"bytes"
	"strings"
)

// wordList holds own words and phrases by their first word, in lower case.
type wordList struct {
	first map[string][]ownPhrase
}

type ownPhrase struct {
	rest    []string
	class   Class
	score   float32
	context map[string]bool
}

func (f *Finder) addWords(p Pattern) {
	if f.ownWords == nil {
		f.ownWords = &wordList{first: make(map[string][]ownPhrase)}
	}
	for _, phrase := range p.Words {
		words := strings.Fields(string(lower(nil, []byte(phrase))))
		if len(words) == 0 {
			continue
		}
		f.ownWords.first[words[0]] = append(f.ownWords.first[words[0]], ownPhrase{
			rest: words[1:], class: p.Class, score: p.Score, context: foldedSet(p.Context),
		})
	}
}

// ownPatterns finds what the organisation asked for.
func (s *scan) ownPatterns() {
	for k := range s.f.own {
		s.ownShape(&s.f.own[k])
	}
	if s.f.ownWords != nil {
		s.ownWordList()
	}
}

func (s *scan) ownShape(p *ownPattern) {
	for i := 0; i < len(s.text); i++ {
		b := s.text[i]
		if !p.first[b] || i > 0 && isWordByte(b) && isWordByte(s.text[i-1]) {
			continue
		}
		if end := p.match(s.text, i); end > i && s.hasNear(p.context, i, end) {
			s.emit(i, end, p.class, p.score, OwnPattern)
			i = end - 1
		}
	}
}

// ownWordList looks every word up, and reads on where a phrase begins.
func (s *scan) ownWordList() {
	var buf [128]byte
	for i := 0; i < len(s.text); {
		if !isWordByte(s.text[i]) {
			i++
			continue
		}
		end := i
		for end < len(s.text) && (isWordByte(s.text[end]) || s.text[end] == '-' && end+1 < len(s.text) && isWordByte(s.text[end+1])) {
			end++
		}
		if end-i <= 96 {
			for _, phrase := range s.f.ownWords.first[string(lower(buf[:0], s.text[i:end]))] {
				if stop := s.phraseEnd(phrase, end); stop > 0 && s.hasNear(phrase.context, i, stop) {
					s.emit(i, stop, phrase.class, phrase.score, OwnPattern|ListEntry)
				}
			}
		}
		i = end
	}
}

// phraseEnd reads the rest of a phrase, with any white space between words.
func (s *scan) phraseEnd(p ownPhrase, at int) int {
	var buf [128]byte
	for _, word := range p.rest {
		for at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '\n' || s.text[at] == '\r' || s.text[at] == '\t') {
			at++
		}
		end := at
		for end < len(s.text) && end-at < 96 && s.text[end] > ' ' && (len(word) != end-at || isWordByte(s.text[end])) {
			end++
		}
		if string(lower(buf[:0], s.text[at:end])) != word {
			return 0
		}
		at = end
	}
	if at < len(s.text) && isWordByte(s.text[at]) {
		return 0
	}
	return at
}

// hasNear tells whether one of the words stands on the line near text[start:end]. No words ask for nothing.
func (s *scan) hasNear(words map[string]bool, start, end int) bool {
	if words == nil {
		return true
	}
	before, after := s.text[max(0, start-reachBefore):start], s.text[end:min(len(s.text), end+reachBefore)]
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i:]
	}
	if i := bytes.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	var buf [128]byte
	for _, side := range [...][]byte{before, after} {
		for word := range bytes.FieldsFuncSeq(side, func(r rune) bool { return r < 0x80 && !isWordByte(byte(r)) && r != '-' && r != '.' }) {
			if len(word) <= 96 && (words[string(lower(buf[:0], word))] || words[string(lower(buf[:0], bytes.Trim(word, ".-")))]) {
				return true
			}
		}
	}
	return false
}
