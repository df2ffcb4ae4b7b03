package instrument_test

import (
	"slices"
	"testing"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

type given = map[string]any

const (
	unanswered    = instrument.Unanswered
	doNotKnow     = instrument.DoNotKnow
	notApplicable = instrument.NotApplicable
)

// shown tells how a condition on questions a, b (yes, partly, no) and n (number) comes out.
func shown(t *testing.T, condition string, answers given) instrument.State {
	t.Helper()
	pack := mustParse(t, packOf(
		yesNo("gate")+
			yesNo("a", "not_applicable: true")+yesNo("b", "not_applicable: true")+
			numeric("n", "not_applicable: true")+
			yesNo("h", `when: 'gate = "yes"'`)+numeric("m", `when: 'gate = "yes"'`)+
			yesNo("target", "when: '"+condition+"'")))
	result := instrument.Evaluate(pack, answersOf(pack, answers), day)
	for _, q := range result.Questions {
		if q.ID == "target" {
			return q.State
		}
	}
	t.Fatal("the target is not in the result")
	return ""
}

func TestConditionsAreDecidedOnlyByWhatIsKnown(t *testing.T) {
	const (
		visible      = instrument.Unanswered // the target itself is not answered
		hidden       = instrument.Hidden
		undetermined = instrument.Undetermined
	)
	tests := []struct {
		name      string
		condition string
		answers   given
		want      instrument.State
	}{
		{"a true comparison shows", `a = "yes"`, given{"a": "yes"}, visible},
		{"a false comparison hides", `a = "yes"`, given{"a": "no"}, hidden},
		{"equality with an unanswered question is not false", `a = "yes"`, given{}, undetermined},
		{"inequality with an unanswered question is not true", `a != "yes"`, given{}, undetermined},
		{"do not know is as unknown as unanswered", `a = "yes"`, given{"a": doNotKnow}, undetermined},
		{"not applicable is known, and equal to nothing", `a = "yes"`, given{"a": notApplicable}, hidden},
		{"a hidden question is known, and equal to nothing", `h = "yes"`, given{"gate": "no", "h": "yes"}, hidden},
		{"a question that may be shown is unknown", `h = "yes"`, given{"h": "yes"}, undetermined},
		{"or is decided by one true side", `a = "yes" or b = "yes"`, given{"b": "yes"}, visible},
		{"or is not decided by one false side", `a = "yes" or b = "yes"`, given{"b": "no"}, undetermined},
		{"and is decided by one false side", `a = "yes" and b = "yes"`, given{"b": "no"}, hidden},
		{"and is not decided by one true side", `a = "yes" and b = "yes"`, given{"b": "yes"}, undetermined},
		{"not passes the unknown on", `not(a = "yes")`, given{}, undetermined},
		{"not of a decided or is decided", `not(a = "yes" or b = "yes")`, given{"b": "yes"}, hidden},
		{"if does not fall to else on the unknown", `if a = "yes" then false else true`, given{}, undetermined},
		{"if needs only the branch taken", `if a = "yes" then b = "yes" else true`, given{"a": "no"}, visible},
		{"in with an unanswered question is undetermined", `a in ("yes", "partly")`, given{}, undetermined},
		{"in with an answered question is decided", `a in ("yes", "partly")`, given{"a": "partly"}, visible},
		{"asking for null is decided when unanswered", `a = null`, given{}, visible},
		{"asking for null is decided when answered", `a = null`, given{"a": "no"}, hidden},
		{"not null is decided", `a != null`, given{}, hidden},
		{"asking for null of a question that may be shown is not", `h = null`, given{"h": "no"}, undetermined},
		{"state is decided when unanswered", `state("a") = "unanswered"`, given{}, visible},
		{"state tells do not know", `state("a") = "do_not_know"`, given{"a": doNotKnow}, visible},
		{"state tells not applicable", `state("a") = "not_applicable"`, given{"a": notApplicable}, visible},
		{"state tells hidden", `state("h") = "hidden"`, given{"gate": "no"}, visible},
		{"state of a question that may be shown is unknown", `state("h") = "hidden"`, given{}, undetermined},
		{"a null from the comparison itself does not hide", `n > 3`, given{"n": notApplicable}, undetermined},
		{"a null because of a hidden question is not met", `m > 3`, given{"gate": "no", "m": 5}, hidden},
		{"a null because of a hidden question, negated, is not met", `not(m > 3)`, given{"gate": "no"}, hidden},
		{"a null because of a hidden question leaves the rest alone", `m > 3 or a = "yes"`, given{"gate": "no", "a": "yes"}, visible},
		{"a null because of hidden and not applicable together", `m > n`, given{"gate": "no", "n": notApplicable}, undetermined},
		{"a guarded comparison is decided", `n != null and n > 3`, given{"n": notApplicable}, hidden},
		{"numbers compare exactly", `n = 0.3`, given{"n": decimal("0.30")}, visible},
		{"a number above shows", `n > 3`, given{"n": 4}, visible},
		{"the unknown within a list is unknown", `list contains([a, "no"], "yes")`, given{}, undetermined},
		{"an unknown in an unreached branch is no matter", `n > 3 or (n < 2 and a = "yes")`, given{"n": 3}, hidden},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := shown(t, test.condition, test.answers); got != test.want {
				t.Errorf("%s with %v: %s, want %s", test.condition, test.answers, got, test.want)
			}
		})
	}
}

