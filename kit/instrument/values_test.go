package instrument_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/instrument"
)

const everyType = `  - {id: line, section: s, type: text, label: {sv: Är rad, en: Is line}}
  - {id: short, section: s, type: text, max_length: 5, label: {sv: Är kort, en: Is short}}
  - {id: long, section: s, type: long_text, label: {sv: Är lång, en: Is long}}
  - {id: one, section: s, type: choice, label: {sv: Är en, en: Is one}, options: [{id: a, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}]}
  - {id: many, section: s, type: choices, min: 2, max: 3, label: {sv: Är flera, en: Is many}, options: [{id: a, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}, {id: c, label: {sv: C, en: C}}, {id: d, label: {sv: D, en: D}}, {id: none, exclusive: true, label: {sv: Inget, en: None}}]}
  - {id: free, section: s, type: choices, label: {sv: Är fritt, en: Is free}, options: [{id: a, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}, {id: none, exclusive: true, label: {sv: Inget, en: None}}]}
  - {id: n, section: s, type: number, min: -1.5, max: 10, label: {sv: Är n, en: Is n}}
  - {id: day, section: s, type: date, label: {sv: Är dag, en: Is day}}
  - {id: yes, section: s, type: yes_partly_no, not_applicable: true, label: {sv: Är ja, en: Is yes}}
  - {id: proof, section: s, type: evidence, label: {sv: Är bevis, en: Is proof}}
  - {id: info, section: s, type: information, label: {sv: Att läsa, en: To read}}
`

func TestEveryTypeOfQuestionTakesItsOwnAnswersOnly(t *testing.T) {
	pack := mustParse(t, packOf(everyType))
	for _, c := range []struct {
		id    string
		value any
		want  string // the codes of the problems
	}{
		{"line", "text", ""},
		{"line", "", ""},
		{"line", strings.Repeat("å", 1000), ""},
		{"line", strings.Repeat("å", 1001), "too_long"},
		{"line", "två\nrader", "one_line"},
		{"line", "två\rrader", "one_line"},
		{"line", 5, "wrong_answer_type"},
		{"line", []string{"x"}, "wrong_answer_type"},
		{"line", true, "wrong_answer_type"},
		{"line", nil, "wrong_answer_type"},
		{"short", "å😀ååå", ""},
		{"short", "ååååå!", "too_long"},
		{"long", "två\nrader", ""},
		{"long", strings.Repeat("x", 20_000), ""},
		{"long", strings.Repeat("x", 20_001), "too_long"},
		{"one", "a", ""},
		{"one", "c", "no_such_option"},
		{"one", "A", "no_such_option"},
		{"one", "", "no_such_option"},
		{"one", []string{"a"}, "wrong_answer_type"},
		{"many", []string{"a", "b"}, ""},
		{"many", []string{"a", "b", "c"}, ""},
		{"many", []string{"a"}, "too_few"},
		{"many", []string{"a", "b", "c", "d"}, "too_many"},
		{"many", []string{"a", "a"}, "chosen_twice"},
		{"many", []string{"a", "x"}, "no_such_option"},
		{"many", []string{"a", "none"}, "exclusive"},
		{"many", "a", "wrong_answer_type"},
		{"free", []string{"none"}, ""},
		{"free", []string{"none", "a"}, "exclusive"},
		{"free", []string{"none", "none"}, "chosen_twice"},
		{"free", []string{"a"}, ""},
		{"n", 10, ""},
		{"n", int64(-1), ""},
		{"n", decimal("-1.5"), ""},
		{"n", decimal("-1.50"), ""},
		{"n", decimal("-1.5000000000000000000000000000001"), "too_small"},
		{"n", decimal("10.0000000000000000000000000000001"), "too_big"},
		{"n", decimal("1e1"), ""},
		{"n", json.Number("9.99"), ""},
		{"n", json.Number("1e999"), "wrong_answer_type"},
		{"n", 1.5, "wrong_answer_type"}, // a float is not what somebody wrote
		{"n", "5", "wrong_answer_type"},
		{"day", "2024-02-29", ""},
		{"day", "2026-02-29", "bad_date"},
		{"day", "2026-2-9", "bad_date"},
		{"day", "2026", "bad_date"},
		{"day", "2026-11-22T00:00:00Z", "bad_date"},
		{"day", "", "bad_date"},
		{"day", time.Now(), "wrong_answer_type"},
		{"yes", "yes", ""},
		{"yes", "partly", ""},
		{"yes", "no", ""},
		{"yes", "ja", "no_such_option"},
		{"yes", true, "wrong_answer_type"},
		{"yes", instrument.NotApplicable, ""},
		{"yes", instrument.DoNotKnow, ""},
		{"yes", instrument.Answer{State: instrument.NotApplicable}, "no_reason"},
		{"yes", instrument.Answer{State: instrument.NotApplicable, Reason: "  "}, "no_reason"},
		{"yes", instrument.Answer{State: "maybe"}, "bad_state"},
		{"yes", instrument.Answer{State: instrument.Hidden}, "bad_state"},
		{"one", instrument.NotApplicable, "state_not_allowed"},
		{"proof", "https://example.org/bilaga.pdf", ""},
		{"proof", strings.Repeat("x", 2001), "too_long"},
		{"info", "x", "takes_no_answer"},
		{"nobody", "x", "no_such_question"},
	} {
		problems := answersOf(pack, given{c.id: c.value}).Check(pack)
		if got := strings.Join(codes(problems), " "); got != c.want {
			t.Errorf("%s answered %.40v: %q, want %q: %v", c.id, c.value, got, c.want, problems)
		}
		for _, p := range problems {
			if !strings.Contains(p.Path, c.id) {
				t.Errorf("%s answered %.40v: the problem is at %q", c.id, c.value, p.Path)
			}
		}
	}
}

func TestNumbersAreWrittenAsJSONWhateverTheirZeros(t *testing.T) {
	for text, want := range map[string]string{
		"7": "7", "007": "7", "0": "0", "000": "0", "-0": "-0", "-007.50": "-7.50", "00.5": "0.5", "0.50": "0.50", "1e3": "1e3", "01e+05": "1e+05",
		"100": "100", "-100": "-100", "0e0": "0e0",
	} {
		d := decimal(text)
		got, err := json.Marshal(map[string]any{"n": d})
		if err != nil || string(got) != `{"n":`+want+`}` {
			t.Errorf("%s is written as %s, %v; want %s", text, got, err, want)
		}
		again, err := instrument.ParseDecimal(want)
		if err != nil || again.Cmp(d) != 0 || d.String() != text {
			t.Errorf("%s comes back as %s, %v", d, again, err)
		}
	}
}
