package tagger

import (
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// casing is how a word is written.
type casing uint8

const (
	caseMark   casing = iota // no letters or digits
	caseNumber               // digits only
	caseLower
	caseTitle   // Anna
	caseUpper   // ANNA, SVT
	caseInitial // A.
	caseInner   // McDonald, iPhone, Anna-Karin: a capital after the first letter
	caseMixed   // letters and digits
	caseFree    // a word of a sentence in which case tells nothing
	casings
)

// mode is what case tells in a sentence.
type mode uint8

const (
	modeNormal  mode = iota
	modeAllCaps      // nearly all letters are capitals
	modeNoCaps       // no capital at all
	modes
)

// kind is the coarsest thing that the lists say of a word.
type kind uint8

const (
	kindUnknown kind = iota
	kindGiven
	kindGivenRare
	kindGivenWord // a given name that is also a common word
	kindSurname
	kindSurnameWord
	kindWorld
	kindPlace
	kindPlaceName // a place that is also a surname or given name
	kindPart
	kindCity // a town of the world, often a surname too
	kindOrg
	kindCommon
	kindOften // a very common word
	kindParticle
	kinds
)

// word is all that features of a word are made of, whatever stands around it.
type word struct {
	gist
	casing casing
	kind   kind
	info   names.Info
	front  names.Info // of the part before the last hyphen
	back   names.Info // of the part after it
	parts  bool
	folded [foldedMax]byte
	length uint8 // of folded
	size   uint8 // runes, at most 255
}

const foldedMax = 48

// gist is what neighbours see of a word.
type gist struct {
	hash   uint64 // of the folded word
	coarse uint32 // case and kind
	class  uint32 // case and all that the lists say
	end    uint32 // hash of the last letters
}

// edge stands before the first and after the last word of a sentence.
var edge = gist{hash: 1, coarse: 1 << 12, class: 1, end: 1}

// read fills w from the bytes of a token.
func (w *word) read(lists *names.Memory, text []byte, t tokenKind, m mode) {
	folded := names.Fold(w.folded[:0], text)
	if len(folded) > foldedMax {
		folded = folded[:copy(w.folded[:], folded)]
	}
	w.length = uint8(len(folded))
	w.size = uint8(min(255, utf8.RuneCount(folded)))
	w.casing = casingOf(text, t, m)
	w.hash = mix(hashBytes(folded))
	w.info, w.front, w.back, w.parts = names.Info{}, names.Info{}, names.Info{}, false
	if t == tokenWord {
		w.info = lists.Lookup(text)
		w.hyphen(lists, text)
	}
	w.kind = kindOf(w.info)
	if w.kind == kindUnknown && w.parts {
		w.kind = kindOf(w.front)
	}
	w.coarse = uint32(w.casing)*uint32(kinds) + uint32(w.kind) + 1
	w.class = uint32(w.casing) + 16*(uint32(w.info.Flags)+1<<16*(uint32(w.info.GivenWeight+2)/4+5*(uint32(w.info.CommonWeight+3)/4)))
	w.end = ending(folded)
}

// may tells whether the word can be part of a name inside a sentence, and at its beginning, where common words have capitals too.
func (w *word) may() (inside, first bool) {
	common := w.kind == kindCommon || w.kind == kindOften || w.kind == kindParticle
	switch w.casing {
	case caseMark, caseNumber:
		return false, false
	case caseLower:
		listed := (w.kind == kindGiven || w.kind == kindSurname && w.info.Has(names.Surname) || w.parts) && !w.info.Has(names.Common)
		return listed, listed
	case caseFree:
		return !common, !common
	case caseTitle:
		return true, !common
	}
	return true, true
}

// hyphen looks up the parts of a word in two: Anna-Karin, Bond-skådespelaren.
func (w *word) hyphen(lists *names.Memory, text []byte) {
	for i := len(text) - 2; i > 0; i-- {
		if text[i] == '-' {
			w.parts = true
			w.front, w.back = lists.Lookup(text[:i]), lists.Lookup(text[i+1:])
			return
		}
	}
}

// ending is the hash of the last four bytes, which is three or four letters.
func ending(folded []byte) uint32 {
	return uint32(mix(hashBytes(folded[max(0, len(folded)-4):])))
}

func kindOf(i names.Info) kind {
	person := i.Has(names.Surname | names.Built)
	switch {
	case i.Has(names.Particle):
		return kindParticle
	case i.CommonWeight >= 9:
		return kindOften
	case i.Has(names.Given) && i.CommonWeight > 1:
		return kindGivenWord
	case i.Has(names.Place) && (person || i.GivenWeight > 3):
		return kindPlaceName
	case i.GivenWeight >= 6:
		return kindGiven
	case i.Has(names.Place):
		return kindPlace
	case person && i.Has(names.Common):
		return kindSurnameWord
	case person:
		return kindSurname
	case i.Has(names.City):
		return kindCity
	case i.Has(names.Given):
		return kindGivenRare
	case i.Has(names.Organisation):
		return kindOrg
	case i.Has(names.Common):
		return kindCommon
	case i.Has(names.PlacePart | names.OrgPart):
		return kindPart
	case i.Has(names.Derived) && !i.Has(names.World):
		return kindCommon
	case i.Has(names.World):
		return kindWorld
	}
	return kindUnknown
}

// casingOf tells how a token is written; in a sentence without case, all words are caseFree.
func casingOf(text []byte, t tokenKind, m mode) casing {
	switch t {
	case tokenMark:
		return caseMark
	case tokenNumber:
		return caseNumber
	}
	var s shape
	s.read(text)
	switch {
	case s.digits > 0:
		return caseMixed
	case m != modeNormal:
		return caseFree
	case s.upper == 1 && s.lower == 0:
		return caseInitial
	case s.upper == 0:
		return caseLower
	case s.lower == 0:
		return caseUpper
	case s.first && s.upper == 1:
		return caseTitle
	}
	return caseInner
}

// shape counts the letters of a word.
type shape struct {
	upper, lower, digits int
	first                bool // the first letter is a capital
}

func (s *shape) read(text []byte) {
	for i := 0; i < len(text); {
		c := text[i]
		i++
		switch {
		case c >= 'a' && c <= 'z':
			s.lower++
		case c >= 'A' && c <= 'Z':
			s.capital()
		case c >= '0' && c <= '9':
			s.digits++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(text[i-1:])
			i += size - 1
			switch {
			case unicode.IsUpper(r):
				s.capital()
			case unicode.IsLetter(r):
				s.lower++
			}
		}
	}
}

func (s *shape) capital() {
	s.upper++
	if s.upper == 1 && s.lower == 0 {
		s.first = true
	}
}

// capitals tells whether the text that tokens are of is written with capitals: then a sentence without any, such as an item of a list, is
// only that.
func capitals(text []byte, tokens []token) bool {
	words, capital := 0, 0
	for _, t := range tokens {
		if t.kind == tokenWord {
			words++
			if !small(text, t) {
				capital++
			}
		}
	}
	return words >= 40 && capital*30 > words
}

// modeOf tells what case says in a sentence; capitals tells whether the text around it has any. It reads no further than until small letters
// and what is left to read decide.
func modeOf(text []byte, tokens []token, capitals bool) mode {
	var s shape
	words := 0
	for _, t := range tokens {
		if t.kind != tokenWord {
			continue
		}
		s.read(text[t.start:t.end])
		words++
		left := int(tokens[len(tokens)-1].end - t.end)
		if (s.upper > 0 || capitals) && s.upper+left <= 5*s.lower {
			return modeNormal
		}
	}
	switch {
	case s.upper == 0 && !capitals:
		return modeNoCaps
	case words > 1 && s.upper >= 4 && s.upper > 5*s.lower:
		return modeAllCaps
	}
	return modeNormal
}

func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}
