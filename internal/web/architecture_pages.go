package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// layerView is what templates/architecture/layer.html shows.
type layerView struct {
	Page
	Purpose string
	Diagram diagram
	Flows   components.Table
	Before  components.LinkList // layers that give to this one
	After   components.LinkList // layers that take from it
	Blocks  []blockLine
}

// blockView is what templates/architecture/block.html shows.
type blockView struct {
	Page
	Purpose        string
	Facts          components.SummaryList
	Diagram        diagram
	Flows          components.Table
	Demands, Risks []string
	Provisions     []components.Component
	Needed         []string
	Guide          components.LinkList
	Fills          string // how far Tillit fills it, in a word
	Tillit         string
	Products       *components.Table
	Patterns       components.LinkList
	National       []nationalLine
	Data           string // the same as JSON
}

// nationalLine is a national building block beside one of ours.
type nationalLine struct{ Name, State string }

// patternView is what templates/architecture/pattern.html shows.
type patternView struct {
	Page
	Summary                string
	UseWhen, NotWhen, Risk []string
	Zones                  string
	Diagram                diagram
	Flows                  components.Table
	Blocks                 []blockLine
	Provisions             []components.Component
	Guide                  components.LinkList
	Evidence               []evidenceLine
}

// evidenceLine is something that happened, and where it stands.
type evidenceLine struct {
	Text   string
	Source components.Link
}

func (f Architecture) page(r *Request, title string) Page {
	page := r.Page(title).Under(f.in(r, f.arch.Title), ArchitecturePath)
	page.Public = true
	return page
}

func (f Architecture) layer(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	layer, ok := f.arch.Layer(id)
	if !ok {
		return fault.New("web.architecture", fault.NotFound, "web_architecture.no_layer", nil)
	}
	blocks := f.arch.In(id)
	if wantsJSON {
		return r.JSON(w, struct {
			content.Layer
			Blocks []content.Block `json:"blocks"`
		}{layer, blocks})
	}
	view := layerView{Page: f.page(r, f.in(r, layer.Name)), Purpose: f.in(r, layer.Purpose), Diagram: f.layerDiagram(r, layer)}
	view.Description = view.Purpose
	var flows []flowRow
	for _, b := range blocks {
		for _, flow := range b.Flows {
			flows = append(flows, flowRow{b.ID, flow.To, flow.What})
		}
		for _, from := range f.sources(b.ID) {
			if source, _ := f.arch.Block(from); source.Layer != id {
				flows = append(flows, flowRow{from, b.ID, f.arch.Into(b.ID)[from].What})
			}
		}
		view.Blocks = append(view.Blocks, f.line(r, b))
	}
	view.Flows = f.flowTable(r, flows)
	view.Before = components.LinkList{ID: "before", Heading: r.T("web_architecture.layers_before"), Links: f.layersOf(r, id, flows, true)}
	view.After = components.LinkList{ID: "after", Heading: r.T("web_architecture.layers_after"), Links: f.layersOf(r, id, flows, false)}
	return r.Render(w, http.StatusOK, "architecture/layer", view)
}

// layersOf are the other layers at one end of the flows of a layer: where they come from, or where they go.
func (f Architecture) layersOf(r *Request, layer string, flows []flowRow, from bool) []components.Link {
	there := map[string]bool{}
	for _, flow := range flows {
		end := flow.to
		if from {
			end = flow.from
		}
		if b, _ := f.arch.Block(end); b.Layer != layer {
			there[b.Layer] = true
		}
	}
	var links []components.Link
	for _, l := range f.arch.Layers {
		if there[l.ID] {
			links = append(links, components.Link{Href: r.To(layerPath(l.ID)), Label: f.in(r, l.Name)})
		}
	}
	return links
}

// sources are the blocks that hand something to a block, in the order of the architecture.
func (f Architecture) sources(id string) []string {
	into := f.arch.Into(id)
	var from []string
	for _, b := range f.arch.Blocks {
		if _, ok := into[b.ID]; ok {
			from = append(from, b.ID)
		}
	}
	return from
}

