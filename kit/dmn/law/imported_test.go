package law_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

const head = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:t="https://tillit.se/ns/dmn/1" `

// rates is imported. Its input, its decision and its knowledge model have the names of things in fees.
var rates = head + `id="r" name="rates" namespace="urn:rates">
<extensionElements><t:model id="rates" version="3" FROM TO RELEVANT>` + both("title", "Andelar", "Shares") + `</t:model></extensionElements>
<inputData id="age" name="age"><extensionElements><t:input>` + both("label", "Barnets ålder", "Age of the child") + `</t:input></extensionElements><variable name="age" typeRef="number"/></inputData>
<inputData id="asked" name="asked"><variable name="asked" typeRef="date"/></inputData>
<decision id="share" name="share"><extensionElements><t:decision>` + both("label", "Andel", "Share") + `</t:decision></extensionElements><variable name="share"/>
<informationRequirement><requiredInput href="#age"/></informationRequirement>
<decisionTable><input><inputExpression><text>age</text></inputExpression></input><output name="share"/>
<rule><extensionElements><t:rule outcome="decided"><t:provision target="sfs/2010:800#P7"/>` + both("reason", "Barnet är {age} år.", "The child is {age}.") + `</t:rule></extensionElements><inputEntry><text>[6..18)</text></inputEntry><outputEntry><text>0.5</text></outputEntry></rule>
<rule><extensionElements><t:rule outcome="person">` + both("reason", "Under sex år bedömer en människa.", "Below six a person judges.") + `</t:rule></extensionElements><inputEntry><text>&lt; 6</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>
<businessKnowledgeModel id="half" name="half"><extensionElements><t:decision outcome="OUTCOME"><t:provision target="sfs/2010:800#P8"/></t:decision></extensionElements><variable name="half"/>
<encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n / 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
</definitions>`

var fees = head + `id="f" name="fees" namespace="urn:fees">
<extensionElements><t:model id="fees" version="1" appliesFrom="2020-01-01" MAIN/></extensionElements>
<import name="rates" namespace="urn:rates" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
<inputData id="age" name="age"><extensionElements><t:input>` + both("label", "Din ålder", "Your age") + `</t:input></extensionElements><variable name="age" typeRef="number"/></inputData>
<inputData id="day" name="day"><variable name="day" typeRef="date"/></inputData>
<decision id="fee" name="fee"><variable name="fee"/>
<informationRequirement><requiredInput href="#age"/></informationRequirement><informationRequirement><requiredDecision href="urn:rates#share"/></informationRequirement>
<decisionTable><input><inputExpression><text>rates.share</text></inputExpression></input><output name="fee"/>
<rule><extensionElements><t:rule outcome="decided"><t:provision target="sfs/2017:900#P6"/>` + both("reason", "Du är {age} år och andelen är {rates.share}.", "You are {age}, and the share is {rates.share}.") + `</t:rule></extensionElements><inputEntry><text>&gt; 0</text></inputEntry><outputEntry><text>100 * rates.share</text></outputEntry></rule></decisionTable></decision>
<decision id="called" name="called"><variable name="called"/><informationRequirement><requiredInput href="#age"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="urn:rates#half"/></knowledgeRequirement>
<literalExpression><text>if age > 0 then rates.half(age) else age</text></literalExpression></decision>
<decision id="own" name="share"><variable name="share"/><informationRequirement><requiredInput href="#age"/></informationRequirement><literalExpression><text>age</text></literalExpression></decision>
</definitions>`

func both(element, sv, en string) string {
	return `<t:` + element + ` xml:lang="sv">` + sv + `</t:` + element + `><t:` + element + ` xml:lang="en">` + en + `</t:` + element + `>`
}

// question is what a test asks of fees, which imports rates.
type question struct {
	from, to, relevant, main string // attributes of the models
	outcome                  string // of the imported knowledge model
	decision                 string
	inputs                   string // JSON
	day                      date.Date
}

func (q question) ask(t *testing.T) (law.Answer, law.Law) {
	t.Helper()
	attribute := func(name, value string) string {
		if value == "" {
			return ""
		}
		return name + `="` + value + `"`
	}
	library := strings.NewReplacer("FROM", attribute("appliesFrom", q.from), "TO", attribute("appliesTo", q.to), "RELEVANT", attribute("relevantDate", q.relevant), "OUTCOME", q.outcome).Replace(rates)
	main := strings.Replace(fees, "MAIN", attribute("relevantDate", q.main), 1)
	m, err := dmn.Load([]byte(main), dmn.Options{Import: func(*dmn.Import) ([]byte, error) { return []byte(library), nil }})
	if err != nil {
		t.Fatal(err)
	}
	around, problems, err := law.ReadModel(m)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	target, err := m.Target(q.decision)
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := feel.FromJSON([]byte(q.inputs))
	if err != nil {
		t.Fatal(err)
	}
	result, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	return law.Explain(m, around, q.day, inputs, result, nil), around
}

const twoAges = `{"age": 40, "urn:rates#age": 10}`

func TestARuleOfAnImportedModelGivesItsReasonAndProvisions(t *testing.T) {
	a, around := question{decision: "fee", inputs: twoAges, day: date.Must(2026, 5, 4)}.ask(t)
	if a.Outcome != law.Decided || a.Value.NumberText() != "50" || len(a.Reasons) != 2 {
		t.Fatalf("%+v", a)
	}
	own, imported := a.Reasons[0], a.Reasons[1]
	if own.From != nil || own.Text.SV != "Du är 40 år och andelen är 0,5." || !slices.Equal(own.Provisions, []string{"sfs/2017:900#P6"}) {
		t.Errorf("own: %+v", own)
	}
	if own.Facts[0].Label.SV != "Andel" {
		t.Errorf("a value of the imported model is called %q", own.Facts[0].Label.SV)
	}
	if imported.Text.EN != "The child is 10." || !slices.Equal(imported.Provisions, []string{"sfs/2010:800#P7"}) || imported.Label.SV != "Andel" || imported.Rule != 1 {
		t.Errorf("imported: %+v", imported)
	}
	if imported.From == nil || imported.From.Model != "rates" || imported.From.Version != "3" || imported.From.Title.SV != "Andelar" || imported.From.Namespace != "urn:rates" {
		t.Errorf("from %+v", imported.From)
	}
	if imported.Facts[0].Label.SV != "Barnets ålder" || imported.Facts[0].Words.SV != "10" {
		t.Errorf("facts %+v", imported.Facts)
	}
	targets := around.Targets()
	if !slices.Contains(targets, "sfs/2010:800#P7") || !slices.Contains(targets, "sfs/2017:900#P6") {
		t.Errorf("targets %v", targets)
	}
}

func TestARuleOfAnImportedModelMayLeaveTheMatterToAPerson(t *testing.T) {
	a, _ := question{decision: "fee", inputs: `{"age": 40, "urn:rates#age": 3}`}.ask(t)
	if a.Outcome != law.Person || !slices.Equal(a.Causes, []law.Cause{law.ByRule}) || !a.Value.IsNull() {
		t.Fatalf("%+v", a)
	}
	if r := a.Reasons[1]; r.Outcome != law.Person || r.Text.SV != "Under sex år bedömer en människa." {
		t.Errorf("%+v", r)
	}
}

func TestAnImportedKnowledgeModelCarriesItsLaw(t *testing.T) {
	a, _ := question{decision: "called", inputs: `{"age": 8}`, outcome: "decided"}.ask(t)
	if a.Outcome != law.Decided || len(a.Reasons) != 2 || a.Reasons[1].From == nil || !slices.Equal(a.Reasons[1].Provisions, []string{"sfs/2010:800#P8"}) {
		t.Errorf("%+v", a)
	}
	a, _ = question{decision: "called", inputs: `{"age": 8}`, outcome: "person"}.ask(t)
	if a.Outcome != law.Person {
		t.Errorf("%+v", a)
	}
	a, _ = question{decision: "called", inputs: `{"age": 0}`, outcome: "person"}.ask(t)
	if a.Outcome != law.Decided {
		t.Errorf("it was not called: %+v", a)
	}
}

func TestTheImportedModelMustBeInForceOnTheRelevantDate(t *testing.T) {
	out := []law.Cause{law.ImportNotInForce}
	for name, tc := range map[string]struct {
		q      question
		causes []law.Cause
	}{
		"no time is said":        {question{}, nil},
		"on the last day":        {question{to: "2025-12-31", day: date.Must(2025, 12, 31)}, nil},
		"after the last day":     {question{to: "2025-12-31", day: date.Must(2026, 1, 1)}, out},
		"on the first day":       {question{from: "2026-01-01", day: date.Must(2026, 1, 1)}, nil},
		"before the first day":   {question{from: "2026-01-01", day: date.Must(2025, 12, 31)}, out},
		"the day is not known":   {question{from: "2026-01-01"}, out},
		"no use is made of it":   {question{to: "2025-12-31", day: date.Must(2026, 1, 1), decision: "share", inputs: `{"age": 1}`}, nil},
		"a function is called":   {question{to: "2025-12-31", day: date.Must(2026, 1, 1), decision: "called", inputs: `{"age": 1}`}, out},
		"a function is let be":   {question{to: "2025-12-31", day: date.Must(2026, 1, 1), decision: "called", inputs: `{"age": -1}`}, nil},
		"its own date decides":   {question{from: "2026-01-01", relevant: "asked", day: date.Must(2000, 1, 1), decision: "called", inputs: `{"age": 1, "asked": "2026-02-03"}`}, nil},
		"its own date is early":  {question{from: "2026-01-01", relevant: "asked", day: date.Must(2026, 3, 1), decision: "called", inputs: `{"age": 1, "asked": "2025-12-31"}`}, out},
		"its own date is none":   {question{from: "2026-01-01", relevant: "asked", day: date.Must(2026, 3, 1), decision: "called", inputs: `{"age": 1, "asked": "soon"}`}, out},
		"the model's date first": {question{from: "2026-01-01", relevant: "asked", main: "day", day: date.Must(2026, 3, 1), decision: "called", inputs: `{"age": 1, "day": "2026-03-01"}`}, nil},
		"the model's own time":   {question{main: "day", day: date.Must(2019, 12, 31), decision: "share", inputs: `{"age": 1, "day": "2019-12-31"}`}, []law.Cause{law.NoVersion}},
		"the model's day is not": {question{main: "day", decision: "share", inputs: `{"age": 1}`}, []law.Cause{law.NoVersion}},
	} {
		t.Run(name, func(t *testing.T) {
			q := tc.q
			if q.decision == "" {
				q.decision, q.inputs = "fee", twoAges
			}
			q.outcome = "decided"
			a, _ := q.ask(t)
			if !slices.Equal(a.Causes, tc.causes) || (a.Outcome == law.Person) != (tc.causes != nil) {
				t.Fatalf("%s %v, want %v", a.Outcome, a.Causes, tc.causes)
			}
			told := len(a.NotInForce) == 1 && a.NotInForce[0].Model == "rates"
			if told != slices.Contains(tc.causes, law.ImportNotInForce) {
				t.Errorf("not in force: %+v", a.NotInForce)
			}
		})
	}
}

func TestProblemsOfAnImportedModelNameIt(t *testing.T) {
	library := strings.NewReplacer(`outcome="OUTCOME"`, `outcome="maybe"`, " FROM TO RELEVANT", "").Replace(rates)
	m, err := dmn.Load([]byte(strings.Replace(fees, " MAIN", "", 1)), dmn.Options{Import: func(*dmn.Import) ([]byte, error) { return []byte(library), nil }})
	if err != nil {
		t.Fatal(err)
	}
	_, problems, err := law.CheckModel(m)
	if err != nil {
		t.Fatal(err)
	}
	found := slices.ContainsFunc(problems, func(p law.Problem) bool {
		return p.File == "urn:rates" && strings.Contains(p.Error(), `urn:rates:`) && strings.Contains(p.Message, `"maybe"`)
	})
	if !found {
		t.Errorf("%v", problems)
	}
	for _, p := range problems {
		if strings.Contains(p.Message, "rates.share") {
			t.Errorf("a placeholder into the import is refused: %v", p)
		}
	}
}

func TestALawOnlyInTheImportedModelIsALaw(t *testing.T) {
	bare := head + `name="m" namespace="urn:m"><import name="rates" namespace="urn:rates"/></definitions>`
	library := strings.Replace(rates, " FROM TO RELEVANT", "", 1)
	m, err := dmn.Load([]byte(bare), dmn.Options{Import: func(*dmn.Import) ([]byte, error) { return []byte(library), nil }})
	if err != nil {
		t.Fatal(err)
	}
	l, _, err := law.ReadModel(m)
	if err != nil || l.IsZero() || len(l.Imported) != 1 {
		t.Errorf("%+v %v", l, err)
	}
	doc, err := document.Parse([]byte(bare))
	if err != nil {
		t.Fatal(err)
	}
	if written, err := law.Write(doc, l); err != nil || written.Text() != bare {
		t.Errorf("the imported law is written into the file that imports it: %v\n%s", err, written.Text())
	}
}

func TestARuleThatIsMetByAMissingValueDecidesNothing(t *testing.T) {
	for condition, want := range map[string]law.Outcome{
		`not("a")`:       law.Person,
		`not("a", null)`: law.Person, // no rule
		`null`:           law.Decided,
		`"a", null`:      law.Decided,
		`-`:              law.Decided,
		`? != "a"`:       law.Person,
		`? = null`:       law.Decided,
	} {
		source := head + `name="m" namespace="urn:m"><inputData id="i" name="kind"><variable name="kind"/></inputData>
<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#i"/></informationRequirement><decisionTable><input><inputExpression><text>kind</text></inputExpression></input><output/>
<rule><extensionElements><t:rule outcome="decided"/></extensionElements><inputEntry><text>` + condition + `</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>`
		m, err := dmn.Load([]byte(source), dmn.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l, _, err := law.ReadModel(m)
		if err != nil {
			t.Fatal(err)
		}
		target, err := m.Target("d")
		if err != nil {
			t.Fatal(err)
		}
		result, err := target.Evaluate(t.Context(), []feel.Value{feel.Null}, dmn.Env{Trace: true})
		if a := law.Explain(m, l, date.Must(2026, 1, 1), feel.Null, result, err); a.Outcome != want {
			t.Errorf("%s: %s %v", condition, a.Outcome, a.Causes)
		}
	}
}
