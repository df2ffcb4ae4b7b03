package web

import (
	"bytes"
	"fmt"
	"html/template"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/tillit-se/tillit/content"
)

// prosePrinter makes HTML of the guide's Markdown. Raw HTML cannot come through: content reads none, and what is left is escaped.
type prosePrinter struct {
	r       *Request
	guide   content.Guide
	law     LawBook
	cites   *citations
	heading int    // how many levels headings are moved down
	prefix  string // of the ids of headings
	whole   bool   // the whole guide on one page: links to steps and terms stay on it
	base    string // before addresses of the site, in a file that is read elsewhere
	scrolls int    // tables so far, for their names
	anchors int    // headings so far
}

// html renders a text.
func (p *prosePrinter) html(prose content.Prose) (template.HTML, error) {
	if prose.Root == nil {
		return "", nil
	}
	var out bytes.Buffer
	err := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(p, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	)).Render(&out, prose.Source, prose.Root)
	if err != nil {
		return "", fmt.Errorf("web: guide: %w", err)
	}
	return template.HTML(out.String()), nil //nolint:gosec // goldmark escapes; its unsafe mode is off, and content reads no raw HTML
}

// RegisterFuncs implements renderer.NodeRenderer: what differs from plain Markdown.
func (p *prosePrinter) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	register.Register(content.KindCitation, p.citation)
	register.Register(ast.KindLink, p.link)
	register.Register(ast.KindHeading, p.headline)
	register.Register(east.KindTable, p.table)
}

func (p *prosePrinter) citation(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(string(p.cites.mark(node.(*content.Citation).ID)))
	}
	return ast.WalkContinue, nil
}

func (p *prosePrinter) headline(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	level := min(6, node.(*ast.Heading).Level+p.heading)
	if !entering {
		_, _ = fmt.Fprintf(w, "</h%d>\n", level)
		return ast.WalkContinue, nil
	}
	p.anchors++
	_, _ = fmt.Fprintf(w, `<h%d id="%ssection-%d">`, level, p.prefix, p.anchors)
	return ast.WalkContinue, nil
}

// table scrolls sideways by itself on a narrow screen.
func (p *prosePrinter) table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table></div>\n")
		return ast.WalkContinue, nil
	}
	p.scrolls++
	key := "web_guide.table"
	if p.whole {
		key = "web_guide.table_of"
	}
	label := template.HTMLEscapeString(p.r.T(key, map[string]any{"n": p.scrolls, "step": p.cites.step.Text(string(p.r.Lang)).Title}))
	_, _ = fmt.Fprintf(w, `<div class="table-scroll" role="region" aria-label="%s" tabindex="0"><table>`, label)
	return ast.WalkContinue, nil
}

// link leads to a place of the site; a link to something that is not there is only its text.
func (p *prosePrinter) link(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	href := p.address(string(node.(*ast.Link).Destination))
	switch {
	case href == "":
	case entering:
		_, _ = fmt.Fprintf(w, `<a href="%s">`, template.HTMLEscapeString(href))
	default:
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

// address is where a link leads, or empty.
func (p *prosePrinter) address(destination string) string {
	kind, to := content.ReadLink(destination)
	switch kind {
	case content.LinkTerm:
		if _, ok := p.guide.Term(to); !ok {
			return ""
		}
		if p.whole {
			return "#term-" + to
		}
		return p.r.To(guideTermsPath) + "#term-" + to
	case content.LinkStep:
		if _, ok := p.guide.Step(to); !ok {
			return ""
		}
		if p.whole {
			return "#step-" + to
		}
		return p.r.To(stepPath(to))
	case content.LinkLaw:
		return p.law.address(to)
	case content.LinkPage:
		return p.base + p.r.To(to)
	case content.LinkBlock:
		return p.base + p.r.To(blockPath(to))
	}
	return "" // addresses that content refuses
}

// citations numbers the sources of a text in the order in which they are cited.
type citations struct {
	r      *Request
	step   content.Step
	prefix string // of the ids of sources
	order  []string
}

// number is the place of a source in the list; a source that the step lacks has none.
func (c *citations) number(id string) (int, content.GuideSource) {
	source, ok := c.step.Source(id)
	if !ok {
		return 0, source
	}
	for i, cited := range c.order {
		if cited == id {
			return i + 1, source
		}
	}
	c.order = append(c.order, id)
	return len(c.order), source
}

// mark is the number of a source as a link to it.
func (c *citations) mark(id string) template.HTML {
	n, source := c.number(id)
	if n == 0 {
		return ""
	}
	label := c.r.T("web_guide.source_n", map[string]any{"n": n, "title": source.Title.In(string(c.r.Lang))})
	return template.HTML(fmt.Sprintf(`<a class="cite" href="#%ssource-%s" aria-label="%s">[%d]</a>`, //nolint:gosec // escaped here
		c.prefix, template.HTMLEscapeString(id), template.HTMLEscapeString(label), n))
}

// sourceRow is a source in the list below a text.
type sourceRow struct {
	ID    string
	Title string
	Href  string
	About string // publisher, date, and how it was read
	Note  string
}

func (c *citations) rows() []sourceRow {
	var rows []sourceRow
	for _, id := range c.order {
		source, _ := c.step.Source(id)
		row := sourceRow{ID: c.prefix + "source-" + id, Title: source.Title.In(string(c.r.Lang))}
		if isWeb(source.URL) {
			row.Href = source.URL
		}
		row.About = c.r.about(source.Publisher, source.Published, source.Read, source.Strength)
		if source.Note != nil {
			row.Note = c.r.said(*source.Note)
		}
		rows = append(rows, row)
	}
	return rows
}

// about says who published a source, when, when it was read, and how.
func (r *Request) about(publisher content.Label, published, read string, strength content.Strength) string {
	args := map[string]any{
		"publisher": publisher.In(string(r.Lang)), "published": published, "read": read, "strength": r.T("web_guide.strength." + string(strength)),
	}
	if published == "" {
		return r.T("web_guide.source_undated", args)
	}
	return r.T("web_guide.source", args)
}
