package dmn_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// twin is logic written twice: boxed, and as one expression of FEEL.
type twin struct{ boxed, text string }

// twins draws logic over the names a and b. Boxed and literal forms must give
// the same value: the boxes are notation only.
func twins(depth int) *rapid.Generator[twin] {
	leaf := rapid.Custom(func(t *rapid.T) twin {
		text := rapid.SampledFrom([]string{"1", "a", "b", "null", `"x"`, "[1, 2, 3]", "a + 1", "[a, b]", "true", "a > 2", "[]"}).Draw(t, "leaf")
		return twin{literal(text), text}
	})
	if depth == 0 {
		return leaf
	}
	inner := twins(depth - 1)
	return rapid.Custom(func(t *rapid.T) twin {
		draw := func(name string) twin { return inner.Draw(t, name) }
		switch rapid.IntRange(0, 7).Draw(t, "shape") {
		case 0:
			x, y := draw("x"), draw("y")
			return twin{in("list", x.boxed+y.boxed), fmt.Sprintf("[%s, %s]", x.text, y.text)}
		case 1:
			x, y := draw("x"), draw("y")
			return twin{in("context", entry("k", x.boxed)+entry("l", y.boxed)), fmt.Sprintf("{k: %s, l: %s}", x.text, y.text)}
		case 2:
			x, y := draw("x"), draw("y")
			return twin{
				in("context", entry("a", x.boxed)+entry("", y.boxed)),
				fmt.Sprintf("{a: %s, result: %s}.result", x.text, y.text),
			}
		case 3:
			x, y := draw("x"), draw("y")
			return twin{
				in("conditional", in("if", literal("a > b"))+in("then", x.boxed)+in("else", y.boxed)),
				fmt.Sprintf("(if a > b then %s else %s)", x.text, y.text),
			}
		case 4:
			y := draw("y")
			return twin{
				`<for iteratorVariable="b">` + in("in", literal("[1, 2, 3]")) + in("return", y.boxed) + `</for>`,
				fmt.Sprintf("(for b in [1, 2, 3] return %s)", y.text),
			}
		case 5:
			word := rapid.SampledFrom([]string{"some", "every"}).Draw(t, "quantifier")
			test := rapid.SampledFrom([]string{"x > a", "x = b", "x < 3", "null"}).Draw(t, "test")
			return twin{
				"<" + word + ` iteratorVariable="x">` + in("in", literal("[1, a, b]")) + in("satisfies", literal(test)) + "</" + word + ">",
				fmt.Sprintf("(%s x in [1, a, b] satisfies %s)", word, test),
			}
		case 6:
			test := rapid.SampledFrom([]string{"item > a", "item = b", "2", "-1", "false", "item > 1 and item < b"}).Draw(t, "test")
			return twin{
				in("filter", in("in", literal("[1, 2, a, b]"))+in("match", literal(test))),
				fmt.Sprintf("[1, 2, a, b][%s]", test),
			}
		}
		y := draw("y")
		return twin{
			in("context", entry("f", `<functionDefinition><formalParameter name="b"/>`+y.boxed+`</functionDefinition>`)+entry("", literal("f(7)"))),
			fmt.Sprintf("{f: function(b) %s, result: f(7)}.result", y.text),
		}
	})
}

func TestBoxesAreNotationOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := twins(3).Draw(t, "logic")
		inputs := []feel.Value{valuesOf("number").Draw(t, "a"), valuesOf("number").Draw(t, "b")}
		var values [2]string
		for i, logic := range []string{drawn.boxed, literal(drawn.text)} {
			m, err := dmn.Load(model(decision("d", "", logic, "a:number", "b:number")), dmn.Options{})
			if err != nil {
				t.Fatal(err)
			}
			target, err := m.Target("d")
			if err != nil {
				t.Fatal(err)
			}
			r, err := target.Evaluate(t.Context(), inputs, dmn.Env{})
			if err != nil {
				t.Fatal(err)
			}
			values[i] = r.Value.String()
		}
		if values[0] != values[1] {
			t.Fatalf("boxed %s, as text %s:\n%s\n%s", values[0], values[1], strings.TrimSpace(drawn.boxed), drawn.text)
		}
	})
}
