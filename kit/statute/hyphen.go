package statute

import (
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphen decides on the hyphen that ends the last word of a line: whether the next line is joined without a space, and whether the hyphen is dropped.
// "mark-" before "och" is left as it is; so is what can be no hyphenation, as "2-" or "EU-". For the rest the text itself is the witness: a
// form that stands elsewhere in it is right. Without a witness the hyphen is dropped and a problem noted.
func (p *parser) hyphen(before, next string, at int) (join, drop bool) {
	head := strings.TrimSuffix(strings.TrimLeft(before, "”’»'"), "-")
	tail := next[:wordEnd(next)]
	if head == "" || tail == "" {
		return false, false
	}
	switch tail {
	case "och", "eller", "samt", "respektive", "resp", "men", "till", "som", "utan":
		return false, false
	}
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(tail)
	if !unicode.IsLower(last) || !unicode.IsLower(first) || isMonth(head) {
		return true, false
	}
	whole, parted := p.attested(head+tail), p.attested(head+"-"+tail)
	if parted && !whole {
		return true, false
	}
	if !whole || parted {
		p.problem(DoubtfulHyphen, at, "%q or %q: the text does not tell; the hyphen was taken away", head+"-"+tail, head+tail)
	}
	return true, true
}

func wordEnd(s string) int {
	i := 0
	for i < len(s) && i < longestWord && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
		i++
	}
	for j, r := range s[i:] {
		if i+j > longestWord || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' {
			return i + j
		}
	}
	return len(s)
}

func isMonth(word string) bool {
	switch word {
	case "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december":
		return true
	}
	return false
}

// longestWord bounds how far a word is looked at, in bytes.
const longestWord = 200

// attested reports whether a word stands somewhere in the source on one line. The set of words is made at the first question.
func (p *parser) attested(word string) bool {
	if p.words == nil {
		p.seed = maphash.MakeSeed()
		p.words = make(map[uint64]struct{})
		for at := 0; at < len(p.src); {
			n := wordEnd(p.src[at:])
			if n == 0 {
				_, size := utf8.DecodeRuneInString(p.src[at:])
				at += size
				continue
			}
			p.words[maphash.String(p.seed, p.src[at:at+n])] = struct{}{}
			at += n
		}
	}
	_, ok := p.words[maphash.String(p.seed, word)]
	return ok
}
