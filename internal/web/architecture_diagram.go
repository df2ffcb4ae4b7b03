package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/content"
)

// diagram is a picture of boxes and arrows, drawn as SVG by templates/architecture/_diagram.html. It says nothing that its page does
// not say in words: to a screen reader it is a title and a sentence, with the links that zoom into it where it has any, and the same
// facts stand below it.
type diagram struct {
	ID            string // begins the ids of title and description
	Title         string
	Description   string
	Width, Height int // pixels; a narrow screen scrolls
	Boxes         []diagramBox
	Lines         []diagramLine
}

// diagramBox is a box with its text. Letter, in a corner, tells the zone, so that colour need not.
type diagramBox struct {
	X, Y, W, H int
	Kind       string // class: block, focus, layer, person, system
	Texts      []diagramText
	Letter     *diagramText
	Href       string // where the box leads; empty is nowhere
}

// Zooms tells whether the picture leads anywhere.
func (d diagram) Zooms() bool {
	return slices.ContainsFunc(d.Boxes, func(b diagramBox) bool { return b.Href != "" })
}

// diagramText is one line of text at its baseline.
type diagramText struct {
	X, Y int
	Text string
	Soft bool
}

// diagramLine is an arrow from one point to another, bent halfway; Head are the points of its head.
type diagramLine struct{ Path, Head string }

const (
	boxWidth, boxHeight = 232, 64
	columnGap, rowGap   = 88, 16
	lineHeight          = 20
	boxChars            = 24 // that fit in a box in a font of 16 pixels
)

// node is a box to be placed. Sub is a second, quieter text.
type node struct{ id, label, sub, kind, letter, href string }

// tie is an arrow between two nodes.
type tie struct{ from, to string }

// columns places nodes in columns from left to right, each centred in height, and draws the ties between them.
func (d diagram) columns(columns [][]node, ties []tie) diagram {
	tallest := 0
	for _, column := range columns {
		tallest = max(tallest, len(column))
	}
	d.Width = len(columns)*boxWidth + (len(columns)-1)*columnGap + 2
	d.Height = tallest*(boxHeight+rowGap) - rowGap + 2
	placed := map[string]diagramBox{}
	for i, column := range columns {
		x := 1 + i*(boxWidth+columnGap)
		y := 1 + (d.Height-2-(len(column)*(boxHeight+rowGap)-rowGap))/2
		for _, n := range column {
			box := n.box(x, y)
			placed[n.id] = box
			d.Boxes = append(d.Boxes, box)
			y += boxHeight + rowGap
		}
	}
	for _, e := range ties {
		from, okFrom := placed[e.from]
		to, okTo := placed[e.to]
		if okFrom && okTo {
			d.Lines = append(d.Lines, arrow(from, to))
		}
	}
	return d
}

func (n node) box(x, y int) diagramBox {
	box := diagramBox{X: x, Y: y, W: boxWidth, H: boxHeight, Kind: n.kind, Href: n.href}
	lines := wrap(n.label, boxChars)
	soft := len(lines)
	if n.sub != "" {
		lines = append(lines, wrap(n.sub, boxChars)...)
	}
	if len(lines) > 3 {
		lines = append(lines[:2:2], lines[2]+" …") // the whole stands in the list below
	}
	top := y + (boxHeight-len(lines)*lineHeight)/2 + lineHeight - 5
	for i, line := range lines {
		box.Texts = append(box.Texts, diagramText{X: x + 12, Y: top + i*lineHeight, Text: line, Soft: i >= soft})
	}
	if n.letter != "" {
		box.Letter = &diagramText{X: x + boxWidth - 10, Y: y + 18, Text: n.letter}
	}
	return box
}

// wrap breaks a text into lines of at most limit characters, at blanks and after hyphens; a longer word stands alone.
func wrap(text string, limit int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		glue := " "
		for _, part := range strings.SplitAfter(word, "-") {
			if line != "" && utf8.RuneCountInString(line+glue+part) > limit {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += glue
			}
			line += part
			glue = ""
		}
	}
	return append(lines, line)
}

