package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// persons looks for names of persons in the rows of words that stand together.
func (s *scan) persons() {
	for i := 0; i < len(s.words); {
		j := i + 1
		for j < len(s.words) && s.words[j].joined && j-i < 12 {
			j++
		}
		s.personsIn(s.words[i:j])
		i = j
	}
}

// personsIn reads one row of words.
func (s *scan) personsIn(row []word) {
	for i := 0; i < len(row); {
		n, score, ev := s.personAt(row[i:])
		if n == 0 {
			i++
			continue
		}
		s.emit(row[i].start, row[i+n-1].end, Person, score, ev)
		i += n
	}
}

// personAt judges the name that begins a row: how many words it takes, and how sure it is.
func (s *scan) personAt(row []word) (n int, score float32, ev Evidence) {
	w := row[0]
	title := uint8(0)
	if w.upper {
		title = s.titleBefore(w.start)
		if title < 2 && s.isTitle(w) {
			return 0, 0, 0
		}
	}
	switch {
	case w.initial:
		n = s.initialName(row)
		score, ev = 0.8, Shape
	case title == signTitle && w.upper && w.end-w.start <= 6 && (w.caps || !w.info.Has(names.Common|names.Given)):
		n, score, ev = 1, 0.4, Shape
	case w.info.Has(names.Given):
		n, score = s.givenName(row)
		if ev = ListEntry; !w.upper && n == 1 && score > 0 {
			ev |= Shape // a common given name where nothing has capitals
		}
	case title > 0 && w.upper && !w.info.Has(names.Common|names.Place|names.Organisation|names.Derived) && !s.definite(w):
		n, score, ev = s.nameLength(row), 0.5, Shape
	case w.upper && w.info.Has(names.Surname|names.Built) && !w.opens && !w.info.Has(names.Common|names.Place|names.Organisation):
		n, score, ev = 1, pick(w.info.Has(names.Surname), 0.55, 0.35), Morphology
	case w.caps && w.end-w.start <= 4 && s.relative(w.end):
		n, score, ev = 1, 0.6, Shape
	case w.upper && w.info.Has(names.Genitive) && w.info.Has(names.Surname|names.Built) && s.tradeAfter(w.end):
		n, score, ev = 1, 0.6, Shape|Morphology
	case w.upper && w.info.Has(names.Surname) && s.speaksAfter(w.end):
		n, score, ev = 1, 0.6, Shape
	case w.upper && !w.caps && s.compoundName(s.text[w.start:w.end]):
		n, score, ev = 1, 0.6, Shape|Morphology
	case title == 2 && w.upper && !w.opens:
		n, score, ev = s.nameLength(row), 0.4, Shape
	}
	if n == 1 && w.upper && w.info.Has(names.Given) && !w.info.Has(names.Common) && s.coordinated(w.end) {
		ev |= Neighbour // "Evald och Doris Skog"
	}
	if n > 0 && title > 0 {
		score += (1 - score) * [...]float32{0, 0.5, 0.75, 0.75}[title]
		ev |= Title
	}
	return n, score, ev
}

// compoundName tells whether a word is made with a hyphen of a capitalised word and a given name or surname that is nothing else: "Backa-Lasse".
func (s *scan) compoundName(value []byte) bool {
	dash := bytes.LastIndexByte(value, '-')
	if dash < 2 || len(value)-dash < 4 || !capital(value[dash+1:]) {
		return false
	}
	tail := s.infoOf(value[dash+1:])
	known := tail.Has(names.Given) && tail.GivenWeight >= ownWeight || tail.Has(names.Surname)
	return known && !tail.Has(names.Common|names.Place|names.Organisation) && !s.infoOf(value[:dash]).Has(names.Organisation)
}

// ownWeight is the least weight of a given name that is taken for one without anything around that tells.
const ownWeight = 4

// tradeAfter tells whether a trade stands right after at: "Rönnlunds Åkeri".
func (s *scan) tradeAfter(at int) bool {
	_, after := s.aroundOf(at, at)
	return after&tradeWord != 0
}

// speaksAfter tells whether a verb for what people say stands right after at: "Ek påpekar".
func (s *scan) speaksAfter(at int) bool {
	_, after := s.aroundOf(at, at)
	return after&speechWord != 0
}

// definite tells whether a word that no list has looks like a noun in its definite form: "Mvh Receptionen".
func (s *scan) definite(w word) bool {
	if w.info.Has(proper) || w.end-w.start < 8 {
		return false
	}
	value := bytes.ToLower(s.text[w.start:w.end])
	for _, end := range [...]string{"en", "et", "erna", "arna", "orna"} {
		if bytes.HasSuffix(value, []byte(end)) {
			return true
		}
	}
	return false
}

// isTitle tells whether a capitalised word is a title itself, so that the name begins after it.
func (s *scan) isTitle(w word) bool {
	return w.end-w.start < 32 && s.f.titles.get(s.text[w.start:w.end]) > 0 && !w.info.Has(names.Given)
}

// initialName takes "A. Svensson", "A. B. Svensson".
func (s *scan) initialName(row []word) int {
	for i, w := range row {
		if w.initial {
			continue
		}
		if w.upper && w.info.Flags&(names.Common|names.Place) == 0 || w.upper && w.info.Has(names.Surname|names.Built) {
			return i + s.nameLength(row[i:])
		}
		return 0
	}
	return 0
}

// functionWord is the ambiguity above which a given name is a word of the grammar: Om, Han, Nu, Kan. Of real names Dag and Maj come nearest, with
// 0.57 and 0.5.
const functionWord = 0.7

