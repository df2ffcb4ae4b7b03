package content

import (
	"regexp"
	"slices"
	"strings"
)

// fixedSections are the headings that every step begins with.
var fixedSections = map[string][]string{
	"sv": {"Varför", "Gör så här"},
	"en": {"Why", "What to do"},
}

func (g *guideChecker) checkTexts(s Step, d document) {
	for _, language := range []string{"sv", "en"} {
		text := s.Texts[language]
		if text == nil {
			g.problems = append(g.problems, Problem{File: strings.TrimSuffix(d.file, ".yaml") + "." + language + ".md", Message: "the text is missing in " + language})
			continue
		}
		g.checkText(s, text, language)
	}
	if sv, en := s.Texts["sv"], s.Texts["en"]; sv != nil && en != nil {
		g.checkSameStructure(sv, en)
	}
	if sv := s.Texts["sv"]; sv != nil {
		g.checkExplained(sv)
	}
}

var (
	// aside is what explains itself or is no running text: links, sources, headings.
	aside     = regexp.MustCompile(`\[[^\]]*\]\([^)]*\)|\[\^[^\]]*\]|^#.*`)
	endings   = `(?:s|n|r|en|et|er|ar|or|na|erna|arna|orna|ens|ets)?`
	wordStart = `(?:^|[^\pL-])`
	wordEnd   = `(?:[^\pL-]|$)`
)

// checkExplained demands that a word of the glossary is linked to its definition somewhere in a Swedish text that uses it. The English text
// has the same links, so it need not be searched, where the words are too ordinary (drift, bias, weights) to be known by their letters.
func (g *guideChecker) checkExplained(t *StepText) {
	lines := strings.Split(string(t.Body.Source), "\n")
	for i, line := range lines {
		lines[i] = strings.ToLower(aside.ReplaceAllString(line, ""))
	}
	text := strings.Join(lines, "\n")
	for _, term := range g.guide.Terms {
		name := strings.ToLower(term.SV)
		linked := strings.Contains(string(t.Body.Source), "("+string(LinkTerm)+":"+term.ID+")")
		if term.Ordinary || linked || name == "" || !strings.Contains(text, name) {
			continue
		}
		word := regexp.MustCompile(wordStart + regexp.QuoteMeta(name) + endings + wordEnd)
		if i := slices.IndexFunc(lines, word.MatchString); i >= 0 {
			g.report(t, t.skip+i+1, "%q is a word of the glossary; link it where the text uses it, [%s](term:%s)", term.SV, term.SV, term.ID)
		}
	}
}

func (g *guideChecker) report(t *StepText, line int, format string, args ...any) {
	g.problems = append(g.problems, t.problem(line, format, args...))
}

func (g *guideChecker) checkText(s Step, t *StepText, language string) {
	if strings.TrimSpace(t.Title) == "" {
		g.report(t, 1, "the title is missing")
	}
	if strings.TrimSpace(t.Lead) == "" {
		g.report(t, 1, "the lead is missing")
	}
	if !isDate(t.Updated) {
		g.report(t, 1, "%q is not the day of the last change; write updated: YYYY-MM-DD", t.Updated)
	}
	o := t.outline()
	g.checkSections(t, o, language)
	for _, c := range o.citations {
		if _, ok := s.Source(c.ID); !ok {
			g.report(t, t.bodyLine(c.At), "the step has no source %q", c.ID)
		}
	}
	for _, link := range o.links {
		g.checkProseLink(t, link)
	}
	for i, line := range strings.Split(string(t.Body.Source), "\n") {
		if found := unsure.FindString(line); found != "" {
			g.report(t, t.skip+i+1, unsureMessage, found)
		}
		if strings.HasPrefix(line, "[^") && strings.Contains(line, "]:") {
			g.report(t, t.skip+i+1, "sources are described in the step's .yaml and not in the text")
		}
	}
}

func (g *guideChecker) checkSections(t *StepText, o outline, language string) {
	titles := make([]string, 0, len(o.sections))
	for _, s := range o.sections[1:] {
		titles = append(titles, s.title)
	}
	if want := fixedSections[language]; len(titles) < len(want) || !slices.Equal(titles[:len(want)], want) {
		g.report(t, t.skip+1, "the text must begin with the sections %q, in level 2", want)
	}
	for _, s := range o.sections {
		for _, b := range s.blocks {
			if b == "h1" {
				g.report(t, t.bodyLine(s.at), "a heading of level 1 is the page's title; begin with level 2")
			}
		}
	}
}

