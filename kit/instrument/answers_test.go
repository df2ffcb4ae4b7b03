package instrument_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/instrument"
)

func parseAnswers(t testing.TB, source string) instrument.Answers {
	t.Helper()
	answers, err := instrument.ParseAnswers("a.json", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

func TestAnswersAreReadInAllTheirForms(t *testing.T) {
	answers := parseAnswers(t, `{
  "instrument": "demo", "version": "1.0.0", "answers": {
    "problem": {"value": "Köer", "comment": "se bilaga"},
    "decides": "partly",
    "data": {"value": ["health", "income"]},
    "people": {"value": 12000000000000000000.5},
    "review": {"state": "do_not_know"},
    "supplier": {"state": "not_applicable", "reason": "egen utveckling"},
    "reviewers": {"value": [{"role": "jurist", "trained": {"state": "do_not_know"}}]},
    "empty": {"comment": "senare"}
  }}`)
	same(t, "instrument", answers.Instrument+" "+answers.Version, "demo 1.0.0")
	same(t, "text", answers.Items["problem"].Value, any("Köer"))
	same(t, "comment", answers.Items["problem"].Comment, "se bilaga")
	same(t, "bare value", answers.Items["decides"].State, instrument.Answered)
	same(t, "list", answers.Items["data"].Value, any([]string{"health", "income"}))
	same(t, "number, exactly", fmt.Sprint(answers.Items["people"].Value), "12000000000000000000.5")
	same(t, "do not know", answers.Items["review"].State, instrument.DoNotKnow)
	same(t, "reason", answers.Items["supplier"].Reason, "egen utveckling")
	rows, ok := answers.Items["reviewers"].Value.([]instrument.Row)
	if !ok || rows[0]["role"].Value != "jurist" || rows[0]["trained"].State != instrument.DoNotKnow {
		t.Errorf("rows: %#v", answers.Items["reviewers"].Value)
	}
	same(t, "only a comment", answers.Items["empty"].State, instrument.Unanswered)
}

func TestAnswersWithoutEnvelope(t *testing.T) {
	answers := parseAnswers(t, `{"decides": "yes", "people": {"value": 3}}`)
	same(t, "ids", answers.IDs(), []string{"decides", "people"})
}

func TestAnswersComeBackAsTheyWentOut(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{
		"problem": "Köer\nlånga", "data": []string{"income"}, "people": decimal("1.50"), "decides": doNotKnow,
		"review": instrument.Answer{State: instrument.Answered, Value: "no", Comment: "c", Recheck: true},
		"reviewers": []instrument.Row{
			{"role": instrument.Value("jurist"), "trained": {State: instrument.DoNotKnow}},
			{"role": {State: instrument.Answered, Value: "chef", Comment: "ny"}},
		},
		"ghost": "kept",
	})
	first, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(parseAnswers(t, string(first)))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "JSON", string(second), string(first))
	if !strings.Contains(string(first), `"ghost":{"value":"kept"}`) {
		t.Errorf("an answer to an unknown question was dropped: %s", first)
	}
}

// TestBrokenAnswersSayWhere looks for code:line:col.
func TestBrokenAnswersSayWhere(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"nothing", "", "empty:1:1"},
		{"not JSON", "{\n  \"a\": x}", "json:2:8"},
		{"cut off", "{\n  \"a\": [1, ", "json:2:12"},
		{"text after the end", "{} {}", "json:1:5"},
		{"not UTF-8", "{\"a\": \"\xe5\"}", "encoding:1:8"},
		{"a list", "[1]", "not_object:1:1"},
		{"answers that are a list", `{"answers": []}`, "not_object:1:13"},
		{"a question twice", "{\"answers\": {\n \"q\": 1,\n \"q\": 2}}", "duplicate_key:3:2"},
		{"a key twice within an answer", `{"q": {"value": 1, "value": 2}}`, "duplicate_key:1:20"},
		{"an unknown key", `{"q": {"valu": 1}}`, "unknown_answer_key:1:8"},
		{"an unknown state", `{"q": {"state": "hidden"}}`, "bad_state:1:17"},
		{"state and value", `{"q": {"value": 1, "state": "do_not_know"}}`, "state_and_value:1:29"},
		{"answered with nothing", `{"q": {"state": "answered"}}`, "answered_nothing:1:17"},
		{"a comment that is a number", `{"q": {"value": 1, "comment": 5}}`, "wrong_type:1:31"},
		{"a version that is a number", `{"version": 1, "answers": {}}`, "wrong_type:1:13"},
		{"deep nesting", strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), "too_deep:1:85"},
		{"very many values", `{"q": [` + strings.Repeat("1,", 300_000) + `1]}`, "too_many_values:1:400003"},
		{"columns count characters", `{"å": {"valu": 1}}`, "unknown_answer_key:1:8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := instrument.ParseAnswers("a.json", []byte(test.data))
			if !found(instrument.AsProblems(err), test.want) {
				t.Errorf("want %s, got %v", test.want, err)
			}
		})
	}
}

