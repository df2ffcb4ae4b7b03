package content

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/instrument"
)

// Reading ease of texts: all that the public reads is held to [MostLIX] by [Library.Check].

// MeasuredText is how easy the texts of a file, or of a part of it, are in a language.
type MeasuredText struct {
	File     string // path in the content tree, with # and the part where a file is measured in parts
	Language string
	Readability
	// Plain counts terms of law as long words too. It differs only for provisions, whose limit holds with the terms discounted.
	Plain Readability
}

// TooHard tells whether the text is long enough to be measured and harder than a public text may be.
func (m MeasuredText) TooHard() bool { return tooHard(m.Readability) }

// Words says how hard the text is and why.
func (m MeasuredText) Words() string { return hardWords(m.Readability) }

// publicText is what the public reads of a file: whole sentences, and no names, titles and labels.
type publicText struct {
	file   string // as in the content tree
	part   string // of the file; empty means all of it
	sv, en []string
	terms  map[string]lawTerms // by language, not counted as long; only provisions have them
}

func (p *publicText) take(texts ...Text) {
	for _, t := range texts {
		p.sv, p.en = append(p.sv, t.SV), append(p.en, t.EN)
	}
}

func (p *publicText) takeIf(texts ...*Text) {
	for _, t := range texts {
		if t != nil {
			p.take(*t)
		}
	}
}

func (p *publicText) measure() []MeasuredText {
	file := p.file
	if p.part != "" {
		file += "#" + p.part
	}
	var all []MeasuredText
	for _, text := range []struct {
		language string
		lines    []string
	}{{"sv", p.sv}, {"en", p.en}} {
		whole := strings.Join(text.lines, "\n")
		if plain := Measure(whole); plain.Words >= leastLIXWords {
			r := measureWith(whole, p.terms[text.language])
			all = append(all, MeasuredText{File: file, Language: text.language, Readability: r, Plain: plain})
		}
	}
	return all
}

// Readability measures the guide's steps and glossary, the architecture, the instruments' questions, the decision models, the sentences on
// provisions, the records of systems, the code lists and the help of the fields: per file and language, or per part of a large file, the
// hardest first. Provisions are ordered by the measure with the terms of law discounted, which is the one they are held to.
func (l Library) Readability() ([]MeasuredText, error) {
	var all []MeasuredText
	g, err := l.Guide()
	if err != nil {
		return nil, err
	}
	for _, step := range g.Steps {
		sv, en := step.Text("sv"), step.Text("en")
		prose := publicText{file: guideDir + "/" + step.ID + ".md", sv: []string{sv.Lead, sv.Body.Plain()}, en: []string{en.Lead, en.Body.Plain()}}
		data := publicText{file: guideDir + "/" + step.ID + ".yaml", sv: []string{step.sentences("sv")}, en: []string{step.sentences("en")}}
		all = append(append(all, prose.measure()...), data.measure()...)
	}
	others, err := l.publicTexts()
	if err != nil {
		return nil, err
	}
	for _, text := range others {
		all = append(all, text.measure()...)
	}
	slices.SortStableFunc(all, func(a, b MeasuredText) int {
		return cmp.Or(cmp.Compare(b.LIX(), a.LIX()), strings.Compare(a.File, b.File), strings.Compare(a.Language, b.Language))
	})
	return all, nil
}

// checkPublicTexts demands that what the public reads is easy enough. The guide's steps are measured where their lines are known; what cannot
// be read at all is told by the other checks.
func (c *checker) checkPublicTexts(l Library) {
	if _, err := l.lawTerms(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.failed(err)
	}
	texts, _ := l.publicTexts()
	for _, text := range texts {
		for _, m := range text.measure() {
			if m.TooHard() {
				part := ""
				if text.part != "" {
					part = text.part + " "
				}
				c.problems = append(c.problems, Problem{File: text.file, Message: part + "in " + m.Language + ": " + m.Words()})
			}
		}
	}
}

// publicTexts gathers all but the guide's steps. A kind of content that the tree lacks is no error; what can be read comes even with one.
func (l Library) publicTexts() ([]publicText, error) {
	var all []publicText
	var failures []error
	for _, gather := range []func() ([]publicText, error){
		l.glossaryTexts, l.architectureTexts, l.instrumentTexts, l.decisionTexts, l.provisionTexts, l.systemTexts, l.vocabularyTexts, l.fieldTexts,
	} {
		texts, err := gather()
		all = append(all, texts...)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failures = append(failures, err)
		}
	}
	return all, errors.Join(failures...)
}

func (l Library) glossaryTexts() ([]publicText, error) {
	g, err := l.Guide()
	p := publicText{file: guideFile}
	p.take(g.Lead, g.Notice, g.Sustainable)
	for _, group := range g.Groups {
		p.takeIf(group.Lead)
	}
	for _, path := range g.Paths {
		p.takeIf(path.Lead)
	}
	for _, q := range g.Qualities {
		p.take(q.Meaning)
	}
	for _, t := range g.Terms {
		p.take(t.Definition)
	}
	return []publicText{p}, err
}

