package instrument_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/kit/instrument"
)

const ok = `id: small
version: 1.0.0
title: {sv: Liten, en: Small}
sections:
  - {id: s, title: {sv: Avsnitt, en: Section}}
questions:
  - id: a
    section: s
    type: choice
    label: {sv: Välj, en: Choose}
    options:
      - {id: red, label: {sv: Röd, en: Red}}
      - {id: blue, label: {sv: Blå, en: Blue}}
  - id: n
    section: s
    type: number
    label: {sv: Antal, en: Number}
    when: a = "red"
values:
  - {id: big, value: n > 10}
scores:
  - id: points
    title: {sv: Poäng, en: Points}
    value: if big then 2 else 1
    max: 2
    levels:
      - {id: low, up_to: 1, title: {sv: Låg, en: Low}}
      - {id: high, title: {sv: Hög, en: High}}
findings:
  - {id: f, when: big, severity: high, text: {sv: Stort, en: Big}}
outcomes:
  - {id: good, when: not(raised_high), title: {sv: Bra, en: Good}}
  - {id: rest, when: true, title: {sv: Annat, en: Other}}
`

// TestEveryMistakeIsFoundWhereItStands edits a sound pack and looks for the problem, as code:line:col.
func TestEveryMistakeIsFoundWhereItStands(t *testing.T) {
	tests := []struct {
		name     string
		old, new string
		want     string
	}{
		{"an id in upper case", "id: small", "id: Small", "bad_id:1:5"},
		{"an id that begins with a digit", "  - id: n\n", "  - id: 1n\n", "bad_id:14:9"},
		{"a version that is no version", "1.0.0", "1.0", "wrong_type:2:10"},
		{"a language missing", "{sv: Röd, en: Red}", "{sv: Röd}", "missing_language:12:19"},
		{"a text of blanks", "{sv: Röd, en: Red}", "{sv: '', en: Red}", "empty_text:12:31"},
		{"an unknown key", "max: 2", "maks: 2", "unknown_key:25:5"},
		{"an unknown type", "type: number", "type: integer", "not_one_of:16:11"},
		{"a key that is missing", "    type: number\n", "", "missing_key:14:5"},
		{"an id used twice", "id: big", "id: a", "duplicate_id:20:10"},
		{"an option used twice", "{id: blue", "{id: red", "duplicate_in_list:13:14"},
		{"an id that FEEL needs", "id: big, value: n > 10", "id: or, value: n > 10", "reserved_id:20:10"},
		{"a section that does not exist", "    section: s\n    type: number", "    section: t\n    type: number", "no_such_section:15:14"},
		{"a part that does not exist", "- {id: s,", "- {id: s, part: p,", "no_such_part:5:19"},
		{"a choice without options", "type: number", "type: choice", "options_missing:14:5"},
		{"a key that means nothing", "type: number", "type: number\n    max_length: 3", "key_not_for_type:17:5"},
		{"bounds that cross", "type: number", "type: number\n    min: 3\n    max: 2", "bounds_crossed:17:10"},
		{"a key twice", "max: 2", "max: 2\n    max: 3", "duplicate_key:26:5"},
		{"merging", "- {id: s,", "- {<<: {}, id: s,", "merge_key:5:6"},
		{"FEEL that does not parse", `a = "red"`, `a = = "red"`, "feel:18:15"},
		{"a name that does not exist", `a = "red"`, `b = "red"`, "feel_name:18:11"},
		{"an option that does not exist", `a = "red"`, `a = "read"`, "no_option_in_condition:18:15"},
		{"an option that does not exist, in a list", `a = "red"`, `a in ("red", "green")`, "no_option_in_condition:18:24"},
		{"a number compared with text", `a = "red"`, `a = 3`, "feel:18:11"},
		{"a condition that is a number", `a = "red"`, `n + 1`, "not_boolean:18:11"},
		{"a score that is text", "value: if big then 2 else 1", "value: a", "not_number:24:12"},
		{"a state of no question", `a = "red"`, `'state("b") = "hidden"'`, "not_question:18:12"},
		{"a state that is none", `a = "red"`, `'state("a") = "shown"'`, "not_a_state:18:25"},
		{"a state that is not constant", `a = "red"`, `state(a) = "hidden"`, "not_constant:18:11"},
		{"a level that does not exist", "when: big,", `when: 'points_level = "huge"',`, "not_a_level:30:35"},
		{"a question that rests on itself", `a = "red"`, `n > 1`, "cycle:18:11"},
		{"a value that rests on itself", "value: n > 10", "value: big", "cycle:20:22"},
		{"a circle through a value", `a = "red"`, "big", "cycle:18:11"},
		{"an id that is a level's name", "id: big, value: n > 10", "id: points_level, value: n > 10", "reserved_id:20:10"},
		{"an id that findings take", "id: big, value: n > 10", "id: raised_x, value: n > 10", "reserved_id:20:10"},
		{"an id that is the function", "id: big, value: n > 10", "id: state, value: n > 10", "reserved_id:20:10"},
		{"other mistakes beside an id used twice", "{id: big, value: n > 10}", "{id: a, value: n > x}", "feel_name:20:24"},
		{"a section that rests on its own question", "title: {sv: Avsnitt, en: Section}", "title: {sv: A, en: S}, when: 'n > 3'", "cycle:5:42"},
		{"a text of nothing but blanks", "{sv: Röd, en: Red}", "{sv: '  ', en: Red}", "empty_text:12:31"},
		{"raised outside outcomes", "when: big,", "when: raised_high,", "feel_name:30:19"},
		{"an outcome after one that is always true", "when: not(raised_high)", "when: true", "unreachable:33:5"},
		{"levels out of order", "{id: high, title", "{id: high, up_to: 1, title", "levels_order:28:27"},
		{"a level without an end in the middle", "up_to: 1, ", "", "level_open:27:9"},
		{"a day that does not exist", "severity: high, text", "severity: high, applies_from: 2026-02-30, text", "bad_date:30:54"},
		{"a severity that does not exist", "severity: high", "severity: hög", "not_one_of:30:34"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(ok, test.old) {
				t.Fatalf("the sound pack does not hold %q", test.old)
			}
			problems, err := instrument.Check("p.yaml", []byte(strings.Replace(ok, test.old, test.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if !found(problems, test.want) {
				t.Errorf("want %s, got:\n%v", test.want, problems.Error())
			}
		})
	}
}

func found(problems instrument.Problems, want string) bool {
	for _, p := range problems {
		if fmt.Sprintf("%s:%d:%d", p.Code, p.Line, p.Col) == want {
			return true
		}
	}
	return false
}

func TestWarningsDoNotStopAPack(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"a condition on a later question", "    type: choice\n", "    type: choice\n    when: state(\"n\") = \"hidden\" or true\n", "later_question"},
		{"a condition that is always true", `when: a = "red"`, "when: true", "always_true"},
		{"a condition that is never true", `when: a = "red"`, "when: false", "never_true"},
		{"no outcome at the end", "  - {id: rest, when: true, title: {sv: Annat, en: Other}}\n", "", "no_else"},
		{"an empty section", "questions:\n", "  - {id: t, title: {sv: Tom, en: Empty}}\nquestions:\n", "empty_section"},
		{"the same sentence in both languages", "{sv: Välj, en: Choose}", "{sv: En två tre fyra, en: En två tre fyra}", "same_text"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := strings.Replace(ok, test.old, test.new, 1)
			if test.name == "a condition on a later question" {
				source = strings.Replace(source, `when: a = "red"`, `optional: true`, 1)
			}
			pack := mustParse(t, source)
			got := codes(pack.Warnings())
			if len(got) == 0 || got[0] != test.want {
				t.Errorf("warnings %v, want %s", got, test.want)
			}
		})
	}
	same(t, "the sound pack", codes(mustParse(t, ok).Warnings()), []string(nil))
}

