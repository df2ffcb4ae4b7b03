package web

import (
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/legalref"
)

// LawBook finds provisions by their canonical targets, with the link to the source.
type LawBook struct {
	index content.ProvisionIndex
	links map[string]string // target, or id of a source → the source's page
	// sources are the sources themselves, by id.
	sources map[string]content.Source
}

// NewLawBook makes the book of legal sources.
func NewLawBook(sources []content.Source) LawBook {
	book := LawBook{index: content.IndexProvisions(sources), links: map[string]string{}, sources: map[string]content.Source{}}
	for _, source := range sources {
		book.links[source.ID] = source.Link
		book.sources[source.ID] = source
		for _, provision := range source.Provisions {
			for _, target := range provision.Targets() {
				book.links[target] = source.Link
			}
		}
	}
	return book
}

// provisions shows each target with its name, our own sentence on what it says, and the link to its wording.
func (b LawBook) provisions(r *Request, targets []string) []components.Component {
	var list []components.Component
	seen := map[string]bool{}
	for _, target := range targets {
		p, known := b.index.Resolve(target)
		if !known {
			list = append(list, components.Provision{Label: citationOf(target), Href: b.address(target)})
			continue
		}
		if seen[p.Target] {
			continue
		}
		seen[p.Target] = true
		list = append(list, components.Provision{
			Label: p.Label.In(string(r.Lang)), Says: sentenceOf(p, r.Lang), Href: b.links[target], Note: b.note(r, p),
		})
	}
	return list
}

func sentenceOf(p content.Provision, lang i18n.Lang) string {
	return i18n.Text{SV: p.SV, EN: p.EN}.In(lang)
}

// note says from when the provision applies, where that day has not come, and what other readings say.
func (b LawBook) note(r *Request, p content.Provision) string {
	if p.ValidFrom <= r.today() && len(p.DisputedFrom) == 0 {
		return ""
	}
	return r.fromWhen("web_assess.law.applies", p.ValidFrom, p.DisputedFrom)
}

// names are the labels of targets in a row, for a summary that folds them.
func (b LawBook) names(r *Request, targets []string) []string {
	var names []string
	for _, target := range targets {
		if p, known := b.index.Resolve(target); known {
			names = append(names, p.Label.In(string(r.Lang)))
		} else {
			names = append(names, target)
		}
	}
	return names
}

// address is the page of the source that a target is in, or empty.
func (b LawBook) address(target string) string {
	if link, ok := b.links[target]; ok {
		return link
	}
	source, _, _ := strings.Cut(target, "#")
	return b.links[source]
}

// citationOf is a target as Swedish legal writing has it; the target itself where it is none.
func citationOf(target string) string {
	parsed, err := legalref.ParseTarget(target)
	if err != nil {
		return target
	}
	return parsed.Display()
}
