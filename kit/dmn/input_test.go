package dmn_test

import (
	"errors"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

const twoInputs = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="urn:m" id="m">
  <inputData id="i1" name="Income"><variable name="Income" typeRef="number"/></inputData>
  <inputData id="i2" name="Region"><variable name="Region" typeRef="string"/></inputData>
  <decision id="d1" name="Tax"><variable name="Tax" typeRef="number"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <literalExpression><text>Income * 0.3</text></literalExpression>
  </decision>
</definitions>`

func TestOneFileOfInputsServesEveryDecision(t *testing.T) {
	m, err := dmn.Load([]byte(twoInputs), dmn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := m.Target("Tax")
	if err != nil {
		t.Fatal(err)
	}
	inputs := feel.NewContext(feel.Entry{Name: "Income", Value: feel.Int(10)}, feel.Entry{Name: "Region", Value: feel.String("north")})
	got, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{})
	if err != nil || !got.Value.Equal(feel.Int(3)) || len(got.Missing) != 0 {
		t.Errorf("got %v, %v, missing %v", got.Value, err, got.Missing)
	}
	for _, wrong := range []string{"Regoin", "Tax", "income"} {
		_, err := target.EvaluateContext(t.Context(), feel.NewContext(feel.Entry{Name: wrong, Value: feel.Int(1)}), dmn.Env{})
		var unknown *dmn.InputError
		if !errors.As(err, &unknown) || len(unknown.Unknown) != 1 {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
