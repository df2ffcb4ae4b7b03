package train

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/synth"
)

// Lengths of a usable sentence, in bytes.
const (
	shortest = 40
	longest  = 220
)

// Sentences picks from a text those sentences that names can be put into: of middling length, without a capital or a number of an act after the
// first letter, so that they hold no names, and with a role or pronoun ("sökanden", "han eller hon") for a name to stand in for. Headings
// and marks of Markdown are left out.
func Sentences(text string) []string {
	var picked []string
	for line := range strings.Lines(text) {
		line = plain(line)
		for len(line) > 0 {
			sentence, rest := cut(line)
			line = rest
			if usable(sentence) {
				picked = append(picked, sentence)
			}
		}
	}
	return picked
}

// plain drops what Markdown adds: marks and the addresses of links.
func plain(line string) string {
	var b strings.Builder
	for len(line) > 0 {
		if strings.HasPrefix(line, "](") {
			if end := strings.IndexByte(line, ')'); end > 0 {
				line = line[end+1:]
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(line)
		if r != '*' && r != '_' && r != '[' && r != ']' && r != '#' {
			b.WriteString(line[:size])
		}
		line = line[size:]
	}
	return strings.TrimSpace(b.String())
}

// cut parts a line after its first sentence: a full stop before a space and a capital.
func cut(line string) (sentence, rest string) {
	for i := 0; i+2 < len(line); i++ {
		if line[i] == '.' && line[i+1] == ' ' {
			if r, _ := utf8.DecodeRuneInString(line[i+2:]); unicode.IsUpper(r) {
				return line[:i+1], line[i+2:]
			}
		}
	}
	return line, ""
}

func usable(s string) bool {
	if len(s) < shortest || len(s) > longest || !strings.HasSuffix(s, ".") || !utf8.ValidString(s) {
		return false
	}
	for i, r := range s {
		if i == 0 && !unicode.IsUpper(r) || i > 0 && unicode.IsUpper(r) || r == ':' {
			return false
		}
	}
	return synth.HasRole(s)
}

// Thin keeps at most n sentences, evenly spread.
func Thin(sentences []string, n int) []string {
	if len(sentences) <= n || n <= 0 {
		return sentences
	}
	kept := make([]string, n)
	for i := range kept {
		kept[i] = sentences[i*len(sentences)/n]
	}
	return kept
}