// arrow leads from the side of one box to the facing side of another; between boxes of one column it swings out to the right.
func arrow(from, to diagramBox) diagramLine {
	y1, y2 := from.Y+from.H/2, to.Y+to.H/2
	switch {
	case from.X == to.X:
		x := from.X + from.W
		return curve(x, y1, x, y2, x+columnGap/2+10, x+columnGap/2+10, -1)
	case from.X < to.X:
		x1, x2 := from.X+from.W, to.X
		return curve(x1, y1, x2, y2, (x1+x2)/2, (x1+x2)/2, 1)
	default:
		x1, x2 := from.X, to.X+to.W
		return curve(x1, y1, x2, y2, (x1+x2)/2, (x1+x2)/2, -1)
	}
}

// curve is a line with its head at the end; heading is 1 when it arrives going right, -1 going left.
func curve(x1, y1, x2, y2, c1, c2, heading int) diagramLine {
	back := x2 - heading*9
	return diagramLine{
		Path: "M" + point(x1, y1) + "C" + point(c1, y1) + " " + point(c2, y2) + " " + point(back, y2),
		Head: point(x2, y2) + " " + point(back, y2-5) + " " + point(back, y2+5),
	}
}

func point(x, y int) string { return strconv.Itoa(x) + "," + strconv.Itoa(y) }

// overviewDiagram draws all layers with their blocks.
func (f Architecture) overviewDiagram(r *Request) diagram {
	d := diagram{ID: "overview", Title: r.T("web_architecture.overview.title"), Description: r.T("web_architecture.overview.description")}
	const labelWidth, across = 190, 3
	d.Width = labelWidth + across*(boxWidth+rowGap) + 2
	y := 1
	for _, layer := range f.arch.Layers {
		blocks := f.arch.In(layer.ID)
		rows := (len(blocks) + across - 1) / across
		height := rows*(boxHeight+rowGap) + rowGap
		d.Boxes = append(d.Boxes, diagramBox{X: 1, Y: y, W: d.Width - 2, H: height, Kind: "layer"})
		d.Boxes = append(d.Boxes, f.layerName(r, layer, y+rowGap/2, height-rowGap))
		for i, b := range blocks {
			at := f.node(r, b)
			at.href = "" // a layer comes first: there would be too many links to pass
			box := at.box(labelWidth+i%across*(boxWidth+rowGap), y+rowGap+i/across*(boxHeight+rowGap))
			d.Boxes = append(d.Boxes, box)
		}
		y += height + rowGap
	}
	d.Height = y - rowGap + 1
	return d
}

// layerName is the name of a layer in the picture of all: a link to the layer.
func (f Architecture) layerName(r *Request, layer content.Layer, y, height int) diagramBox {
	box := diagramBox{X: 8, Y: y, W: 174, H: height, Kind: "name", Href: r.To(layerPath(layer.ID))}
	for i, line := range wrap(f.in(r, layer.Name), 17) {
		box.Texts = append(box.Texts, diagramText{X: 16, Y: y + rowGap/2 + lineHeight*(i+1), Text: line})
	}
	return box
}

// node is a block with the letters of its zones, leading to its page.
func (f Architecture) node(r *Request, b content.Block) node {
	letters := ""
	for _, id := range b.Zones {
		if z, ok := f.arch.Zone(id); ok {
			letters += z.Letter
		}
	}
	return node{id: b.ID, label: f.in(r, b.Name), kind: "block", letter: letters, href: r.To(blockPath(b.ID))}
}

// contextDiagram draws the platform among those around it: people to the left, systems to the right.
func (f Architecture) contextDiagram(r *Request) diagram {
	d := diagram{ID: "context", Title: r.T("web_architecture.context.title"), Description: r.T("web_architecture.context.description")}
	const platform = "the-platform"
	var people, systems []node
	var ties []tie
	for _, n := range f.arch.Context {
		at := node{id: n.ID, label: f.in(r, n.Name), kind: n.Kind}
		if n.Kind == "person" {
			people = append(people, at)
		} else {
			systems = append(systems, at)
		}
		if n.To != nil {
			ties = append(ties, tie{n.ID, platform})
		}
		if n.From != nil {
			ties = append(ties, tie{platform, n.ID})
		}
	}
	centre := []node{{id: platform, label: r.T("web_architecture.platform"), kind: "focus"}}
	return d.columns([][]node{people, centre, systems}, ties)
}

