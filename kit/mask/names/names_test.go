package names

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLookupKnowsWhatAWordCanBe(t *testing.T) {
	cases := []struct {
		word string
		has  Flags
		not  Flags
	}{
		{"Anna", Given | Women, Common | Men},
		{"anna", Given | Women, Common},
		{"ANNA", Given | Women, Common},
		{"Kerstins", Given | Genitive, Common},
		{"Lars", Given | Men, Genitive},
		{"Andersson", Surname, Common},
		{"Anderssons", Surname | Genitive, Common},
		{"ANDERSSONS", Surname | Genitive, Common},
		{"Björn", Given, 0},
		{"björn", Given | Common, 0},
		{"Sten", Given | Common, 0},
		{"Maj", Given | Common, 0},
		{"Stark", Surname | Common, 0},
		{"Stockholm", Place, Given},
		{"Stockholms", Place | Genitive, 0},
		{"Borås", Place, Genitive},
		{"Österåker", Place, 0},
		{"Sverige", Place, Common},
		{"Upplands", PlacePart, 0},
		{"Herning", City, Given},
		{"Skatteverket", Organisation, Given},
		{"Ericsson", Organisation | Surname, 0},
		{"beslut", Common, Given | Surname},
		{"Lindblomqvist", Built, Given | Common},
		{"Lindblomqvists", Built | Genitive, Given},
		{"Papadopoulos", World, Common},
		{"von", Particle, 0},
		{"handläggningstidens", Derived, Surname | Built},
		{"xqzzt", 0, Given | Surname | Common | Place | Built | Derived},
	}
	for _, c := range cases {
		info := Lookup([]byte(c.word))
		if info.Flags&c.has != c.has {
			t.Errorf("%s: flags %016b lack %016b", c.word, info.Flags, c.has&^info.Flags)
		}
		if info.Flags&c.not != 0 {
			t.Errorf("%s: flags %016b should not hold %016b", c.word, info.Flags, info.Flags&c.not)
		}
	}
}

func TestLookupFoldsWhatLooksTheSame(t *testing.T) {
	for _, spelling := range []string{"Åsa", "åsa", "ÅSA", "A\u030Asa", "a\u030aSA", "Å\u00ADsa", "Ås\u200Ba", "\uFEFFÅsa"} {
		if !Lookup([]byte(spelling)).Has(Given) {
			t.Errorf("%q is not found as Åsa", spelling)
		}
	}
	for _, pair := range [][2]string{{"Göran", "Go\u0308ran"}, {"André", "Andre\u0301"}, {"Anna‐Karin", "Anna-Karin"}, {"O’Brien", "O'Brien"}} {
		if Hash([]byte(pair[0])) != Hash([]byte(pair[1])) {
			t.Errorf("%q and %q have different hashes", pair[0], pair[1])
		}
	}
}

func TestLookupOfOddBytesFindsNothing(t *testing.T) {
	for _, odd := range [][]byte{nil, {}, {0xFF, 0xFE}, {0xC3}, {'A', 0xC3}, bytes.Repeat([]byte("a"), 65), bytes.Repeat([]byte{0xCC, 0x88}, 30), {0xE2, 0x80}} {
		if info := Lookup(odd); info.Flags&^(Derived|Built) != 0 {
			t.Errorf("%q: %+v", odd, info)
		}
	}
}

func TestWeightsOrderNames(t *testing.T) {
	common, rare := Lookup([]byte("Anna")), Lookup([]byte("Zivadin"))
	if common.GivenWeight <= rare.GivenWeight || rare.GivenWeight == 0 {
		t.Errorf("Anna weighs %d, Zivadin %d", common.GivenWeight, rare.GivenWeight)
	}
	if Lookup([]byte("och")).CommonWeight != 15 {
		t.Errorf("och weighs %d", Lookup([]byte("och")).CommonWeight)
	}
}

func TestAmbiguityTellsNamesThatAreWords(t *testing.T) {
	if a := Lookup([]byte("Anna")).Ambiguity(); a != 0 {
		t.Errorf("Anna: %v", a)
	}
	bjorn, per := Lookup([]byte("Björn")).Ambiguity(), Lookup([]byte("Per")).Ambiguity()
	if !(bjorn > 0 && bjorn < per && per < 1) {
		t.Errorf("Björn %v, Per %v: want 0 < Björn < Per < 1", bjorn, per)
	}
	if a := Lookup([]byte("beslut")).Ambiguity(); a != 0 {
		t.Errorf("a word that is no name: %v", a)
	}
}

func TestListsAreWhole(t *testing.T) {
	given, err := GivenNames()
	if err != nil || len(given) != 27370 || given[0].Name != "Anna" || given[0].Women != 97287 {
		t.Errorf("given names: %d, %v, %v", len(given), given[:min(1, len(given))], err)
	}
	for _, c := range []struct {
		name string
		list func() ([]string, error)
		n    int
		one  string
	}{
		{"municipalities", Municipalities, 290, "Upplands Väsby"},
		{"counties", Counties, 21, "Stockholms län"},
		{"localities", Localities, 2006, "Abbekås"},
		{"authorities", Authorities, 300, "Riksdagens ombudsmän"},
		{"surnames", Surnames, 700, "Svensson"},
		{"places", Places, 300, "Gamla stan"},
		{"organisations", Organisations, 300, "Svenska Dagbladet"},
		{"cities", Cities, 5000, "Herning"},
	} {
		list, err := c.list()
		if err != nil || len(list) < c.n || !strings.Contains("\n"+strings.Join(list, "\n")+"\n", "\n"+c.one+"\n") {
			t.Errorf("%s: %d, %v; want at least %d with %s", c.name, len(list), err, c.n, c.one)
		}
	}
	origins, err := Origins()
	if err != nil || len(origins) < 40 || len(origins[0].First) == 0 || len(origins[0].Last) == 0 {
		t.Errorf("origins: %d, %v", len(origins), err)
	}
}

