package content

import (
	"fmt"
	"strings"
	"unicode"
)

// Readability is the measure LIX (läsbarhetsindex, Björnsson 1968): words per sentence, and the share of words of more than six
// letters, in per cent. Below 30 is very easy, 30–40 easy, 40–50 medium as in newspapers, 50–60 hard as official texts often are.
type Readability struct {
	Words     int
	Long      int // of more than six letters
	Sentences int
}

// LIX is the sum, rounded to the nearest whole number; 0 of a text without words.
func (r Readability) LIX() int {
	if r.Words == 0 {
		return 0
	}
	sentences := max(r.Sentences, 1)
	return int(float64(r.Words)/float64(sentences) + 100*float64(r.Long)/float64(r.Words) + 0.5)
}

// MostLIX is the hardest that a public text may be, in either language.
const MostLIX = 45

// leastLIXWords is how long a text must be for its LIX to say anything.
const leastLIXWords = 60

// longWord is how many letters a word has at most that is not long.
const longWord = 6

// Measure counts a plain text. A sentence ends with . : ! or ? before a space and anything but a small letter, so that "t.ex." and
// "3.2" end none, and with the line: a heading or an item of a list is a sentence of its own. What holds a / or @ is an address, and no
// word.
func Measure(text string) Readability { return measureWith(text, nil) }

// measureWith counts a plain text, but no term as a long word.
func measureWith(text string, terms lawTerms) Readability {
	var r Readability
	for _, line := range strings.Split(text, "\n") {
		r.line(strings.Fields(line), terms)
	}
	return r
}

func (r *Readability) line(tokens []string, terms lawTerms) {
	open := false
	for i, token := range tokens {
		letters := countLetters(token)
		if letters > 0 && !strings.ContainsAny(token, "/@") {
			r.Words++
			open = true
			if letters > longWord && !terms.cover(token) {
				r.Long++
			}
		}
		if open && endsSentence(token) && (i+1 == len(tokens) || !startsSmall(tokens[i+1])) {
			r.Sentences++
			open = false
		}
	}
	if open {
		r.Sentences++
	}
}

func countLetters(token string) int {
	n := 0
	for _, c := range token {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}

func endsSentence(token string) bool {
	token = strings.TrimRight(token, `"”’')»]`)
	return token != "" && strings.ContainsRune(".:!?", rune(token[len(token)-1]))
}

func startsSmall(token string) bool {
	for _, c := range token {
		if unicode.IsLetter(c) {
			return unicode.IsLower(c)
		}
		if unicode.IsDigit(c) {
			return false
		}
	}
	return false
}

func tooHard(r Readability) bool { return r.Words >= leastLIXWords && r.LIX() > MostLIX }

func hardWords(r Readability) string {
	return fmt.Sprintf("LIX %d, and %d is the most: %.1f words a sentence, %.0f %% words of more than %d letters",
		r.LIX(), MostLIX, float64(r.Words)/float64(max(r.Sentences, 1)), 100*float64(r.Long)/float64(r.Words), longWord)
}
