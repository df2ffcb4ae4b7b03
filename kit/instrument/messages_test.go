package instrument

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// declaredCodes gives every constant code… of the package, by its value.
func declaredCodes(t *testing.T) map[string]string {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, file := range files {
		if !strings.HasPrefix(file.Name(), "messages_") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(spec.Names[0].Name, "code") {
				return true
			}
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			if other, again := codes[value]; again {
				t.Errorf("%s and %s are both %q", other, spec.Names[0].Name, value)
			}
			codes[value] = spec.Names[0].Name
			return true
		})
	}
	return codes
}

func TestEveryCodeHasWordsInBothLanguages(t *testing.T) {
	codes := declaredCodes(t)
	if len(codes) < 60 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	for code, name := range codes {
		m := messageOf(code)
		if m.what.SV == "" || m.what.EN == "" || m.what.EN == code {
			t.Errorf("%s has no words", name)
		}
		if (m.do.SV == "") != (m.do.EN == "") {
			t.Errorf("%s says what to do in one language only", name)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[0-9]\}`)

func TestBothLanguagesNameTheSameThings(t *testing.T) {
	for code, name := range declaredCodes(t) {
		m := messageOf(code)
		for _, text := range []Text{m.what, m.do} {
			sv, en := placeholder.FindAllString(text.SV, -1), placeholder.FindAllString(text.EN, -1)
			slices.Sort(sv)
			slices.Sort(en)
			if !slices.Equal(sv, en) {
				t.Errorf("%s: %v in Swedish, %v in English", name, sv, en)
			}
		}
	}
}

func TestEveryCodeIsUsed(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, file := range files {
		if name := file.Name(); strings.HasSuffix(name, ".go") && !strings.HasPrefix(name, "messages_") && !strings.HasSuffix(name, "_test.go") {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(data)
		}
	}
	for _, name := range declaredCodes(t) {
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(source.String()) {
			t.Errorf("%s is never reported", name)
		}
	}
}

func TestMessagesFillArgumentsByLanguage(t *testing.T) {
	p := newProblem(codeNoSuchQuestion, "decide", "demo", Text{SV: " Menade du x?", EN: " Did you mean x?"})
	if !strings.HasSuffix(p.In(Swedish), "Menade du x?") || !strings.HasSuffix(p.In(English), "Did you mean x?") {
		t.Errorf("%s / %s", p.In(Swedish), p.In(English))
	}
	odd := newProblem(codeNoSuchQuestion, "{1}", "demo", Text{})
	if !strings.Contains(odd.What.EN, "question {1} in demo") {
		t.Errorf("an argument was filled in twice: %s", odd.What.EN)
	}
}

func TestNearestSuggestsOnlyWhatIsNear(t *testing.T) {
	known := []string{"purpose", "people", "review", "a"}
	tests := map[string]string{
		"pupose": "purpose", "peple": "people", "reviews": "review", "entirely_else": "", "b": "", "x": "", "": "",
	}
	for name, want := range tests {
		got := nearest(name, known).EN
		if want != "" {
			want = ` Did you mean "` + want + `"?`
		}
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestDistanceCountsLettersToChange(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"abc", "abc", 0},
		{"abc", "abd", 1},
		{"abc", "ab", 1},
		{"kitten", "sitting", 3},
		{"abc", "xyz", 3},
		{"abcdefghijk", "a", 9},
	}
	for _, test := range tests {
		if got := distance(test.a, test.b, 9); got != test.want {
			t.Errorf("%q to %q: %d, want %d", test.a, test.b, got, test.want)
		}
		if test.want < 9 && distance(test.a, test.b, 9) != distance(test.b, test.a, 9) {
			t.Errorf("%q and %q: not the same both ways", test.a, test.b)
		}
	}
}

func TestPathsLeadToTheNearestKnownPlace(t *testing.T) {
	at := newPositions()
	at.value[""] = position{1, 1}
	at.value["questions"] = position{6, 3}
	at.value["questions[2]"] = position{9, 5}
	at.key["questions[2].when"] = position{11, 5}
	tests := map[string]position{
		"questions[2].when.deeper": {9, 5}, "questions[7].id": {6, 3}, "scores[0]": {1, 1}, "": {1, 1},
	}
	for path, want := range tests {
		if got := at.of(path); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	if got := at.ofKey("questions[2].when"); got != (position{11, 5}) {
		t.Errorf("the key stands at %v", got)
	}
}
