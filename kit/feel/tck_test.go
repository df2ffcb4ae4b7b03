package feel_test

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/feel"
)

// The DMN Technology Compatibility Kit holds thousands of decisions that are
// one FEEL expression and need nothing else of a decision engine. This test
// runs those; what is left out is named below.

// tckModel is what is read of a .dmn file.
type tckModel struct {
	Decisions []struct {
		Name       string `xml:"name,attr"`
		Expression *struct {
			Text string `xml:"text"`
		} `xml:"literalExpression"`
		Inputs    []struct{} `xml:"informationRequirement"`
		Knowledge []struct{} `xml:"knowledgeRequirement"`
	} `xml:"decision"`
	Items []struct {
		Name string `xml:"name,attr"`
	} `xml:"itemDefinition"`
}

// tckCases is what is read of a test file.
type tckCases struct {
	Cases []struct {
		ID      string `xml:"id,attr"`
		Results []struct {
			Name     string  `xml:"name,attr"`
			Expected tckNode `xml:"expected"`
		} `xml:"resultNode"`
	} `xml:"testCase"`
}

type tckNode struct {
	Name  string `xml:"name,attr"`
	Value *struct {
		Type string `xml:"type,attr"`
		Nil  bool   `xml:"nil,attr"`
		Text string `xml:",chardata"`
	} `xml:"value"`
	List *struct {
		Nil   bool      `xml:"nil,attr"`
		Items []tckNode `xml:"item"`
	} `xml:"list"`
	Components []tckNode `xml:"component"`
}

func (n tckNode) value(t *testing.T) feel.Value {
	t.Helper()
	switch {
	case n.List != nil && !n.List.Nil:
		items := make([]feel.Value, len(n.List.Items))
		for i, item := range n.List.Items {
			items[i] = item.value(t)
		}
		return feel.List(items...)
	case len(n.Components) > 0:
		var entries []feel.Entry
		for _, c := range n.Components {
			entries = append(entries, feel.Entry{Name: c.Name, Value: c.value(t)})
		}
		return feel.NewContext(entries...)
	case n.Value == nil || n.Value.Nil:
		return feel.Null
	}
	return n.simple(t)
}

func (n tckNode) simple(t *testing.T) feel.Value {
	t.Helper()
	text := strings.TrimSpace(n.Value.Text)
	switch n.Value.Type[strings.Index(n.Value.Type, ":")+1:] {
	case "string":
		return feel.String(n.Value.Text)
	case "boolean":
		return feel.Bool(text == "true")
	case "decimal", "double", "integer":
		v, ok := feel.Number(text)
		if !ok {
			t.Errorf("the TCK expects the number %q", text)
		}
		return v
	}
	return evalIn(t, scope(t), `@"`+text+`"`, nil).Value
}

func TestExpressionsOfTheTCK(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is unset: it names the folder that holds dmn-tck")
	}
	models, err := filepath.Glob(filepath.Join(root, "dmn-tck", "compliance-level-*", "*", "*.dmn"))
	if err != nil || len(models) == 0 {
		t.Fatalf("no models under %s, %v", root, err)
	}
	passed := 0
	for _, model := range models {
		passed += runTCKModel(t, model)
	}
	t.Logf("%d results as expected", passed)
	if passed < 3000 {
		t.Errorf("only %d results were compared", passed)
	}
}

// runTCKModel evaluates the decisions that are plain expressions.
func runTCKModel(t *testing.T, path string) int {
	t.Helper()
	var model tckModel
	readXML(t, path, &model)
	expressions := map[string]string{}
	for _, d := range model.Decisions {
		if d.Expression != nil && len(d.Inputs) == 0 && len(d.Knowledge) == 0 && !needsModel(model, d.Expression.Text) {
			expressions[d.Name] = d.Expression.Text
		}
	}
	tests, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, test := range tests {
		var cases tckCases
		readXML(t, test, &cases)
		for _, c := range cases.Cases {
			for _, r := range c.Results {
				src, ok := expressions[r.Name]
				if !ok {
					continue
				}
				if tckPasses(t, filepath.Base(test)+" "+c.ID, src, r.Expected.value(t)) {
					passed++
				}
			}
		}
	}
	return passed
}

// needsModel tells whether an expression speaks of types that the model
// defines, which is the work of a decision engine.
func needsModel(m tckModel, text string) bool {
	for _, item := range m.Items {
		if strings.Contains(text, item.Name) {
			return true
		}
	}
	return false
}

func readXML(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func tckPasses(t *testing.T, name, src string, want feel.Value) bool {
	t.Helper()
	if strings.Contains(name, "0082-feel-coercion") {
		return false // results are converted to the decision's type there
	}
	prog, err := feel.Compile(src, nil, feel.Lenient())
	if err != nil {
		if !want.IsNull() {
			t.Errorf("%s: %s: %v", name, src, err)
		}
		return want.IsNull()
	}
	got, err := prog.Eval(t.Context(), feel.Env{Clock: time.Now})
	if err != nil || !nearly(t, got.Value, want) {
		t.Errorf("%s: %s = %s, want %s, %v %v", name, src, got.Value, want, err, got.Diagnostics)
		return false
	}
	return true
}

// nearly compares numbers to eight decimals, as the TCK's own runners do: some
// of its figures were computed in floating point.
func nearly(t *testing.T, got, want feel.Value) bool {
	t.Helper()
	if got.Kind() != feel.KindNumber || want.Kind() != feel.KindNumber {
		return got.Equal(want)
	}
	s := scope(t, feel.Var{Name: "a"}, feel.Var{Name: "b"})
	return evalIn(t, s, "abs(a - b) < 1e-8", map[string]feel.Value{"a": got, "b": want}).Value.IsTrue()
}
