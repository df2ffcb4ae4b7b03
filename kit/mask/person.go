package mask

import (
	"bytes"
	"slices"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// titles go before names. Strong ones make a name of any word with a capital.
func titleTable() map[string]uint8 {
	table := make(map[string]uint8, 160)
	for _, w := range []string{
		"handläggare", "handläggaren", "sekreterare", "läkare", "läkaren", "överläkare", "överläkaren", "sjuksköterska", "sköterskan", "patient", "patienten", "klienten", "klient", "rektor", "lärare",
		"läraren", "advokat", "advokaten", "jurist", "åklagare", "åklagaren", "domare", "domaren", "rådman", "rådmannen", "socialsekreterare", "socialsekreteraren", "kurator",
		"kuratorn", "psykolog", "psykologen", "barnmorska", "direktör", "ordförande", "ordföranden", "ledamot", "ledamoten", "minister", "statsminister", "finansminister", "utrikesminister", "kommunalråd", "polisassistent",
		"kommissarie", "chef", "chefen", "vd", "mamma", "pappa", "mamman", "pappan", "modern", "fadern", "sonen", "dottern", "systern", "brodern", "syster", "bror", "maken",
		"makan", "hustrun", "sambon", "kontaktperson", "vårdnadshavare", "vårdnadshavaren", "ombud", "ombudet", "undertecknad", "sökande", "sökanden", "klagande", "klaganden",
		"målsäganden", "vittnet", "tilltalade", "eleven", "elev", "brukaren", "mvh", "hälsningar", "hälsning", "hej", "hejsan", "kära", "bäste", "bästa", "namn", "kollegan",
		"utredare", "utredaren", "beställare", "föredragande", "beslutsfattare", "anhörig", "mottagare", "avsändare", "bidragstagare", "vittne", "målsägande", "anmälare",
		"boende", "hyresgäst", "kontakt", "beslutande", "sekr", "justerare", "kassör", "företrädare", "assistent", "bilaga:", "svarande", "kärande", "motpart", "part", "gäldenär", "borgenär",
		"efternamn", "förnamn", "tilltalsnamn", "mellannamn", "namnteckning", "namnförtydligande", "underskrift", "kund", "kunden", "användare", "användaren", "bot", "chatbot", "gäst", "agent",
		"support", "kundtjänst", "medflyttande", "barn", "hyresgästen", "tolk", "tolken", "kusin", "kusinen", "svåger", "svägerska", "farmor", "farfar", "mormor", "morfar", "sköterska", "vän", "väninna",
		"journalisten", "författaren", "regissören", "skådespelaren", "artisten", "politikern", "partiledaren", "tränaren", "spelaren", "forskaren", "professorn",
	} {
		table[w] = 1
	}
	for _, w := range []string{
		"kung", "drottning", "prins", "prinsessan", "påven", "herr", "hr", "fru", "fröken", "dr", "doktor", "professor", "prof", "heter", "hette", "mr", "mrs", "ms", "c/o", "född:", "kallas", "kallad", "docent", "kronofogde",
		"alias", "smeknamnet", "smeknamn", "kallar", "kallades",
	} {
		table[w] = 2
	}
	for _, w := range []string{"sign", "signatur", "signerat", "signerad"} {
		table[w] = signTitle
	}
	return table
}

// signTitle is the title before initials: "sign AK".
const signTitle = 3

// titleBefore tells whether a title stands right before at.
func (s *scan) titleBefore(at int) uint8 {
	for at > 0 && bytes.IndexByte([]byte(" :\"'("), s.text[at-1]) >= 0 {
		at--
	}
	at = len(bytes.TrimRight(s.text[:at], "”“»« "))
	end := at
	if end > 0 && s.text[end-1] == '.' {
		end--
	}
	from := end
	for from > 0 && end-from < 32 && (isWordByte(s.text[from-1]) || s.text[from-1] == '/') {
		from--
	}
	if from == end || end-from >= 32 {
		return 0
	}
	if end-from <= 3 && pronoun(s.text[from:end]) { // "Själv heter jag Frid"
		from, end = wordBefore(s.text, from)
		if title := s.f.titles.get(s.text[from:end]); title == 2 {
			return title
		}
		return 0
	}
	return s.f.titles.get(s.text[from:end])
}

// pronoun tells whether a word is one of those that stand between "heter" and a name.
func pronoun(word []byte) bool {
	switch string(word) {
	case "jag", "han", "hon", "hen", "du":
		return true
	}
	return false
}

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
		ev = ListEntry
	case title > 0 && w.upper && !w.info.Has(names.Common|names.Place|names.Organisation|names.Derived) && !s.definite(w):
		n, score, ev = s.nameLength(row), 0.5, Shape
	case w.upper && w.info.Has(names.Surname|names.Built) && !w.opens && !w.info.Has(names.Common|names.Place|names.Organisation):
		n, score, ev = 1, pick(w.info.Has(names.Surname), 0.55, 0.35), Morphology
	case w.upper && w.info.Has(names.Surname) && s.speaksAfter(w.end):
		n, score, ev = 1, 0.6, Shape
	case w.upper && !w.caps && s.compoundName(s.text[w.start:w.end]):
		n, score, ev = 1, 0.6, Shape|Morphology
	case title == 2 && w.upper && !w.opens:
		n, score, ev = s.nameLength(row), 0.4, Shape
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

// mergePersons joins readings of persons that overlap: the lists may see the surname where the tagger sees the given name.
func (s *scan) mergePersons(from int) {
	s.sortReadings(from, false)
	group := s.cands[from:]
	last := -1
	for k := range group {
		c := &group[k]
		if c.Class != Person {
			continue
		}
		if s.lexBefore(*c) {
			c.Score = -1
			continue
		}
		if last >= 0 && (c.Start < group[last].End || s.particlesBetween(group[last], *c)) {
			joinPersons(&group[last], c)
			continue
		}
		last = k
	}
	s.cands = slices.DeleteFunc(s.cands, func(c Span) bool { return c.Score < 0 })
	for k := range s.cands[from:] {
		if c := &s.cands[from+k]; c.Class == Person && c.Score >= 0.3 {
			s.takeInitial(c)
			if c.Score >= sureName {
				s.takeUnknown(c)
			}
			s.takeRest(c)
		}
	}
}

// particlesBetween tells whether two names are one with particles between: "Fernández de Córdoba".
func (s *scan) particlesBetween(a, b Span) bool {
	if b.Start-a.End < 4 || b.Start-a.End > 12 || a.Score < 0.5 || b.Score < 0.5 || !capital(s.text[b.Start:b.End]) {
		return false
	}
	for word := range bytes.FieldsSeq(s.text[a.End:b.Start]) {
		if !s.infoOf(word).Has(names.Particle) || capital(word) || s.infoOf(word).Ambiguity() > functionWord {
			return false
		}
	}
	return s.text[a.End] == ' ' && s.text[b.Start-1] == ' '
}

// takeUnknown lets a name take the word after it that begins with a capital and that no list knows: "Ömer Faruk Xoşnaw".
func (s *scan) takeUnknown(c *Span) {
	if c.End+1 >= len(s.text) || s.text[c.End] != ' ' {
		return
	}
	end := nameEnd(s.text, c.End+1)
	word := s.text[c.End+1 : end]
	if len(word) > 2 && capital(word) && !allCaps(word) && s.infoOf(word).Flags == 0 && s.f.titles.get(word) == 0 {
		c.End = end
	}
}

// lexBefore tells whether a name belongs to a rule known by it: Lex Sarah, Lex Maria.
func (s *scan) lexBefore(c Span) bool {
	value := s.text[max(0, c.Start-4):c.End]
	return bytes.HasPrefix(value, []byte("Lex ")) || bytes.HasPrefix(value, []byte("lex ")) || bytes.HasPrefix(s.text[c.Start:c.End], []byte("Lex "))
}

// joinPersons makes a of a and b. Two witnesses make the name surer.
func joinPersons(a, b *Span) {
	if a.Evidence.Has(Tagged) != b.Evidence.Has(Tagged) {
		a.Score = 1 - (1-a.Score)*(1-b.Score*0.5)
		if b.Score > a.Score {
			a.Score = b.Score
		}
	}
	a.Score = min(0.99, max(a.Score, b.Score))
	if b.Score >= 0.3 || b.End <= a.End {
		a.End = max(a.End, b.End)
	}
	a.Evidence |= b.Evidence
	b.Score = -1
}
