package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
)

func architectureSite(t testing.TB) (*site, content.Architecture) {
	t.Helper()
	arch, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	return newSite(t, nil, NewArchitecture(guide.NewLibrary(content.Embedded()), sources)), arch
}

func TestTheArchitectureShowsEveryBlockAndLeadsToIt(t *testing.T) {
	s, arch := architectureSite(t)
	for _, lang := range i18n.Languages() {
		prefix := map[i18n.Lang]string{i18n.English: "/en"}[lang]
		doc := parse(t, s.get(prefix+"/architecture"))
		doc.CheckPage()
		links := map[string]bool{}
		for _, a := range doc.All(".block-list a") {
			links[a.Attr("href")] = true
		}
		for _, b := range arch.Blocks {
			if !links[prefix+"/architecture/"+b.ID] {
				t.Errorf("%s: nothing leads to %s", lang, b.ID)
			}
		}
		if len(links) != len(arch.Blocks) {
			t.Errorf("%s: %d links to blocks, want %d", lang, len(links), len(arch.Blocks))
		}
	}
}

func TestBlocksAreFilteredByZoneQualityAndTillitsPart(t *testing.T) {
	s, arch := architectureSite(t)
	want := 0
	for _, b := range arch.Blocks {
		if (blockFilter{zone: "sensitive", tag: "ethical", tillit: "none"}).takes(b) {
			want++
		}
	}
	doc := parse(t, s.get("/en/architecture?zone=sensitive&quality=ethical&tillit=none"))
	if got := len(doc.All(".block-list dt")); got != want || want == 0 {
		t.Errorf("%d blocks, want %d", got, want)
	}
	empty := parse(t, s.get("/en/architecture?zone=moon"))
	if !strings.Contains(empty.Text("main"), "No building block") && !strings.Contains(empty.Text("main"), "No block meets the choices") {
		t.Error("an empty choice says nothing")
	}
}

func TestEveryPageOfTheArchitectureIsSoundInBothLanguages(t *testing.T) {
	s, arch := architectureSite(t)
	paths := []string{"/architecture/products", "/architecture/national"}
	for _, l := range arch.Layers {
		paths = append(paths, layerPath(l.ID))
	}
	for _, p := range arch.Patterns {
		paths = append(paths, patternPath(p.ID))
	}
	for _, b := range arch.Blocks {
		paths = append(paths, blockPath(b.ID))
	}
	for _, path := range paths {
		for _, prefix := range []string{"", "/en"} {
			parse(t, s.get(prefix+path)).CheckPage()
		}
	}
}

