package statute

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// TreeOptions tell how [Statute.WriteTree] writes.
type TreeOptions struct {
	// At is the day to look from: wordings that have ceased by then get no ids and no links. The zero date is before all others.
	At date.Date
	// Host stands before the paths of links: "https://example.org/res/".
	Host string
	// TermHost stands before the names of defined terms.
	TermHost string
	// Links finds the citations in a text of a unit. Nil finds none; kit/legalref finds them all.
	Links func(u *Unit, text string) []TreeLink
}

// TreeLink is a citation in a text.
type TreeLink struct {
	Start, End int    // bytes of the text
	Target     string // sfs/1960:729#K2P3a
}

// WriteTree writes the statute as XML in the shape of the ferenda project's test trees, which is handy for comparing parsers. Our own form
// is the JSON of [Statute].
func (s *Statute) WriteTree(w io.Writer, options TreeOptions) error {
	out := &treeWriter{w: bufio.NewWriter(w), options: options, sfs: s.Work.SFS}
	flat := flatten(s)
	out.container("Forfattning", flat.Root, "", times(flat.Root), 0, false)
	return out.w.Flush()
}

type treeWriter struct {
	w       *bufio.Writer
	options TreeOptions
	sfs     string
}

// flatten turns articles, which the trees do not know, into the headings or paragraphs that they take their place, and numbers again.
func flatten(s *Statute) *Statute {
	copied := *s
	copied.Root = flatUnit(s.Root)
	copied.number("A")
	return &copied
}

func flatUnit(u *Unit) *Unit {
	flat := *u
	flat.Path = ""
	flat.Children = nil
	for _, child := range u.Children {
		if child.Kind != Article {
			flat.Children = append(flat.Children, flatUnit(child))
			continue
		}
		flat.Children = append(flat.Children, flatArticle(child)...)
	}
	return &flat
}

func flatArticle(article *Unit) []*Unit {
	rest := flatUnit(article).Children
	head := &Unit{Kind: Paragraph, Text: article.Label, Spans: article.Spans}
	if article.headed {
		head.Kind, head.Level = Heading, article.Level
		return append([]*Unit{head}, rest...)
	}
	for len(rest) > 0 && (rest[0].Kind == NumberList || rest[0].Kind == LetterList || rest[0].Kind == DashList || rest[0].Kind == Table) {
		head.Children = append(head.Children, rest[0])
		rest = rest[1:]
	}
	return append([]*Unit{head}, rest...)
}

// times writes a unit's validity as attributes, with dates as that project's language prints them.
func times(u *Unit) string {
	var b strings.Builder
	for _, end := range []struct {
		name   string
		moment Moment
	}{{"ikrafttrader", u.Validity.From}, {"upphor", u.Validity.To}} {
		if end.moment.IsZero() {
			continue
		}
		value := end.moment.Condition
		if value == "" {
			day := end.moment.Date
			value = fmt.Sprintf("datetime.datetime(%d, %d, %d, 0, 0)", day.Year(), day.Month(), day.Day())
		}
		b.WriteString(attribute(end.name, value))
	}
	return b.String()
}

func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + escape(value, true) + `"`
}

func escape(s string, quote bool) string {
	if !strings.ContainsAny(s, `&<>"`) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, "&", "&amp;"), "<", "&lt;"), ">", "&gt;")
	if quote {
		s = strings.ReplaceAll(s, `"`, "&quot;")
	}
	return s
}

func (t *treeWriter) line(depth int, s string) {
	t.w.WriteString(strings.Repeat("  ", depth)) //nolint:errcheck // Flush reports it
	t.w.WriteString(s)                           //nolint:errcheck // Flush reports it
	t.w.WriteByte('\n')                          //nolint:errcheck // Flush reports it
}

// container writes an element, the unit's text if it has own text there, and its children.
func (t *treeWriter) container(name string, u *Unit, text, attributes string, depth int, past bool) {
	id := ""
	if !past {
		id = attribute("id", u.Path)
	}
	if text == "" && len(u.Children) == 0 {
		t.line(depth, "<"+name+id+attributes+" />")
		return
	}
	t.line(depth, "<"+name+id+attributes+">")
	if text != "" {
		t.text(u, text, depth+1, past)
	}
	t.children(u, depth+1, past)
	t.line(depth, "</"+name+">")
}

func (t *treeWriter) children(u *Unit, depth int, past bool) {
	for _, child := range u.Children {
		t.unit(child, depth, past || !t.options.At.IsZero() && child.Validity.At(t.options.At) == Ceased)
	}
}

// unit writes one unit.
func (t *treeWriter) unit(u *Unit, depth int, past bool) {
	ordinal := attribute("ordinal", u.Ordinal)
	title := attribute("rubrik", strings.TrimSpace(u.Label+" "+u.Text))
	switch u.Kind {
	case Part:
		t.part(u, depth, past)
	case Subpart:
		t.container("Underavdelning", u, "", ordinal+attribute("rubrik", u.Text)+times(u), depth, past)
	case Chapter:
		if u.Gone != nil && len(u.Children) == 0 {
			t.line(depth, "<UpphavtKapitel"+ordinal+">"+escape(u.Label+" "+u.Text, false)+"</UpphavtKapitel>")
			return
		}
		t.container("Kapitel", u, "", ordinal+title+times(u), depth, past)
	case Heading:
		t.heading(u, depth, past)
	case Section:
		t.section(u, depth, past)
	case Subsection:
		t.children(u, depth, past)
	case Paragraph, Comment:
		t.container("Stycke", u, u.Text, "", depth, past)
	case NumberList, LetterList, DashList, Table:
		name := map[Kind]string{NumberList: "NumreradLista", LetterList: "Bokstavslista", DashList: "Strecksatslista", Table: "Tabell"}[u.Kind]
		t.container(name, u, "", "", depth, past)
	case Item:
		t.container("Listelement", u, u.Text, ordinal, depth, past)
	case Row:
		t.row(u, depth, past)
	case Transitional:
		t.transitional(u, depth, past)
	case Provision:
		t.container("Overgangsbestammelse", u, "", attribute("sfsnr", u.Ordinal), depth, past)
	case Appendix:
		t.container("Bilaga", u, "", title+times(u), depth, past)
	}
}

