package catalogue

import "github.com/tillit-se/tillit/content"

// The drawing of a view. Coordinates are pixels from the view's top left, also of nested nodes.
type (
	exchangeView struct {
		Identifier  string       `xml:"identifier,attr"`
		Type        string       `xml:"xsi:type,attr"`
		Viewpoint   string       `xml:"viewpoint,attr"`
		Names       []langString `xml:"name"`
		Docs        []langString `xml:"documentation"`
		Nodes       []viewNode   `xml:"node"`
		Connections []connection `xml:"connection"`
	}
	viewNode struct {
		Identifier string     `xml:"identifier,attr"`
		Element    string     `xml:"elementRef,attr"`
		Type       string     `xml:"xsi:type,attr"`
		X          int        `xml:"x,attr"`
		Y          int        `xml:"y,attr"`
		W          int        `xml:"w,attr"`
		H          int        `xml:"h,attr"`
		Nodes      []viewNode `xml:"node"`
	}
	connection struct {
		Identifier   string `xml:"identifier,attr"`
		Relationship string `xml:"relationshipRef,attr"`
		Type         string `xml:"xsi:type,attr"`
		Source       string `xml:"source,attr"` // a node
		Target       string `xml:"target,attr"`
	}
)

const (
	nodeWidth, nodeHeight = 160, 60
	nodeGap               = 20
	headHeight            = 30
	viewColumns           = 5
)

func (m *model) addViews() {
	all := exchangeView{
		Identifier: "id-view-layers", Type: "Diagram", Viewpoint: "Layered",
		Names: inBoth(content.Text{SV: "Lager och byggblock", EN: "Layers and building blocks"}),
	}
	y := nodeGap
	for _, layer := range m.a.Layers {
		group := m.group("layers", identifier("layer", layer.ID), y, m.a.In(layer.ID))
		all.Nodes = append(all.Nodes, group)
		y += group.H + nodeGap
	}
	m.show(all)
	for _, p := range m.a.Patterns {
		m.show(m.patternView(p))
	}
	m.finish()
}

func (m *model) show(v exchangeView) {
	m.out.Views = append(m.out.Views, v)
	m.file(content.Text{SV: "Vyer", EN: "Views"}, v.Identifier)
}

// group is a frame with blocks in rows.
func (m *model) group(view, frame string, y int, blocks []content.Block) viewNode {
	rows := (len(blocks) + viewColumns - 1) / viewColumns
	group := viewNode{
		Identifier: identifier("node", view+"-"+frame), Element: frame, Type: "Element", X: nodeGap, Y: y,
		W: nodeGap + viewColumns*(nodeWidth+nodeGap), H: headHeight + rows*(nodeHeight+nodeGap),
	}
	for i, b := range blocks {
		group.Nodes = append(group.Nodes, viewNode{
			Identifier: nodeID(view, b.ID), Element: blockID(b.ID), Type: "Element",
			X: group.X + nodeGap + i%viewColumns*(nodeWidth+nodeGap), Y: y + headHeight + i/viewColumns*(nodeHeight+nodeGap),
			W: nodeWidth, H: nodeHeight,
		})
	}
	return group
}

func nodeID(view, block string) string { return identifier("node", view+"-"+block) }

// patternView shows the blocks of a pattern with the flows between them.
func (m *model) patternView(p content.Pattern) exchangeView {
	view := exchangeView{
		Identifier: identifier("view", p.ID), Type: "Diagram", Viewpoint: "Application Cooperation", Names: inBoth(p.Name), Docs: inBoth(p.Summary),
	}
	var blocks []content.Block
	shown := map[string]bool{}
	for _, id := range p.Blocks {
		if b, ok := m.a.Block(id); ok {
			blocks = append(blocks, b)
			shown[id] = true
		}
	}
	view.Nodes = []viewNode{m.group(p.ID, identifier("pattern", p.ID), nodeGap, blocks)}
	for _, b := range blocks {
		for _, flow := range b.Flows {
			if !shown[flow.To] {
				continue
			}
			view.Connections = append(view.Connections, connection{
				Identifier: identifier("conn", p.ID+"-"+b.ID+"-"+flow.To), Type: "Relationship",
				Relationship: m.relate("Flow", blockID(b.ID), blockID(flow.To)), Source: nodeID(p.ID, b.ID), Target: nodeID(p.ID, flow.To),
			})
		}
	}
	return view
}