func decimal(text string) instrument.Decimal {
	d, err := instrument.ParseDecimal(text)
	if err != nil {
		panic(err) // a mistake in the test itself
	}
	return d
}

func TestUndeterminedQuestionSaysWhatItWaitsFor(t *testing.T) {
	pack := mustParse(t, packOf(yesNo("a")+yesNo("b", `when: 'a = "yes"'`)+yesNo("c", `when: 'b = "yes"'`)))
	result := instrument.Evaluate(pack, answersOf(pack, given{}), day)
	same(t, "visible", result.Visible, []string{"a"})
	same(t, "undetermined", result.Undetermined, []string{"b", "c"})
	same(t, "missing", missing(result), []string{
		"question a unanswered",
		"question b undetermined needs a",
		"question c undetermined needs a",
	})
}

func TestHiddenAnswersAreKeptButNeverCount(t *testing.T) {
	pack := mustParse(t, packOf(
		yesNo("a")+
			yesNo("b", `when: 'a = "yes"'`, `findings: [{on: no, severity: high, text: {sv: Fel, en: Wrong}}]`)+
			yesNo("c", `when: 'b = "no"'`),
		`scores: [{id: points, title: {sv: Poäng, en: Points}, value: 'if b = "no" then 5 else 0'}]`))
	hidden := instrument.Evaluate(pack, answersOf(pack, given{"a": "no", "b": "no", "c": "yes"}), day)
	same(t, "visible", hidden.Visible, []string{"a"})
	same(t, "findings", findingIDs(hidden), []string(nil))
	same(t, "score", hidden.Scores[0].Value.String(), "0")
	same(t, "nothing found", hidden.NothingFound, true)
	same(t, "kept", hidden.Questions[1].Kept, true)

	again := instrument.Evaluate(pack, answersOf(pack, given{"a": "yes", "b": "no", "c": "yes"}), day)
	same(t, "visible", again.Visible, []string{"a", "b", "c"})
	same(t, "findings", findingIDs(again), []string{"b__no high"})
	same(t, "score", again.Scores[0].Value.String(), "5")
}

func TestSectionConditionRulesItsQuestions(t *testing.T) {
	pack := demo(t)
	states := func(answers given) []string {
		return instrument.Evaluate(pack, answersOf(pack, answers), day).Visible
	}
	same(t, "no decisions", slices.Contains(states(given{"decides": "no"}), "review"), false)
	same(t, "decisions", slices.Contains(states(given{"decides": "partly"}), "review"), true)
	result := instrument.Evaluate(pack, answersOf(pack, given{}), day)
	same(t, "waiting", result.Undetermined, []string{"review", "reviewers"})
	same(t, "progress", result.Progress[1].State, instrument.SectionUndetermined)
}

func TestNothingFoundIsSaidOnlyWhenAllThatCanRaiseIsAnswered(t *testing.T) {
	finding := `findings: [{on: no, severity: high, text: {sv: Fel, en: Wrong}}]`
	source := packOf(
		yesNo("a", "not_applicable: true", finding)+yesNo("free")+yesNo("b", `when: 'free = "yes"'`, finding),
		`findings: [{id: across, when: 'a = "yes" and free = "partly"', severity: low, text: {sv: Fel, en: Wrong}}]`)
	tests := []struct {
		name    string
		answers given
		want    bool
	}{
		{"nothing answered", given{}, false},
		{"all answered well", given{"a": "yes", "free": "yes", "b": "yes"}, true},
		{"one unanswered", given{"a": "yes", "free": "yes"}, false},
		{"one not known", given{"a": doNotKnow, "free": "no"}, false},
		{"a hidden one is no hindrance", given{"a": "yes", "free": "no"}, true},
		{"not applicable is an answer", given{"a": notApplicable, "free": "no"}, true},
		{"a condition waits", given{"a": "yes"}, false},
		{"a finding is raised", given{"a": "no", "free": "no"}, false},
		{"an answer is to be looked over", given{
			"a": instrument.Answer{State: instrument.Answered, Value: "yes", Recheck: true}, "free": "no",
		}, false},
		{"an answer does not fit", given{"a": "maybe", "free": "no"}, false},
	}
	pack := mustParse(t, source)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			result := instrument.Evaluate(pack, answersOf(pack, test.answers), day)
			if result.NothingFound != test.want {
				t.Errorf("nothing found: %v, want %v; missing %v", result.NothingFound, test.want, missing(result))
			}
		})
	}
	none := mustParse(t, packOf(yesNo("a")))
	if instrument.Evaluate(none, answersOf(none, given{"a": "yes"}), day).NothingFound {
		t.Error("a pack without findings must not say that nothing was found")
	}
}