// layerDiagram draws a layer's blocks between the layers that feed it and those that it feeds.
func (f Architecture) layerDiagram(r *Request, layer content.Layer) diagram {
	d := diagram{ID: "layer", Title: f.in(r, layer.Name), Description: r.T("web_architecture.layer.description")}
	var blocks []node
	var ties []tie
	before, after := map[string]bool{}, map[string]bool{}
	once := map[tie]bool{}
	add := func(e tie) {
		if !once[e] {
			once[e] = true
			ties = append(ties, e)
		}
	}
	for _, b := range f.arch.In(layer.ID) {
		blocks = append(blocks, f.node(r, b))
		for _, flow := range b.Flows {
			to, _ := f.arch.Block(flow.To)
			if to.Layer == layer.ID {
				add(tie{b.ID, to.ID})
				continue
			}
			after[to.Layer] = true
			add(tie{b.ID, "to-" + to.Layer})
		}
		for from := range f.arch.Into(b.ID) {
			if source, _ := f.arch.Block(from); source.Layer != layer.ID {
				before[source.Layer] = true
				add(tie{"from-" + source.Layer, b.ID})
			}
		}
	}
	return d.columns([][]node{f.layerNodes(r, "from-", before), blocks, f.layerNodes(r, "to-", after)}, sorted(ties))
}

func (f Architecture) layerNodes(r *Request, prefix string, chosen map[string]bool) []node {
	var nodes []node
	for _, layer := range f.arch.Layers {
		if chosen[layer.ID] {
			name := f.in(r, layer.Name)
			nodes = append(nodes, node{id: prefix + layer.ID, label: name, kind: "system", href: r.To(layerPath(layer.ID))})
		}
	}
	return nodes
}

// blockDiagram draws a block between what it takes from and what it gives to.
func (f Architecture) blockDiagram(r *Request, b content.Block) diagram {
	d := diagram{ID: "block", Title: f.in(r, b.Name), Description: r.T("web_architecture.block.description")}
	var before, after []node
	var ties []tie
	into := f.arch.Into(b.ID)
	for _, other := range f.arch.Blocks {
		if _, ok := into[other.ID]; ok {
			at := f.node(r, other)
			at.id = "from-" + other.ID
			before = append(before, at)
			ties = append(ties, tie{at.id, b.ID})
		}
	}
	for _, flow := range b.Flows {
		other, _ := f.arch.Block(flow.To)
		at := f.node(r, other)
		at.id = "to-" + other.ID
		after = append(after, at)
		ties = append(ties, tie{b.ID, at.id})
	}
	centre := f.node(r, b)
	centre.kind, centre.href = "focus", "" // the page itself
	return d.columns([][]node{before, {centre}, after}, ties)
}

// patternDiagram draws the blocks of a pattern layer by layer, in three columns, with the flows among them.
func (f Architecture) patternDiagram(r *Request, p content.Pattern) diagram {
	d := diagram{ID: "pattern", Title: f.in(r, p.Name), Description: r.T("web_architecture.pattern.description")}
	blocks := f.inOrder(p.Blocks)
	columns := make([][]node, 3)
	size := (len(blocks) + 2) / 3
	var ties []tie
	for i, b := range blocks {
		columns[i/size] = append(columns[i/size], f.node(r, b))
		for _, flow := range b.Flows {
			ties = append(ties, tie{b.ID, flow.To})
		}
	}
	return d.columns(columns, ties)
}

// inOrder are blocks in the order of the architecture.
func (f Architecture) inOrder(ids []string) []content.Block {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var blocks []content.Block
	for _, b := range f.arch.Blocks {
		if wanted[b.ID] {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// sorted puts ties in a fixed order: they are gathered from maps.
func sorted(ties []tie) []tie {
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return ties
}
