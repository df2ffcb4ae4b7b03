package pattern

import (
	"slices"
	"sort"
	"sync"
	"unicode"
)

// runeSet is a set of code points as pairs of first and last, ascending and
// apart from each other. Sets are never changed once made.
type runeSet []rune

func single(r rune) runeSet { return runeSet{r, r} }

// has finds a code point by halving.
func (s runeSet) has(r rune) bool {
	i := sort.Search(len(s)/2, func(i int) bool { return s[2*i+1] >= r })
	return i < len(s)/2 && s[2*i] <= r
}

// setOf makes a set of pairs in any order.
func setOf(pairs ...rune) runeSet {
	type pair struct{ first, last rune }
	ordered := make([]pair, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		ordered = append(ordered, pair{pairs[i], pairs[i+1]})
	}
	slices.SortFunc(ordered, func(a, b pair) int { return int(a.first) - int(b.first) })
	var s runeSet
	for _, p := range ordered {
		if n := len(s); n > 0 && p.first <= s[n-1]+1 {
			s[n-1] = max(s[n-1], p.last)
			continue
		}
		s = append(s, p.first, p.last)
	}
	return s
}

func (s runeSet) union(t runeSet) runeSet {
	if len(s) == 0 {
		return t
	}
	return setOf(slices.Concat(s, t)...)
}

// complement is every code point that is not in s.
func (s runeSet) complement() runeSet {
	var t runeSet
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if s[i] > next {
			t = append(t, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	if next <= unicode.MaxRune {
		t = append(t, next, unicode.MaxRune)
	}
	return t
}

// without is what s has and t has not.
func (s runeSet) without(t runeSet) runeSet { return s.complement().union(t).complement() }

// folded adds the other cases of every code point of the set.
func (s runeSet) folded() runeSet {
	pairs := slices.Clone(s)
	cased := casedRunes()
	for i := 0; i < len(s); i += 2 {
		from, _ := slices.BinarySearch(cased, s[i])
		for _, r := range cased[from:] {
			if r > s[i+1] {
				break
			}
			for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
				pairs = append(pairs, other, other)
			}
		}
	}
	return setOf(pairs...)
}

// casedRunes lists, ascending, the code points that have another case.
var casedRunes = sync.OnceValue(func() []rune {
	var cased []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.SimpleFold(r) != r {
			cased = append(cased, r)
		}
	}
	return cased
})

// sameFold tells whether two code points differ in case only.
func sameFold(a, b rune) bool {
	if a == b {
		return true
	}
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

// tableSet makes a set of one of Go's tables.
func tableSet(tables ...*unicode.RangeTable) runeSet {
	var pairs []rune
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			pairs = append(pairs, lo, hi)
			return
		}
		for r := lo; r <= hi; r += stride {
			pairs = append(pairs, r, r)
		}
	}
	for _, t := range tables {
		for _, r := range t.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return setOf(pairs...)
}