func TestAllMistakesAreReportedAtOnceInOrder(t *testing.T) {
	data, err := os.ReadFile("testdata/broken.yaml")
	if err != nil {
		t.Fatal(err)
	}
	problems, err := instrument.Check("broken.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, p := range problems {
		fmt.Fprintln(&out, p.In(instrument.English))
		fmt.Fprintln(&out, "  "+p.In(instrument.Swedish))
	}
	golden(t, "broken.golden", out.Bytes())
}

func TestProvisionsAreResolvedWhenAskedFor(t *testing.T) {
	resolve := func(target string) error {
		if target == "sfs/2017:900#P9S1" {
			return nil
		}
		return errors.New("not in content/provisions")
	}
	data, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	problems, err := instrument.Check("demo.yaml", data, instrument.WithResolve(resolve))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "problems", codes(problems), []string{"no_such_provision"})
	if !strings.Contains(problems[0].String(), "celex/32016R0679#9.1") {
		t.Errorf("the problem should name the provision: %v", problems[0])
	}
}

func TestHostileFilesAreRefusedWithAReason(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		previous := strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 10), ",")
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, previous)
	}
	tests := []struct {
		name string
		data string
		want string
	}{
		{"nothing", "", "empty"},
		{"blanks", " \n\n", "empty"},
		{"not YAML", "id: [", "yaml"},
		{"not UTF-8", "id: sm\xe5\n", "encoding"},
		{"a list", "- a\n- b\n", "wrong_type"},
		{"a scalar", "hello", "wrong_type"},
		{"an alias bomb", bomb, "too_many_nodes"},
		{"an alias of itself", "id: &a [*a]\n", "alias_loop"},
		{"deep brackets", "id: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "too_deep"},
		{"deep lists", "id:\n" + strings.Repeat("- ", 60) + "x\n", "too_deep"},
		{"a huge file", "# " + strings.Repeat("x", 5<<20), "too_large"},
		{"two documents", ok + "---\nid: other\n", "second_document"},
		{"a list as key", "? [a, b]\n: c\n", "key_not_text"},
		{"an unknown alias", "id: *nowhere\n", "yaml"},
		{"a huge number", strings.Replace(ok, "max: 2", "max: 1e999999999", 1), "feel"},
		{"a huge bound", strings.Replace(ok, "type: number", "type: number\n    min: 1e999999999", 1), "wrong_type"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := instrument.Parse("p.yaml", []byte(test.data))
			problems := instrument.AsProblems(err)
			if len(problems) == 0 || !strings.Contains(strings.Join(codes(problems), " "), test.want) {
				t.Errorf("want %s, got %v", test.want, err)
			}
			for _, p := range problems {
				if p.Line < 1 || p.What.SV == "" || p.What.EN == "" {
					t.Errorf("a problem without place or words: %+v", p)
				}
			}
		})
	}
}

