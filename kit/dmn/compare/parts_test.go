package compare_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/compare"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

const around = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:t="https://tillit.se/ns/dmn/1" namespace="urn:m" name="m">
<extensionElements><t:model id="m" version="1" relevantDate="day"/></extensionElements>
<import name="lib" namespace="urn:lib"/>
<itemDefinition name="tBand"><typeRef>string</typeRef><allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
<inputData id="i" name="income"><extensionElements><t:input><t:label xml:lang="sv">Inkomst</t:label><t:label xml:lang="en">Income</t:label></t:input></extensionElements><variable name="income" typeRef="number"/></inputData>
<inputData id="d" name="day"><variable name="day" typeRef="date"/></inputData>
<businessKnowledgeModel id="k" name="Half"><variable name="Half" typeRef="number"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/><literalExpression><text>n / 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="b" name="band"><extensionElements><t:decision outcome="decided"><t:label xml:lang="sv">Nivå</t:label><t:label xml:lang="en">Band</t:label></t:decision></extensionElements><variable name="band" typeRef="tBand"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression><text>income</text></inputExpression><inputValues><text>[0..100]</text></inputValues></input>
<output name="band" typeRef="string"><outputValues><text>"low", "high"</text></outputValues><defaultOutputEntry><text>"low"</text></defaultOutputEntry></output><output name="why"/>
<rule id="r1"><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>"low"</text></outputEntry><outputEntry><text>1</text></outputEntry></rule>
<rule id="r2"><inputEntry><text>&lt; 50</text></inputEntry><outputEntry><text>"high"</text></outputEntry><outputEntry><text>2</text></outputEntry></rule>
<rule id="r3"><inputEntry><text>-</text></inputEntry><outputEntry><text>"high"</text></outputEntry><outputEntry><text>3</text></outputEntry></rule></decisionTable></decision>
<decision id="c" name="boxed"><variable name="boxed"/><informationRequirement><requiredInput href="#i"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<context><contextEntry><variable name="factor"/><literalExpression><text>Half(4)</text></literalExpression></contextEntry>
<contextEntry><decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression><text>income</text></inputExpression></input><output/>
<rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>factor</text></outputEntry></rule></decisionTable></contextEntry></context></decision>
</definitions>`

func read(t testing.TB, text string) compare.Version {
	t.Helper()
	doc, err := document.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	d, err := dmn.Read([]byte(text), dmn.FileLimits{})
	if err != nil {
		t.Fatal(err)
	}
	l, problems := law.Read(doc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return compare.Version{Definitions: d, Law: l}
}

func TestWhatChangesTheAnswerIsTold(t *testing.T) {
	for name, tc := range map[string]struct {
		old, put string
		want     []string
	}{
		"the relevant date":       {`relevantDate="day"`, `relevantDate="other"`, []string{"changed relevant-date 0→0 : day → other"}},
		"an import":               {`namespace="urn:lib"`, `namespace="urn:lib2"`, []string{"removed import 0→0 lib = urn:lib:  → ", "added import 0→0 lib = urn:lib2:  → "}},
		"the values of a type":    {`<allowedValues><text>"low", "high"`, `<allowedValues><text>"low", "mid"`, []string{`changed type 0→0 tBand: string ("low", "high") → string ("low", "mid")`}},
		"a part of a type":        {`<itemComponent name="age"><typeRef>number`, `<itemComponent name="age"><typeRef>string`, []string{"changed type 0→0 tPerson: {age: number} → {age: string}"}},
		"a type that is a list":   {`<itemDefinition name="tBand">`, `<itemDefinition name="tBand" isCollection="true">`, []string{`changed type 0→0 tBand: string ("low", "high") → list<string> ("low", "high")`}},
		"a type that came":        {`<itemDefinition name="tPerson">`, `<itemDefinition name="tNew"><typeRef>date</typeRef></itemDefinition><itemDefinition name="tPerson">`, []string{"added type 0→0 tNew:  → "}},
		"the type of an input":    {`name="income" typeRef="number"`, `name="income" typeRef="string"`, []string{"changed type 0→0 income: number → string"}},
		"what an input is called": {`>Income<`, `>Salary<`, []string{"changed label 0→0 income: Income → Salary"}},
		"what a decision answers": {`outcome="decided"`, `outcome="person"`, []string{"changed outcome 0→0 : decided → person"}},
		"the type of a decision":  {`name="band" typeRef="tBand"`, `name="band" typeRef="string"`, []string{"changed type 0→0 : tBand → string"}},
		"a parameter":             {`<formalParameter name="n" typeRef="number"/>`, `<formalParameter name="n"/>`, []string{"changed type 0→0 : (n: number) number → (n) number"}},
		"a formula":               {`n / 2`, `n / 3`, []string{"changed logic 0→0 : "}},
		"what is required":        {`<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>`, ``, []string{"changed requires 0→0 : Half, income → income"}},
		"values of an input":      {`[0..100]`, `[0..200]`, []string{"changed values 0→0 income: [0..100] → [0..200]"}},
		"the order of values":     {`<outputValues><text>"low", "high"`, `<outputValues><text>"high", "low"`, []string{`changed values 0→0 band: "low", "high" → "high", "low"`}},
		"a default":               {`<defaultOutputEntry><text>"low"`, `<defaultOutputEntry><text>"high"`, []string{`changed default 0→0 band: "low" → "high"`}},
		"a default that went":     {`<defaultOutputEntry><text>"low"</text></defaultOutputEntry>`, ``, []string{`changed default 0→0 band: "low" → `}},
		"a column of results":     {`<output name="why"/>`, `<output name="because"/>`, []string{"removed column 0→0 why:  → ", "added column 0→0 because:  → "}},
		"an aggregation":          {`aggregation="SUM"`, `aggregation="MAX"`, []string{"changed hit-policy 0→0 : COLLECT SUM → COLLECT MAX"}},
		"beside a table":          {`Half(4)`, `Half(6)`, []string{"changed logic 0→0 : "}},
		"within a boxed table":    {`&gt; 1<`, `&gt; 2<`, []string{"changed condition 1→1 income: > 1 → > 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(around, tc.old, tc.put, 1)
			if changed == around {
				t.Fatal("the test changes nothing")
			}
			got := told(compare.Compare(read(t, around), read(t, changed)))
			if len(got) != len(tc.want) {
				t.Fatalf("got %q, want %q", got, tc.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], tc.want[i]) {
					t.Errorf("got %q, want %q", got[i], tc.want[i])
				}
			}
		})
	}
}

func TestWhatIsWrittenOtherwiseIsNoDifference(t *testing.T) {
	for name, edit := range map[string]*strings.Replacer{
		"nothing":            strings.NewReplacer(),
		"ids of an editor":   strings.NewReplacer(`id="i"`, `id="x1"`, `#i"`, `#x1"`, `id="k"`, `id="x2"`, `#k"`, `#x2"`, `id="b"`, `id="x3"`),
		"a prefix":           strings.NewReplacer("xmlns:t=", "xmlns:tillit=", "<t:", "<tillit:", "</t:", "</tillit:"),
		"white space":        strings.NewReplacer("<rule", "\n   <rule", "<text>&lt; 10</text>", "<text>\n &lt; 10 </text>"),
		"comments":           strings.NewReplacer("<decision id=\"b\"", "<!-- a note --><decision id=\"b\""),
		"a diagram":          strings.NewReplacer("</definitions>", `<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/"/></definitions>`),
		"another's elements": strings.NewReplacer("<extensionElements>", `<extensionElements><v:note xmlns:v="urn:v">x</v:note>`),
	} {
		if got := told(compare.Compare(read(t, around), read(t, edit.Replace(around)))); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheOrderOfRulesIsTellingWhereItDecides(t *testing.T) {
	rule := func(id string) string {
		_, rest, _ := strings.Cut(around, `<rule id="`+id+`"`)
		body, _, _ := strings.Cut(rest, "</rule>")
		return `<rule id="` + id + `"` + body + "</rule>"
	}
	swapped := strings.NewReplacer(rule("r1"), rule("r2"), rule("r2"), rule("r1")).Replace(around)
	for policy, moved := range map[string]bool{"FIRST": true, "RULE ORDER": true, "OUTPUT ORDER": true, "PRIORITY": true, "COLLECT": true, "UNIQUE": false, "ANY": false} {
		set := func(text string) string {
			return strings.Replace(text, `hitPolicy="FIRST"`, `hitPolicy="`+policy+`"`, 1)
		}
		got := compare.Compare(read(t, set(around)), read(t, set(swapped)))
		if (len(got) == 1) != moved || len(got) > 1 {
			t.Errorf("%s: %q", policy, told(got))
			continue
		}
		if moved && (got[0].What != compare.Rule || got[0].Kind != compare.Changed || got[0].RuleBefore == got[0].RuleAfter) {
			t.Errorf("%s: %+v", policy, got[0])
		}
	}
	rotated := strings.NewReplacer(rule("r1"), "", rule("r3"), rule("r3")+rule("r1")).Replace(around)
	if got := compare.Compare(read(t, around), read(t, rotated)); len(got) != 1 || got[0].RuleBefore != 1 || got[0].RuleAfter != 3 {
		t.Errorf("one rule that moved to the end: %q", told(got))
	}
}

// sheet is a small table that is edited at random.
type sheet struct {
	policy, fallback string
	rules            [][2]string // condition and result
}

func (s sheet) xml() string {
	var b strings.Builder
	b.WriteString(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:s" name="s"><inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
<decision id="r" name="r"><variable name="r"/><informationRequirement><requiredInput href="#x"/></informationRequirement><decisionTable hitPolicy="` + s.policy + `"><input><inputExpression><text>x</text></inputExpression></input><output><outputValues><text>1, 2, 3</text></outputValues>`)
	if s.fallback != "" {
		b.WriteString("<defaultOutputEntry><text>" + s.fallback + "</text></defaultOutputEntry>")
	}
	b.WriteString("</output>")
	for _, r := range s.rules {
		b.WriteString("<rule><inputEntry><text>" + html.EscapeString(r[0]) + "</text></inputEntry><outputEntry><text>" + r[1] + "</text></outputEntry></rule>")
	}
	return b.String() + "</decisionTable></decision></definitions>"
}

func drawSheet(t *rapid.T) sheet {
	s := sheet{
		policy:   rapid.SampledFrom([]string{"UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}).Draw(t, "policy"),
		fallback: rapid.SampledFrom([]string{"", "1", "3"}).Draw(t, "default"),
	}
	for range rapid.IntRange(0, 4).Draw(t, "rules") {
		s.rules = append(s.rules, [2]string{rapid.SampledFrom([]string{"< 2", "[1..3]", "> 2", "-", "2"}).Draw(t, "condition"), rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "result")})
	}
	return s
}

// edited is a sheet after a few random edits.
func edited(t *rapid.T, s sheet) sheet {
	other := drawSheet(t)
	next := sheet{s.policy, s.fallback, slices.Clone(s.rules)}
	for range rapid.IntRange(0, 2).Draw(t, "edits") {
		switch rapid.IntRange(0, 4).Draw(t, "edit") {
		case 0:
			next.policy = other.policy
		case 1:
			next.fallback = other.fallback
		case 2:
			next.rules = append(next.rules, other.rules...)
		case 3:
			if n := len(next.rules); n > 0 {
				i := rapid.IntRange(0, n-1).Draw(t, "gone")
				next.rules = slices.Delete(next.rules, i, i+1)
			}
		case 4:
			slices.Reverse(next.rules)
		}
	}
	return next
}

// TestWhereNothingIsToldTheAnswersAreTheSame is what a reader relies on who sees that two versions are alike.
func TestWhereNothingIsToldTheAnswersAreTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before := drawSheet(rt)
		after := edited(rt, before)
		changes := compare.Compare(read(t, before.xml()), read(t, after.xml()))
		if fmt.Sprint(before) == fmt.Sprint(after) && len(changes) > 0 {
			rt.Fatalf("%v and itself: %q", before, told(changes))
		}
		if len(changes) > 0 {
			return
		}
		for x := range 5 {
			if a, b := answer(t, before.xml(), x), answer(t, after.xml(), x); a != b {
				rt.Fatalf("nothing is told of\n%v\n%v\nbut %d gives %s and %s", before, after, x, a, b)
			}
		}
	})
}

// TestAChangeSeenBackwardsIsItsOpposite holds rules that came against those that went.
func TestAChangeSeenBackwardsIsItsOpposite(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before := drawSheet(rt)
		after := edited(rt, before)
		after.policy = before.policy // the order of rules is judged by the later policy
		a, b := read(t, before.xml()), read(t, after.xml())
		count := func(changes []compare.Change) map[string]int {
			n := map[string]int{}
			for _, c := range changes {
				n[string(c.Kind)+" "+string(c.What)]++
			}
			return n
		}
		there, back := count(compare.Compare(a, b)), count(compare.Compare(b, a))
		if there["added rule"] != back["removed rule"] || there["removed rule"] != back["added rule"] || there["changed default"] != back["changed default"] {
			rt.Fatalf("%v and %v: %v, backwards %v", before, after, there, back)
		}
	})
}

func answer(t testing.TB, source string, x int) string {
	t.Helper()
	m, err := dmn.Load([]byte(source), dmn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := m.Target("r")
	if err != nil {
		t.Fatal(err)
	}
	got, err := target.Evaluate(t.Context(), []feel.Value{feel.Int(int64(x))}, dmn.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return got.Value.String()
}
