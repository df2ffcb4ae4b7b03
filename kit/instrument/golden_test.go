package instrument_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// TestResultAsJSON holds the names that other programs rely on.
func TestResultAsJSON(t *testing.T) {
	data, err := os.ReadFile("testdata/answers.json")
	if err != nil {
		t.Fatal(err)
	}
	options := day
	options.Trace = true
	result := instrument.Evaluate(demo(t), parseAnswers(t, string(data)), options)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(result); err != nil {
		t.Fatal(err)
	}
	golden(t, "result.golden.json", out.Bytes())
}

func TestEmptyResultHasListsAndNoNulls(t *testing.T) {
	pack := mustParse(t, packOf(yesNo("a")))
	data, err := json.Marshal(instrument.Evaluate(pack, instrument.Answers{}, instrument.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	decodeJSON(t, data, &fields)
	for _, name := range []string{"visible", "undetermined", "missing", "findings", "scores", "values", "progress", "questions", "ignored", "problems", "trace"} {
		if _, isList := fields[name].([]any); !isList {
			t.Errorf("%s is %v, want a list", name, fields[name])
		}
	}
	same(t, "outcome", fields["outcome"], any(map[string]any{"state": "none"}))
}

func TestPackAsJSONKeepsBothLanguages(t *testing.T) {
	data, err := json.Marshal(demo(t))
	if err != nil {
		t.Fatal(err)
	}
	var pack struct {
		Questions []struct {
			ID        string
			Label     map[string]string
			DoNotKnow bool `json:"do_not_know"`
			Min       json.Number
		}
	}
	decodeJSON(t, data, &pack)
	same(t, "Swedish", pack.Questions[1].Label["sv"], "Vilket problem ska lösas?")
	same(t, "default", pack.Questions[1].DoNotKnow, true)
	same(t, "information", pack.Questions[0].DoNotKnow, false)
	same(t, "number", pack.Questions[4].Min.String(), "0")
}
