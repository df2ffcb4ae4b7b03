package content

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/instrument"
)

// Reading ease of texts: what [Library.Check] refuses in the guide, and what is worth knowing of the other packs.

// MeasuredText is how easy the texts of a file are in a language.
type MeasuredText struct {
	File     string
	Language string
	Readability
}

// TooHard tells whether the text is long enough to be measured and harder than a public text may be.
func (m MeasuredText) TooHard() bool { return tooHard(m.Readability) }

// Words says how hard the text is and why.
func (m MeasuredText) Words() string { return hardWords(m.Readability) }

// Readability measures the guide's steps, the instruments' questions, the sentences on provisions and the summaries of systems: per file and
// language, the hardest first. Only the guide is held to the limit; an instrument must sometimes use the words of the law.
func (l Library) Readability() ([]MeasuredText, error) {
	var all []MeasuredText
	measure := func(file string, sv, en []string) {
		for language, texts := range map[string][]string{"sv": sv, "en": en} {
			if r := Measure(strings.Join(texts, "\n")); r.Words >= leastLIXWords {
				all = append(all, MeasuredText{File: file, Language: language, Readability: r})
			}
		}
	}
	g, err := l.Guide()
	if err != nil {
		return nil, err
	}
	for _, step := range g.Steps {
		sv, en := step.Text("sv"), step.Text("en")
		measure(guideDir+"/"+step.ID+".md", []string{sv.Lead, sv.Body.Plain()}, []string{en.Lead, en.Body.Plain()})
		measure(guideDir+"/"+step.ID+".yaml", []string{step.sentences("sv")}, []string{step.sentences("en")})
	}
	packs, err := l.instruments()
	if err != nil {
		return nil, err
	}
	for _, pack := range packs {
		sv, en := questionTexts(pack)
		measure(instrumentsDir+"/"+pack.ID, sv, en)
	}
	sources, err := readAll[Source](l, provisionsDir)
	if err != nil {
		return nil, err
	}
	for _, source := range sources {
		var sv, en []string
		for _, p := range source.value.Provisions {
			sv, en = append(sv, p.SV), append(en, p.EN)
		}
		measure(source.file, sv, en)
	}
	slices.SortStableFunc(all, func(a, b MeasuredText) int {
		return cmp.Or(cmp.Compare(b.LIX(), a.LIX()), strings.Compare(a.File, b.File), strings.Compare(a.Language, b.Language))
	})
	return all, nil
}

// questionTexts are the sentences that a person who answers reads.
func questionTexts(pack *instrument.Pack) (sv, en []string) {
	take := func(texts ...instrument.Text) {
		for _, t := range texts {
			sv, en = append(sv, t.SV), append(en, t.EN)
		}
	}
	take(pack.Intro)
	for _, q := range pack.Questions {
		take(q.Label, q.Help, q.Why)
		for _, f := range q.Findings {
			take(f.Text, f.Action)
		}
	}
	return sv, en
}
