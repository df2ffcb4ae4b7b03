package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/identifier"
)

// numberWord is a word for a number from 0 to 99, and how many digits it has. digits is 0 for any other word.
type numberWord struct{ value, digits uint8 }

// spokenUnits are the number words from 0 to 19, also as they are said.
func spokenUnits() map[string]int {
	return map[string]int{
		"noll": 0, "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "nie": 9, "tio": 10, "tie": 10, "elva": 11,
		"tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19,
	}
}

// spokenTens are the tens.
func spokenTens() map[string]int {
	return map[string]int{
		"tjugo": 20, "tjuge": 20, "trettio": 30, "tretti": 30, "fyrtio": 40, "förtio": 40, "fyrti": 40, "femtio": 50, "femti": 50, "sextio": 60, "sexti": 60,
		"sjuttio": 70, "sjutti": 70, "åttio": 80, "åtti": 80, "nittio": 90, "nitti": 90,
	}
}

// spokenTable makes the words from 0 to 99.
func spokenTable() map[string]numberWord {
	table, units := make(map[string]numberWord, 300), spokenUnits()
	for w, n := range units {
		table[w] = numberWord{uint8(n), uint8(len(digitsOf(n)))}
	}
	for tens, n := range spokenTens() {
		table[tens] = numberWord{uint8(n), 2}
		for unit, m := range units {
			if m > 0 && m < 10 {
				table[tens+unit] = numberWord{uint8(n + m), 2}
			}
		}
	}
	return table
}

func digitsOf(n int) string {
	if n >= 10 {
		return string([]byte{byte('0' + n/10%10), byte('0' + n%10)})
	}
	return string([]byte{byte('0' + n)})
}

// spokenAt reads the number word text[start:end].
func (s *scan) spokenAt(start, end int) numberWord {
	if end-start < 2 || end-start > 16 {
		return numberWord{}
	}
	return s.f.spoken.get(s.text[start:end])
}

// saidStarts says which keys the words have that a number begins with, and the words for @. One is no beginning: it is an article.
func saidStarts() (starts [256]bool) {
	for w := range spokenTable() {
		if w != "ett" && len(w) > 2 {
			starts[saidKey([]byte(w))] = true
		}
	}
	starts[saidKey([]byte("snabel"))] = true
	return starts
}

// maxSpoken is how many number words are read in one row.
const maxSpoken = 24

// spoken reads the row of number words that begins with the word text[start:end]: "noll sjuttio ett sju fyra". It gives the offset after it.
func (s *scan) spoken(start, end int) int {
	var digits [2 * maxSpoken]byte
	n, words, stop := 0, 0, start
	for at, to := start, end; words < maxSpoken; {
		number := s.spokenAt(at, to)
		if number.digits == 0 {
			break
		}
		value := digitsOf(int(number.value))
		if words > 0 && n > 1 && len(value) == 1 && value != "0" && digits[n-1] == '0' && digits[n-2] >= '2' && s.tensBefore(at) {
			n-- // "sjuttio ett" is 71
		}
		n += copy(digits[n:], value)
		words++
		stop = to
		at = s.spokenGap(to)
		to = nameEnd(s.text, at)
		if at == stop || at == to {
			break
		}
	}
	if words > 0 {
		s.judgeSpoken(start, stop, digits[:n], words)
	}
	return stop
}

// tensBefore tells whether the word before at is one of the tens, so that a unit after it may belong to it.
func (s *scan) tensBefore(at int) bool {
	from, to := wordBefore(s.text, at)
	v := s.spokenAt(from, to)
	return v.digits == 2 && v.value >= 20 && v.value%10 == 0
}

// spokenGap skips what may stand between two number words: space, comma, dash, "streck", "plus".
func (s *scan) spokenGap(at int) int {
	from := at
	for at < len(s.text) && at-from < 4 && bytes.IndexByte([]byte(" ,-\n"), s.text[at]) >= 0 {
		at++
	}
	for _, word := range [...]string{"streck ", "bindestreck ", "och sen ", "sen "} {
		if bytes.HasPrefix(s.text[at:], []byte(word)) {
			return at + len(word)
		}
	}
	return at
}

