package mask

import "bytes"

const (
	reachBefore = 72 // bytes of context read before a candidate
	reachAfter  = 32 // and after
	wordsBefore = 9
)

// context is what the words around a candidate say.
type context struct {
	near   cue // the three words before it, or its column's head
	before cue // all words before it on the line, up to another number that has cues of its own
	after  cue
	other  bool // a word for numbers that are nobody's stands before another number before it
}

func (c context) any() cue { return c.near | c.before | c.after }

// contextOf reads the words around text[start:end]. The last answers are kept, for several rules ask for the same place.
func (s *scan) contextOf(start, end int) context {
	before := &s.ctxBefore[start%len(s.ctxBefore)]
	if before.at != start+1 {
		var c context
		s.wordsBefore(start, &c)
		head := cue(0)
		if s.cells {
			head = s.headOf(start)
		}
		*before = keptBefore{at: start + 1, near: c.near | head, before: c.before | head, other: c.other}
	}
	after := &s.ctxAfter[end%len(s.ctxAfter)]
	if after.at != end+1 {
		*after = keptAfter{at: end + 1, after: s.wordsAfter(end)}
	}
	return context{near: before.near, before: before.before, after: after.after, other: before.other}
}

// keptBefore and keptAfter hold what was read at an offset; at is the offset plus 1, 0 for nothing.
type keptBefore struct {
	at           int
	near, before cue
	other        bool
}

type keptAfter struct {
	at    int
	after cue
}

// backwards is a walk back over the words before a candidate.
type backwards struct {
	c                             *context
	words, lines, numbers, others int
	last                          cue // of the word passed last
	lastAt                        int
}

// wordsBefore walks back over the words before at. It stops at the line's beginning, unless the line is empty before at: then a form's label may
// stand on the line above.
func (s *scan) wordsBefore(at int, c *context) {
	floor := max(0, at-reachBefore)
	w := backwards{c: c}
	for i := at; i > floor && w.words < wordsBefore; {
		b := s.text[i-1]
		if b == '\n' {
			if w.lines > 0 || w.words > 0 && !s.answers(i, at) {
				return
			}
			w.lines++
		}
		if !cueByte(b) {
			i--
			continue
		}
		end := i
		for i > floor && cueByte(s.text[i-1]) {
			i--
		}
		if !s.passWord(&w, i, end) {
			return
		}
	}
}

// passWord notes what the word text[from:end] says. It gives false where nothing before it says anything of the candidate.
func (s *scan) passWord(w *backwards, from, end int) bool {
	word := s.text[from:end]
	if !isDigit(word[0]) && !isDigit(word[len(word)-1]) {
		w.last, w.lastAt = s.cueOf(word), from
		if w.last&cueOther != 0 && w.numbers > 0 { // "OCR 4711, 811218-9876": it belongs to the number after it
			w.c.other, w.last = true, w.last&^cueOther
		}
		if w.last&cueOther != 0 {
			w.others++
		}
		w.words += w.c.add(w.last, w.words)
		return true
	}
	if w.lines > 0 {
		*w.c = context{}
		return false // a line with a number of its own is no label
	}
	if w.last == cueOther && w.others == 1 && w.lastAt == end+1 && s.text[end] == ' ' && isDigit(word[len(word)-1]) {
		w.c.before, w.c.near = w.c.before&^cueOther, w.c.near&^cueOther // "50 kr till": the unit belongs to the number before it
	}
	w.numbers++
	w.words++
	return w.c.before&specific == 0 && (w.numbers == 1 || w.words == 1)
}

// answers tells whether text[from:at] is the name of who speaks and nothing more, as "Användare: ", and a sentence ends the line above: then
// that is what is answered.
func (s *scan) answers(from, at int) bool {
	line := bytes.TrimRight(s.text[from:at], " ")
	n := len(line)
	if from < 2 || s.text[from-2] != '?' && s.text[from-2] != '.' {
		return false
	}
	return n > 1 && n < 32 && line[n-1] == ':' && (bytes.IndexByte(line, ' ') < 0 || line[0] == '[') && s.cueOf(line[:n-1]) == 0
}

