package synth

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// roles are words that a name can stand in for, and whether that name is in the genitive. Pronouns stand where surnames and given names do;
// so do the roles of parties in statutes and decisions.
var roles = map[string]bool{
	"han": false, "hon": false, "honom": false, "henne": false, "hans": true, "hennes": true,
	"han eller hon": false, "honom eller henne": false, "hans eller hennes": true,
	"sökanden": false, "sökandens": true, "klaganden": false, "klagandens": true, "barnet": false, "barnets": true, "patienten": false,
	"patientens": true, "eleven": false, "elevens": true, "köparen": false, "säljaren": false, "hyresgästen": false, "hyresgästens": true,
	"hyresvärden": false, "arbetstagaren": false, "arbetstagarens": true, "gäldenären": false, "gäldenärens": true, "borgenären": false,
	"vårdnadshavaren": false, "den enskilde": false, "den enskildes": true, "den misstänkte": false, "den tilltalade": false,
	"målsäganden": false, "den dömde": false, "utlänningen": false, "utlänningens": true, "den försäkrade": false, "föräldern": false,
	"modern": false, "fadern": false, "mannen": false, "kvinnan": false, "make": false, "mannens": true, "kvinnans": true,
	"konsumenten": false, "konsumentens": true, "näringsidkaren": false, "ägaren": false, "ägarens": true, "innehavaren": false,
	"förvaltaren": false, "gode mannen": false, "underhållsskyldige": false, "läkaren": false, "åklagaren": false, "offret": false,
	"föraren": false, "tränaren": false, "ministern": false, "flickan": false, "pojken": false, "flickans": true, "polismannen": false,
}

// Rename writes a sentence of a corpus anew with other names, as many of them rare: persons, and places and organisations now and then, are
// put in the place of those that stand there, and persons in the place of some pronouns and roles ("hon", "sökanden").
func (w *Writer) Rename(t Text) Text {
	r := w.random
	var b builder
	at := 0
	for _, s := range t.Spans {
		w.renameRoles(&b, t.Text[at:s.Start])
		old := t.Text[s.Start:s.End]
		switch {
		case s.Class == human && chance(r, 0.85):
			b.name(w.alike(old), human)
		case s.Class == place && chance(r, 0.4) && !strings.Contains(old, " "):
			b.name(keepGenitive(old, pick(r, w.places)), place)
		case s.Class == organisation && chance(r, 0.3):
			b.name(keepGenitive(old, pick(r, w.orgs)), organisation)
		default:
			b.name(old, s.Class)
		}
		at = s.End
	}
	w.renameRoles(&b, t.Text[at:])
	return w.recase(b.text())
}

// alike is a name with as many words as the old one.
func (w *Writer) alike(old string) string {
	r := w.random
	switch strings.Count(old, " ") {
	case 0:
		return keepGenitive(old, w.single(r))
	case 1:
		who := w.pool.person(r)
		return keepGenitive(old, who.given+" "+who.surname)
	}
	return keepGenitive(old, w.pool.full(r))
}

// single is a surname or a given name, standing alone.
func (w *Writer) single(r *rand.Rand) string {
	who := w.pool.person(r)
	if chance(r, 0.6) {
		return who.surname
	}
	return who.given
}

// keepGenitive puts the s of the old name on the new one. It takes an old name in s for a genitive: Andreas is seldom enough.
func keepGenitive(old, name string) string {
	if strings.HasSuffix(old, "s") {
		return genitive(name)
	}
	return name
}

// renameRoles copies text, with names in the place of some pronouns and roles.
func (w *Writer) renameRoles(b *builder, text string) {
	for len(text) > 0 {
		start, end, genitiveRole := nextRole(text)
		if end == 0 {
			break
		}
		b.plain(text[:start])
		if chance(w.random, 0.5) {
			name := w.single(w.random)
			if genitiveRole {
				name = genitive(name)
			}
			b.name(name, human)
		} else {
			b.plain(text[start:end])
		}
		text = text[end:]
	}
	b.plain(text)
}

// nextRole finds the first role in text, the longest one where several begin together; end 0 means none.
func nextRole(text string) (start, end int, isGenitive bool) {
	for start < len(text) {
		word := wordAt(text, start)
		if word == 0 {
			_, size := utf8.DecodeRuneInString(text[start:])
			start += size
			continue
		}
		stop := start
		for range 3 {
			stop += wordAt(text, stop)
			if g, ok := roles[lowerFirst(text[start:stop])]; ok {
				end, isGenitive = stop, g
			}
			if stop >= len(text) || text[stop] != ' ' {
				break
			}
			stop++
		}
		if end > 0 {
			return start, end, isGenitive
		}
		start += word
	}
	return 0, 0, false
}

// wordAt is the length of the word that begins at i.
func wordAt(text string, i int) int {
	n := 0
	for _, r := range text[i:] {
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// HasRole tells whether text holds a role of a party for a name to stand in for; a pronoun of one word is not enough.
func HasRole(text string) bool {
	for len(text) > 0 {
		start, end, _ := nextRole(text)
		if end == 0 {
			return false
		}
		if role := text[start:end]; len(role) > len("hennes") || strings.Contains(role, " ") {
			return true
		}
		text = text[end:]
	}
	return false
}
