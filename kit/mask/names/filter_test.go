package names

import (
	"encoding/binary"
	"math/bits"
	"testing"

	"pgregory.net/rapid"
)

// TestFilterLetsEveryCommonWordThrough compares the filter with the table: it may never say no to a common word, and should say no to most
// others.
func TestFilterLetsEveryCommonWordThrough(t *testing.T) {
	l := lists()
	commonWords := 0
	for at := 0; at+4 <= len(l.slots); at += 4 {
		slot := binary.LittleEndian.Uint32(l.slots[at:])
		if slot == 0 || l.palette[slot&maxPalette].CommonWeight < minCommon {
			continue
		}
		commonWords++
		if !l.filter.may(uint64(slot>>paletteBits) << 42) {
			t.Fatalf("slot %d holds a common word that the filter keeps out", at/4)
		}
	}
	set := 0
	for _, w := range l.filter {
		set += bits.OnesCount64(w)
	}
	if commonWords < 5000 || set > 1<<filterBits/4 {
		t.Errorf("%d common words set %d bits of %d", commonWords, set, 1<<filterBits)
	}
}

// slowCompound is compound as one would say it: some cut gives two common words, or two with an s between them.
func slowCompound(t *table, folded []byte) bool {
	known := func(w []byte) bool { return t.get(Hash(w)).CommonWeight >= minCommon }
	for i := 4; i+4 <= len(folded); i++ {
		if folded[i]&0xC0 == 0x80 || !known(folded[i:]) {
			continue
		}
		if front := folded[:i]; known(front) || front[i-1] == 's' && known(front[:i-1]) {
			return true
		}
	}
	return false
}

func TestCompoundIsTwoCommonWords(t *testing.T) {
	l := lists()
	parts := []string{"skol", "barn", "arbete", "tid", "tids", "beslut", "handling", "s", "kommun", "år", "för", "äldre", "xq", "ö", "del"}
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		var text string
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(parts), 1, 4).Draw(t, "parts") {
			text += p
		}
		folded := Fold(nil, []byte(text))
		got, want := l.compound(folded), slowCompound(l, folded)
		if got != want {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
		if got {
			found++
		}
	})
	if found == 0 {
		t.Error("no word was a compound")
	}
}

func TestCompoundsAndInflectedFormsAreDerived(t *testing.T) {
	for text, want := range map[string]bool{
		"handläggningstidens": true, "Förskolebeslut": true, "barnbarnsbarn": true, "qxqxqx": false, "Wrzesniak": false, "ö": false, "": false,
	} {
		if got := Lookup([]byte(text)).Has(Derived); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSurnamesByTheirEnding(t *testing.T) {
	for text, want := range map[string]bool{
		"granskog": true, "tallqvist": true, "petrović": true, "berg": false, "sten": false, "ekberg": true, "aberg": false, "xyz": false, "": false,
	} {
		if got := builtLikeSurname([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestHashFollowsFold tells that words that fold to the same have the same hash, and that the stem is the word without its last s.
func TestHashFollowsFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := []byte(rapid.StringMatching(`[a-zA-ZåäöÅÄÖéü]{1,12}(\x{AD}|\x{200B})?[a-zåäö]{0,4}s?`).Draw(t, "word"))
		folded := Fold(nil, word)
		full, stem := hashes(word)
		if full != Hash(folded) {
			t.Fatalf("%q and %q have other hashes", word, folded)
		}
		if n := len(folded); n > 1 && folded[n-1] == 's' && stem != Hash(folded[:n-1]) {
			t.Fatalf("the stem of %q", word)
		}
	})
}
