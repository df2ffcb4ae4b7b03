package statute

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// Work is an act as such, whatever its wording.
type Work struct {
	// SFS is the number in Svensk författningssamling: "2009:400", "1891:35 s.1".
	SFS        string `json:"sfs,omitempty"`
	Title      string `json:"title,omitempty"`
	Type       string `json:"type,omitempty"`       // Lag, Förordning, …
	Department string `json:"department,omitempty"` // the ministry or authority
	// Issued is the day the act was issued (utfärdad).
	Issued date.Date `json:"issued,omitzero"`
	// From and To bound the time in which the act is in force, as far as the register says; To.By names the act that repeals it.
	Validity Validity `json:"validity,omitzero"`
	// TransitionalRepeal says that the repeal comes with transitional provisions: older cases may still be under the act.
	TransitionalRepeal bool `json:"transitionalRepeal,omitempty"`
	// ConsolidatedTo is the last amendment that is in the text; Reprint the act that printed the whole text anew (omtryck).
	ConsolidatedTo string      `json:"consolidatedTo,omitempty"`
	Reprint        string      `json:"reprint,omitempty"`
	Preparatory    string      `json:"preparatory,omitempty"` // förarbeten, as the register has them
	Amendments     []Amendment `json:"amendments,omitempty"`
}

// Amendment is an act that changes this one.
type Amendment struct {
	SFS   string `json:"sfs"`
	Title string `json:"title,omitempty"`
	// Scope says what it changes, in the register's shorthand: "ändr. 2, 4 §§; ny 5 a §". See [ParseScope].
	Scope       string `json:"scope,omitempty"`
	From        Moment `json:"from,omitzero"`
	Preparatory string `json:"preparatory,omitempty"`
}

// StateAt returns whether the act is in force on a day. A repeal with a later date has not happened.
func (w Work) StateAt(day date.Date) State { return w.Validity.At(day) }

// noteRepeal reads the notice "Har upphävts genom lag (2024:945)." that stands first in the text of an act that is no more.
func (w *Work) noteRepeal(root *Unit) {
	for _, u := range root.Children {
		if u.Kind == Header {
			continue
		}
		if gone := goneIn(u.Text); u.Kind == Paragraph && gone != nil && gone.Renumbered == "" {
			root.Gone = gone
			w.Validity.By = cmp.Or(w.Validity.By, gone.By)
		}
		return
	}
}

// headerKeys are the lines of metadata that may stand before a text, as the sites that publish statutes write them.
var headerKeys = [...]string{
	"SFS nr", "SFS-nummer", "Departement/myndighet", "Departement", "Utfärdad", "Ändrad", "Ändring införd", "Omtryck", "Upphävd",
	"Författningen har upphävts genom", "Tidsbegränsad", "Övrigt", "Ikraft", "Källa", "Rubrik",
	"beteckning", "rubrik", "departement", "utfardad_datum", "ikraft_datum", "upphor_datum", "utgar_datum",
}

// header places the lines of metadata that stand before the text: "Key: value", or front matter between two lines "---".
func (p *parser) header() {
	if len(p.blocks) == 0 {
		return
	}
	if p.src[p.blocks[0].start:p.blocks[0].lines[0].end] == "---" {
		p.frontMatter()
	} else {
		for p.at < len(p.blocks) && p.headerBlock(&p.blocks[p.at]) {
			p.headerUnit(p.blocks[p.at].start, p.blocks[p.at].end)
			p.at++
		}
	}
	if p.at < len(p.blocks) && strings.HasPrefix(p.src[p.blocks[p.at].start:], "# ") {
		b := &p.blocks[p.at]
		p.work.Title = cmp.Or(p.work.Title, p.text(b.body, b.end))
		u := p.open(Header, p.root)
		u.Label, u.Text = p.hashes(b), p.text(b.body, b.end)
		p.own(u, b.start, b.end)
		p.at++
	}
}

func (p *parser) headerUnit(start, end int) {
	u := p.open(Header, p.root)
	u.Text = p.text(start, end)
	p.own(u, start, end)
}

func (p *parser) headerBlock(b *block) bool {
	known := false
	for _, l := range b.lines {
		key, value, ok := strings.Cut(p.src[l.start:l.end], ":")
		if ok && slices.Contains(headerKeys[:], key) {
			known = true
			p.metadata(key, strings.TrimSpace(value))
		} else if !known {
			return false
		}
	}
	return known
}

// frontMatter places the lines up to the second "---".
func (p *parser) frontMatter() {
	for i := range p.blocks {
		for j, l := range p.blocks[i].lines {
			if i == 0 && j == 0 {
				continue
			}
			text := p.src[l.start:l.end]
			if key, value, ok := strings.Cut(text, ":"); ok && slices.Contains(headerKeys[:], key) {
				p.metadata(key, strings.Trim(strings.TrimSpace(value), `"`))
			}
			if text == "---" {
				p.endFrontMatter(i, j)
				return
			}
		}
	}
}

// endFrontMatter cuts the block that holds the closing line.
func (p *parser) endFrontMatter(i, j int) {
	b := &p.blocks[i]
	p.headerUnit(p.blocks[0].start, b.lines[j].end)
	p.at = i + 1
	if rest := b.lines[j+1:]; len(rest) > 0 {
		cut := p.newBlock(rest)
		p.classify(&cut)
		p.blocks[i] = cut
		p.at = i
	}
}

func (p *parser) metadata(key, value string) {
	w := &p.work
	switch key {
	case "SFS nr", "SFS-nummer", "beteckning":
		if isNumber(value) {
			w.SFS = cmp.Or(w.SFS, value)
		}
	case "Rubrik", "rubrik":
		w.Title = value
	case "Departement/myndighet", "Departement", "departement":
		w.Department = value
	case "Ändrad", "Ändring införd":
		w.ConsolidatedTo = sfsIn(value)
	case "Omtryck":
		w.Reprint = sfsIn(value)
	case "Utfärdad", "utfardad_datum":
		w.Issued = p.day(value)
	case "Ikraft", "ikraft_datum":
		w.Validity.From.Date = p.day(value)
	case "Upphävd", "Tidsbegränsad", "upphor_datum", "utgar_datum":
		w.Validity.To.Date = p.day(value)
	case "Författningen har upphävts genom":
		w.Validity.By = sfsIn(value)
	}
}

// sfsIn returns the number in "t.o.m. SFS 2025:730", or "".
func sfsIn(value string) string {
	for _, word := range strings.Fields(value) {
		if isNumber(word) {
			return word
		}
	}
	return ""
}

// day reads the date at the beginning of a header's value: "2024-01-01 överg.best.".
func (p *parser) day(value string) date.Date {
	word, _, _ := strings.Cut(strings.Trim(value, `"`), " ")
	word, _, _ = strings.Cut(word, "T")
	day, err := date.Parse(word)
	if err != nil || day.Year() < firstYear {
		if word != "" {
			p.problem(BadDate, 0, "the header says %q, which is no date of a statute; it is left out", word)
		}
		return date.Date{}
	}
	return day
}
