package search_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search"
)

// describe writes a parsed query as one line: words plain, phrases in quotes, a star for prefixes, a minus for not.
func describe(p search.Parsed) string {
	var out []string
	for _, c := range p.Clauses {
		var words []string
		for _, w := range c.Words {
			words = append(words, w.Parts[0].Text)
		}
		s := strings.Join(words, " ")
		if c.Phrase {
			s = `"` + s + `"`
		}
		if c.Prefix {
			s += "*"
		}
		if c.Not {
			s = "-" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestTheQueryLanguageIsSmall(t *testing.T) {
	for text, want := range map[string]string{
		`bil båt`:                "bil båt",
		`"bil båt" tåg`:          `"bil båt" tåg`,
		`-bil`:                   "-bil",
		`-"bil och båt"`:         `-"bil och båt"`,
		`bil - båt`:              "bil båt",
		`--bil`:                  "bil",
		`bil* b*`:                "bil* b",
		`e-tjänst`:               "e",
		`bil och båt`:            "bil båt",
		`och`:                    "och",
		`-och bil`:               "-och bil",
		`och/eller bil`:          "bil",
		`"och"`:                  `"och"`,
		`bil"båt`:                "bil båt",
		`”bil båt“`:              `"bil båt"`,
		`AND OR NOT title:bil^2`: "not title bil 2",
		``:                       "",
		`!!!`:                    "",
		`ab* cd* ef* gh* ij`:     "ab* cd* ef* ij",
	} {
		if got := describe(search.Parse(text)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestClausesPointIntoTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkParsed(t, rapid.OneOf(rapid.String(), rapid.StringMatching(`([-"*a-zåäö0-9:/ ]{0,8}){0,9}`)).Draw(t, "text"))
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

func checkParsed(t failer, text string) {
	p := search.Parse(text)
	if len(p.Text) > max(search.MaxQueryBytes, 0) || !utf8.ValidString(p.Text) {
		t.Errorf("%q: text %q", text, p.Text)
	}
	at := 0
	for _, c := range p.Clauses {
		if c.Start < at || c.Start+len(c.Raw) > len(p.Text) || p.Text[c.Start:c.Start+len(c.Raw)] != c.Raw {
			t.Errorf("%q: clause %+v out of place", text, c)
		}
		at = c.Start + len(c.Raw)
		if len(c.Words) == 0 || len(c.Words) > 1 && !c.Phrase {
			t.Errorf("%q: clause %+v has the wrong number of words", text, c)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", `"a`, `-"a b" -c d* "`, "--", "\xff\"", "I2021/01825*", "”“»«", "- a", "\u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkParsed(t, text) })
}
