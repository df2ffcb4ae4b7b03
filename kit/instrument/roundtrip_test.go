package instrument_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/instrument"
)

// written writes answers as a file and reads them back.
func written(t *rapid.T, answers instrument.Answers) instrument.Answers {
	data, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	back, err := instrument.ParseAnswers("answers.json", data)
	if err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return back
}

// TestAnswersThatAreWrittenAndReadMeanTheSame is the property behind saving a draft: results and problems are those of the answers that were given,
// right or wrong, and a second time writes the same bytes.
func TestAnswersThatAreWrittenAndReadMeanTheSame(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		back := written(t, answers)
		if diff := cmp.Diff(answers.IDs(), back.IDs()); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(judged(t, instrument.Evaluate(pack, answers, day)), judged(t, instrument.Evaluate(pack, back, day))); diff != "" {
			t.Fatalf("the result changed:\n%s", diff)
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(codes(answers.Check(pack)))), slices.Sorted(slices.Values(codes(back.Check(pack))))); diff != "" {
			t.Fatalf("the problems changed:\n%s", diff)
		}
		first, _ := json.Marshal(back)
		second, _ := json.Marshal(written(t, back))
		if string(first) != string(second) {
			t.Fatalf("%s\nand then\n%s", first, second)
		}
	})
}

// TestTheOrderOfGivingAnswersDoesNotMatter: answers that come one at a time, in any order, end at the result of all at once.
func TestTheOrderOfGivingAnswersDoesNotMatter(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		one := instrument.NewAnswers(pack)
		for _, id := range rapid.Permutation(answers.IDs()).Draw(t, "order") {
			one = with(one, id, answers.Items[id])
			instrument.Evaluate(pack, one, day)
		}
		if diff := cmp.Diff(judged(t, instrument.Evaluate(pack, answers, day)), judged(t, instrument.Evaluate(pack, one, day))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestEvaluatingChangesNoAnswer: what was given is as it was, whatever is asked about it.
func TestEvaluatingChangesNoAnswer(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		before, err := json.Marshal(answers)
		if err != nil {
			t.Fatal(err)
		}
		instrument.Evaluate(pack, answers, day)
		_ = answers.Check(pack)
		instrument.Migrate(pack, pack, answers)
		if after, _ := json.Marshal(answers); string(before) != string(after) {
			t.Fatalf("%s\nbecame\n%s", before, after)
		}
	})
}

// TestMovingTwiceIsMovingOnce: answers that have been carried to a version stay as they are when they are carried there again, but that what was
// marked for another look says so.
func TestMovingTwiceIsMovingOnce(t *testing.T) {
	from := demo(t)
	to := mustParse(t, strings.Replace(ok, "id: small", "id: demo", 1))
	rapid.Check(t, func(t *rapid.T) {
		once, first := instrument.Migrate(from, to, drawAnswers(t, from))
		twice, second := instrument.Migrate(to, to, once)
		if diff := cmp.Diff(once.Items, twice.Items, cmp.AllowUnexported(instrument.Decimal{})); diff != "" {
			t.Fatal(diff)
		}
		if len(second.Aside)+len(second.New) > 0 || len(second.Recheck) != len(first.Recheck) {
			t.Fatalf("%+v, then %+v", first, second)
		}
		for _, r := range second.Recheck {
			if r.Reason != instrument.RecheckMarked {
				t.Fatalf("%+v", r)
			}
		}
	})
}

// TestDecimalsAreReadAsWritten compares with numbers of any size.
func TestDecimalsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,6})?`).Draw(t, "number")
		d, err := instrument.ParseDecimal(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want, _ := new(big.Rat).SetString(text)
		got, ok := new(big.Rat).SetString(d.String())
		if !ok || got.Cmp(want) != 0 {
			t.Fatalf("%q is read as %s", text, d)
		}
		again, err := instrument.ParseDecimal(d.String())
		if err != nil || again.String() != d.String() {
			t.Fatalf("%q is read as %s and then %s, %v", text, d, again, err)
		}
	})
	for _, text := range []string{"", "1,5", "x", "--1", "1e", "NaN", "Inf", " 1", "1.2.3", "0x10"} {
		if d, err := instrument.ParseDecimal(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}
