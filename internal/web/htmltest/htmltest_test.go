package htmltest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// recorder notes errors instead of failing.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.errors = append(r.errors, fmt.Sprint(args...)) }
func (r *recorder) Errorf(f string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(f, args...))
}

const sound = `<!doctype html><html lang="sv"><title>T</title><h1>R</h1><h2 id="a">D</h2><a href="#a">till</a>
<label for="x">X</label><input id="x" name="x"><main class="one two"><p data-k="v">text  här</p></main></html>`

func TestSelectorsFindElements(t *testing.T) {
	doc := htmltest.Parse(t, strings.NewReader(sound))
	for selector, want := range map[string]int{
		"p": 1, "main p": 1, ".two": 1, "main.one.two p[data-k=v]": 1, "p[data-k=w]": 0, "#a": 1, "h2#a": 1, "h1 p": 0, "[id]": 2,
	} {
		if got := len(doc.All(selector)); got != want {
			t.Errorf("%q: got %d, want %d", selector, got, want)
		}
	}
	if got := doc.Text("main"); got != "text här" {
		t.Errorf("got %q", got)
	}
}

func TestCheckPageFindsFaults(t *testing.T) {
	cases := []struct{ name, from, to, want string }{
		{"sound", "", "", ""},
		{"no language", ` lang="sv"`, "", "no language"},
		{"no title", "<title>T</title>", "<title></title>", "no title"},
		{"no h1", "<h1>R</h1>", "", "0 h1"},
		{"level left out", `<h2 id="a">`, `<h4 id="a">`, "right under"},
		{"id twice", `id="x"`, `id="a"`, "stands twice"},
		{"label lost", `for="x"`, `for="y"`, "not there"},
		{"no label", `<label for="x">X</label>`, "", "no label"},
		{"browser check", `name="x"`, `name="x" required`, "our own words"},
		{"link to nowhere", `href="#a"`, `href=""`, "leads nowhere"},
		{"link without text", ">till<", "><", "no text"},
		{"style attribute", `data-k="v"`, `style="color:red"`, "attribute style"},
		{"event attribute", `data-k="v"`, `onclick="f()"`, "attribute onclick"},
		{"script", "<p ", "<script>f()</script><p ", "inline <script>"},
		{"script in a link", `href="#a"`, `href=" JavaScript:f()"`, "script in href"},
		{"picture without words", "<p ", "<svg></svg><p ", "picture"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := &recorder{TB: t}
			htmltest.Parse(r, strings.NewReader(strings.Replace(sound, c.from, c.to, 1))).CheckPage()
			all := strings.Join(r.errors, "\n")
			if c.want == "" && all != "" || !strings.Contains(all, c.want) {
				t.Errorf("got %q, want %q in it", all, c.want)
			}
		})
	}
}
