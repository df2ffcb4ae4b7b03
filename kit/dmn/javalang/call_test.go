package javalang_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn/javalang"
	"github.com/tillit-se/tillit/kit/feel"
)

func eval(t *testing.T, source string) feel.Result {
	t.Helper()
	p, err := feel.Compile(source, nil)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	r, err := p.Eval(t.Context(), feel.Env{External: javalang.Call})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// call writes a call of an external function.
func call(class, signature, args string) string {
	params := "a, b"
	switch {
	case args == "":
		params = ""
	case !containsComma(args):
		params = "a"
	}
	return fmt.Sprintf(`(function(%s) external {java: {class: "%s", method signature: "%s"}})(%s)`, params, class, signature, args)
}

func containsComma(s string) bool {
	for _, r := range s {
		if r == ',' {
			return true
		}
	}
	return false
}

func TestMethods(t *testing.T) {
	tests := []struct{ class, signature, args, want string }{
		{"java.lang.Math", "max(int, int)", "1, 2", "2"},
		{"java.lang.Math", "min(double,double)", "1.5, -2.5", "-2.5"},
		{"java.lang.Math", "abs(long)", "-3", "3"},
		{"java.lang.Math", "max(float, float)", "0.1, 0.01", "0.1"},
		{"java.lang.Math", "sqrt(double)", "16", "4"},
		{"java.lang.Math", "pow(double, double)", "2, 10", "1024"},
		{"java.lang.Math", "cos(double)", "0", "1"},
		{"java.lang.Math", "floor(double)", "-1.5", "-2"},
		{"java.lang.Math", "sqrt(double)", "-1", "null"},
		{"java.lang.Math", "max(int, int)", "1.5, 2", "null"},
		{"java.lang.Math", "max(byte, byte)", "1, 128", "null"},
		{"java.lang.Math", "max(long, long)", "1, 9007199254740993", "null"},
		{"java.lang.Math", "max(java.lang.String, java.lang.String)", `"1", "2"`, "null"},
		{"java.lang.Math", "max(int)", "1", "null"},
		{"java.lang.Math", "max(int, int)", "1", "null"},
		{"java.lang.Math", "halt(int)", "1", "null"},
		{"java.lang.Runtime", "exit(int)", "1", "null"},
		{"java.lang.Math", "abs", "1", "null"},
		{"java.lang.Short", "valueOf(short)", "7", "7"},
		{"java.lang.Integer", "valueOf(java.lang.String)", `" 12 "`, "12"},
		{"java.lang.Integer", "valueOf(java.lang.String)", `"twelve"`, "null"},
		{"java.lang.Integer", "valueOf(java.lang.String)", `12`, "null"},
		{"java.lang.Double", "valueOf(double)", `1.25`, "1.25"},
		{"java.lang.String", "valueOf(char)", `"a"`, `"a"`},
		{"java.lang.String", "valueOf(char)", `"ab"`, "null"},
		{"java.lang.String", "valueOf(int)", `12`, `"12"`},
		{"java.lang.String", "valueOf(boolean)", `true`, `"true"`},
		{"java.lang.String", "valueOf(boolean)", `1`, "null"},
		{"java.lang.String", "valueOf(java.lang.Object)", `"x"`, `"x"`},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"%s and 100%%", "x"`, `"x and 100%"`},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"%d", 7`, `"7"`},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"%d", 7.5`, "null"},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"%s %s", 7`, "null"},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"%x", 7`, "null"},
		{"java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", `"no places"`, `"no places"`},
	}
	for _, test := range tests {
		source := call(test.class, test.signature, test.args)
		got := eval(t, source)
		if !got.Value.Equal(eval(t, test.want).Value) {
			t.Errorf("%s.%s of %s = %s, want %s; %v", test.class, test.signature, test.args, got.Value, test.want, got.Diagnostics)
		}
		if got.Value.IsNull() && len(got.Diagnostics) == 0 {
			t.Errorf("%s.%s of %s is null and nothing says why", test.class, test.signature, test.args)
		}
	}
}

func TestDefinitionsThatAreNone(t *testing.T) {
	for _, what := range []string{`null`, `1`, `{}`, `{java: 1}`, `{pmml: {document: "x", model: "y"}}`, `{java: {class: "java.lang.Math"}}`, `{java: {class: "java.lang.Math", method signature: "(int)"}}`} {
		if _, err := javalang.Call(eval(t, what).Value, nil); err == nil {
			t.Errorf("%s is taken for a definition", what)
		}
	}
}

func TestWithoutHelpExternalFunctionsAreNull(t *testing.T) {
	p, err := feel.Compile(call("java.lang.Math", "abs(int)", "1"), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Eval(context.Background(), feel.Env{})
	if err != nil || !r.Value.IsNull() || len(r.Diagnostics) == 0 {
		t.Errorf("%v, %v", r, err)
	}
	if again, err := feel.Compile(p.String(), nil); err != nil || again.String() != p.String() {
		t.Errorf("%s does not read back: %v", p, err)
	}
}
