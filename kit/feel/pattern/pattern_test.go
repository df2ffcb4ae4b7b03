package pattern_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel/pattern"
	"pgregory.net/rapid"
)

func unlimited(int) bool { return true }

// steps is a budget of n steps.
func steps(n int) pattern.Budget {
	return func(spent int) bool { n -= spent; return n >= 0 }
}

func compile(t testing.TB, source, flags string) *pattern.Pattern {
	t.Helper()
	p, err := pattern.Compile(source, flags)
	if err != nil {
		t.Fatalf("%q with %q: %v", source, flags, err)
	}
	return p
}

func TestMatchesAsXPathSays(t *testing.T) {
	for _, c := range []struct {
		source, flags, yes, no string // inputs that match and that do not, parted by ¦
	}{
		{`b`, "", "abc¦b", "ac¦B"},
		{`^b$`, "", "b", "abc¦bb¦b\n"},
		{`a.c`, "", "abc¦aåc", "a\nc¦a\rc¦ac"},
		{`a.c`, "s", "a\nc¦a\rc", "ac"},
		{`ÅÄÖ`, "i", "åäö¦ÅäÖ", "aao"},
		{`k`, "i", "K¦\u212A", "c"},
		{`[A-Z]`, "i", "q¦Q", "1"},
		{`[^Q]`, "i", "r", "q¦Q"},
		{`\p{Lu}`, "i", "Q", "q"},
		{`[A-Z-[OI]]`, "", "A¦Z", "O¦I¦a"},
		{`[A-Z-[OI]]`, "i", "a¦x¦X", "o¦O¦i¦I"},
		{`^[\w-[\d_]]+$`, "", "abc¦åäö", "a1¦_"},
		{`^[a-z-[m-z-[t]]]+$`, "", "abct", "m¦s¦u"},
		{`^[^a-c-[x]]$`, "", "d¦q", "a¦x"},
		{`^[-a]+$`, "", "-a-", "b"},
		{`^[a-]+$`, "", "-a-", "b"},
		{`^[+\-]+$`, "", "+-", ","},
		{`^[\^\]\[]+$`, "", "^[]", "a"},
		{`^[a^]+$`, "", "^a", "b"},
		{`^\i\c*$`, "", "xml:lang¦_a-1.b¦åäö", "1a¦-a"},
		{`^\I$`, "", "1¦-¦·", "a¦_¦:"},
		{`^\C$`, "", "/¦ ", "a¦-¦7"},
		{`^[\i-[:]][\c-[:]]*$`, "", "lang¦a-1", "xml:lang"},
		{`^\d+$`, "", "123¦٣", "a¦1a"},
		{`^\D+$`, "", "abc", "a1"},
		{`^\w+$`, "", "abc¦år¦7¦+", "a b¦a-b¦!"},
		{`^\W+$`, "", "-!¦ ", "a¦7"},
		{`^\s\S$`, "", " a¦\ta", "aa¦  "},
		{`^\p{IsBasicLatin}+$`, "", "abc", "å"},
		{`^\P{IsBasicLatin}+$`, "", "åäö", "a"},
		{`^\p{IsGreek}+$`, "", "αβγ", "abc"},
		{`^\p{IsLatin-1Supplement}$`, "", "å", "a¦α"},
		{`^[\p{Lu}\p{Nd}]+$`, "", "A1Å", "a"},
		{`^\p{L}+$`, "", "aÅα", "1"},
		{`^\p{Cn}$`, "", "\u0378", "a"},
		{`a b`, "x", "ab", "a b"},
		{`a[ ]b`, "x", "a b", "ab"},
		{`a\ sb`, "x", "a b", "asb"},
		{`\[ a`, "x", "[a", "[ a"},
		{`\p{ Is Basic Latin }`, "x", "a", "å"},
		{`a.b`, "q", "xa.bx", "axb"},
		{`A.B`, "qi", "a.b", "axb"},
		{`(?:ab)+c`, "", "ababc", "abab"},
		{`^(ab|cd)?$`, "", "ab¦cd¦", "abcd"},
		{`^a{2}$`, "", "aa", "a¦aaa"},
		{`^a{2,}$`, "", "aa¦aaaa", "a"},
		{`^a{0,2}$`, "", "¦a¦aa", "aaa"},
		{`^(a{30}){40}$`, "", strings.Repeat("a", 1200), strings.Repeat("a", 1199)},
		{`^a{1500}$`, "", strings.Repeat("a", 1500), strings.Repeat("a", 1499)},
		{`^b`, "m", "a\nb¦b", "ab"},
		{`^$`, "m", "\na¦a\n\nb¦", "a¦a\nb¦a\nb\n"},
		{`b$`, "m", "b\nc¦b¦a\nb\n", "bc"},
		{`^\.\\\?\*\+\(\)\{\}\-\[\]\^\$\|\n\r\t$`, "", ".\\?*+(){}-[]^$|\n\r\t", "x"},
		{`^(a)\1$`, "", "aa", "a¦ab¦aaa"},
		{`^(a)\1$`, "i", "aA¦Aa¦AA", "ab"},
		{`^(.)(.)\2\1$`, "", "abba¦aaaa", "abab"},
		{`^(a*)b\1$`, "", "aabaa¦b¦aba", "aaba"},
		{`^(?:(a)|b)*\1$`, "", "aa¦abaa¦b", "c"},
		{`^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10$`, "", "abcdefghijj", "abcdefghija0"},
		{`^(a)\10$`, "", "aa0", "aa"},
		{`(["']).*?\1`, "", `say "it's"`, `say "it'`},
	} {
		p := compile(t, c.source, c.flags)
		for _, input := range strings.Split(c.yes, "¦") {
			if got, err := p.Match(input, unlimited); !got || err != nil {
				t.Errorf("%s with %q does not match %q, %v", c.source, c.flags, input, err)
			}
		}
		for _, input := range strings.Split(c.no, "¦") {
			if got, err := p.Match(input, unlimited); got || err != nil {
				t.Errorf("%s with %q matches %q, %v", c.source, c.flags, input, err)
			}
		}
	}
}

