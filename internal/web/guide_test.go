package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
)

// guideSite serves the embedded guide to everybody.
func guideSite(t *testing.T) (*site, content.Guide) {
	t.Helper()
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	g, err := content.ReadGuide()
	if err != nil {
		t.Fatal(err)
	}
	service := guide.New(guide.Ports{Library: guide.NewLibrary(content.Embedded())})
	return newSite(t, nil, NewGuide(service, sources)), g
}

func TestTheOverviewShowsTheWayInOrder(t *testing.T) {
	s, g := guideSite(t)
	for _, path := range []string{"/guide", "/en/guide"} {
		doc := parse(t, s.get(path))
		doc.CheckPage()
		lang := "sv"
		if strings.HasPrefix(path, "/en") {
			lang = "en"
		}
		links := doc.All(".guide-way h3 a")
		if len(links) != len(g.Steps) {
			t.Fatalf("%s shows %d steps of %d", path, len(links), len(g.Steps))
		}
		for i, step := range g.Steps {
			if links[i].Text() != step.Text(lang).Title || !strings.HasSuffix(links[i].Attr("href"), "/guide/"+step.ID) {
				t.Errorf("%s: step %d is %q at %s", path, i+1, links[i].Text(), links[i].Attr("href"))
			}
		}
	}
}

func TestTheOverviewIsSearchedAndFilteredByAddress(t *testing.T) {
	s, g := guideSite(t)
	secure := 0
	for _, step := range g.Steps {
		for _, tag := range step.Tags {
			if tag == "secure" {
				secure++
			}
		}
	}
	for path, want := range map[string]int{
		"/guide?quality=secure": secure, "/guide?q=skuggdrift+försöket": -1, "/guide?q=xyzzyxyzzy": 0, "/guide?quality=nonsense": 0, "/en/guide?q=retirement": -1,
	} {
		doc := parse(t, s.get(path))
		doc.CheckPage()
		got := len(doc.All(".guide-way h3"))
		if want >= 0 && got != want || want < 0 && (got == 0 || got == len(g.Steps)) {
			t.Errorf("%s shows %d steps, want %d", path, got, want)
		}
	}
	if doc := parse(t, s.get("/guide?q=%3Cscript%3Ealert(1)%3C/script%3E")); doc.Has("main script") || doc.One("#guide-search").Attr("value") != "<script>alert(1)</script>" {
		t.Error("what was searched for is not shown as text")
	}
}

// Every step is a sound page in both languages: its sources, checks and mistakes are on it, and its links lead somewhere.
func TestEveryStepIsAPage(t *testing.T) {
	s, g := guideSite(t)
	pages := map[string]bool{}
	linked, err := content.Embedded().LinkedPages()
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range linked {
		pages[page] = true
	}
	for _, step := range g.Steps {
		for _, prefix := range []string{"", "/en"} {
			path := prefix + "/guide/" + step.ID
			reply := s.get(path)
			doc := parse(t, reply)
			doc.CheckPage()
			if got := len(doc.All("#checks .guide-check")); got != len(step.Demands) {
				t.Errorf("%s shows %d checks of %d", path, got, len(step.Demands))
			}
			if got := len(doc.All("#mistakes article")); got != len(step.Mistakes) {
				t.Errorf("%s shows %d mistakes of %d", path, got, len(step.Mistakes))
			}
			if got := len(doc.All("#sources li")); got != len(step.Sources) {
				t.Errorf("%s shows %d sources of %d", path, got, len(step.Sources))
			}
			for _, cite := range doc.All("a.cite") {
				if !doc.Has(cite.Attr("href")) {
					t.Errorf("%s: %s leads nowhere", path, cite.Attr("href"))
				}
			}
			for _, link := range doc.All(".guide-text a") {
				checkGuideLink(t, s, pages, path, prefix, link.Attr("href"))
			}
		}
	}
}

// checkGuideLink follows a link of a text on this site, where the test site has the page.
func checkGuideLink(t *testing.T, s *site, pages map[string]bool, from, prefix, href string) {
	t.Helper()
	if strings.HasPrefix(href, "#") || strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://") {
		return
	}
	address, _, _ := strings.Cut(href, "#")
	page := strings.TrimPrefix(address, prefix)
	if block, ok := strings.CutPrefix(page, ArchitecturePath+"/"); ok {
		arch, err := content.ReferenceArchitecture()
		if _, there := arch.Block(block); !there {
			t.Errorf("%s leads to %s, which is no building block (%v)", from, href, err)
		}
	} else if strings.HasPrefix(page, "/guide") {
		if got := s.get(address).StatusCode; got != http.StatusOK {
			t.Errorf("%s leads to %s, which gives %d", from, href, got)
		}
	} else if !pages[page] {
		t.Errorf("%s leads to %s, which is not among the pages that texts may lead to", from, href)
	}
}

