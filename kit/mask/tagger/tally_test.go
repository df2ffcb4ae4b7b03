package tagger

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask/names"
	"github.com/tillit-se/tillit/kit/mask/synth"
)

func standardModel(t *testing.T) *Model {
	t.Helper()
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPaddedLanesAddUpToTheSame tells that a word's lanes may be padded before they are added to a token's tally.
func TestPaddedLanesAddUpToTheSame(t *testing.T) {
	m, err := Decode(smallModel(t))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		own := rapid.SliceOfN(rapid.Uint32(), 0, 48).Draw(t, "own")
		around := rapid.SliceOfN(rapid.Uint32(), 0, 20).Draw(t, "around")
		var word, got, want tally
		m.count(&word, own)
		got.plus(word.padded(48), 48)
		m.count(&got, around)
		m.count(&want, append(own, around...))
		if got.sums() != want.sums() {
			t.Fatalf("%v, want %v", got.sums(), want.sums())
		}
	})
}

// TestFeaturesFitTheLanes tells that no word has more features than its lanes are padded to, and that a token's stay within 16 bits.
func TestFeaturesFitTheLanes(t *testing.T) {
	most := 0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(someWords).Draw(t, "front") + rapid.StringMatching(`[a-zåäöA-Z]{0,12}(-[A-Za-z]{1,8})?`).Draw(t, "back")
		md := mode(rapid.IntRange(0, int(modes)-1).Draw(t, "mode"))
		var w word
		w.read(new(names.Memory), []byte(text), tokenWord, md)
		w.info.Flags |= names.Flags(rapid.Uint16().Draw(t, "flags"))
		for o := range offsets {
			n := len(wordFeatures(nil, &w, o-reach, md, false))
			if n > lanesCount(o) {
				t.Fatalf("%q has %d features at offset %d, the lanes hold %d", text, n, o-reach, lanesCount(o))
			}
		}
		none := &entry{}
		most = max(most, len(pairFeatures(classFeatures(nil, []*entry{none, none, none, none, none}, md, true, true), []*entry{none, none, none, none, none})))
	})
	for o := range offsets {
		most += lanesCount(o)
	}
	if most > 128 {
		t.Errorf("a token may have %d features, a tally holds 128", most)
	}
}

func TestExponentialsOfSums(t *testing.T) {
	m := standardModel(t)
	rapid.Check(t, func(t *rapid.T) {
		var tallied tally
		m.count(&tallied, rapid.SliceOfN(rapid.Uint32(), 0, 96).Draw(t, "features"))
		var emit scores
		for l, sum := range tallied.sums() {
			emit[l] = float32(sum) * m.scale
		}
		got, want := m.exponentials(&tallied), softened(&emit)
		for l := range got {
			if math.Abs(float64(got[l]-want[l])) > 1e-4 {
				t.Fatalf("label %d: %v, want %v", l, got[l], want[l])
			}
		}
	})
}

func TestModelWithoutScaleIsRefused(t *testing.T) {
	data := smallModel(t)
	for _, scale := range [][]byte{{0, 0, 0, 0}, {0, 0, 0x80, 0xBF}} {
		copy(data[8:], scale)
		if _, err := Decode(data); !errors.Is(err, ErrModel) {
			t.Errorf("scale %v: %v", scale, err)
		}
	}
}

// careful is the model made to compute the probabilities of every word of a sentence that may hold a name.
func careful(t *testing.T) *Model {
	t.Helper()
	m, err := Decode(embedded)
	if err != nil {
		t.Fatal(err)
	}
	m.sure, m.far, m.near, m.remote, m.slight = 1<<30, 1<<30, 1<<30, 1<<30, 1<<30
	return m
}

