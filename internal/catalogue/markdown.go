package catalogue

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// WriteMarkdown writes the whole architecture as one Markdown file in a
// language, sv or en, for documents and wikis. sources are the legal sources
// that it cites.
func WriteMarkdown(w io.Writer, a content.Architecture, sources []content.Source, language string) error {
	m := markdown{
		law: content.IndexProvisions(sources), out: bufio.NewWriter(w), a: a, in: func(t content.Text) string { return t.In(language) }, words: markdownWords(language),
	}
	m.line("# %s", m.in(a.Title))
	m.line("%s %s", m.in(a.Lead), m.in(a.OwnProposal))
	m.line("%s: %s", m.words.updated, a.Updated)
	m.zones()
	for _, layer := range a.Layers {
		m.line("## %s", m.in(layer.Name))
		m.line("%s", m.in(layer.Purpose))
		for _, b := range a.In(layer.ID) {
			m.block(b)
		}
	}
	m.patterns()
	m.national()
	m.products()
	m.sources()
	return m.out.Flush()
}

type markdown struct {
	out   *bufio.Writer
	a     content.Architecture
	law   content.ProvisionIndex
	in    func(content.Text) string
	words words
}

// words are the headings of the file.
type words struct {
	updated, zones, takes, gives, demands, risks, provisions, tillit, products, productsNote, patterns, useWhen, notWhen, blocks, evidence,
	national, lead, state, unknown, sources, read string
}

func markdownWords(language string) words {
	if language == "en" {
		return words{
			"Updated", "Security zones", "Takes", "Gives", "Demands", "Risks", "Provisions", "Tillit", "Open products",
			"Candidates to examine, not advice. Licences read", "Patterns", "Use when", "Not when", "Blocks", "Evidence",
			"National infrastructure", "Lead body", "last known state", "not known", "Sources", "read",
		}
	}
	return words{
		"Uppdaterad", "Säkerhetszoner", "Tar", "Ger", "Krav", "Risker", "Bestämmelser", "Tillit", "Öppna produkter",
		"Kandidater att pröva, inga råd. Licenserna lästes", "Mönster", "Använd när", "Inte när", "Byggblock", "Belägg",
		"Nationell infrastruktur", "Ansvarig", "senast kända läge", "inte känt", "Källor", "läst",
	}
}

// line writes a paragraph. A write error comes back at Flush.
func (m markdown) line(format string, args ...any) { _, _ = fmt.Fprintf(m.out, format+"\n\n", args...) }

func (m markdown) list(head string, items []string) {
	if len(items) == 0 {
		return
	}
	m.line("**%s**", head)
	for _, item := range items {
		_, _ = fmt.Fprintf(m.out, "- %s\n", item)
	}
	_, _ = m.out.WriteString("\n")
}

func (m markdown) texts(list []content.Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = m.in(t)
	}
	return out
}

// cited are provisions as a lawyer writes them, with their canonical targets.
func (m markdown) cited(targets []string) string {
	said := make([]string, len(targets))
	for i, target := range targets {
		said[i] = "`" + target + "`"
		if p, ok := m.law.Resolve(target); ok {
			said[i] = m.in(p.Label) + " (" + said[i] + ")"
		}
	}
	return strings.Join(said, "; ")
}

func (m markdown) zones() {
	m.line("## %s", m.words.zones)
	var items []string
	for _, z := range m.a.Zones {
		items = append(items, fmt.Sprintf("%s – %s. %s", z.Letter, m.in(z.Name), m.in(z.Meaning)))
	}
	for _, item := range items {
		_, _ = fmt.Fprintf(m.out, "- %s\n", item)
	}
	_, _ = m.out.WriteString("\n")
}

func (m markdown) block(b content.Block) {
	m.line("### %s (`%s`)", m.in(b.Name), b.ID)
	m.line("%s", m.in(b.Purpose))
	m.line("%s: %s. %s: %s. %s: %s.", m.words.takes, m.in(b.Takes), m.words.gives, m.in(b.Gives), m.words.zones, strings.Join(b.Zones, ", "))
	m.list(m.words.demands, m.texts(b.Demands))
	m.list(m.words.risks, m.texts(b.Risks))
	var flows []string
	for _, f := range b.Flows {
		flows = append(flows, fmt.Sprintf("→ `%s`: %s", f.To, m.in(f.What)))
	}
	m.list(m.words.gives, flows)
	if len(b.Provisions) > 0 {
		m.line("%s: %s", m.words.provisions, m.cited(b.Provisions))
	}
	m.line("%s: %s", m.words.tillit, m.in(b.Tillit.How))
}

func (m markdown) patterns() {
	m.line("## %s", m.words.patterns)
	for _, p := range m.a.Patterns {
		m.line("### %s", m.in(p.Name))
		m.line("%s", m.in(p.Summary))
		m.list(m.words.useWhen, m.texts(p.UseWhen))
		m.list(m.words.notWhen, m.texts(p.NotWhen))
		m.list(m.words.risks, m.texts(p.Risks))
		m.line("%s: `%s`", m.words.blocks, strings.Join(p.Blocks, "`, `"))
		if len(p.Provisions) > 0 {
			m.line("%s: %s", m.words.provisions, m.cited(p.Provisions))
		}
		var evidence []string
		for _, e := range p.Evidence {
			evidence = append(evidence, fmt.Sprintf("%s [%s](%s), %s %s", m.in(e.Text), e.Title, e.URL, m.words.read, e.Read))
		}
		m.list(m.words.evidence, evidence)
	}
}

func (m markdown) national() {
	m.line("## %s", m.words.national)
	m.line("%s", m.in(m.a.National.Note))
	for _, b := range m.a.National.Blocks {
		state := m.words.unknown
		if b.State != nil {
			state = m.in(*b.State)
		}
		_, _ = fmt.Fprintf(m.out, "- %s. %s (%d): %s. %s: %s `%s`\n", m.in(b.Name), m.words.lead, m.a.National.LeadYear, b.Lead,
			m.words.state, strings.TrimSuffix(state, ".")+".", strings.Join(b.MapsTo, "`, `"))
	}
	_, _ = m.out.WriteString("\n")
}

func (m markdown) products() {
	m.line("## %s", m.words.products)
	m.line("%s %s.", m.words.productsNote, m.a.ProductsRead)
	for _, p := range m.a.Products {
		note := ""
		if p.Note != nil {
			note = " " + m.in(*p.Note)
		}
		_, _ = fmt.Fprintf(m.out, "- [%s](%s), %s: `%s`.%s\n", p.Name, p.Repository, p.Licence, strings.Join(p.Fills, "`, `"), note)
	}
	_, _ = m.out.WriteString("\n")
}

func (m markdown) sources() {
	m.line("## %s", m.words.sources)
	for _, s := range m.a.Sources {
		_, _ = fmt.Fprintf(m.out, "- [%s](%s), %s. %s (%s %s)\n", s.Title, s.URL, m.in(s.Publisher), m.in(s.UsedFor), m.words.read, s.Read)
	}
}