func TestFindingsByStateAndAnswer(t *testing.T) {
	source := packOf(yesNo("a", "not_applicable: true", `findings: [
      {on: missing, severity: low, text: {sv: M, en: M}},
      {on: do_not_know, severity: moderate, text: {sv: D, en: D}},
      {on: not_applicable, severity: high, text: {sv: N, en: N}},
      {on: [no, partly], severity: critical, text: {sv: X, en: X}}]`))
	pack := mustParse(t, source)
	tests := []struct {
		answer any
		want   []string
	}{
		{unanswered, []string{"a__missing low"}},
		{doNotKnow, []string{"a__do_not_know moderate"}},
		{notApplicable, []string{"a__not_applicable high"}},
		{"no", []string{"a__no_partly critical"}},
		{"partly", []string{"a__no_partly critical"}},
		{"yes", nil},
	}
	for _, test := range tests {
		result := instrument.Evaluate(pack, answersOf(pack, given{"a": test.answer}), day)
		same(t, "findings", findingIDs(result), test.want)
	}
}

func TestFindingNamesTheAnswersBehindIt(t *testing.T) {
	pack := demo(t)
	result := instrument.Evaluate(pack, answersOf(pack, given{
		"decides": "yes", "people": 5000, "review": "no", "data": []string{"health", "income"},
	}), day)
	same(t, "findings", findingIDs(result), []string{
		"data__health critical", "unreviewed_at_scale critical", "problem__missing high", "review__no_partly low",
	})
	health, across := result.Findings[0], result.Findings[1]
	same(t, "provisions of the question", health.Provisions, []string{"celex/32016R0679#9.1"})
	same(t, "trigger", health.On, "health")
	same(t, "label", health.Answers[0].Label.SV, "Hälsa, Inkomst")
	var behind []string
	for _, a := range across.Answers {
		behind = append(behind, a.Question)
	}
	same(t, "answers through values", behind, []string{"decides", "people", "review"})
}

func TestRuleThatDoesNotApplyYetIsOfLowSeverity(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{"decides": "yes", "review": "partly"})
	tests := []struct {
		today    date.Date
		severity instrument.Severity
		force    instrument.Force
	}{
		{date.Must(2027, 12, 1), instrument.SeverityLow, instrument.NotYet},
		{date.Must(2027, 12, 2), instrument.SeverityHigh, instrument.InForce},
		{date.Date{}, instrument.SeverityHigh, instrument.ForceUnsure},
	}
	for _, test := range tests {
		result := instrument.Evaluate(pack, answers, instrument.Options{Today: test.today})
		i := slices.IndexFunc(result.Findings, func(f instrument.Finding) bool { return f.Question == "review" })
		f := result.Findings[i]
		if f.Severity != test.severity || f.Force != test.force || f.Declared != instrument.SeverityHigh {
			t.Errorf("on %v: %s %s, declared %s", test.today, f.Severity, f.Force, f.Declared)
		}
		same(t, "dates", append([]string{f.AppliesFrom}, f.DisputedFrom...), []string{"2027-12-02", "2026-08-02"})
	}
}

func TestScoreSoFarHasNoLevelUntilComplete(t *testing.T) {
	pack := demo(t)
	part := instrument.Evaluate(pack, answersOf(pack, given{"decides": "yes"}), day).Scores[0]
	if part.Complete || part.Level != nil || part.Value.String() != "3" {
		t.Errorf("so far: %+v", part)
	}
	same(t, "needs", part.Needs, []string{"people"})
	whole := instrument.Evaluate(pack, answersOf(pack, given{"decides": "yes", "people": 1001}), day).Scores[0]
	if !whole.Complete || whole.Level == nil || whole.Level.ID != "large" || whole.Max.String() != "5" {
		t.Errorf("complete: %+v", whole)
	}
}