// TestWordsLeftOutWouldNotBeNames compares the model with one that leaves no word out, in every case: the same names, with nearly the same
// scores.
func TestWordsLeftOutWouldNotBeNames(t *testing.T) {
	w, err := synth.NewWriter(synth.Held, 7)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := w.Write(1500)
	if err != nil {
		t.Fatal(err)
	}
	quick, slow := standardModel(t), careful(t)
	names, moved := 0, 0
	for _, text := range texts {
		for _, form := range []string{text.Text, synth.Lower(text).Text, synth.Upper(text).Text} {
			got, want := quick.FindAbove(nil, []byte(form), 0.3), slow.FindAbove(nil, []byte(form), 0.3)
			names += len(want)
			if len(got) != len(want) {
				moved += max(len(got), len(want))
				continue
			}
			for i := range got {
				if got[i].Start != want[i].Start || got[i].End != want[i].End || math.Abs(float64(got[i].Score-want[i].Score)) > 0.05 {
					moved++
				}
			}
		}
	}
	if names < 3000 || moved*1000 > names {
		t.Errorf("%d of %d names changed", moved, names)
	}
}

// TestRunIsInferredBesideOutside compares a run within a sentence with the whole sentence whose ends are surely outside.
func TestRunIsInferredBesideOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float32Range(-3, 3)
		var c chain
		for from := range labels {
			c.start[from] = number.Draw(t, "start")
			for to := range labels {
				c.trans[from][to] = number.Draw(t, "trans")
			}
		}
		c.prepare()
		n := rapid.IntRange(1, 4).Draw(t, "n")
		var run, whole lattice
		run.resize(n)
		whole.resize(n + 2)
		clear(whole.local)
		for i := range n {
			for l := range labels {
				run.local[i][l] = rapid.Float32Range(0.01, 1).Draw(t, "local")
			}
			whole.local[i+1] = run.local[i]
		}
		whole.local[0][outside], whole.local[n+1][outside] = 1, 1
		run.infer(&c, false, false)
		whole.infer(&c, true, true)
		for i := range n {
			for l := range labels {
				if math.Abs(float64(run.prob[i][l]-whole.prob[i+1][l])) > 1e-4 {
					t.Fatalf("token %d label %d: %v, want %v", i, l, run.prob[i][l], whole.prob[i+1][l])
				}
			}
		}
	})
}

// TestCacheKeepsTheWordsUsedLast fills a set, uses all but one word again, and reads a new one: that takes the place of the one not used.
func TestCacheKeepsTheWordsUsedLast(t *testing.T) {
	m, s := standardModel(t), newScratch()
	s.remember(nil)
	read := func(key uint64, text string) gist {
		s.sentence++
		return m.lookup(s, key, []byte(text), token{end: int32(len(text)), kind: tokenWord}, modeNormal, true).gist
	}
	var first [ways + 1]gist
	for k := range uint64(ways) {
		first[k] = read(k+1, "Anna"+string(rune('a'+k)))
	}
	for k := range uint64(ways) {
		if k != 3 {
			read(k+1, "")
		}
	}
	first[ways] = read(ways+1, "Lund")
	for k, want := range first {
		if k == 3 {
			if s.find(uint64(k+1)) != nil {
				t.Error("the word that was not used keeps its place")
			}
			continue
		}
		if got := read(uint64(k+1), ""); got != want {
			t.Errorf("word %d is lost", k)
		}
	}
}

// TestSentenceKeepsItsWords tells that a sentence with more words of one set than it holds takes none of its own words' places.
func TestSentenceKeepsItsWords(t *testing.T) {
	m, s := standardModel(t), newScratch()
	s.remember(nil)
	s.sentence++
	var seen []*entry
	for k := range uint64(2 * ways) {
		text := []byte("Anna" + string(rune('a'+k)))
		seen = append(seen, m.lookup(s, k+1, text, token{end: int32(len(text)), kind: tokenWord}, modeNormal, true))
	}
	hashes := map[uint64]bool{}
	for _, e := range seen {
		hashes[e.hash] = true
	}
	if len(hashes) != 2*ways {
		t.Errorf("%d words are left of %d", len(hashes), 2*ways)
	}
}

func TestEntitiesTellWhetherCaseHelped(t *testing.T) {
	m := standardModel(t)
	for text, want := range map[string]bool{
		"Anna Svensson bor i Kalmar.": false, "anna svensson bor i kalmar.": true, "ANNA SVENSSON BOR I KALMAR.": true,
	} {
		found := m.Find(nil, []byte(text))
		if len(found) == 0 {
			t.Errorf("%q: nothing found", text)
		}
		for _, e := range found {
			if e.Caseless != want {
				t.Errorf("%q: %+v", text, e)
			}
		}
	}
}

