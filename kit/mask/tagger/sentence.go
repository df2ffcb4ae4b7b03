package tagger

import "unicode/utf8"

// maxSentence is the most tokens that are tagged together.
const maxSentence = 160

// longLine is how many bytes a line has that may be broken inside a sentence; shorter ones end where they end.
const longLine = 50

// sentenceEnd is how many of the tokens make the first sentence.
func sentenceEnd(text []byte, tokens []token) int {
	lineStart := tokens[0].start
	for i := 1; i < len(tokens); i++ {
		if i >= maxSentence {
			return i
		}
		t, before := tokens[i], tokens[i-1]
		if t.lines > 0 {
			if breaksAtLine(text, before, t, lineStart) {
				return i
			}
			lineStart = t.start
		}
		if endsSentence(text, tokens, i-1) && opensSentence(text, t) && t.space {
			return i
		}
	}
	return len(tokens)
}

// breaksAtLine tells whether a line end between two tokens ends the sentence: always after an empty line, before a bullet and after a
// short line; never inside a word-wrapped sentence.
func breaksAtLine(text []byte, before, t token, lineStart int32) bool {
	if t.lines > 1 || t.kind == tokenMark {
		return true
	}
	if small(text, t) {
		return false
	}
	return before.end-lineStart < longLine || isStop(text, before)
}

func small(text []byte, t token) bool {
	c := text[t.start]
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z'
	}
	return c == 0xC3 && t.end-t.start > 1 && text[t.start+1] >= 0xA0
}

func isStop(text []byte, t token) bool {
	if t.kind != tokenMark {
		return false
	}
	switch text[t.start] {
	case '.', '!', '?':
		return true
	}
	return t.end-t.start == 3 && string(text[t.start:t.end]) == "…"
}

// endsSentence tells whether token i is a full stop, or a closing quote or bracket after one, and no part of an abbreviation.
func endsSentence(text []byte, tokens []token, i int) bool {
	t := tokens[i]
	if i > 0 && t.kind == tokenMark && closing(text[t.start]) && !t.space {
		return isStop(text, tokens[i-1])
	}
	if !isStop(text, t) {
		return false
	}
	return text[t.start] != '.' || i == 0 || t.space || !abbreviation(text, tokens[i-1])
}

func closing(c byte) bool { return c == '"' || c == ')' || c == '\'' || c == ']' }

// abbreviations are words after which a full stop ends no sentence.
var abbreviations = map[string]bool{
	"dr": true, "prof": true, "st": true, "kl": true, "nr": true, "ca": true, "resp": true, "jfr": true, "kap": true, "tel": true, "t.ex": true,
	"bl.a": true, "s.k": true, "d.v.s": true, "ev": true, "fr": true, "hr": true, "fil": true, "tf": true, "f.d": true, "enl": true, "ang": true,
	"adr": true, "mob": true, "avd": true, "handl": true, "sid": true, "f": true, "t.h": true, "avs": true, "ex": true, "t": true, "bl": true, "a": true,
}

func abbreviation(text []byte, t token) bool {
	if t.end-t.start > 6 {
		return false
	}
	var buf [8]byte
	low := buf[:0]
	for _, c := range text[t.start:t.end] {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	return abbreviations[string(low)]
}

// opensSentence tells whether a token can begin a sentence: anything but a small letter and a mark that goes with what stands before.
func opensSentence(text []byte, t token) bool {
	if t.kind == tokenMark {
		c := text[t.start]
		return c != ',' && c != ';' && c != ')' && c != '.' && c != ':'
	}
	return !small(text, t)
}
