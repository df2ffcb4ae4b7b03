package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/static"
)

// guidePrintView is what templates/guide/print.html shows: the whole guide on one page.
type guidePrintView struct {
	Page
	Lead     string
	Notice   string
	Contents []components.Link
	Steps    []stepParts
	Mapping  components.Table
	Terms    []termView
	Updated  string
}

func (f Guide) print(w http.ResponseWriter, r *Request) error {
	view, err := f.whole(r, "")
	if err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "guide/print", view)
}

// whole puts the whole guide on a page. base goes before addresses of the site.
func (f Guide) whole(r *Request, base string) (guidePrintView, error) {
	g, err := f.Service.Guide()
	if err != nil {
		return guidePrintView{}, err
	}
	view := guidePrintView{
		Page: r.guidePage(r.T("web_guide.whole")), Lead: r.said(g.Lead), Notice: r.said(g.Notice), Mapping: f.mapping(r, g), Terms: f.termViews(r, g),
		Updated: r.Printer.Date(g.Updated),
	}
	printer := stepPrinter{feature: f, r: r, guide: g, whole: true, base: base}
	for _, step := range g.Steps {
		parts, err := printer.parts(step)
		if err != nil {
			return view, err
		}
		view.Steps = append(view.Steps, parts)
		view.Contents = append(view.Contents, components.Link{Href: "#step-" + step.ID, Label: parts.Heading})
	}
	for i := range view.Mapping.Rows { // the steps are on this page
		view.Mapping.Rows[i][0].Content = view.Contents[i]
	}
	return view, nil
}

// export writes the whole guide as one HTML file that needs nothing else.
func (f Guide) export(w http.ResponseWriter, r *Request) error {
	base := r.server.config.BaseURL
	view, err := f.whole(r, base)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := r.server.set.Execute(&body, r.Lang, "guide/print", view); err != nil {
		return fmt.Errorf("web: guide: %w", err)
	}
	style, err := static.Style()
	if err != nil {
		return err
	}
	var page bytes.Buffer
	fmt.Fprintf(&page, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n%s</style>\n</head>\n<body>\n<div class=\"wrap page\"><main id=\"main\">\n%s</main></div>\n</body>\n</html>\n",
		r.Lang, template.HTMLEscapeString(view.Title), style, body.Bytes())
	w.Header().Set("Content-Disposition", disposition(r.T("web_guide.file")+".html"))
	return r.Send(w, "text/html; charset=utf-8", page.Bytes())
}

// markdown writes the whole guide as one Markdown file.
func (f Guide) markdown(w http.ResponseWriter, r *Request) error {
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	m := &guideMarkdown{r: r, guide: g, law: f.Law, base: r.server.config.BaseURL}
	m.write()
	w.Header().Set("Content-Disposition", disposition(r.T("web_guide.file")+".md"))
	return r.Send(w, "text/markdown; charset=utf-8", m.out.Bytes())
}

// guideMarkdown writes the guide as Markdown that others read: addresses in place of our own kinds of link, and the sources below each step.
type guideMarkdown struct {
	r     *Request
	guide content.Guide
	law   LawBook
	base  string
	out   bytes.Buffer
}

func (m *guideMarkdown) line(format string, args ...any) { fmt.Fprintf(&m.out, format+"\n", args...) }

func (m *guideMarkdown) write() {
	r, g := m.r, m.guide
	m.line("# %s\n\n%s\n\n%s\n", r.said(g.Title), r.said(g.Lead), r.said(g.Notice))
	for _, step := range g.Steps {
		m.step(step)
	}
	m.line("## %s\n", r.T("web_guide.terms.title"))
	for _, t := range g.Terms {
		m.line("- **%s**: %s", r.said(t.Name()), r.said(t.Definition))
	}
}

func (m *guideMarkdown) step(s content.Step) {
	r, lang := m.r, string(m.r.Lang)
	text := s.Text(lang)
	m.line("## %s\n\n%s\n", text.Title, text.Lead)
	m.line("%s\n", deeper(m.addresses(s, string(text.Body.Source))))
	m.line("### %s\n", r.T("web_guide.who"))
	for _, role := range s.Roles {
		name := role.Role
		if found, ok := m.guide.Role(role.Role); ok {
			name = r.said(found.Name())
		}
		m.line("- **%s**: %s", name, r.said(role.Does))
	}
	m.line("\n### %s\n\n%s\n\n### %s\n", r.T("web_guide.result"), r.said(s.Result), r.T("web_guide.checks"))
	for _, d := range s.Demands {
		m.line("- [ ] %s", r.said(d.Text))
	}
	if len(s.Mistakes) > 0 {
		m.line("\n### %s\n", r.T("web_guide.mistakes"))
	}
	for _, mistake := range s.Mistakes {
		cites := ""
		for _, id := range mistake.Sources {
			cites += "[^" + s.ID + "-" + id + "]"
		}
		m.line("**%s** (%s). %s%s %s\n", mistake.Title.In(lang), mistake.Where.In(lang), r.said(mistake.What), cites, r.said(mistake.Lesson))
	}
	m.line("")
	for _, source := range s.Sources {
		m.line("[^%s-%s]: %s. %s %s", s.ID, source.ID, source.Title.In(lang), r.about(source.Publisher, source.Published, source.Read, source.Strength), source.URL)
	}
	m.line("")
}

// addresses turns our own kinds of link into web addresses, and gives footnotes names that are their step's own.
func (m *guideMarkdown) addresses(s content.Step, body string) string {
	prose := prosePrinter{r: m.r, guide: m.guide, law: m.law, base: m.base}
	for _, kind := range []string{"term", "step", "law", "page", "block"} {
		body = replaceLinks(body, "]("+kind+":", func(to string) string {
			address := prose.address(kind + ":" + to)
			if strings.HasPrefix(address, "/") {
				address = m.base + address
			}
			return address
		})
	}
	return strings.ReplaceAll(body, "[^", "[^"+s.ID+"-")
}

// replaceLinks changes the destination of every link that begins so.
func replaceLinks(body, begins string, address func(string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(body, begins)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		to, after, closed := strings.Cut(rest, ")")
		if !closed {
			b.WriteString(begins + rest)
			return b.String()
		}
		b.WriteString("](" + address(to) + ")")
		body = after
	}
}

// deeper moves headings down a level, since the step itself is one.
func deeper(body string) string {
	lines := strings.Split(strings.TrimSpace(body), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "##") {
			lines[i] = "#" + line
		}
	}
	return strings.Join(lines, "\n")
}