// givenName judges a row that begins with a given name.
func (s *scan) givenName(row []word) (int, float32) {
	w := row[0]
	doubt := w.info.Ambiguity()
	if !w.upper {
		return s.smallName(row)
	}
	n := s.nameLength(row)
	if w.caps && w.info.Has(names.Common) && doubt > 0.3 {
		return n, 0.3 // TA DEL: in capitals every word looks like a name
	}
	if w.opens && doubt > functionWord {
		return 0, 0 // "Om Tallberg inte svarar": the name begins with the next word
	}
	if n == 1 {
		switch {
		case w.info.GivenWeight < 3 || w.info.Has(names.Place|names.Organisation) && doubt == 0:
			return 1, 0.3
		case w.opens && (w.info.Has(names.Common) || w.info.GivenWeight < 6):
			return 1, 0.25
		case w.info.Has(names.Common):
			return 1, 0.5 - doubt*0.3
		}
		return 1, 0.62
	}
	last := row[n-1]
	sure := last.info.Has(names.Surname | names.Built)
	switch {
	case w.opens && doubt > 0.6 && !sure:
		return 1, 0.2
	case w.opens && doubt > 0.6:
		return n, 0.6
	case sure && !last.info.Has(names.Common|names.Place):
		return n, 0.93
	case sure:
		return n, 0.85
	case last.info.Has(names.Given):
		return n, 0.8
	case last.info.Has(names.Common) || w.info.GivenWeight < 5:
		return n, 0.42
	}
	return n, 0.75
}

// coordinated tells whether "och" and a given name that is nothing else follow at: "Evald o. Doris".
func (s *scan) coordinated(at int) bool {
	for _, and := range [...]string{" och ", " o. ", " & ", " o "} {
		if bytes.HasPrefix(s.text[at:], []byte(and)) {
			from := at + len(and)
			word := s.text[from:nameEnd(s.text, from)]
			info := s.infoOf(word)
			return capital(word) && !allCaps(word) && info.Has(names.Given) && !info.Has(names.Common|names.Place|names.Organisation)
		}
	}
	return false
}

// smallName judges a given name in lower case: only with a surname after it.
func (s *scan) smallName(row []word) (int, float32) {
	alone := float32(0)
	if row[0].info.GivenWeight >= 8 && !row[0].info.Has(names.Common|names.Place|names.Organisation) && !hasCapital(s.saidBefore(row[0].start)) {
		alone = 0.5 // "fråga pernilla", where nothing has capitals
	}
	if len(row) < 2 || row[0].info.GivenWeight < 3 || !row[1].info.Has(names.Surname|names.Built) {
		return int(pick(alone > 0, 1, 0)), alone
	}
	next := row[1]
	n := 2
	if next.upper {
		return n, 0.6
	}
	if len(row) > 2 && row[2].info.Has(names.Surname) && s.endsClause(row[2].end) {
		n = 3
	}
	if s.titleBefore(row[0].start) == 2 {
		return n, 0.7
	}
	if next.info.Has(names.Common) && alone == 0 || row[0].info.Ambiguity() > 0.3 {
		return n, 0.45
	}
	return n, 0.78
}

// saidBefore is the text on the line before at, as far as 60 bytes back, without who says it and without the sentence before.
func (s *scan) saidBefore(at int) []byte {
	text := s.text[max(0, at-60):at]
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		text = text[i+1:]
	}
	if i := bytes.Index(text, []byte(": ")); i >= 0 && bytes.IndexByte(text[:i], ' ') < 0 || i > 0 && i < 40 && text[0] == '[' {
		text = text[i+2:]
	}
	for _, end := range [...]string{"! ", "? ", ". "} {
		if i := bytes.LastIndex(text, []byte(end)); i >= 0 {
			text = text[i+2:]
		}
	}
	return text
}

// nameLength is how many words of a row belong to the name that its first word begins.
func (s *scan) nameLength(row []word) int {
	n := 1
	for n < len(row) && n < 6 {
		w := row[n]
		switch {
		case row[n-1].info.Has(names.Genitive) && !row[n-1].info.Has(names.Particle) && n > 1:
			return n
		case w.initial:
		case w.info.Has(names.Particle) && !w.upper:
			if n+1 >= len(row) || !row[n+1].upper {
				return n
			}
		case !w.upper:
			return n
		case s.text[w.start-1] == '\n' && !w.info.Has(proper):
			return n
		case w.caps && row[n-1].caps && w.info.Has(names.Common) && !w.info.Has(names.Surname|names.Built|names.Given):
			return n
		case w.info.Has(names.Organisation), w.info.Has(names.Place) && (n > 1 || row[0].info.GivenWeight < 8) && !row[n-1].info.Has(names.Particle):
			if !w.info.Has(names.Surname | names.Built | names.Given) {
				return n
			}
		}
		n++
	}
	for n > 1 && (row[n-1].initial && n < len(row) || !row[n-1].upper && !row[n-1].info.Has(proper)) {
		n--
	}
	return n
}

// placesOf emits places of the lists that are no common words, in the middle of a sentence.
func (s *scan) placesOf() {
	for i, w := range s.words {
		if !w.info.Has(names.Place) {
			if kind, whole := s.streetKind(s.text[w.start:w.end]); w.upper && kind == 2 && !whole && !w.info.Has(names.Common) {
				s.emit(w.start, w.end, Place, 0.6, Morphology)
			}
			continue
		}
		score := pick(w.upper, 0.62, 0.52)
		switch {
		case w.opens && s.cueRightBefore(w.start)&cuePostal != 0:
			score = 0.7
		case w.info.Has(names.Common) || w.info.Has(names.Given) || w.opens:
			score = 0.3
		}
		if i > 0 && w.joined && s.words[i-1].info.Has(names.Given) {
			score = 0.2
		}
		s.emit(w.start, w.end, Place, score, ListEntry)
	}
}