// checkProseLink demands that a link leads somewhere.
func (g *guideChecker) checkProseLink(t *StepText, link proseLink) {
	line := t.bodyLine(link.at)
	switch link.kind {
	case LinkTerm:
		if _, ok := g.guide.Term(link.to); !ok {
			g.report(t, line, "the glossary has no term %q", link.to)
		}
	case LinkStep:
		if _, ok := g.guide.Step(link.to); !ok {
			g.report(t, line, "there is no step %q", link.to)
		}
	case LinkBlock:
		if g.blocks != nil && !g.blocks[link.to] {
			g.report(t, line, "the architecture has no building block %q", link.to)
		}
	case LinkLaw:
		if !g.knownTarget(link.to) {
			g.report(t, line, "%s is neither in provisions nor a place in one of its sources", link.to)
		}
	case LinkPage:
		page, _, _ := strings.Cut(strings.SplitN(link.to, "#", 2)[0], "?")
		if !g.pages[page] {
			g.report(t, line, "%s does not name the page %q; add it there if the site has it", pagesFile, page)
		}
	case LinkWeb:
		g.report(t, line, "a web address in the text; cite it as a source, [^id]")
	}
}

// checkSameStructure compares the languages section by section.
func (g *guideChecker) checkSameStructure(sv, en *StepText) {
	a, b := sv.outline(), en.outline()
	if len(a.sections) != len(b.sections) {
		g.report(en, en.skip+1, "the English text has %d sections and the Swedish %d", len(b.sections)-1, len(a.sections)-1)
		return
	}
	for i := range a.sections {
		s, e := a.sections[i], b.sections[i]
		line := en.bodyLine(e.at)
		if !slices.Equal(s.blocks, e.blocks) {
			g.report(en, line, "the section %q has %s, and the Swedish %q %s", e.title, listed(e.blocks), s.title, listed(s.blocks))
		}
		if !sameItems(s.citations, e.citations) {
			g.report(en, line, "the section %q cites %s, and the Swedish %s", e.title, listed(e.citations), listed(s.citations))
		}
		if slips := numberSlips(Text{SV: s.text, EN: e.text}); slips != "" {
			g.report(en, line, "the section %q: %s; write the same numbers in both languages", e.title, slips)
		}
		if !sameItems(s.links, e.links) {
			g.report(en, line, "the section %q links to %s, and the Swedish to %s", e.title, listed(e.links), listed(s.links))
		}
	}
	if sv.Updated != en.Updated {
		g.report(en, 1, "the English text was updated %s and the Swedish %s", en.Updated, sv.Updated)
	}
}

func sameItems(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func listed(items []string) string {
	if len(items) == 0 {
		return "nothing"
	}
	return strings.Join(items, ", ")
}

// checkReadability demands that what the public reads is easy enough: the text, and the step's other sentences together.
func (g *guideChecker) checkReadability(s Step, d document) {
	for _, language := range []string{"sv", "en"} {
		if t := s.Texts[language]; t != nil {
			if r := Measure(t.Lead + "\n" + t.Body.Plain()); tooHard(r) {
				g.report(t, 1, "%s", hardWords(r))
			}
		}
		if r := Measure(s.sentences(language)); tooHard(r) {
			g.add(d, at("demands"), "result, demands, roles and mistakes in %s: %s", language, hardWords(r))
		}
	}
}

// sentences are the step's texts beside its prose.
func (s Step) sentences(language string) string {
	texts := []string{s.Result.In(language)}
	for _, r := range s.Roles {
		texts = append(texts, r.Does.In(language))
	}
	for _, demand := range s.Demands {
		texts = append(texts, demand.Text.In(language))
		if demand.Why != nil {
			texts = append(texts, demand.Why.In(language))
		}
	}
	for _, m := range s.Mistakes {
		texts = append(texts, m.What.In(language), m.Lesson.In(language))
	}
	return strings.Join(texts, "\n")
}
