package search

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search/analysis"
)

func TestTheHeapKeepsTheFirstPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOf(rapid.Uint64()).Draw(t, "places")
		h := placeHeap{limit: rapid.IntRange(0, 20).Draw(t, "limit")}
		want := make([]hitPlace, 0, len(all))
		for _, p := range all {
			h.offer(hitPlace(p))
			want = append(want, hitPlace(p))
		}
		slices.Sort(want)
		slices.Sort(h.places)
		if !slices.Equal(h.places, want[:min(len(want), h.limit)]) {
			t.Fatalf("got %v, want the first %d of %v", h.places, h.limit, want)
		}
	})
}

func TestTimesSortAsBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		x, y := encodeTime(time.UnixMicro(a)), encodeTime(time.UnixMicro(b))
		if (a < b) != (string(x) < string(y)) || decodeTime(string(x)) != a {
			t.Fatalf("%d %x, %d %x", a, x, b, y)
		}
	})
}

func TestEditsAreCountedAsPeopleMakeThem(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "åäö", 3},
		{"beslut", "beslut", 0},
		{"beslut", "beslt", 1},
		{"beslut", "bseltu", 2},
		{"beslut", "besult", 1},
		{"år", "ar", 1},
		{"kommun", "komun", 1},
		{"tillstånd", "tilstand", 2},
		{"robot", "hamn", 5},
	} {
		if got := editDistance(tc.a, tc.b); got != tc.want {
			t.Errorf("%s → %s: %d, want %d", tc.a, tc.b, got, tc.want)
		}
		if got := editDistance(tc.b, tc.a); got != tc.want {
			t.Errorf("%s → %s: %d, want %d", tc.b, tc.a, got, tc.want)
		}
	}
}

func markerFor(text string) *marker {
	analyzer := analysis.New(analysis.Base())
	return newMarker(analyzer, newPlan(Parse(text).Clauses, newSynonyms(analyzer, nil)))
}

func TestWordsAreMarkedInAllTheirForms(t *testing.T) {
	for _, tc := range []struct{ query, lang, text, want string }{
		{"beslut", "sv", "Beslutet om beslutsstöd är inte obeslutat.", "[Beslutet] om [beslutsstöd] är inte obeslutat."},
		{"ansikte", "sv", "ansiktsigenkänning", "[ansiktsigenkänning]"},
		{"e-tjänst", "sv", "En e-tjänst, en etjänst.", "En [e-tjänst], en [etjänst]."},
		{"2017:900", "sv", "Lagen (2017:900), inte 2017 eller 900.", "Lagen ([2017:900]), inte 2017 eller 900."},
		{"handl*", "sv", "Handlingar och handläggare", "[Handlingar] och [handläggare]"},
		{`"ny skola"`, "sv", "en ny skola för skolan", "en [ny] [skola] för [skolan]"},
		{"-skola barn", "sv", "skola för barn", "skola för [barn]"},
		{"decision", "en", "Decisions decided", "[Decisions] decided"},
		{"beslut", "en", "beslutet", "beslutet"},
		{"a\u030argärd", "sv", "Årgärd", "[Årgärd]"},
		{"", "sv", "inget", "inget"},
		{"b", "sv", "<b>fet</b>", "<[b]>fet</[b]>"},
	} {
		var got strings.Builder
		for _, s := range cutSegments(tc.text, markerFor(tc.query).find(tc.lang, tc.text), 0, len(tc.text)) {
			if s.Mark {
				got.WriteString("[" + s.Text + "]")
				continue
			}
			got.WriteString(s.Text)
		}
		if got.String() != tc.want {
			t.Errorf("%s: got %s, want %s", tc.query, got.String(), tc.want)
		}
	}
}

func TestFragmentsAreWholePiecesOfTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.SampledFrom([]string{"skola", "åtgärder", "och", "parkeringstillstånd", "\n", "—"}), rapid.StringN(0, 40, -1))
		text := strings.ToValidUTF8(strings.Join(rapid.SliceOfN(words, 0, 90).Draw(t, "words"), " "), "?")
		mk := markerFor(rapid.SampledFrom([]string{"skola", "tillstånd åtgärd", "finns inte"}).Draw(t, "query"))
		f, _ := mk.fragment(FieldBody, "sv", text)
		var whole strings.Builder
		for _, s := range f.Segments {
			if s.Text == "" || !utf8.ValidString(s.Text) {
				t.Fatalf("segment %q", s.Text)
			}
			whole.WriteString(s.Text)
		}
		if !strings.Contains(text, whole.String()) || whole.Len() > fragmentSize+utf8.UTFMax {
			t.Fatalf("%q is no short piece of %q", whole.String(), text)
		}
		if !f.StartsLater && !strings.HasPrefix(text, whole.String()) || !f.EndsEarlier && !strings.HasSuffix(text, whole.String()) {
			t.Fatalf("%q does not say that something was left out of %q", whole.String(), text)
		}
	})
}

func TestAFragmentShowsWhereTheMostWordsAre(t *testing.T) {
	text := "skola " + strings.Repeat("annat ord ", 60) + "skola barn elev skola " + strings.Repeat("annat ord ", 60)
	f, marks := markerFor("skola barn elev").fragment(FieldBody, "sv", text)
	if marks != 4 || !f.StartsLater || !f.EndsEarlier {
		t.Errorf("%d marks in %+v", marks, f)
	}
}

