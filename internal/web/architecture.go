package web

import (
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/catalogue"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// ArchitecturePath is where the reference architecture begins.
const ArchitecturePath = "/architecture"

// Architecture is the reference architecture: its layers, building blocks, patterns, products and the national infrastructure, drawn
// from the content pack. Its pictures zoom by links: the whole, a layer, a block.
type Architecture struct {
	load  func() (Architecture, error) // itself with what is below, on first use
	arch  content.Architecture
	law   LawBook
	steps map[string]content.Step             // of the guide, by id
	files map[string]func() (keptFile, error) // by ending, and for Markdown language
}

// NewArchitecture makes the pages. What they show is read when the first is asked for.
func NewArchitecture(library *guide.Library, sources []content.Source) Architecture {
	return Architecture{load: sync.OnceValues(func() (f Architecture, err error) {
		if f.arch, err = library.Architecture(); err != nil {
			return f, err
		}
		all, err := library.Guide()
		if err != nil {
			return f, err
		}
		f.law, f.steps, f.files = NewLawBook(sources), map[string]content.Step{}, architectureFiles(catalogue.NewFiles(f.arch, sources))
		for _, step := range all.Steps {
			f.steps[step.ID] = step
		}
		return f, nil
	})}
}

// Routes are the addresses of the architecture, in both languages.
func (f Architecture) Routes(routes *Routes) {
	for path, show := range map[string]func(Architecture, http.ResponseWriter, *Request) error{
		"":               Architecture.show,
		".json":          Architecture.json,
		".md":            Architecture.markdown,
		".archimate.xml": Architecture.archiMate,
		"/layers/{id}":   Architecture.layer,
		"/patterns/{id}": Architecture.pattern,
		"/products":      Architecture.products,
		"/national":      Architecture.national,
		"/{id}":          Architecture.block,
	} {
		routes.Get(ArchitecturePath+path, func(w http.ResponseWriter, r *Request) error {
			loaded, err := f.load()
			if err != nil {
				return err
			}
			return show(loaded, w, r)
		})
	}
}

func architectureFiles(files *catalogue.Files) map[string]func() (keptFile, error) {
	kept := map[string]func() (keptFile, error){".json": keepFile(files.JSON), ".archimate.xml": keepFile(files.ArchiMate)}
	for _, lang := range i18n.Languages() {
		kept[".md "+string(lang)] = keepFile(func() ([]byte, error) { return files.Markdown(string(lang)) })
	}
	return kept
}

func (f Architecture) json(w http.ResponseWriter, r *Request) error {
	return f.send(w, r, ".json", "application/json")
}

func (f Architecture) send(w http.ResponseWriter, r *Request, name, contentType string) error {
	file, err := f.files[name]()
	if err != nil {
		return err
	}
	return r.sendTagged(w, contentType, file.data, func() string { return file.tag })
}

// Views are the pages by their templates.
func (Architecture) Views() Views {
	return Views{
		"architecture/show": architectureView{}, "architecture/layer": layerView{}, "architecture/block": blockView{},
		"architecture/pattern": patternView{}, "architecture/products": architectureTableView{}, "architecture/national": architectureTableView{},
	}
}

// architectureView is what templates/architecture/show.html shows.
type architectureView struct {
	Page
	Lead, Own string
	Context   diagram
	Overview  diagram
	Around    components.Table
	Filters   []components.LinkList
	Layers    []layerSection
	Shown     int
	Zones     components.SummaryList
	Patterns  components.LinkList
	More      components.LinkList
	Downloads components.LinkList
	Sources   components.LinkList
}

// layerSection is a layer with its blocks.
type layerSection struct {
	ID, Name, Purpose, Href string
	Blocks                  []blockLine
}

func (f Architecture) show(w http.ResponseWriter, r *Request) error {
	chosen := blockFilter{zone: r.URL.Query().Get("zone"), tag: r.URL.Query().Get("quality"), tillit: r.URL.Query().Get("tillit")}
	view := architectureView{Page: r.Page(f.in(r, f.arch.Title)), Lead: f.in(r, f.arch.Lead), Own: f.in(r, f.arch.OwnProposal)}
	view.Public, view.Description = true, view.Lead
	view.Context, view.Around = f.contextDiagram(r), f.around(r)
	view.Overview = f.overviewDiagram(r)
	view.Filters = f.filters(r, chosen)
	view.Layers = f.sections(r, chosen)
	for _, section := range view.Layers {
		view.Shown += len(section.Blocks)
	}
	view.Zones = f.zones(r)
	view.Patterns = components.LinkList{ID: "patterns", Heading: r.T("web_architecture.patterns")}
	for _, p := range f.arch.Patterns {
		view.Patterns.Links = append(view.Patterns.Links, components.Link{Href: r.To(patternPath(p.ID)), Label: f.in(r, p.Name)})
	}
	view.More = components.LinkList{ID: "more", Heading: r.T("web_architecture.more"), Links: []components.Link{
		{Href: r.To(ArchitecturePath + "/products"), Label: r.T("web_architecture.products")},
		{Href: r.To(ArchitecturePath + "/national"), Label: r.T("web_architecture.national")},
	}}
	view.Downloads = components.LinkList{ID: "downloads", Heading: r.T("web_architecture.downloads"), Inline: true, Links: []components.Link{
		{Href: r.To(ArchitecturePath + ".archimate.xml"), Label: "ArchiMate"},
		{Href: r.To(ArchitecturePath + ".md"), Label: "Markdown"},
		{Href: r.To(ArchitecturePath + ".json"), Label: "JSON"},
	}}
	view.Sources = components.LinkList{ID: "sources", Heading: r.T("web_architecture.sources")}
	for _, source := range f.arch.Sources {
		view.Sources.Links = append(view.Sources.Links, f.sourceLink(r, source))
	}
	return r.Render(w, http.StatusOK, "architecture/show", view)
}

// in is a text in the reader's language.
func (Architecture) in(r *Request, t content.Text) string { return t.In(string(r.Lang)) }

func blockPath(id string) string { return ArchitecturePath + "/" + id }

func layerPath(id string) string { return ArchitecturePath + "/layers/" + id }

func patternPath(id string) string { return ArchitecturePath + "/patterns/" + id }

// blockFilter is which blocks are wanted; an empty part takes all.
type blockFilter struct{ zone, tag, tillit string }

func (q blockFilter) takes(b content.Block) bool {
	return (q.zone == "" || slices.Contains(b.Zones, q.zone)) && (q.tag == "" || slices.Contains(b.Tags, q.tag)) &&
		(q.tillit == "" || b.Tillit.Fills == q.tillit)
}

// address is the page with the filter; what is empty is left out.
func (q blockFilter) address(r *Request) string {
	values := url.Values{}
	for _, part := range [][2]string{{"zone", q.zone}, {"quality", q.tag}, {"tillit", q.tillit}} {
		if part[1] != "" {
			values.Set(part[0], part[1])
		}
	}
	address := r.To(ArchitecturePath)
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return address + "#blocks"
}

// filters are links that choose one value each, or take the choice away.
func (f Architecture) filters(r *Request, chosen blockFilter) []components.LinkList {
	zones := f.filter(r, "zone", chosen.zone, func(v string) string { q := chosen; q.zone = v; return q.address(r) })
	for _, z := range f.arch.Zones[:len(f.arch.Zones)-1] { // nothing stands in the last, which is outside
		zones.add(z.ID, f.in(r, z.Name))
	}
	tags := f.filter(r, "quality", chosen.tag, func(v string) string { q := chosen; q.tag = v; return q.address(r) })
	for _, tag := range content.QualityTags() {
		tags.add(tag, r.T("web_architecture.tag."+tag))
	}
	fills := f.filter(r, "tillit", chosen.tillit, func(v string) string { q := chosen; q.tillit = v; return q.address(r) })
	for _, fill := range []string{"whole", "part", "planned", "none"} {
		fills.add(fill, r.T("web_architecture.fills."+fill))
	}
	return []components.LinkList{zones.list, tags.list, fills.list}
}

// choiceLinks builds a filter of links.
type choiceLinks struct {
	list   components.LinkList
	chosen string
	to     func(value string) string
}

func (Architecture) filter(r *Request, name, chosen string, to func(string) string) *choiceLinks {
	list := components.LinkList{ID: "filter-" + name, Heading: r.T("web_architecture.filter." + name), Inline: true}
	list.Links = []components.Link{{Href: to(""), Label: r.T("web_architecture.all"), Current: chosen == ""}}
	return &choiceLinks{list: list, chosen: chosen, to: to}
}

func (c *choiceLinks) add(value, label string) {
	c.list.Links = append(c.list.Links, components.Link{Href: c.to(value), Label: label, Current: c.chosen == value})
}

// sections are the layers with the blocks that the filter takes.
func (f Architecture) sections(r *Request, chosen blockFilter) []layerSection {
	var sections []layerSection
	for _, layer := range f.arch.Layers {
		section := layerSection{ID: "layer-" + layer.ID, Name: f.in(r, layer.Name), Purpose: f.in(r, layer.Purpose), Href: r.To(layerPath(layer.ID))}
		for _, b := range f.arch.In(layer.ID) {
			if chosen.takes(b) {
				section.Blocks = append(section.Blocks, f.line(r, b))
			}
		}
		if len(section.Blocks) > 0 {
			sections = append(sections, section)
		}
	}
	return sections
}

// blockLine is a block in a list: its name is the link, with its purpose and zones below.
type blockLine struct{ Name, Href, Purpose, Zones string }

func (f Architecture) line(r *Request, b content.Block) blockLine {
	return blockLine{Name: f.in(r, b.Name), Href: r.To(blockPath(b.ID)), Purpose: f.in(r, b.Purpose), Zones: f.zoneNames(r, b.Zones)}
}

func (f Architecture) zones(r *Request) components.SummaryList {
	var list components.SummaryList
	for _, z := range f.arch.Zones {
		list.Rows = append(list.Rows, components.SummaryRow{Key: z.Letter + " · " + f.in(r, z.Name), Value: []components.Component{components.Text{Value: f.in(r, z.Meaning)}}})
	}
	return list
}

// sourceLink is a source with its publisher, what it is used for and when it was read.
func (f Architecture) sourceLink(r *Request, source content.ArchitectureSource) components.Link {
	return components.Link{Href: source.URL, Label: source.Title, Hint: r.T("web_architecture.source", fault.Args{
		"publisher": f.in(r, source.Publisher), "use": f.in(r, source.UsedFor), "read": r.Printer.Date(source.Read),
	})}
}

func (f Architecture) markdown(w http.ResponseWriter, r *Request) error {
	w.Header().Set("Content-Disposition", disposition("tillit-architecture.md"))
	return f.send(w, r, ".md "+string(r.Lang), "text/markdown; charset=utf-8")
}

func (f Architecture) archiMate(w http.ResponseWriter, r *Request) error {
	w.Header().Set("Content-Disposition", disposition("tillit-architecture.archimate.xml"))
	return f.send(w, r, ".archimate.xml", "application/xml")
}