// flowRow is a flow from one block to another.
type flowRow struct {
	from, to string
	what     content.Text
}

// flowTable says in words what a picture shows.
func (f Architecture) flowTable(r *Request, flows []flowRow) components.Table {
	table := components.Table{ID: "flows", Caption: r.T("web_architecture.flows"), Heads: []components.Head{
		{Label: r.T("web_architecture.from")}, {Label: r.T("web_architecture.to")}, {Label: r.T("web_architecture.what")},
	}}
	for _, flow := range flows {
		table.Rows = append(table.Rows, []components.Cell{
			{Content: f.blockLink(r, flow.from), Header: true}, {Content: f.blockLink(r, flow.to)}, {Text: f.in(r, flow.what)},
		})
	}
	return table
}

func (f Architecture) blockLink(r *Request, id string) components.Link {
	b, _ := f.arch.Block(id)
	return components.Link{Href: r.To(blockPath(id)), Label: f.in(r, b.Name)}
}

// blockLinks are links to blocks, one below the other.
func (f Architecture) blockLinks(r *Request, ids []string) components.LinkList {
	var list components.LinkList
	for _, id := range ids {
		list.Links = append(list.Links, f.blockLink(r, id))
	}
	return list
}

func (f Architecture) block(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	b, ok := f.arch.Block(id)
	if !ok {
		return fault.New("web.architecture", fault.NotFound, "web_architecture.no_block", nil)
	}
	if wantsJSON {
		return r.JSON(w, b)
	}
	layer, _ := f.arch.Layer(b.Layer)
	view := blockView{
		Page: f.page(r, f.in(r, b.Name)).Under(f.in(r, layer.Name), layerPath(layer.ID)), Purpose: f.in(r, b.Purpose),
		Diagram: f.blockDiagram(r, b), Facts: f.facts(r, b, layer), Demands: f.each(r, b.Demands), Risks: f.each(r, b.Risks),
		Provisions: f.law.provisions(r, b.Provisions), Guide: f.guideLinks(r, b.Guide), Tillit: f.in(r, b.Tillit.How),
		Fills: r.T("web_architecture.fills." + b.Tillit.Fills), Patterns: f.patternsWith(r, id), National: f.nationalFor(r, id),
		Data: r.To(blockPath(id) + ".json"),
	}
	view.Description = view.Purpose
	for _, trait := range f.arch.Traits {
		if slices.Contains(b.NeededFor, trait.ID) {
			view.Needed = append(view.Needed, f.in(r, trait.Why))
		}
	}
	var flows []flowRow
	for _, from := range f.sources(id) {
		flows = append(flows, flowRow{from, id, f.arch.Into(id)[from].What})
	}
	for _, flow := range b.Flows {
		flows = append(flows, flowRow{id, flow.To, flow.What})
	}
	view.Flows = f.flowTable(r, flows)
	if products := f.arch.ProductsFor(id); len(products) > 0 {
		table := f.productTable(r, products, false)
		view.Products = &table
	}
	return r.Render(w, http.StatusOK, "architecture/block", view)
}

// each is a list of texts in the reader's language.
func (f Architecture) each(r *Request, texts []content.Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = f.in(r, t)
	}
	return out
}

func (f Architecture) facts(r *Request, b content.Block, layer content.Layer) components.SummaryList {
	var list components.SummaryList
	add := func(key string, value ...components.Component) {
		list.Rows = append(list.Rows, components.SummaryRow{Key: r.T("web_architecture." + key), Value: value})
	}
	add("layer", components.Link{Href: r.To(layerPath(layer.ID)), Label: f.in(r, layer.Name)})
	add("takes", components.Text{Value: f.in(r, b.Takes)})
	add("gives", components.Text{Value: f.in(r, b.Gives)})
	zones := f.zoneNames(r, b.Zones)
	if b.ZoneNote != nil {
		zones += ". " + f.in(r, *b.ZoneNote)
	}
	add("zones", components.Text{Value: zones})
	tags := ""
	for i, tag := range b.Tags {
		if i > 0 {
			tags += ", "
		}
		tags += r.T("web_architecture.tag." + tag)
	}
	add("tags", components.Text{Value: tags})
	return list
}