// part writes a part. A title on a line of its own is kept apart from the number.
func (t *treeWriter) part(u *Unit, depth int, past bool) {
	attributes := attribute("ordinal", u.Ordinal) + attribute("rubrik", strings.TrimSpace(u.Label+" "+u.Text))
	if len(u.Spans) > 1 {
		attributes = attribute("ordinal", u.Ordinal) + attribute("rubrik", u.Label) + attribute("underrubrik", u.Text)
	}
	t.container("Avdelning", u, "", attributes+times(u), depth, past)
}

func (t *treeWriter) heading(u *Unit, depth int, past bool) {
	attributes := times(u)
	if !past {
		attributes = attribute("id", u.Path) + attributes
	}
	if u.Level == 2 {
		attributes += ` type="underrubrik"`
	}
	t.line(depth, "<Rubrik"+attributes+">"+escape(u.Text, false)+"</Rubrik>")
}

func (t *treeWriter) section(u *Unit, depth int, past bool) {
	attributes := times(u) + attribute("ordinal", u.Ordinal)
	switch {
	case u.Gone != nil && u.Gone.standard && len(u.Children) == 0:
		t.line(depth, "<UpphavdParagraf"+attributes+">"+escape(u.Label+" "+u.Text, false)+"</UpphavdParagraf>")
	case u.Text != "":
		shown := *u
		shown.Text = ""
		shown.Children = append([]*Unit{{Kind: Paragraph, Text: u.Text, Path: u.Path + "S1"}}, u.Children...)
		t.container("Paragraf", &shown, "", attributes, depth, past)
	default:
		t.container("Paragraf", u, "", attributes, depth, past)
	}
}

// row writes the cells of a row; empty ones only before the first with text.
func (t *treeWriter) row(u *Unit, depth int, past bool) {
	t.line(depth, "<Tabellrad"+times(u)+">")
	for i, cell := range u.Children {
		for missing := 0; i == 0 && missing < cell.col; missing++ {
			t.line(depth+1, "<Tabellcell />")
		}
		t.container("Tabellcell", cell, cell.Text, "", depth+1, past)
	}
	t.line(depth, "</Tabellrad>")
}

// transitional wraps provisions that no number heads as those of the act itself.
func (t *treeWriter) transitional(u *Unit, depth int, past bool) {
	title := u.Text
	if title == "" {
		title = "[Övergångsbestämmelser]"
	}
	shown := &Unit{Kind: Transitional}
	for _, child := range u.Children {
		if child.Kind != Provision {
			child = &Unit{Kind: Provision, Ordinal: t.sfs, Children: []*Unit{child}}
		}
		shown.Children = append(shown.Children, child)
	}
	t.container("Overgangsbestammelser", shown, "", attribute("rubrik", title), depth, past)
}

// text writes a text as pieces: plain, defined terms and citations.
func (t *treeWriter) text(u *Unit, text string, depth int, past bool) {
	links := t.links(u, text, past)
	at := 0
	for _, l := range links {
		if l.Start < at || l.End > len(text) || l.End <= l.Start {
			continue
		}
		if l.Start > at {
			t.line(depth, "<str>"+escape(text[at:l.Start], false)+"</str>")
		}
		t.line(depth, "<LinkSubject"+l.Target+">"+escape(text[l.Start:l.End], false)+"</LinkSubject>")
		at = l.End
	}
	if at < len(text) {
		t.line(depth, "<str>"+escape(text[at:], false)+"</str>")
	}
}

// links returns what to mark in a text, in order, with the attributes as targets.
func (t *treeWriter) links(u *Unit, text string, past bool) []TreeLink {
	var all []TreeLink
	for _, term := range u.Terms {
		name := strings.ReplaceAll(strings.ToUpper(term.Term[:firstSize(term.Term)])+term.Term[firstSize(term.Term):], " ", "_")
		all = append(all, TreeLink{term.Start, term.End, attribute("predicate", "dcterms:subject") + attribute("uri", t.options.TermHost+name)})
	}
	if past || t.options.Links == nil {
		return all
	}
	reference := func(l TreeLink) TreeLink {
		return TreeLink{l.Start, l.End, attribute("predicate", "dcterms:references") + attribute("uri", t.options.Host+l.Target)}
	}
	limit := len(text)
	if u.Note != nil {
		limit = u.Note.start
		all = append(all, reference(TreeLink{u.Note.start, len(text), "sfs/" + t.sfs + "#L" + u.Note.SFS}))
	}
	for _, l := range t.options.Links(u, text) {
		if l.End <= limit {
			all = append(all, reference(l))
		}
	}
	slices.SortStableFunc(all, func(a, b TreeLink) int { return a.Start - b.Start })
	return all
}