// judgeSpoken says what a row of spoken digits is: a phone number begins with zero, a personnummer is named or has a day of birth in it, a year after
// "född" is a date of birth, a street before a number makes an address.
func (s *scan) judgeSpoken(start, end int, digits []byte, words int) {
	ctx := s.contextOf(start, end)
	n := len(digits)
	personal := ctx.near&(cuePersonal|cueCoordination) != 0
	switch {
	case words < 3:
		s.spokenShort(start, end, digits, ctx)
	case personal && n >= 8 && n <= 14:
		s.emit(start, end, Personnummer, 0.85, ContextWord|Split)
	case digits[0] == '0' && n >= 7 && n <= 13:
		s.judged(start, end, Phone, pick(n >= 8, 0.75, 0.5), cuePhone, Shape|Split)
	case n == 10 || n == 12:
		kind, verdict := identifier.Personal(digits)
		if kind != identifier.NoKind {
			s.judged(start, end, Personnummer, 0.7, cueBirth, ValidDate|Split|checkEvidence(verdict))
		}
	case ctx.near&cuePhone != 0 && n >= 5 && n <= 13:
		s.emit(start, end, Phone, 0.6, ContextWord|Split)
	}
}

// spokenShort judges one or two number words: "född trettionio", "lingonvägen sjutton".
func (s *scan) spokenShort(start, end int, digits []byte, ctx context) {
	if ctx.near&cueBirth != 0 && (len(digits) == 2 && digits[0] != '0' || len(digits) == 4 && (string(digits[:2]) == "19" || string(digits[:2]) == "20")) {
		s.emit(start, end, BirthDate, pick(s.cueRightBefore(start)&cueBirth != 0, 0.7, 0.45), ContextWord|Split)
		return
	}
	from, to := wordBefore(s.text, start)
	if to == start || from == to {
		return
	}
	if kind, whole := s.streetKind(s.text[from:to]); kind == 2 && !whole || kind == 1 && !whole && ctx.near&cueAddress != 0 {
		s.emit(from, end, Address, pick(kind == 2, 0.7, 0.6), Morphology|Split)
	}
}

// spokenAge judges "en sjuttiotvåårig kvinna" and "sextiofyra år", text[start:end] being a word with a number in front of "årig" or "år".
func (s *scan) spokenAge(start, end int) {
	word := s.text[start:end]
	at := bytes.Index(word, []byte("årig"))
	if at < 0 {
		at = bytes.Index(word, []byte("åring"))
	}
	if at < 3 || s.spokenAt(start, start+at).digits == 0 {
		return
	}
	if bytes.HasPrefix(word[at:], []byte("åring")) || s.personAfter(end) {
		s.emit(start, end, Age, 0.6, Shape|Split)
	}
}

// saidAt reads the number, or the address of mail, that is said in words and that the word text[i:end] belongs to. It gives the offset up to which
// the words have been read.
func (s *scan) saidAt(i, end int) int {
	switch {
	case s.spokenAt(i, end).digits > 0:
		return s.spoken(i, end)
	case bytes.Contains(s.text[i:end], []byte("årin")) || bytes.Contains(s.text[i:end], []byte("årig")):
		s.spokenAge(i, end)
	default:
		s.spokenMail(i, end)
	}
	return end
}

// maybeSaid tells whether a word may begin a number, or stand for @ in an address, that is said in words. It looks at three bytes alone.
func (s *scan) maybeSaid(value []byte) bool {
	switch n := len(value); {
	case n == 0 || n > 24:
		return false
	case n < 3:
		return value[0]|0x20 == 'a' && (n == 1 || value[1] == 't')
	}
	return s.f.saidStarts[saidKey(value)]
}

// saidKey is a key of the first three bytes of a word, without regard to case.
func saidKey(word []byte) uint8 {
	return (word[0]|0x20)*37 + (word[1]|0x20)*11 + (word[2] | 0x20)
}
