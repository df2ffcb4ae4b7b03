package hide

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/mask"
)

// fixed is a finder that gives the same spans whatever the text.
type fixed []mask.Span

func (f fixed) FindIn(_ *mask.Document, dst []mask.Span, _ []byte) []mask.Span {
	return append(dst, f...)
}

func begin(t *testing.T, id string, f fixed) *Document {
	t.Helper()
	p, err := Embedded(id)
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(Config{Profile: p, Finder: f, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	return m.Begin()
}

func TestAReportCountsByClassAndBandAndHoldsNoValue(t *testing.T) {
	text := "Anna Lind 070 Anna Lind 071 Bo"
	d := begin(t, "all", fixed{
		{Start: 0, End: 9, Class: mask.Person, Score: 0.95},
		{Start: 10, End: 13, Class: mask.Phone, Score: 0.6},
		{Start: 14, End: 23, Class: mask.Person, Score: 0.7},
		{Start: 24, End: 27, Class: mask.Phone, Score: 0.59},
		{Start: 28, End: 30, Class: mask.Person, Score: 0.2},
	})
	if _, err := d.Mask([]byte(text)); err != nil {
		t.Fatal(err)
	}
	want := Report{
		Profile: "all", Version: 1, Bytes: int64(len(text)), Hits: 5, Ambiguous: []Ambiguity{},
		Classes: []ClassCount{
			{Class: mask.Person, Operator: Label, Hits: 3, Entities: 2, Sure: 1, Likely: 1, Possible: 1},
			{Class: mask.Phone, Operator: Label, Hits: 2, Entities: 2, Likely: 1, Possible: 1},
		},
	}
	if diff := cmp.Diff(want, d.Report()); diff != "" {
		t.Error(diff)
	}
	data, err := json.Marshal(d.Report())
	if err != nil || strings.Contains(string(data), "Anna") || strings.Contains(string(data), "070") {
		t.Errorf("%s, %v", data, err)
	}
	if empty, _ := json.Marshal(begin(t, "all", nil).Report()); !strings.Contains(string(empty), `"classes":[],"ambiguous":[]`) {
		t.Errorf("%s", empty)
	}
}

func TestSpansThatDoNotFitTheTextAreRefused(t *testing.T) {
	for name, spans := range map[string]fixed{
		"beyond the text": {{Start: 0, End: 99, Class: mask.Person, Score: 1}},
		"before the text": {{Start: -1, End: 2, Class: mask.Person, Score: 1}},
		"overlapping":     {{Start: 0, End: 3, Class: mask.Person, Score: 1}, {Start: 2, End: 4, Class: mask.Person, Score: 1}},
		"out of order":    {{Start: 3, End: 4, Class: mask.Person, Score: 1}, {Start: 0, End: 2, Class: mask.Person, Score: 1}},
		"empty":           {{Start: 2, End: 2, Class: mask.Phone, Score: 1}},
	} {
		d := begin(t, "all", spans)
		if got, err := d.Mask([]byte("Anna")); !errors.Is(err, ErrSpans) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if _, err := d.Apply([]byte("x"), nil); !errors.Is(err, ErrFailed) {
			t.Errorf("%s: went on: %v", name, err)
		}
		if _, err := d.Mapping(); err == nil {
			t.Errorf("%s: gave a mapping", name)
		}
	}
}

func TestHitsTellWhatStandsWhere(t *testing.T) {
	d := begin(t, "all", fixed{{Start: 4, End: 9, Class: mask.Person, Score: 1}, {Start: 14, End: 17, Class: mask.Phone, Score: 1}})
	result, err := d.Mask([]byte("Hej Annas bror 070"[:17] + "!"))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range result.Hits {
		if got := string(result.Text[h.At : h.At+len(h.Replacement)]); got != h.Replacement {
			t.Errorf("%q stands where %q should", got, h.Replacement)
		}
	}
	if len(result.Hits) != 2 || result.Hits[0].Operator != Label {
		t.Errorf("%+v", result.Hits)
	}
}

func TestWaysToWriteANameAreBounded(t *testing.T) {
	e := newEntities(3)
	for i := range 12 {
		if err := e.form(); err != nil {
			t.Fatalf("the form %d: %v", i, err)
		}
	}
	if err := e.form(); !errors.Is(err, ErrTooManyEntities) {
		t.Errorf("one more: %v", err)
	}
	if got := newEntities(0).most; got != DefaultMaxEntities {
		t.Errorf("%d entities where nothing is said", got)
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	all, err := Embedded("all")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Config{"no profile": {}, "a language that labels are not in": {Profile: all, Lang: "de"}} {
		if m, err := New(c); err == nil || m != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	m, err := New(Config{Profile: all, Finder: fixed{}})
	if err != nil || m.Lang != Swedish || m.Year < 2026 {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestOperatorsFitTheClassesTheyCanTake(t *testing.T) {
	for _, op := range Operators() {
		fits := 0
		for _, class := range mask.Classes() {
			if op.Fits(class) {
				fits++
			}
		}
		if everything := op == Keep || op == Remove || op == Blackout || op == Label || op == Token; everything != (fits == len(mask.Classes())) || fits == 0 {
			t.Errorf("%s fits %d classes", op, fits)
		}
	}
	if Operator("shred").Fits(mask.Person) || Operator("").Fits(mask.Person) {
		t.Error("an operator that does not exist fits")
	}
	for _, op := range []Operator{Token, FF1, ShiftDate} {
		if !op.NeedsKey() {
			t.Errorf("%s needs no key", op)
		}
	}
	for _, op := range []Operator{Remove, Blackout, Generalise, Keep} {
		if op.Reversible() || op.NeedsKey() {
			t.Errorf("%s can be undone, or needs a key", op)
		}
	}
}