func (f Architecture) zoneNames(r *Request, ids []string) string {
	names := ""
	for i, id := range ids {
		zone, _ := f.arch.Zone(id)
		if i > 0 {
			names += ", "
		}
		names += zone.Letter + " (" + f.in(r, zone.Name) + ")"
	}
	return names
}

// guideLinks lead to the steps of the guide that there are.
func (f Architecture) guideLinks(r *Request, ids []string) components.LinkList {
	list := components.LinkList{ID: "guide", Heading: r.T("web_architecture.guide")}
	for _, id := range ids {
		if step, ok := f.steps[id]; ok {
			list.Links = append(list.Links, components.Link{Href: r.To("/guide/" + id), Label: step.Text(string(r.Lang)).Title})
		}
	}
	return list
}

func (f Architecture) patternsWith(r *Request, block string) components.LinkList {
	list := components.LinkList{ID: "patterns", Heading: r.T("web_architecture.in_patterns")}
	for _, p := range f.arch.Patterns {
		if slices.Contains(p.Blocks, block) {
			list.Links = append(list.Links, components.Link{Href: r.To(patternPath(p.ID)), Label: f.in(r, p.Name)})
		}
	}
	return list
}

func (f Architecture) nationalFor(r *Request, block string) []nationalLine {
	var lines []nationalLine
	for _, n := range f.arch.National.Blocks {
		if slices.Contains(n.MapsTo, block) {
			lines = append(lines, nationalLine{f.in(r, n.Name), f.nationalState(r, n)})
		}
	}
	return lines
}

// nationalState is the last known state with its year, or that none is known.
func (f Architecture) nationalState(r *Request, n content.NationalBlock) string {
	if n.State == nil {
		return r.T("web_architecture.state_unknown")
	}
	if n.Known == 0 {
		return f.in(r, *n.State) + " " + r.T("web_architecture.state_undated")
	}
	return f.in(r, *n.State) + " " + r.T("web_architecture.state_year", fault.Args{"year": strconv.Itoa(n.Known)})
}

func (f Architecture) pattern(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	p, ok := f.arch.Pattern(id)
	if !ok {
		return fault.New("web.architecture", fault.NotFound, "web_architecture.no_pattern", nil)
	}
	if wantsJSON {
		return r.JSON(w, p)
	}
	view := patternView{
		Page: f.page(r, f.in(r, p.Name)), Summary: f.in(r, p.Summary), UseWhen: f.each(r, p.UseWhen), NotWhen: f.each(r, p.NotWhen),
		Risk: f.each(r, p.Risks), Zones: f.zoneNames(r, p.Zones), Diagram: f.patternDiagram(r, p),
		Provisions: f.law.provisions(r, p.Provisions), Guide: f.guideLinks(r, p.Guide),
	}
	view.Description = view.Summary
	var flows []flowRow
	for _, b := range f.inOrder(p.Blocks) {
		view.Blocks = append(view.Blocks, f.line(r, b))
		for _, flow := range b.Flows {
			if slices.Contains(p.Blocks, flow.To) {
				flows = append(flows, flowRow{b.ID, flow.To, flow.What})
			}
		}
	}
	view.Flows = f.flowTable(r, flows)
	for _, e := range p.Evidence {
		view.Evidence = append(view.Evidence, evidenceLine{f.in(r, e.Text), components.Link{
			Href: e.URL, Label: e.Title,
			Hint: r.T("web_architecture.strength."+e.Strength) + " " + r.T("web_architecture.read", fault.Args{"date": r.Printer.Date(e.Read)}),
		}})
	}
	return r.Render(w, http.StatusOK, "architecture/pattern", view)
}