// The pages that texts may lead to are pages of the site.
func TestLinkedPagesExist(t *testing.T) {
	linked, err := content.Embedded().LinkedPages()
	if err != nil {
		t.Fatal(err)
	}
	routes := &Routes{server: &Server{mux: http.NewServeMux()}}
	for _, f := range allFeatures() {
		f.Routes(routes)
	}
	for _, page := range linked {
		if !slices.Contains(routes.registered, "GET "+page) {
			t.Errorf("no feature serves %s", page)
		}
	}
}

func TestTheGuidesOtherPages(t *testing.T) {
	s, g := guideSite(t)
	for path, want := range map[string]string{
		"/guide/references": "NIST AI 100-1", "/en/guide/references": "OECD", "/guide/qualities": "Pålitlig", "/en/guide/qualities": "Reliable",
		"/guide/terms": "stoppregel", "/en/guide/terms": "no-go criterion", "/guide/print": "Hela AI-guiden", "/en/guide/print": "The whole AI guide",
	} {
		doc := parse(t, s.get(path))
		doc.CheckPage()
		if !strings.Contains(doc.Text("main"), want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	if rows := parse(t, s.get("/guide/references")).All("tbody tr"); len(rows) != len(g.Steps) {
		t.Errorf("the mapping has %d rows for %d steps", len(rows), len(g.Steps))
	}
	if got := len(parse(t, s.get("/guide/print")).All("section.guide-whole")); got != len(g.Steps) {
		t.Errorf("the print has %d steps", got)
	}
}

func TestTheGuideInFiles(t *testing.T) {
	s, g := guideSite(t)
	html := s.get("/en/guide/export.html")
	if !strings.Contains(html.Header.Get("Content-Disposition"), `filename=the-ai-guide.html`) || !strings.Contains(html.Text, "<style>") || strings.Contains(html.Text, "<script") ||
		strings.Contains(html.Text, `src="`) {
		t.Errorf("the file does not stand alone: %v", html.Header)
	}
	md := s.get("/guide.md")
	for _, step := range g.Steps {
		if !strings.Contains(md.Text, "\n## "+step.Text("sv").Title+"\n") {
			t.Errorf("the Markdown lacks %s", step.ID)
		}
		for _, source := range step.Sources {
			if !strings.Contains(md.Text, "[^"+step.ID+"-"+source.ID+"]: ") {
				t.Errorf("the Markdown lacks the source %s of %s", source.ID, step.ID)
			}
		}
	}
	for _, ours := range []string{"](term:", "](step:", "](law:", "](page:", "](block:"} {
		if strings.Contains(md.Text, ours) {
			t.Errorf("the Markdown keeps a link of our own kind, %s", ours)
		}
	}
	var step guide.ExportedStep
	if err := json.Unmarshal([]byte(s.get("/guide/need.json").Text), &step); err != nil || step.ID != "need" || step.Body.EN == "" || len(step.Sources) == 0 {
		t.Errorf("%+v, %v", step, err)
	}
	var whole guide.Exported
	if err := json.Unmarshal([]byte(s.get("/guide.json").Text), &whole); err != nil || len(whole.Steps) != len(g.Steps) {
		t.Errorf("%d steps, %v", len(whole.Steps), err)
	}
}

func TestPublicPagesOfTheGuideMayBeKept(t *testing.T) {
	s, _ := guideSite(t)
	if h := s.get("/guide/need").Header; h.Get("ETag") == "" || !strings.Contains(h.Get("Cache-Control"), "public") {
		t.Errorf("headers %v", h)
	}
}

// Somebody who is alone with AI sees only the steps of the way that is meant for them, in its order, and where to begin.
func TestTheOverviewShowsOneWayAlone(t *testing.T) {
	s, g := guideSite(t)
	for _, path := range g.Paths {
		doc := parse(t, s.get("/en/guide?path="+path.ID))
		doc.CheckPage()
		var got []string
		for _, a := range doc.All(".guide-way h3 a") {
			got = append(got, strings.TrimPrefix(a.Attr("href"), "/en/guide/"))
		}
		if !slices.Equal(got, path.Steps) {
			t.Errorf("%s shows %v, want %v", path.ID, got, path.Steps)
		}
		if current := doc.All("nav a[aria-current=true]"); len(current) == 0 || current[0].Text() != path.Title.EN {
			t.Errorf("%s is not marked", path.ID)
		}
		for _, href := range []string{"/en/guide/" + path.Step, "/en" + NewSystemPath} {
			if !doc.Has("main a[href=" + href + "]") {
				t.Errorf("%s does not lead to %s", path.ID, href)
			}
		}
	}
	if got := len(parse(t, s.get("/guide?path=gone")).All(".guide-way h3")); got != len(g.Steps) {
		t.Errorf("a way that is none shows %d steps", got)
	}
}