func (l Library) architectureTexts() ([]publicText, error) {
	if has, err := l.hasArchitecture(); !has {
		return nil, err
	}
	files, err := l.architectureFiles()
	if err != nil {
		return nil, err
	}
	all := []publicText{frameTexts(files.main)}
	for _, file := range files.blocks {
		p := publicText{file: file.file}
		for _, b := range file.value.Blocks {
			p.take(b.Purpose)
			p.take(b.Demands...)
			p.take(b.Risks...)
			p.take(b.Tillit.How)
			p.takeIf(b.ZoneNote)
		}
		all = append(all, p)
	}
	patterns := publicText{file: files.patterns.file}
	for _, p := range files.patterns.value.Patterns {
		patterns.take(p.Summary)
		patterns.take(slices.Concat(p.UseWhen, p.NotWhen, p.Risks)...)
		for _, e := range p.Evidence {
			patterns.take(e.Text)
		}
	}
	products := publicText{file: files.products.file}
	for _, p := range files.products.value.Products {
		products.takeIf(p.Note)
	}
	national := publicText{file: files.national.file}
	national.take(files.national.value.Note)
	for _, b := range files.national.value.Blocks {
		national.takeIf(b.State)
	}
	return append(all, patterns, products, national), nil
}

func frameTexts(file loaded[Architecture]) publicText {
	p := publicText{file: file.file}
	p.take(file.value.Lead, file.value.OwnProposal)
	for _, layer := range file.value.Layers {
		p.take(layer.Purpose)
	}
	for _, zone := range file.value.Zones {
		p.take(zone.Meaning)
	}
	for _, trait := range file.value.Traits {
		p.take(trait.Why)
	}
	for _, s := range file.value.Sources {
		p.take(s.UsedFor)
	}
	return p
}

// instrumentTexts measures each section by itself, so that a hard one cannot hide among easy ones.
func (l Library) instrumentTexts() ([]publicText, error) {
	packs, err := l.packFiles()
	var all []publicText
	for _, file := range slices.Sorted(maps.Keys(packs)) {
		pack := packs[file]
		intro := publicText{file: file, part: "intro"}
		intro.take(Text(pack.Intro), Text(pack.Notice))
		all = append(all, intro)
		for _, section := range pack.Sections {
			p := publicText{file: file, part: section.ID}
			for _, q := range pack.Questions {
				if q.Section == section.ID {
					p.takeQuestion(q)
				}
			}
			all = append(all, p)
		}
	}
	return all, err
}

// takeQuestion takes the sentences that a person who answers reads.
func (p *publicText) takeQuestion(q instrument.Question) {
	p.take(Text(q.Label), Text(q.Help), Text(q.Why))
	for _, f := range q.Findings {
		p.take(Text(f.Text), Text(f.Action))
	}
}

func (l Library) decisionTexts() ([]publicText, error) {
	models, err := l.Decisions()
	var all []publicText
	for _, versions := range models {
		for _, m := range versions.All() {
			p := publicText{file: m.File}
			p.take(Text(m.Law.Model.Description), Text(m.Law.Model.Review))
			for _, name := range slices.Sorted(maps.Keys(m.Law.Inputs)) {
				p.take(Text(m.Law.Inputs[name].Label), Text(m.Law.Inputs[name].Help))
			}
			for _, name := range slices.Sorted(maps.Keys(m.Law.Decisions)) {
				p.take(Text(m.Law.Decisions[name].Help), Text(m.Law.Decisions[name].Reason))
			}
			for _, rule := range m.Law.Rules {
				p.take(Text(rule.Reason))
			}
			all = append(all, p)
		}
	}
	return all, err
}

// provisionTexts measures the sentences on provisions with the terms of law discounted: see [Library.lawTerms].
func (l Library) provisionTexts() ([]publicText, error) {
	sources, err := readAll[Source](l, provisionsDir)
	terms, termsErr := l.lawTerms()
	if !errors.Is(termsErr, fs.ErrNotExist) {
		err = errors.Join(err, termsErr)
	}
	all := make([]publicText, 0, len(sources))
	for _, source := range sources {
		p := publicText{file: source.file, terms: terms}
		for _, provision := range source.value.Provisions {
			p.take(Text{SV: provision.SV, EN: provision.EN})
			p.takeIf(provision.Note, provision.DateNote)
		}
		all = append(all, p)
	}
	return all, err
}

func (l Library) systemTexts() ([]publicText, error) {
	systems, err := readAll[SystemRecord](l, systemsDir)
	all := make([]publicText, 0, len(systems))
	for _, file := range systems {
		s := file.value
		p := publicText{file: file.file}
		p.take(s.Summary)
		p.takeIf(s.Purpose, s.ScopeNote, s.PartiesNote, s.DataDescription, s.LegalBasis, s.Results, s.Lessons)
		all = append(all, p)
	}
	return all, err
}

func (l Library) vocabularyTexts() ([]publicText, error) {
	lists, err := readAll[Vocabulary](l, vocabulariesDir)
	all := make([]publicText, 0, len(lists))
	for _, file := range lists {
		p := publicText{file: file.file}
		p.takeIf(file.value.Note)
		for _, code := range file.value.Codes {
			p.takeIf(code.Note)
		}
		all = append(all, p)
	}
	return all, err
}

func (l Library) fieldTexts() ([]publicText, error) {
	set, err := l.SystemFields()
	all := make([]publicText, 0, len(set.Groups))
	for _, group := range set.Groups {
		p := publicText{file: systemFieldsFile, part: group.ID}
		p.takeIf(group.Help)
		walk("", group.Fields, func(_ string, f Field) { p.takeIf(f.Help, f.Why) })
		all = append(all, p)
	}
	return all, err
}
