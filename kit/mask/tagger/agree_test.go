package tagger

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask/names"
)

var someWords = []string{"Anna", "anna", "ANNA", "Svensson", "von", "Essen", "A.", "i", "Lund", "och", "björn", "Björn", "Skatteverket", "12", ",", ".", "Bond-filmen", "Å", "s", "\xff"}

// TestLearnerAndFinderSeeTheSameFeatures guards the two ways to features against growing apart: sums of a word that are kept, and a
// list for each token to learn from.
func TestLearnerAndFinderSeeTheSameFeatures(t *testing.T) {
	m, err := Decode(smallModel(t))
	if err != nil {
		t.Fatal(err)
	}
	learner := newTrainer(Options{Bits: 12, Drop: -1})
	s := newScratch()
	rapid.Check(t, func(t *rapid.T) {
		text := []byte("Anna " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 0, 20).Draw(t, "words"), " "))
		tokens := tokenize(nil, text, 0)
		n := sentenceEnd(text, tokens)
		tokens = tokens[:n]
		md := modeOf(text, tokens, false)
		s.remember(nil)
		if !m.candidate(s, text, tokens, md) {
			return
		}
		m.hear(s, text, tokens, md)
		m.listen(s, tokens, md)
		learner.extract(&instance{text: text, tokens: tokens, gold: make([]label, n), mode: modeOf(text, tokens, false)})
		for i := range tokens {
			if s.doubt[i] == ruledOut {
				continue
			}
			var want tally
			m.count(&want, learner.features[i])
			if diff := cmp.Diff(want.sums(), s.tallies[i].sums()); diff != "" {
				t.Fatalf("%q, token %d:\n%s", text, i, diff)
			}
		}
	})
}

// TestCacheChangesNothing compares a model that has read other text with one that has not.
func TestCacheChangesNothing(t *testing.T) {
	used, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 40).Draw(t, "words"), " "))
		fresh, err := Decode(embedded)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fresh.FindAbove(nil, text, 0.1), used.FindAbove(nil, text, 0.1)); diff != "" {
			t.Fatalf("%q:\n%s", text, diff)
		}
	})
}

// TestSentencesWithoutCandidatesAreSkipped tells that no capital, no listed name and no doubt means no work.
func TestSentencesWithoutCandidatesAreSkipped(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	s := newScratch()
	for text, want := range map[string]bool{
		"Nämnden ska besluta om avgifter.": false, "Beslutet gäller från 12 maj.": false, "Nämnden hör Anna.": true, "Anna hörs.": true,
		"nämnden hör fatima": true, "Enligt SVT är det så.": true, "12 34": false, "– Sökanden ska betala.": false,
	} {
		tokens := tokenize(nil, []byte(text), 0)
		s.remember(nil)
		if got := m.candidate(s, []byte(text), tokens, modeOf([]byte(text), tokens, false)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestKindsOfWords(t *testing.T) {
	for text, want := range map[string]kind{
		"Anna": kindGiven, "Stark": kindSurnameWord, "Andersson": kindSurname, "och": kindOften, "Sverige": kindPlace, "von": kindParticle,
		"Herning": kindCity, "Skatteverket": kindOrg, "handläggningstidens": kindCommon, "qxqxqx": kindUnknown,
	} {
		var w word
		w.read(new(names.Memory), []byte(text), tokenWord, modeNormal)
		if w.kind != want {
			t.Errorf("%s: kind %d, want %d", text, w.kind, want)
		}
	}
}

func TestHyphenatedWordsAreKnownByTheirParts(t *testing.T) {
	var w word
	w.read(new(names.Memory), []byte("Anna-Qxzy"), tokenWord, modeNormal)
	if !w.parts || w.kind != kindGiven {
		t.Errorf("parts %v, kind %d", w.parts, w.kind)
	}
	w.read(new(names.Memory), []byte("Anna"), tokenWord, modeNormal)
	if w.parts {
		t.Error("the parts of the word before are kept")
	}
}

func TestLongWordsAreCutWhereTheyAreKept(t *testing.T) {
	var w word
	w.read(new(names.Memory), []byte(strings.Repeat("å", 200)), tokenWord, modeNormal)
	if w.length != foldedMax {
		t.Errorf("%d bytes", w.length)
	}
}

// TestMemoryOfTheCallerChangesNothing compares the model with a memory of its own and with one that is used for other text too.
func TestMemoryOfTheCallerChangesNothing(t *testing.T) {
	m := standardModel(t)
	var shared names.Memory
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 40).Draw(t, "words"), " "))
		if diff := cmp.Diff(m.FindAbove(nil, text, 0.1), m.FindKnowing(&shared, nil, text, 0.1)); diff != "" {
			t.Fatalf("%q:\n%s", text, diff)
		}
	})
}

// TestModeIsThatOfTheWholeSentence compares modeOf, which stops reading when the mode is decided, with a count of all letters.
func TestModeIsThatOfTheWholeSentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(append(someWords, "ÅÄÖ", "ABC", "DEF-GHI", "é")), 1, 12).Draw(t, "words"), " "))
		capitals := rapid.Bool().Draw(t, "capitals")
		tokens := tokenize(nil, text, 0)
		var s shape
		words := 0
		for _, tok := range tokens {
			if tok.kind == tokenWord {
				s.read(text[tok.start:tok.end])
				words++
			}
		}
		want := modeNormal
		switch {
		case s.upper == 0 && !capitals:
			want = modeNoCaps
		case words > 1 && s.upper >= 4 && s.upper > 5*s.lower:
			want = modeAllCaps
		}
		if got := modeOf(text, tokens, capitals); got != want {
			t.Fatalf("%q: mode %d, want %d", text, got, want)
		}
	})
}
