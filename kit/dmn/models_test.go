package dmn_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

func TestDecisionsThatSayLittle(t *testing.T) {
	tests := map[string]struct {
		element string
		code    dmn.Code // of the diagnostic, if any
		want    string
	}{
		"no logic":              {`<decision id="d" name="d"/>`, dmn.CodeNoLogic, `null`},
		"no variable":           {`<decision id="d" name="d">` + literal("1") + `</decision>`, "", `1`},
		"empty text":            {`<decision id="d" name="d">` + literal("") + `</decision>`, "", `null`},
		"white space":           {`<decision id="d" name="d"><literalExpression><text>  </text></literalExpression></decision>`, "", `null`},
		"no text":               {`<decision id="d" name="d"><literalExpression/></decision>`, "", `null`},
		"an empty context":      {`<decision id="d" name="d"><context/></decision>`, "", `{}`},
		"an empty relation":     {`<decision id="d" name="d"><relation><column name="a"/></relation></decision>`, "", `[]`},
		"an entry without text": {`<decision id="d" name="d"><context><contextEntry><variable name="a"/></contextEntry></context></decision>`, "", `{a: null}`},
		"a list with a gap":     {`<decision id="d" name="d"><list><literalExpression/>` + literal("2") + `</list></decision>`, "", `[null, 2]`},
		"a function":            {`<decision id="d" name="d"><variable name="d"/><context>` + entry("f", `<functionDefinition/>`) + entry("", literal("f()")) + `</context></decision>`, "", `null`},
		"foreign elements":      {`<decision id="d" name="d"><x:y xmlns:x="urn:x"><x:literalExpression/></x:y>` + literal("3") + `<z xmlns=""/></decision>`, "", `3`},
		"comments":              {`<decision id="d" name="d"><!-- a --><literalExpression><!-- b --><text>1 <!-- c -->+ 1</text></literalExpression></decision>`, "", `2`},
		"a knowledge source":    {`<knowledgeSource id="k" name="law"/><decision id="d" name="d"><authorityRequirement><requiredAuthority href="#k"/></authorityRequirement>` + literal("1") + `</decision>`, "", `1`},
		"a required unknown":    {`<inputData id="i" name="i"/><decision id="d" name="d">` + needs("input", "#i") + literal("i") + `</decision>`, "", `null`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := evaluate(t, load(t, model(test.element)), "d", "")
			want(t, got, test.want)
			if (test.code != "") != (len(got.Diagnostics) > 0) || test.code != "" && !hasCode(got, test.code) {
				t.Errorf("diagnostics: %v", got.Diagnostics)
			}
		})
	}
}

func TestADecisionThatFailsFailsAllThatNeedIt(t *testing.T) {
	m := load(t, model(plain("a", "", literal(`number("x")`))+plain("b", needs("decision", "#a-id"), literal("a + 1"))+
		plain("c", needs("decision", "#b-id"), literal("if b = null then \"none\" else \"some\""))))
	b := evaluate(t, m, "b", "")
	want(t, b, "null")
	if !b.Failed() || b.Diagnostics[0].Element != `decision "a"` {
		t.Errorf("diagnostics: %v", b.Diagnostics)
	}
	c := evaluate(t, m, "c", "")
	want(t, c, `"none"`)
	if c.Failed() || len(c.Diagnostics) == 0 {
		t.Errorf("a value is no failure, but what went wrong on the way is told: %v", c.Diagnostics)
	}
}

func TestNoMoreThan100DiagnosticsAreKept(t *testing.T) {
	m := load(t, model(plain("d", "", iteration("for", "i", "return", literal("[1..1000]"), literal(`number("x")`)))))
	if got := evaluate(t, m, "d", ""); len(got.Diagnostics) != 100 {
		t.Errorf("%d diagnostics", len(got.Diagnostics))
	}
}