func TestLabelsOfKinds(t *testing.T) {
	for k, name := range map[Kind]string{Person: "person", Place: "place", Organisation: "organisation", 0: "unknown", 9: "unknown"} {
		if k.String() != name {
			t.Errorf("%d is %q, want %q", k, k, name)
		}
	}
	for k := Person; k <= Organisation; k++ {
		if kindOfLabel(beginOf(k)) != k || kindOfLabel(insideOf(k)) != k {
			t.Errorf("%v: labels %d and %d", k, beginOf(k), insideOf(k))
		}
		for l := range labels {
			if want := kindOfLabel(l) == k; mayFollow(l, insideOf(k)) != want || !mayFollow(l, beginOf(k)) {
				t.Errorf("%v inside after %d: %v", k, l, !want)
			}
		}
	}
	if kindOfLabel(outside) != 0 || kindOfLabel(other) != 0 {
		t.Error("a word outside has a kind")
	}
}

func TestKindsOfListedWords(t *testing.T) {
	for _, c := range []struct {
		info names.Info
		want kind
	}{
		{names.Info{}, kindUnknown},
		{names.Info{Flags: names.Particle | names.Given}, kindParticle},
		{names.Info{Flags: names.Common, CommonWeight: 9}, kindOften},
		{names.Info{Flags: names.Given | names.Common, GivenWeight: 9, CommonWeight: 4}, kindGivenWord},
		{names.Info{Flags: names.Given, GivenWeight: 9}, kindGiven},
		{names.Info{Flags: names.Given, GivenWeight: 2}, kindGivenRare},
		{names.Info{Flags: names.Place}, kindPlace},
		{names.Info{Flags: names.Place | names.Surname}, kindPlaceName},
		{names.Info{Flags: names.Built | names.Common}, kindSurnameWord},
		{names.Info{Flags: names.Built}, kindSurname},
		{names.Info{Flags: names.City | names.World}, kindCity},
		{names.Info{Flags: names.Organisation}, kindOrg},
		{names.Info{Flags: names.OrgPart}, kindPart},
		{names.Info{Flags: names.Derived}, kindCommon},
		{names.Info{Flags: names.Derived | names.World}, kindWorld},
	} {
		if got := kindOf(c.info); got != c.want {
			t.Errorf("%+v: %d, want %d", c.info, got, c.want)
		}
	}
}

func TestWhichWordsMayBeNames(t *testing.T) {
	for _, c := range []struct {
		text          string
		mode          mode
		inside, first bool
	}{
		{"Anna", modeNormal, true, true},
		{"anna", modeNormal, true, true},
		{"Nämnden", modeNormal, true, false},
		{"nämnden", modeNormal, false, false},
		{"nämnden", modeNoCaps, false, false},
		{"qxqxqx", modeNormal, false, false},
		{"qxqxqx", modeNoCaps, true, true},
		{"SVT", modeNormal, true, true},
		{"A.", modeNormal, true, true},
	} {
		var w word
		w.read(new(names.Memory), []byte(c.text), tokenWord, c.mode)
		if inside, first := w.may(); inside != c.inside || first != c.first {
			t.Errorf("%q in mode %d: inside %v, first %v", c.text, c.mode, inside, first)
		}
	}
	var w word
	w.read(new(names.Memory), []byte("12"), tokenNumber, modeNormal)
	if inside, first := w.may(); inside || first {
		t.Error("a number may be a name")
	}
}

// TestFeaturesSpread tells that the hash fills buckets evenly.
func TestFeaturesSpread(t *testing.T) {
	const buckets, n = 1 << 10, 1 << 17
	var count [buckets]int
	for i := range uint64(n) {
		count[feature(tplPair, i&0x3FF, i>>10)%buckets]++
	}
	for b, c := range count {
		if c < n/buckets/2 || c > n/buckets*2 {
			t.Fatalf("bucket %d holds %d of %d", b, c, n)
		}
	}
}