func TestABlockTellsWhatItTakesGivesDemandsAndRisks(t *testing.T) {
	s, arch := architectureSite(t)
	b, _ := arch.Block("gw-mask")
	text := parse(t, s.get("/en/architecture/gw-mask")).Text("main")
	wanted := []string{b.Purpose.EN, "De-identification", "rules and pseudonyms", "Article 28", "Tillit fills part of it", "Presidio", "Cloud with masking", "Someone else runs it."}
	for _, list := range [][]content.Text{b.Demands, b.Risks} {
		for _, x := range list {
			wanted = append(wanted, x.EN)
		}
	}
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// A picture has a name and a sentence, and every arrow of it stands in the table below.
func TestAPictureSaysWhatItShowsAndTheSameFactsStandBelow(t *testing.T) {
	s, _ := architectureSite(t)
	doc := parse(t, s.get("/architecture/gw-mask"))
	svg := doc.One(".diagram svg")
	if svg.Attr("role") != "group" || svg.Attr("aria-labelledby") != "block-title" || svg.Attr("aria-describedby") != "block-desc" {
		t.Errorf("role %q, named by %q, told by %q", svg.Attr("role"), svg.Attr("aria-labelledby"), svg.Attr("aria-describedby"))
	}
	if doc.Text("#block-title") == "" || doc.Text("#block-desc") == "" {
		t.Error("the picture has no words")
	}
	if rows := len(doc.All("#flows-caption")); rows != 1 {
		t.Errorf("%d tables of flows", rows)
	}
	if arrows, rows := len(doc.All(".diagram-line")), len(doc.All("tbody tr")); arrows == 0 || rows < arrows {
		t.Errorf("%d arrows but %d rows", arrows, rows)
	}
	if context := parse(t, s.get("/architecture")).All(".diagram svg")[0]; context.Attr("role") != "img" {
		t.Errorf("a picture without links is %q", context.Attr("role"))
	}
}

// The pictures zoom: from all layers to a layer, to a block, to its neighbours. What they lead to is named in full and is in the words below.
func TestPicturesZoomFromLayersToNeighbours(t *testing.T) {
	s, arch := architectureSite(t)
	for _, prefix := range []string{"", "/en"} {
		zoom := func(path string) map[string]string {
			t.Helper()
			doc := parse(t, s.get(prefix+path))
			doc.CheckPage()
			links, words := map[string]string{}, doc.Text("main")
			for _, a := range doc.All(".diagram svg a") {
				name := strings.Join(strings.Fields(a.Text()), " ")
				if links[a.Attr("href")] = name; name == "" || !strings.Contains(words, name) {
					t.Errorf("%s: the link to %s is called %q", path, a.Attr("href"), name)
				}
			}
			return links
		}
		layers := zoom("/architecture")
		for _, layer := range arch.Layers {
			if layers[prefix+layerPath(layer.ID)] == "" {
				t.Errorf("the whole does not lead to the layer %s", layer.ID)
			}
			blocks := zoom(layerPath(layer.ID))
			for _, b := range arch.In(layer.ID) {
				if blocks[prefix+blockPath(b.ID)] == "" {
					t.Errorf("the layer %s does not lead to %s", layer.ID, b.ID)
				}
			}
		}
		if len(layers) != len(arch.Layers) {
			t.Errorf("the whole has %d links", len(layers))
		}
		b, _ := arch.Block("gw-mask")
		neighbours := zoom(blockPath(b.ID))
		for _, flow := range b.Flows {
			if neighbours[prefix+blockPath(flow.To)] == "" {
				t.Errorf("%s does not lead to its neighbour %s", b.ID, flow.To)
			}
		}
		if neighbours[prefix+blockPath(b.ID)] != "" {
			t.Error("a block leads to itself")
		}
	}
}

func TestTheArchitectureIsHandedOutAsFiles(t *testing.T) {
	s, arch := architectureSite(t)
	var all content.Architecture
	if err := json.Unmarshal([]byte(s.get("/architecture.json").Text), &all); err != nil || len(all.Blocks) != len(arch.Blocks) {
		t.Errorf("JSON: %d blocks, %v", len(all.Blocks), err)
	}
	var one content.Block
	if err := json.Unmarshal([]byte(s.get("/architecture/gw-mask.json").Text), &one); err != nil || one.Layer != "serving" {
		t.Errorf("JSON of a block: %+v, %v", one, err)
	}
	for _, path := range []string{"/architecture/layers/data.json", "/architecture/patterns/edge.json"} {
		if !json.Valid([]byte(s.get(path).Text)) {
			t.Errorf("%s is no JSON", path)
		}
	}
	var model struct {
		Elements []struct{} `xml:"elements>element"`
	}
	if err := xml.Unmarshal([]byte(s.get("/architecture.archimate.xml").Text), &model); err != nil || len(model.Elements) < len(arch.Blocks) {
		t.Errorf("ArchiMate: %d elements, %v", len(model.Elements), err)
	}
	if text := s.get("/en/architecture.md").Text; !strings.HasPrefix(text, "# Reference architecture") {
		t.Errorf("Markdown begins %.40q", text)
	}
}

func TestWhatIsNotInTheArchitectureIsNotFound(t *testing.T) {
	s, _ := architectureSite(t)
	for _, path := range []string{"/architecture/none", "/architecture/layers/none", "/architecture/patterns/none", "/architecture/none.json"} {
		if got := s.get(path).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got)
		}
	}
}

func TestWordsOfAPictureAreBrokenWhereTheyMayBe(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"Gateway", "Gateway"},
		{"Prompt- och konfigurationsregister", "Prompt- och|konfigurationsregister"},
		{"E-arkiv", "E-arkiv"},
		{"Beräkning och acceleratorer", "Beräkning och|acceleratorer"},
		{"Informationssäkerhetsklassningsmodell", "Informationssäkerhetsklassningsmodell"},
	} {
		if got := strings.Join(wrap(c.text, boxChars), "|"); got != c.want {
			t.Errorf("wrap(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// The files change only with the program: whoever has one is told so, in each language of its own.
func TestTheFilesOfTheArchitectureAreKept(t *testing.T) {
	s, _ := architectureSite(t)
	tags := map[string]string{}
	for _, path := range []string{"/architecture.json", "/architecture.archimate.xml", "/architecture.md", "/en/architecture.md"} {
		first := s.get(path)
		tag := first.Header.Get("ETag")
		if tag == "" || !strings.Contains(first.Header.Get("Cache-Control"), "public") || first.Text == "" {
			t.Fatalf("%s: %v", path, first.Header)
		}
		if other, there := tags[tag]; there {
			t.Errorf("%s has the tag of %s", path, other)
		}
		tags[tag] = path
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("If-None-Match", tag)
		if again := s.do(r); again.StatusCode != http.StatusNotModified || again.Text != "" {
			t.Errorf("%s again: %d with %d bytes", path, again.StatusCode, len(again.Text))
		}
	}
}

func BenchmarkTheExchangeFile(b *testing.B) {
	s, _ := architectureSite(b)
	s.get("/architecture.archimate.xml") // reads the content
	for b.Loop() {
		if s.get("/architecture.archimate.xml").StatusCode != http.StatusOK {
			b.Fatal("no file")
		}
	}
}