// TestTheOrderOfElementsDoesNotMatter shuffles the elements of a model.
func TestTheOrderOfElementsDoesNotMatter(t *testing.T) {
	elements := []string{
		`<itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition>`,
		`<itemDefinition name="tB"><itemComponent name="c"><typeRef>tC</typeRef></itemComponent></itemDefinition>`,
		`<itemDefinition name="tC" isCollection="true"><typeRef>number</typeRef></itemDefinition>`,
		`<inputData id="i" name="in put"><variable name="in put" typeRef="tA"/></inputData>`,
		plain("first", needs("input", "#i"), literal("sum(in put.c)")),
		plain("second", needs("decision", "#first-id")+needs("knowledge", "#twice-id"), literal("twice(first)")),
		plain("third", needs("decision", "#second-id")+needs("knowledge", "#s-id"), literal("second + s({c: [1]})")),
		knowledge("twice", literal("n * 2"), "n:number"),
		service("s", points("outputDecision", "#second-id"), points("inputData", "#i")),
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		m := load(t, model(strings.Join(elements, "\n")))
		if len(m.Problems()) > 0 {
			t.Fatalf("problems: %v", m.Problems())
		}
		if want(t, evaluate(t, m, "third", `{in put: {c: [1, 2, 3]}}`), "14"); t.Failed() {
			t.Fatal(strings.Join(elements, "\n"))
		}
		random.Shuffle(len(elements), func(i, k int) { elements[i], elements[k] = elements[k], elements[i] })
	}
}

// TestLoadingIsDeterministic loads a faulty model and a good one many times.
func TestLoadingIsDeterministic(t *testing.T) {
	bad := model(plain("a", needs("input", "#x")+needs("decision", "#b-id"), literal("1")) + plain("b", needs("decision", "#a-id"), literal("1")) + plain("b", "", ""))
	lame := model(plain("a", "", literal("1 +")) + plain("b", "", literal("+ 1")) + decision("c", "tNone", literal("x"), "x:tNone", "y:tNone") + `<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>`)
	var problems, laments []dmn.Problem
	for i := range 30 {
		p, l := problemsOf(t, bad, dmn.Options{}), load(t, lame).Problems()
		if i == 0 {
			problems, laments = p, l
		}
		if !reflect.DeepEqual(p, problems) || !reflect.DeepEqual(l, laments) || len(l) < 5 {
			t.Fatalf("now %v and %v, before %v and %v", p, l, problems, laments)
		}
	}
	first := ""
	for range 20 {
		target, err := editorModel(t, "kie").Target("Housing allowance")
		if err != nil {
			t.Fatal(err)
		}
		r, err := target.Evaluate(t.Context(), nil, dmn.Env{Trace: true})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if string(text) != first {
			t.Fatalf("now %s, before %s", text, first)
		}
	}
}

// TestAModelIsNotChangedByItsUse keeps the file and the lists that callers get
// apart from what the model works with.
func TestAModelIsNotChangedByItsUse(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("testdata", "editors", "kie.dmn"))
	if err != nil {
		t.Fatal(err)
	}
	m := load(t, append([]byte(nil), source...))
	target, err := m.Target("Young children")
	if err != nil {
		t.Fatal(err)
	}
	inputs := target.Inputs()
	inputs[0].Name = "changed"
	targets := m.Targets()
	targets[0] = nil
	if target.Inputs()[0].Name != "Applicant" || m.Targets()[0] == nil {
		t.Error("a caller's change reached the model")
	}
	values := []feel.Value{feel.Int(1)}
	if _, err := target.Evaluate(t.Context(), values, dmn.Env{Trace: true}); err != nil {
		t.Fatal(err)
	}
	if string(m.Definitions().Source) != string(source) || !values[0].Equal(feel.Int(1)) {
		t.Error("an evaluation changed what it was given")
	}
}

// TestAnyCutOfAFileIsToldOrRead cuts files of other editors at every so many
// bytes: there is a positioned problem, and never a model.
func TestAnyCutOfAFileIsToldOrRead(t *testing.T) {
	for _, file := range []string{"camunda", "kie", "trisotech"} {
		source, err := os.ReadFile(filepath.Join("testdata", "editors", file+".dmn"))
		if err != nil {
			t.Fatal(err)
		}
		end := strings.LastIndexByte(string(source), '>')
		for n := 0; n < end; n += 13 {
			p := problemsOf(t, source[:n], dmn.Options{})
			if p[0].Code != dmn.CodeXML || p[0].Pos.Offset > n || p[0].Pos.Line < 1 {
				t.Fatalf("%s cut after %d bytes: %v", file, n, p)
			}
		}
	}
}