func TestProblemsStopAtTheirLimit(t *testing.T) {
	source := packOf(strings.Repeat(yesNo("a"), 300))
	_, err := instrument.Parse("p.yaml", []byte(source), instrument.WithLimits(instrument.Limits{Problems: 10}))
	problems := instrument.AsProblems(err)
	if len(problems) != 11 || !strings.Contains(err.Error(), "more than 10 problems") {
		t.Errorf("%d problems:\n%v", len(problems), err)
	}
}

func TestByteOrderMarkAndAliasesAreFine(t *testing.T) {
	mustParse(t, "\uFEFF"+ok)
	aliased := strings.Replace(ok, "{sv: Röd, en: Red}", "&red {sv: Röd, en: Red}", 1)
	aliased = strings.Replace(aliased, "{sv: Blå, en: Blue}", "*red", 1)
	pack := mustParse(t, aliased)
	q, _ := pack.Question("a")
	same(t, "alias written out", q.Options[1].Label.EN, "Red")
}

func TestPositionsWithinBlockAndQuotedConditions(t *testing.T) {
	tests := []struct{ name, when, want string }{
		{"literal block", "|\n      a =\n        \"read\"", "no_option_in_condition:20:9"},
		{"double quotes", `"a = \"read\""`, "no_option_in_condition:18:16"},
		{"single quotes", `'a = "read"'`, "no_option_in_condition:18:16"},
		{"folded block points at its start", ">\n      a =\n      \"read\"", "no_option_in_condition:18:11"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source := strings.Replace(ok, `when: a = "red"`, "when: "+test.when, 1)
			problems, err := instrument.Check("p.yaml", []byte(source))
			if err != nil || !found(problems, test.want) {
				t.Errorf("want %s, got %v\n%v", test.want, err, problems.Error())
			}
		})
	}
}

func TestHashIsOfTheFileAsItWasRead(t *testing.T) {
	a, b := mustParse(t, ok), mustParse(t, ok+"# comment\n")
	if len(a.Hash()) != 64 || a.Hash() == b.Hash() || a.Hash() != mustParse(t, ok).Hash() {
		t.Errorf("hashes %s and %s", a.Hash(), b.Hash())
	}
}

func TestLoadSaysWhichFile(t *testing.T) {
	fsys := fstest.MapFS{"x/bad.yaml": {Data: []byte("id: X\n")}}
	if _, err := instrument.Load(fsys, "x/bad.yaml"); err == nil || !strings.Contains(err.Error(), "x/bad.yaml:1:") {
		t.Errorf("error %v", err)
	}
	if _, err := instrument.Load(fsys, "x/none.yaml"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestComparisonsWithinGroupsAreChecked(t *testing.T) {
	data, err := os.ReadFile("testdata/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	source := strings.Replace(string(data), `trained = "no"`, `trained = "never"`, 1)
	problems, err := instrument.Check("demo.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "problems", codes(problems), []string{"no_option_in_condition"})
}
