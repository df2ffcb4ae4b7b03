package analysis

import (
	"strings"
	"unicode/utf8"
)

// maxCompound bounds the words that are tried: longer ones are not Swedish.
const maxCompound = 60

// Split gives the parts of a compound as the stems of its words, outermost first: parkeringstillstånd gives parkering
// and tillstånd. A part that is itself a compound is followed by its own parts. A word that is no compound of known
// words gives nil.
func (x *Lexicon) Split(word string) []string {
	return x.split(nil, word, 3)
}

// Leaves gives only the innermost parts, in order.
func (x *Lexicon) Leaves(word string) []string {
	return x.leaves(nil, word, 3)
}

func (x *Lexicon) split(out []string, word string, depth int) []string {
	first, last, ok := x.cutOnce(word)
	if !ok || depth == 0 {
		return out
	}
	out = append(out, stemFirst(x, first), stemSwedish(last))
	out = x.split(out, first, depth-1)
	return x.split(out, last, depth-1)
}

func (x *Lexicon) leaves(out []string, word string, depth int) []string {
	first, last, ok := x.cutOnce(word)
	if !ok || depth == 0 {
		return out
	}
	for i, part := range [...]string{first, last} {
		inner := x.leaves(nil, part, depth-1)
		switch {
		case len(inner) > 0:
			out = append(out, inner...)
		case i == 0:
			out = append(out, stemFirst(x, part))
		default:
			out = append(out, stemSwedish(part))
		}
	}
	return out
}

// cutOnce finds the best place to cut the word in two: where the rarer of the two parts is most common; of equals, the
// one with the longer last part, for the last part carries the meaning.
func (x *Lexicon) cutOnce(word string) (first, last string, ok bool) {
	letters := utf8.RuneCountInString(word)
	if letters < minShort+minLong || letters > maxCompound {
		return "", "", false
	}
	best, n := uint32(0), 0
	for i := range word {
		if longEnough(n, letters-n) {
			if score := min(x.firstCount(word[:i]), x.lastCount(word[i:])); score > best {
				best, first, last = score, word[:i], word[i:]
			}
		}
		n++
	}
	return first, last, best > 0
}

func longEnough(first, last int) bool {
	return first >= minPart && last >= minPart || first == minShort && last >= minLong
}

// lastCount tells how common the last part is; 0 when it is unknown. Any inflected form of a known word is known.
func (x *Lexicon) lastCount(part string) uint32 {
	if neverLast(part) || IsStop(part) {
		return 0
	}
	if n := x.counts[part]; n > 0 {
		return n
	}
	s := stemSwedish(part)
	if utf8.RuneCountInString(s) < minPart-1 || strings.HasSuffix(part, "s") && x.counts[strings.TrimSuffix(part, "s")] == 0 {
		return 0
	}
	return x.stems[s]
}

// firstCount tells how common the first part is, in the forms a first part takes: as it is (kommun), with a linking s
// (ansikts), without its last vowel (skol), or with another vowel (kyrko, gatu).
func (x *Lexicon) firstCount(part string) uint32 {
	if neverFirst(part) || IsStop(part) {
		return 0
	}
	if n := x.counts[part]; n > 0 {
		return n
	}
	for _, form := range firstForms(part) {
		if n := x.counts[form]; n > 0 && !neverFirst(form) {
			return n
		}
	}
	if x.isCompound(part) {
		return minCount
	}
	return 0
}

// isCompound lets a first part be a compound that nobody has written alone: dataskydds|ombud.
func (x *Lexicon) isCompound(part string) bool {
	base := strings.TrimSuffix(part, "s")
	if utf8.RuneCountInString(base) < 2*minPart {
		return false
	}
	n := 0
	for i := range base {
		if n >= minPart && x.counts[base[:i]] > 0 && x.counts[base[i:]] > 0 && !neverFirst(base[:i]) && !neverLast(base[i:]) {
			return true
		}
		n++
	}
	return false
}

// firstForms are the dictionary forms that a first part may stand for.
func firstForms(part string) []string {
	stripped := part[:len(part)-1]
	switch part[len(part)-1] {
	case 's':
		return []string{stripped, stripped + "e"}
	case 'o', 'u':
		return []string{stripped + "a", stripped}
	}
	return []string{part + "a", part + "e"}
}

// stemFirst stems a first part by its dictionary form, so that kyrko and kyrka meet.
func stemFirst(x *Lexicon, part string) string {
	if x.counts[part] > 0 {
		return stemSwedish(part)
	}
	for _, form := range firstForms(part) {
		if x.counts[form] > 0 {
			return stemSwedish(form)
		}
	}
	return stemSwedish(strings.TrimSuffix(part, "s"))
}