// TestLeavingOutAnElementNeverCrashes takes elements out of files, one by one,
// and evaluates what is left.
func TestLeavingOutAnElementNeverCrashes(t *testing.T) {
	for _, file := range []string{"camunda", "kie", "trisotech"} {
		source, err := os.ReadFile(filepath.Join("testdata", "editors", file+".dmn"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(source), "\n")
		loaded := 0
		for i := range lines {
			rest := strings.Join(append(append([]string(nil), lines[:i]...), lines[i+1:]...), "")
			m, err := dmn.Load([]byte(rest), dmn.Options{})
			if err != nil {
				continue
			}
			loaded++
			for _, target := range m.Targets() {
				if _, err := target.Evaluate(t.Context(), nil, dmn.Env{Trace: true}); err != nil {
					t.Errorf("%s without line %d: %s: %v", file, i+1, target, err)
				}
			}
		}
		if loaded == 0 {
			t.Errorf("%s: no line could be spared", file)
		}
	}
}

func TestImportsAcrossThreeFiles(t *testing.T) {
	files := map[string][]byte{
		"urn:a": imported("urn:a", `<import name="deep" namespace="urn:b"/>`+
			`<itemDefinition name="tOuter"><typeRef>deep.tInner</typeRef></itemDefinition>`+
			plain("middle", needs("decision", "urn:b#low-id")+needs("knowledge", "urn:b#add-id"), literal("deep.add(deep.low, 1)"))),
		"urn:b": imported("urn:b", `<itemDefinition name="tInner"><typeRef>number</typeRef><allowedValues><text>&lt; 100</text></allowedValues></itemDefinition>`+
			`<inputData id="i" name="seed"><variable name="seed" typeRef="tInner"/></inputData>`+plain("low", needs("input", "#i"), literal("seed * 2"))+knowledge("add", literal("a + b"), "a:number", "b:number")),
	}
	source := model(importA + `<decision id="d" name="d"><variable name="d" typeRef="lib one.tOuter"/>` + needs("decision", "urn:a#middle-id") + literal("lib one.middle * 10") + `</decision>`)
	m := load(t, source, dmn.Options{Import: resolver(files)})
	if len(m.Problems()) > 0 {
		t.Fatalf("problems: %v", m.Problems())
	}
	want(t, evaluate(t, m, "d", `{seed: 4}`), "90")
	if got := evaluate(t, m, "d", `{seed: 5}`); !got.Failed() || got.Diagnostics[0].Element != `decision "d"` {
		t.Errorf("110 is not below 100: %v", got)
	}
	if got := evaluate(t, m, "d", `{seed: 500}`); !got.Failed() || got.Diagnostics[0].File != "urn:b" || got.Diagnostics[0].Element != `input "seed"` {
		t.Errorf("500 is not below 100: %v", got.Diagnostics)
	}
	traced := evaluate(t, m, "d", `{seed: 4}`, dmn.Env{Trace: true})
	middle := traced.Trace.Parts[0]
	if middle.Name != "middle" || middle.File != "urn:a" || middle.Parts[0].File != "urn:b" {
		t.Errorf("the trace names no files: %+v", middle)
	}
}

func TestManySmallDecisionsAreLoadedInTimeLinearInTheirNumber(t *testing.T) {
	build := func(n int) []byte {
		var b strings.Builder
		for i := range n {
			b.WriteString(plain(fmt.Sprint("d", i), "", literal(fmt.Sprint(i, " + 1"))))
		}
		return model(b.String())
	}
	small := testing.AllocsPerRun(3, func() { load(t, build(300)) })
	large := testing.AllocsPerRun(3, func() { load(t, build(3000)) })
	if large > 12*small {
		t.Errorf("%v allocations for ten times the decisions, %v for one", large, small)
	}
}
