package javalang_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn/javalang"
	"github.com/tillit-se/tillit/kit/feel"
)

// define is a definition of a function as a model gives it.
func define(class, signature string) feel.Value {
	return feel.NewContext(feel.Entry{Name: "java", Value: feel.NewContext(
		feel.Entry{Name: "class", Value: feel.String(class)}, feel.Entry{Name: "method signature", Value: feel.String(signature)},
	)})
}

func TestCallsWithTheWrongNumberOfArguments(t *testing.T) {
	for _, signature := range []string{
		"java.lang.Math.abs()", "java.lang.Math.max()", "java.lang.Math.max(int)", "java.lang.Math.max(int, int, int)", "java.lang.Math.pow(double)",
		"java.lang.String.format()", "java.lang.String.format([Ljava.lang.Object;)", "java.lang.String.valueOf()", "java.lang.String.valueOf(int, int)",
		"java.lang.Integer.valueOf()", "java.lang.Integer.valueOf(int, int)", "java.lang.Integer.parseInt(java.lang.String, int)",
	} {
		dot := strings.LastIndexByte(signature[:strings.IndexByte(signature, '(')], '.')
		for count := range 4 {
			args := make([]feel.Value, count)
			for i := range args {
				args[i] = feel.Int(int64(i))
			}
			v, err := javalang.Call(define(signature[:dot], signature[dot+1:]), args)
			if err == nil || !v.IsNull() {
				t.Errorf("%s with %d arguments is %s, %v", signature, count, v, err)
			}
		}
	}
}

// TestNoCallPanics calls everything that is offered with anything.
func TestNoCallPanics(t *testing.T) {
	names := []string{"Math.abs", "Math.max", "Math.pow", "Math.sqrt", "Math.log", "Integer.valueOf", "Byte.valueOf", "Double.parseDouble", "String.valueOf", "String.format", "Runtime.exit"}
	types := []string{"int", "long", "byte", "short", "double", "float", "char", "boolean", "java.lang.String", "java.lang.Object", "[Ljava.lang.Object;", "", "["}
	values := []feel.Value{
		feel.Null, feel.Int(0), feel.Int(-1), feel.Int(1 << 62), feel.Scaled(15, -1), feel.Scaled(1, 6000), feel.String(""), feel.String("%"), feel.String("%s%d%n%%%"),
		feel.String("12"), feel.String("1e400"), feel.String("NaN"), feel.Bool(true), feel.List(), feel.NewContext(),
	}
	rapid.Check(t, func(t *rapid.T) {
		class, method, _ := strings.Cut(rapid.SampledFrom(names).Draw(t, "method"), ".")
		signature := fmt.Sprintf("%s(%s)", method, strings.Join(rapid.SliceOfN(rapid.SampledFrom(types), 0, 3).Draw(t, "types"), ","))
		args := rapid.SliceOfN(rapid.SampledFrom(values), 0, 4).Draw(t, "args")
		v, err := javalang.Call(define("java.lang."+class, signature), args)
		if err != nil && (!v.IsNull() || err.Error() == "") {
			t.Fatalf("%s of %v is %s and fails: %v", signature, args, v, err)
		}
	})
}

func TestNumbersBeyondJavasTypes(t *testing.T) {
	tests := map[string][2]string{ // signature → the greatest that fits, one that does not
		"Byte.valueOf(byte)":   {"127", "128"},
		"Short.valueOf(short)": {"-32768", "-32769"},
		"Integer.valueOf(int)": {"2147483647", "2147483648"},
		"Math.abs(int)":        {"2147483647", "2147483647.5"},
		"Math.sqrt(double)":    {"1e308", "1e309"},
		"Math.exp(double)":     {"700", "800"},
	}
	for signature, pair := range tests {
		class, method, _ := strings.Cut(signature, ".")
		for i, text := range pair {
			n, ok := feel.Number(text)
			if !ok {
				t.Fatalf("%s is no number", text)
			}
			v, err := javalang.Call(define("java.lang."+class, method), []feel.Value{n})
			if fits := err == nil; fits != (i == 0) {
				t.Errorf("%s of %s is %s, %v", signature, text, v, err)
			}
		}
	}
}
