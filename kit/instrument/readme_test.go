package instrument_test

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// TestTheReadmeIsTrue runs the pack and the answers that the README shows.
func TestTheReadmeIsTrue(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(language string) []byte {
		found := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(readme)
		if found == nil {
			t.Fatalf("the README has no %s", language)
		}
		return found[1]
	}
	pack := mustParse(t, string(block("yaml")))
	answers := parseAnswers(t, string(block("json")))
	same(t, "problems", codes(answers.Check(pack)), []string(nil))
	result := instrument.Evaluate(pack, answers, day)
	same(t, "missing", missing(result), []string{"finding too_much undetermined needs cups", "question cups do_not_know"})
}

func TestTheReadmeNamesEveryTypeOfQuestion(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			QuestionType struct{ Enum []string } `json:"questionType"`
			Severity     struct{ Enum []string } `json:"severity"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(instrument.SchemaJSON(), &schema); err != nil {
		t.Fatal(err)
	}
	if len(schema.Defs.QuestionType.Enum) != 10 || len(schema.Defs.Severity.Enum) != 4 {
		t.Fatalf("the schema has %v", schema.Defs)
	}
	for _, word := range append(schema.Defs.QuestionType.Enum, schema.Defs.Severity.Enum...) {
		if !regexp.MustCompile(`\b` + word + `\b`).Match(readme) {
			t.Errorf("the README does not name %s", word)
		}
	}
}

func TestSeveritiesAreRanked(t *testing.T) {
	order := []instrument.Severity{
		"unheard", instrument.SeverityLow, instrument.SeverityModerate, instrument.SeverityHigh, instrument.SeverityCritical,
	}
	for rank, severity := range order {
		same(t, string(severity), severity.Rank(), rank)
	}
}

func TestTextsAreSwedishUnlessEnglishIsAskedFor(t *testing.T) {
	text := instrument.Text{SV: "hej", EN: "hello"}
	for lang, want := range map[instrument.Language]string{
		instrument.Swedish: "hej", instrument.English: "hello", "": "hej", "de": "hej",
	} {
		same(t, string(lang), text.In(lang), want)
	}
}