func TestOneLongLineCostsNoMoreThanManyShortOnes(t *testing.T) {
	start := time.Now()
	_, err := instrument.ParseAnswers("a.json", []byte(`{"q": [`+strings.Repeat("1,", 3_000_000)+`1]}`))
	if !found(instrument.AsProblems(err), "too_many_values:1:400003") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestWhatCouldBeReadIsKeptBesideTheProblems(t *testing.T) {
	answers, err := instrument.ParseAnswers("a.json", []byte(`{"q": {"value": 1, "x": 2}, "r": "yes"}`))
	if err == nil {
		t.Fatal("the unknown key should be reported")
	}
	same(t, "kept", answers.IDs(), []string{"q", "r"})
}

// TestAnswersAreCheckedAgainstThePack looks for code:line:col on the second line.
func TestAnswersAreCheckedAgainstThePack(t *testing.T) {
	tests := []struct{ name, answer, want string }{
		{"a question that does not exist", `"decide": "yes"`, "no_such_question:2:1"},
		{"information", `"welcome": "read"`, "takes_no_answer:2:12"},
		{"an option that does not exist", `"decides": {"value": "maybe"}`, "no_such_option:2:22"},
		{"a list for one choice", `"decides": ["yes"]`, "wrong_answer_type:2:12"},
		{"one choice for a list", `"data": "health"`, "wrong_answer_type:2:9"},
		{"an option chosen twice", `"data": ["health", "health"]`, "chosen_twice:2:20"},
		{"an option that excludes the others", `"data": ["health", "none"]`, "exclusive:2:9"},
		{"an unknown option in a list", `"data": ["health", "age"]`, "no_such_option:2:20"},
		{"text for a number", `"people": "12"`, "wrong_answer_type:2:11"},
		{"a number that is too small", `"people": -1`, "too_small:2:11"},
		{"a number beyond all bounds", `"people": 1e999`, "wrong_answer_type:2:11"},
		{"true for text", `"problem": true`, "wrong_answer_type:2:12"},
		{"text that is too long", `"problem": "` + strings.Repeat("å", 20_001) + `"`, "too_long:2:12"},
		{"not applicable where it is not allowed", `"decides": {"state": "not_applicable", "reason": "r"}`, "state_not_allowed:2:12"},
		{"not applicable without a reason", `"data": {"state": "not_applicable", "reason": " "}`, "no_reason:2:9"},
		{"a group that is text", `"reviewers": "all"`, "wrong_answer_type:2:14"},
		{"an unknown field", `"reviewers": [{"name": "x"}]`, "no_such_field:2:24"},
		{"a cell of the wrong type", `"reviewers": [{"role": "x"}, {"role": 5}]`, "wrong_answer_type:2:39"},
		{"a cell with line breaks", `"reviewers": [{"role": "x\ny"}]`, "one_line:2:24"},
		{"a group within a group", `"reviewers": [{"role": [{"role": "x"}]}]`, "wrong_answer_type:2:24"},
	}
	pack := demo(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answers := parseAnswers(t, "{\"answers\": {\n"+test.answer+"}}")
			problems := answers.Check(pack)
			if len(problems) != 1 || !found(problems, test.want) {
				t.Errorf("want %s, got %v", test.want, problems)
			}
			result := instrument.Evaluate(pack, answers, day)
			if strings.HasPrefix(test.want, "no_such_question") {
				same(t, "ignored", len(result.Ignored), 1)
				return
			}
			same(t, "problems in the result", codes(result.Problems), codes(problems))
		})
	}
}

func TestDatesMustBeInTheCalendar(t *testing.T) {
	pack := mustParse(t, packOf("  - {id: due, section: s, type: date, label: {sv: När, en: When}}\n"))
	for text, want := range map[string]bool{
		"2028-02-29": true, "2027-02-29": false, "2027-2-1": false, "27-02-01": false, "2027-13-01": false, "igår": false,
	} {
		problems := answersOf(pack, given{"due": text}).Check(pack)
		if got := len(problems) == 0; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestAnswersToAnotherInstrumentOrVersion(t *testing.T) {
	pack := demo(t)
	other := parseAnswers(t, `{"instrument": "else", "version": "0.9.0", "answers": {}}`).Check(pack)
	same(t, "codes", codes(other), []string{"other_instrument", "other_version"})
	same(t, "the version alone is a warning", codes(other.Warnings()), []string{"other_version"})
}

func TestProblemsSpeakBothLanguages(t *testing.T) {
	problems := parseAnswers(t, `{"decide": "yes"}`).Check(demo(t))
	same(t, "English", problems[0].In(instrument.English),
		`a.json:1:2: there is no question decide in demo. The answer is kept but does not count. Correct the id or remove the answer. Did you mean "decides"?`)
	same(t, "Swedish", problems[0].In(instrument.Swedish),
		`a.json:1:2: frågan decide finns inte i demo. Svaret behålls men räknas inte. Rätta id eller ta bort svaret. Menade du "decides"?`)
}

func TestBlankTextAndEmptyListsAreNoAnswers(t *testing.T) {
	pack := mustParse(t, packOf(
		"  - {id: text, section: s, type: text, label: {sv: T, en: T}}\n"+
			"  - {id: few, section: s, type: choices, label: {sv: S, en: S}, options: [{id: x, label: {sv: X, en: X}}]}\n"+
			"  - {id: any, section: s, type: choices, min: 0, label: {sv: A, en: A}, options: [{id: x, label: {sv: X, en: X}}]}\n"))
	answers := answersOf(pack, given{"text": " \t", "some": []string{}, "any": []string{}})
	result := instrument.Evaluate(pack, answers, day)
	same(t, "missing", missing(result), []string{"question text unanswered", "question few unanswered"})
}