// TestEveryListedNameIsFound guards the table against lists that have changed without it.
func TestEveryListedNameIsFound(t *testing.T) {
	given, err := GivenNames()
	must(t, err)
	for _, g := range given {
		if !Lookup([]byte(g.Name)).Has(Given) {
			t.Errorf("%s is not found; write the table anew with -update", g.Name)
		}
	}
	surnames, err := Surnames()
	must(t, err)
	for _, s := range surnames {
		if !Lookup([]byte(s)).Has(Surname) {
			t.Errorf("surname %s is not found", s)
		}
	}
}

func TestMadeUpWordsAreSeldomFound(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[qxzw]{3}[bcdfg]{3}[qxz]{2}`).Draw(t, "word")
		if Lookup([]byte(word)).Has(Given | Surname | Place | Common | World) {
			found++
		}
	})
	if found > 1 {
		t.Errorf("%d of a hundred made up words are in the lists", found)
	}
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := []byte(rapid.String().Draw(t, "word"))
		once := Fold(nil, word)
		if twice := Fold(nil, once); Hash(once) != Hash(twice) {
			t.Fatalf("%q folds to %q and then to %q", word, once, twice)
		}
		if Hash(word) != Hash(once) {
			t.Fatalf("%q and its folded form %q have different hashes", word, once)
		}
	})
}

func TestTableRoundTrip(t *testing.T) {
	words := map[string]Info{
		"anna": {Flags: Given, GivenWeight: 14}, "sten": {Flags: Given | Common, GivenWeight: 12, CommonWeight: 5},
		"åre": {Flags: Place}, "och": {Flags: Common, CommonWeight: 15},
	}
	data, err := build(words)
	must(t, err)
	table, err := readTable(data)
	must(t, err)
	for w, want := range words {
		if got := table.get(Hash([]byte(w))); got != want {
			t.Errorf("%s: %+v, want %+v", w, got, want)
		}
	}
	again, err := build(words)
	must(t, err)
	if !bytes.Equal(data, again) {
		t.Error("the same words made other bytes")
	}
}

func TestTooManyKindsOfWordAreRefused(t *testing.T) {
	words := map[string]Info{}
	for i := range maxPalette + 1 {
		words[strings.Repeat("a", i/100+1)+string(rune('a'+i%100))] = Info{Flags: Flags(i), CommonWeight: uint8(i % 16), GivenWeight: uint8(i / 16 % 16)}
	}
	if _, err := build(words); err == nil {
		t.Error("the palette overflowed in silence")
	}
}

func TestDamagedTableIsRefused(t *testing.T) {
	good, err := build(map[string]Info{"anna": {Flags: Given}})
	must(t, err)
	for name, data := range map[string][]byte{
		"empty": nil, "short": good[:5], "cut": good[:len(good)-1], "longer": append(bytes.Clone(good), 0),
		"other magic": append([]byte("XXXX"), good[4:]...), "huge": append([]byte("TNT1\xff\xff\xff"), good[7:]...),
	} {
		if _, err := readTable(data); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := readTable(tableData); err != nil {
		t.Errorf("the embedded table: %v", err)
	}
}

func FuzzTable(f *testing.F) {
	good, err := build(map[string]Info{"anna": {Flags: Given}, "och": {Flags: Common}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(_ *testing.T, data []byte) {
		if table, err := readTable(data); err == nil {
			table.get(Hash([]byte("anna")))
			table.derived([]byte("skolorna"))
		}
	})
}

func FuzzLookup(f *testing.F) {
	for _, seed := range []string{"Anna", "A\u030Asa", "\xff", "s", "ås", "-s", "Åke-s"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, word []byte) {
		if a := Lookup(word).Ambiguity(); a < 0 || a >= 1 || math.IsNaN(float64(a)) {
			t.Errorf("ambiguity of %q: %v", word, a)
		}
	})
}

func TestLookupIsFastAndDoesNotAllocate(t *testing.T) {
	words := bytes.Fields([]byte(strings.Repeat("Anna Svensson bor på Storgatan i Västerås och arbetar som handläggare vid Skatteverket sedan förra året ", 200)))
	if n := testing.AllocsPerRun(3, func() {
		for _, w := range words {
			Lookup(w)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
	start := time.Now()
	total := 0
	for range 20 {
		for _, w := range words {
			Lookup(w)
			total += len(w) + 1
		}
	}
	if rate := float64(total) / 1e6 / time.Since(start).Seconds(); rate < 5 {
		t.Errorf("%.0f MB/s", rate)
	}
}

func BenchmarkLookup(b *testing.B) {
	words := bytes.Fields([]byte("Anna Svensson bor på Storgatan i Västerås och arbetar som handläggare vid Skatteverket sedan förra året"))
	total := 0
	for _, w := range words {
		total += len(w) + 1
	}
	b.SetBytes(int64(total))
	for b.Loop() {
		for _, w := range words {
			Lookup(w)
		}
	}
}