func TestDocumentsAreCheckedBeforeTheyAreIndexed(t *testing.T) {
	good := Document{ID: "a", Kind: "system", Visibility: Public}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", maxKeyBytes+1)
	for name, tc := range map[string]struct {
		change func(*Document)
		want   error
	}{
		"no id":                  {func(d *Document) { d.ID = "" }, errNoID},
		"an id with a separator": {func(d *Document) { d.ID = "a\x1fb" }, errNoID},
		"a long id":              {func(d *Document) { d.ID = long }, errNoID},
		"no kind":                {func(d *Document) { d.Kind = "" }, errNoKind},
		"no visibility":          {func(d *Document) { d.Visibility = "" }, errNoVisibility},
		"another visibility":     {func(d *Document) { d.Visibility = "everyone" }, errNoVisibility},
		"nobody's draft":         {func(d *Document) { d.Visibility = "org:" }, errNoVisibility},
		"a long facet code":      {func(d *Document) { d.Facets = map[string][]string{"phase": {long}} }, errCodeTooLong},
	} {
		d := good
		tc.change(&d)
		if err := d.Check(); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDraftAndPublishedVersionHaveKeysOfTheirOwn(t *testing.T) {
	public := Document{ID: "a", Visibility: Public}
	private := Document{ID: "a", Visibility: OrganisationVisibility("x")}
	if public.key() == private.key() {
		t.Error("the keys are the same")
	}
	keys := keysOf("a")
	if !slices.Contains(keys[:], public.key()) || !slices.Contains(keys[:], private.key()) {
		t.Errorf("%q", keys)
	}
	if idOfKey(public.key()) != "a" || idOfKey(private.key()) != "a" {
		t.Error("the id is lost")
	}
}

func TestPlacesInTheLogAreComparedWithinOneLife(t *testing.T) {
	at := func(epoch string, tx, id int64) outbox.Cursor { return outbox.Cursor{Epoch: epoch, Tx: tx, ID: id} }
	for _, tc := range []struct {
		at, want outbox.Cursor
		reached  bool
	}{
		{at("a", 0, 5), at("a", 0, 5), true},
		{at("a", 0, 6), at("a", 0, 5), true},
		{at("a", 0, 4), at("a", 0, 5), false},
		{at("a", 2, 1), at("a", 1, 9), true},
		{at("a", 1, 9), at("a", 2, 1), false},
		{at("b", 9, 9), at("a", 1, 1), false},
		{at("a", 1, 1), outbox.Cursor{}, true},
	} {
		if got := reached(tc.at, tc.want); got != tc.reached {
			t.Errorf("at %s, wanted %s: %v", tc.at, tc.want, got)
		}
	}
}

func TestSynonymsFindEachOtherAndNarrowerOnesTheGroup(t *testing.T) {
	s := newSynonyms(analysis.New(analysis.Base()), []Synonyms{
		{Words: []string{"AI", "artificiell intelligens"}, Narrower: []string{"maskininlärning"}},
		{Words: []string{"beslut", "beslutet"}},
		{Words: []string{"", "ett två tre fyra fem sex"}},
	})
	for query, want := range map[string]int{
		"AI": 1, "artificiell intelligensen": 1, "artificiell": 0, "maskininlärning": 2, "beslut": 0, `"AI"`: 0, "-AI": 0, "AI*": 0,
	} {
		_, others := s.longestAt(Parse(query).Clauses, 0)
		if len(others) != want {
			t.Errorf("%s: %d synonyms, want %d", query, len(others), want)
		}
	}
}

func TestTheFolderIsSweptOfWhatIsNotUsed(t *testing.T) {
	dir := t.TempDir()
	f := &folder{path: dir}
	for _, name := range []string{"gen-used", "gen-left", "read-new", "read-old", "other"} {
		if err := os.MkdirAll(filepath.Join(dir, name, "store"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * oldReadAfter)
	if err := os.Chtimes(filepath.Join(dir, "read-old"), old, old); err != nil {
		t.Fatal(err)
	}
	if err := f.setCurrent(filepath.Join(dir, "gen-used")); err != nil {
		t.Fatal(err)
	}
	current, err := f.current()
	if err != nil || current != filepath.Join(dir, "gen-used") {
		t.Fatalf("%s, %v", current, err)
	}
	if err := f.sweep(current); err != nil {
		t.Fatal(err)
	}
	var left []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if got := strings.Join(left, " "); got != "CURRENT gen-used other read-new" {
		t.Error(got)
	}
}

func TestTheVocabularyTakesEachWordAFewTimes(t *testing.T) {
	l := newVocabularyLimit()
	for n := range 5 {
		if got, want := l.enough("ord"), n >= vocabularyDocuments; got != want {
			t.Errorf("time %d: %v", n, got)
		}
	}
}

func TestTextsInOneLanguageOfTheIndexDoNotRunTogether(t *testing.T) {
	e := &encoder{analyzer: analysis.New(analysis.Base())}
	d, err := e.encode(&Document{ID: "a", Kind: "k", Visibility: Public, Texts: map[Field]map[string]string{
		FieldBody: {"fi": "yksi", "no": "to"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.fields {
		if f.name != "b.und" {
			continue
		}
		first, second := f.terms["yksi"].Locations[0].Position, f.terms["to"].Locations[0].Position
		if second-first < 10 || f.length != 2 {
			t.Errorf("positions %d and %d, length %d", first, second, f.length)
		}
		return
	}
	t.Error("no field b.und")
}