func TestAnEmptyAlternativeMatchesEverywhere(t *testing.T) {
	for _, source := range []string{"", "a|", "()", "(?:)", "a*", "(a*)*", "(a*)*\\1"} {
		if got, err := compile(t, source, "").Match("zz", unlimited); !got || err != nil {
			t.Errorf("%q matches nothing, %v", source, err)
		}
	}
}

func TestNoSuchPatterns(t *testing.T) {
	for _, c := range []struct{ source, flags, says string }{
		{"(", "", "not closed"},
		{")", "", "not opened"},
		{"a)", "", "character 2"},
		{"[", "", "not closed"},
		{"[a", "", "not closed"},
		{"[]", "", "empty"},
		{"[^]", "", "empty"},
		{"]", "", "stands alone"},
		{"a{", "", "how often"},
		{"a{2", "", "not closed"},
		{"a{3,2}", "", "ends before"},
		{"}", "", "stands alone"},
		{"*", "", "nothing to repeat"},
		{"a**", "", "nothing to repeat"},
		{"(?=a)", "", "colon"},
		{"(?P<n>a)", "", "colon"},
		{`\`, "", "backslash"},
		{`\b`, "", `\b means nothing`},
		{`\x41`, "", "means nothing"},
		{`\0`, "", "means nothing"},
		{`\p`, "", "braces"},
		{`\p{L`, "", "not closed"},
		{`\p{Latin}`, "", "category"},
		{`\p{Xx}`, "", "category"},
		{`\p{ IsBasicLatin}`, "", "category"},
		{`\p{IsNowhere}`, "", "block"},
		{"[z-a]", "", "ends before"},
		{`[a-\d]`, "", "one character"},
		{"[[a]]", "", "stands in brackets"},
		{"[a-[b]c]", "", "subtracted"},
		{`\1`, "", "not closed before"},
		{`(a)\2`, "", "not closed before"},
		{`(a\1)`, "", "not closed before"},
		{`(a)[\1]`, "", "means nothing"},
		{"a", "y", "flag"},
		{"a", " ", "flag"},
		{strings.Repeat("a", 10_001), "", "longer"},
		{strings.Repeat("(", 300) + strings.Repeat(")", 300), "", "nested too deep"},
		{strings.Repeat("[a-", 300), "", "nested too deep"},
		{"((a{1000}){1000}){1000}", "", "too large"},
		{"(a{999999999999999999999999})", "", "too large"},
		{strings.Repeat("(a)", 1001), "", "groups"},
		{"[" + strings.Repeat(`\w`, 4000) + "]", "", "too much"},
	} {
		_, err := pattern.Compile(c.source, c.flags)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.40q with %q: %v, want %q", c.source, c.flags, err, c.says)
		}
	}
}

func TestFindAllTellsWhereGroupsMatched(t *testing.T) {
	for _, c := range []struct {
		source, flags, input string
		want                 [][]int
	}{
		{"b", "", "abcb", [][]int{{1, 2}, {3, 4}}},
		{"(a)|(b)", "", "ab", [][]int{{0, 1, 0, 1, -1, -1}, {1, 2, -1, -1, 1, 2}}},
		{`(.)\1`, "", "aabcc", [][]int{{0, 2, 0, 1}, {3, 5, 3, 4}}},
		{"^", "m", "a\nb\n", [][]int{{0, 0}, {2, 2}}},
		{"å", "", "åå", [][]int{{0, 2}, {2, 4}}},
		{"x", "", "abc", nil},
	} {
		got, err := compile(t, c.source, c.flags).FindAll(c.input, 100, unlimited)
		if err != nil || !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s in %q: %v, %v, want %v", c.source, c.input, got, err, c.want)
		}
	}
}

func TestASearchIsStoppedByItsBudget(t *testing.T) {
	bomb := strings.Repeat("a", 40)
	for _, c := range []struct{ source, flags, input string }{
		{`^(a+)+\1b$`, "", bomb},
		{`(a*)*(a*)*(a*)*\3c`, "", bomb},
		{`^(a|a|a)*(b)\2$`, "", bomb},
		{strings.Repeat("(a?)", 30) + `(a)\1` + strings.Repeat("a", 30), "", bomb[:30]},
		{`((a{100}){10}b)`, "", strings.Repeat("a", 1<<20)},
		{`(.*)(.*)(.*)\1x`, "s", strings.Repeat("ab", 1<<19)},
	} {
		left, refused := 100_000, 0
		_, err := compile(t, c.source, c.flags).Match(c.input, func(n int) bool {
			if left -= n; left < 0 {
				refused++
			}
			return left >= 0
		})
		if !errors.Is(err, pattern.ErrStopped) {
			t.Errorf("%s ended with %v", c.source, err)
		}
		if refused != 1 {
			t.Errorf("%s went on after its budget was used up: it asked %d times more", c.source, refused-1)
		}
	}
}

func TestTooManyMatchesAreStopped(t *testing.T) {
	for _, source := range []string{"a", `(a)\1?`} {
		p := compile(t, source, "")
		if _, err := p.FindAll(strings.Repeat("ab", 20), 10, unlimited); !errors.Is(err, pattern.ErrStopped) {
			t.Errorf("%s: %v", source, err)
		}
		if found, err := p.FindAll(strings.Repeat("ab", 10), 10, unlimited); len(found) != 10 || err != nil {
			t.Errorf("%s: %d, %v", source, len(found), err)
		}
	}
}

// TestTheMachineAgreesWithGo gives random patterns that both languages write alike to the machine, by a back-reference
// that matches nothing, and to package regexp.
func TestTheMachineAgreesWithGo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := sources().Draw(t, "pattern")
		input := rapid.StringOfN(rapid.RuneFrom([]rune("abå\n")), 0, 12, -1).Draw(t, "input")
		ours, err := pattern.Compile(`(?:()\1)`+source, "s")
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		theirs := regexp.MustCompile("(?s)(?:()())" + source)
		found, err := ours.FindAll(input, 1000, unlimited)
		if err != nil {
			t.Fatal(err)
		}
		var want, got [][2]int
		for _, m := range theirs.FindAllStringSubmatchIndex(input, -1) {
			want = append(want, [2]int{m[0], m[1]})
		}
		for _, m := range found {
			got = append(got, [2]int{m[0], m[1]})
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s in %q: %v, Go finds %v", source, input, got, want)
		}
	})
}

// sources makes patterns that mean the same in both languages.
func sources() *rapid.Generator[string] {
	atom := rapid.SampledFrom([]string{"a", "b", "å", ".", "[ab]", "[^a]", "[a-c]", `\n`})
	times := rapid.SampledFrom([]string{"", "", "", "?", "*", "+", "??", "*?", "+?", "{2}", "{1,2}", "{1,}?"})
	return rapid.Custom(func(t *rapid.T) string {
		var write func(depth int) string
		write = func(depth int) string {
			var b strings.Builder
			for range rapid.IntRange(0, 3).Draw(t, "pieces") {
				if depth < 3 && rapid.Bool().Draw(t, "group") {
					b.WriteString("(" + write(depth+1) + "|" + write(depth+1) + ")")
					continue
				}
				b.WriteString(atom.Draw(t, "atom") + times.Draw(t, "times"))
			}
			return b.String()
		}
		return write(0)
	})
}

func FuzzCompileAndMatch(f *testing.F) {
	f.Add(`[A-Z-[OI]]`, "i", "x")
	f.Add(`(a)\1`, "", "aa")
	f.Add(`^\i\c*$`, "mx", "a b\n")
	f.Add(`(a*)*\1`, "s", "aaa")
	f.Add(`\p{IsGreek}{2,3}?`, "q", "α")
	f.Fuzz(func(t *testing.T, source, flags, input string) {
		p, err := pattern.Compile(source, flags)
		if err != nil {
			return
		}
		found, err := p.FindAll(input, 1000, steps(10_000))
		if err != nil {
			return
		}
		matched, err := p.Match(input, steps(10_000))
		if err == nil && matched != (len(found) > 0) {
			t.Errorf("%q in %q: Match %t, FindAll %v", source, input, matched, found)
		}
	})
}
