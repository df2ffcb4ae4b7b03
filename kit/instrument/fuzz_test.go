package instrument_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// FuzzParse: no file makes the parser panic; a sound pack can be evaluated, and a refused one
// says why, in both languages.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"demo.yaml", "broken.yaml"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(ok))
	f.Add([]byte("a: &a [*a, *a]\n"))
	f.Add([]byte("id: {? [x] : y}\n"))
	limits := instrument.Limits{EvalSteps: 10_000, PackNodes: 5_000}
	f.Fuzz(func(t *testing.T, data []byte) {
		pack, err := instrument.Parse("f.yaml", data, instrument.WithLimits(limits))
		if err == nil {
			instrument.Evaluate(pack, instrument.NewAnswers(pack), instrument.Options{Limits: limits})
			return
		}
		problems := instrument.AsProblems(err)
		if len(problems.Errors()) == 0 {
			t.Fatalf("refused without a reason: %v", err)
		}
		for _, p := range problems {
			if p.What.SV == "" || p.What.EN == "" || p.Code == p.What.EN {
				t.Fatalf("a problem without words: %+v", p)
			}
		}
	})
}

// FuzzParseAnswers: what can be read can be checked, evaluated, written and read again.
func FuzzParseAnswers(f *testing.F) {
	f.Add([]byte(`{"instrument": "demo", "version": "1.0.0", "answers": {"decides": {"value": "yes"}}}`))
	f.Add([]byte(`{"reviewers": [{"role": "x", "trained": {"state": "do_not_know"}}], "people": 1e3}`))
	f.Add([]byte(`{"data": ["health"], "q": {"state": "not_applicable", "reason": "r"}}`))
	pack, err := instrument.Load(os.DirFS("testdata"), "demo.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		answers, err := instrument.ParseAnswers("f.json", data)
		_ = answers.Check(pack)
		instrument.Evaluate(pack, answers, instrument.Options{})
		if err != nil {
			return
		}
		written, err := json.Marshal(answers)
		if err != nil {
			t.Fatal(err)
		}
		again, err := instrument.ParseAnswers("g.json", written)
		if err != nil {
			t.Fatalf("%s was written as %s: %v", data, written, err)
		}
		if len(again.Items) != len(answers.Items) {
			t.Fatalf("%s lost answers as %s", data, written)
		}
	})
}
