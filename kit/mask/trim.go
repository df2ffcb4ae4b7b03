package mask

import (
	"bytes"
	"unicode"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// trimPerson takes titles from the front of a name that the tagger marked, and numbers with what follows from its end.
func (s *scan) trimPerson(start, end int) (int, int) {
	for i := start; i < end; i++ {
		if isDigit(s.text[i]) || s.text[i] == '@' {
			end = i
		}
	}
	for start < end {
		stop := start
		for stop < end && s.text[stop] > ' ' {
			stop++
		}
		word := trimSigns(s.text[start:stop])
		if stop == end || s.f.titles.get(word) == 0 || s.infoOf(word).Has(names.Given) {
			break
		}
		start = stop + 1
	}
	start, end = s.trimCommon(start, end)
	for start < end && (s.text[end-1] <= ' ' || s.text[end-1] == ',' || s.text[end-1] == ':') {
		end--
	}
	return start, end
}

// hasCapital tells whether a letter anywhere in word is upper-case: "al-Tamimi".
func hasCapital(word []byte) bool {
	return bytes.ContainsFunc(word, unicode.IsUpper)
}

// trimCommon takes common words from a name that the tagger marked: those in lower case from its end ("Hans svägerska"), and the first of a sentence
// from its front ("Om Tallmark").
func (s *scan) trimCommon(start, end int) (int, int) {
	for start < end {
		from, to := wordBefore(s.text[:end], end)
		if from < start || from == to {
			break
		}
		if hasCapital(s.text[from:to]) {
			if info := s.infoOf(s.text[from:to]); from > start && info.CommonWeight >= grammarWeight && !info.Has(names.Given|names.Surname) {
				end = from - 1 // "Anna G Hennes": the next sentence without a full stop
			}
			break
		}
		info := s.infoOf(s.text[from:to])
		if info.Has(proper|names.Particle) && info.Ambiguity() < functionWord || !info.Has(names.Common) && !capital(s.text[start:end]) {
			break
		}
		end = max(start, from-1)
	}
	stop := nameEnd(s.text, start)
	if stop < end && s.text[stop] == ' ' && s.opensSentence(start) {
		info := s.infoOf(s.text[start:stop])
		if info.Has(names.Common) && (!info.Has(proper) || info.Ambiguity() > functionWord) {
			start = stop + 1
		}
	}
	return start, end
}