// add notes the cues of a word that has words words between itself and the candidate. It gives 0 for a word that is stepped over, else 1.
func (c *context) add(got cue, words int) int {
	if got&cueNumber != 0 && words == 0 {
		return 0
	}
	c.before |= got
	if words < 3 {
		c.near |= got
	}
	return 1
}

func (s *scan) wordsAfter(at int) cue {
	var all cue
	roof := min(len(s.text), at+reachAfter)
	for words := 0; at < roof && words < 3; words++ {
		for at < roof && !cueByte(s.text[at]) {
			if s.text[at] != ' ' && s.text[at] != '(' && s.text[at] != ')' && s.text[at] != ':' && s.text[at] != '"' {
				return all
			}
			at++
		}
		from := at
		for at < roof && cueByte(s.text[at]) {
			at++
		}
		if from < at && isDigit(s.text[from]) {
			return all // "och 94 st": the unit belongs to the next number
		}
		if from < at {
			got := s.cueOf(s.text[from:at])
			if words > 0 {
				got &^= cueOther // "och OCR 4711": only a unit says what stands before it
			}
			all |= got
		}
	}
	return all
}

// cueByte is true of the bytes that words of cues are made of.
func cueByte(b byte) bool { return cueBytes[b] }

// cueBytes is a constant: letters, digits, what is above ASCII, and - . / % #.
var cueBytes = func() (table [256]bool) {
	for b := range 256 {
		table[b] = isWordByte(byte(b)) || b == '-' || b == '.' || b == '/' || b == '%' || b == '#'
	}
	return table
}()

// cueOf looks a word up: as it stands, without signs at its ends, and the parts around "/".
func (s *scan) cueOf(word []byte) cue {
	if len(word) == 0 || len(word) > 40 {
		return 0
	}
	if c := s.f.cues.get(word); c != 0 {
		return c
	}
	trimmed := trimSigns(word)
	if len(trimmed) == 0 {
		return 0
	}
	if len(trimmed) < len(word) {
		if c := s.f.cues.get(trimmed); c != 0 {
			return c
		}
	}
	var all cue
	for {
		i := bytes.IndexByte(trimmed, '/')
		if i < 0 {
			break
		}
		all |= s.f.cues.get(trimmed[:i])
		trimmed = trimmed[i+1:]
		if bytes.IndexByte(trimmed, '/') < 0 {
			all |= s.f.cues.get(trimmed)
		}
	}
	return all
}

func trimSigns(word []byte) []byte {
	for len(word) > 0 && !isWordByte(word[len(word)-1]) {
		word = word[:len(word)-1]
	}
	for len(word) > 0 && !isWordByte(word[0]) {
		word = word[1:]
	}
	return word
}

// lower appends word to dst in lower case: ASCII, å, ä, ö, é and ü, whole or with combining marks, without what does not show.
func lower(dst, word []byte) []byte {
	for i := 0; i < len(word); i++ {
		b := word[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b |= 0x20
		case b == 0xc3 && i+1 < len(word) && word[i+1] >= 0x80 && word[i+1] <= 0x9e:
			dst = append(dst, 0xc3, word[i+1]|0x20)
			i++
			continue
		case b == 0xcc && i+1 < len(word) && len(dst) > 0:
			if composed := compose(dst[len(dst)-1], word[i+1]); composed != 0 {
				dst = append(dst[:len(dst)-1], 0xc3, composed)
				i++
				continue
			}
		case b == 0xc2 && i+1 < len(word) && word[i+1] == 0xad:
			i++
			continue
		}
		dst = append(dst, b)
	}
	return dst
}

// compose joins a letter with the second byte of a combining mark (U+0300 to U+033F) to the second byte of å, ä, ö, é or ü.
func compose(letter, mark byte) byte {
	switch {
	case letter == 'a' && mark == 0x8a:
		return 0xa5
	case letter == 'a' && mark == 0x88:
		return 0xa4
	case letter == 'o' && mark == 0x88:
		return 0xb6
	case letter == 'e' && mark == 0x81:
		return 0xa9
	case letter == 'u' && mark == 0x88:
		return 0xbc
	}
	return 0
}