func TestOutcomeSaysWhy(t *testing.T) {
	pack := demo(t)
	evaluate := func(answers given) instrument.Outcome {
		return instrument.Evaluate(pack, answersOf(pack, answers), day).Outcome
	}
	open := evaluate(given{"decides": "yes"})
	same(t, "state", open.State, instrument.OutcomeUndetermined)
	same(t, "possible", open.Possible, []string{"stop", "careful", "go"})
	same(t, "needs", open.Needs, []string{"data", "people", "review"})

	stop := evaluate(given{"data": []string{"health"}})
	same(t, "one critical finding decides while others wait", stop.ID, "stop")
	same(t, "findings", stop.Why.Findings, []string{"data__health"})
	same(t, "answers behind the findings", stop.Why.Answers[0].Question, "data")

	careful := evaluate(given{"decides": "yes", "people": 2000, "data": []string{"none"}, "review": "yes"})
	same(t, "outcome", careful.ID, "careful")
	same(t, "rejected", careful.Why.Rejected, []string{"stop"})
	same(t, "score", careful.Why.Scores[0].Value.String(), "5")
	var behind []string
	for _, a := range careful.Why.Answers {
		behind = append(behind, a.Question)
	}
	same(t, "answers", behind, []string{"decides", "people"})
}

func TestGroupRowsCountWhenComplete(t *testing.T) {
	pack := demo(t)
	row := func(role, trained string) instrument.Row {
		r := instrument.Row{"role": instrument.Value(role)}
		if trained != "" {
			r["trained"] = instrument.Value(trained)
		}
		return r
	}
	base := given{"problem": "P", "decides": "yes", "people": 10, "data": []string{"none"}, "review": "yes"}
	evaluate := func(rows ...instrument.Row) instrument.Result {
		answers := answersOf(pack, base)
		answers.Items["reviewers"] = instrument.Value(rows)
		return instrument.Evaluate(pack, answers, day)
	}
	same(t, "untrained", findingIDs(evaluate(row("jurist", "no"))), []string{"untrained moderate"})
	same(t, "trained", evaluate(row("jurist", "yes")).NothingFound, true)
	half := evaluate(row("jurist", "yes"), row("handläggare", ""))
	same(t, "half a row", half.NothingFound, false)
	same(t, "missing", missing(half), []string{"question reviewers incomplete", "finding untrained undetermined needs reviewers"})
}

func TestOptionalQuestionIsNotMissingUntilSomethingNeedsIt(t *testing.T) {
	pack := mustParse(t, packOf(yesNo("a", "optional: true")+yesNo("b", "optional: true")+yesNo("c", `when: 'b = "yes"'`)))
	result := instrument.Evaluate(pack, answersOf(pack, given{}), day)
	same(t, "missing", missing(result), []string{"question c undetermined needs b"})
}

func TestAnswersThatDoNotFitCountAsUnanswered(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{"decides": "maybe", "people": "many", "ghost": "x"})
	result := instrument.Evaluate(pack, answers, day)
	same(t, "problems", codes(result.Problems), []string{"no_such_option", "wrong_answer_type"})
	same(t, "ignored", result.Ignored, []string{"ghost"})
	if !slices.Contains(missing(result), "question decides invalid") {
		t.Errorf("missing: %v", missing(result))
	}
}

func TestTodayComesFromTheOptions(t *testing.T) {
	pack := mustParse(t, packOf(
		"  - {id: due, section: s, type: date, label: {sv: När, en: When}}\n",
		`findings: [{id: late, when: 'due < today()', severity: low, text: {sv: Sent, en: Late}}]`))
	answers := answersOf(pack, given{"due": "2026-11-21"})
	same(t, "late", findingIDs(instrument.Evaluate(pack, answers, day)), []string{"late low"})
	early := instrument.Options{Today: date.Must(2026, 11, 21)}
	same(t, "not late", findingIDs(instrument.Evaluate(pack, answers, early)), []string(nil))
}

func TestTraceIsFreeUnlessAskedFor(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{"decides": "yes"})
	same(t, "off", len(instrument.Evaluate(pack, answers, day).Trace), 0)
	on := day
	on.Trace = true
	steps := instrument.Evaluate(pack, answers, on).Trace
	i := slices.IndexFunc(steps, func(s instrument.Step) bool { return s.Path == "values[1].value" })
	if i < 0 {
		t.Fatalf("no step for the value automatic in %v", steps)
	}
	same(t, "source", steps[i].Source, `decides = "yes" and many`)
	same(t, "needs", steps[i].Needs, []string{"people"})
}

func TestEvaluationStopsAtItsLimit(t *testing.T) {
	pack := mustParse(t, packOf(numeric("n"),
		`findings: [{id: long, when: 'count(for i in 1..n return i) > 5', severity: low, text: {sv: L, en: L}}]`))
	options := day
	options.Limits.EvalSteps = 1000
	result := instrument.Evaluate(pack, answersOf(pack, given{"n": 1_000_000}), options)
	same(t, "missing", missing(result), []string{"finding long null"})
	same(t, "nothing found", result.NothingFound, false)
}

func TestPackMadeByHandIsNoPanic(t *testing.T) {
	for _, pack := range []*instrument.Pack{nil, {}} {
		if got := instrument.Evaluate(pack, instrument.Answers{}, day).Outcome.State; got != instrument.OutcomeNone {
			t.Errorf("outcome %s", got)
		}
	}
}
