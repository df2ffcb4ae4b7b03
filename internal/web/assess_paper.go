package web

import (
	"slices"

	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// paper is one set of answers as the pages show it: kept in an assessment, or carried by the forms.
type paper struct {
	r       *Request
	pack    *instrument.Pack
	answers instrument.Answers
	result  instrument.Result
	law     LawBook
	trail   trail
	mayEdit bool
	printed bool // on paper what something waits for is left out: the unanswered questions stand there once
}

// trail leads from one page of a set of answers to another: by links where the answers are kept, by buttons of the form that
// carries them where they are not.
type trail interface {
	// way leads to "tasks", "check", "result" or toQuestion(id). hidden is said by screen readers after the label.
	way(label, hidden, to string) components.Component
}

// questionPrefix begins the ways that lead to a question.
const questionPrefix = "q."

func toQuestion(id string) string { return questionPrefix + id }

// question gives a question of the pack; the pack has checked its own references.
func (p paper) question(id string) instrument.Question {
	q, _ := p.pack.Question(id)
	return q
}

func (p paper) label(id string) string { return p.r.words(p.question(id).Label) }

// answered is the answer to a question as a line of text.
func (p paper) answered(id string) string {
	return answerWords(p.r, p.question(id), p.answers.Items[id])
}

// wayTo leads to a question by its label.
func (p paper) wayTo(id string) components.Component {
	return p.trail.way(p.label(id), "", toQuestion(id))
}

func (p paper) waysTo(ids []string) []components.Component {
	if p.printed {
		return nil
	}
	var ways []components.Component
	for _, id := range ids {
		ways = append(ways, p.wayTo(id))
	}
	return ways
}

// inSection are the visible questions of a section, in order.
func (p paper) inSection(section string) []string {
	var ids []string
	for _, id := range p.result.Visible {
		if p.question(id).Section == section {
			ids = append(ids, id)
		}
	}
	return ids
}

// lacking are the visible questions that must still be answered or looked over, in order.
func (p paper) lacking() []string {
	var ids []string
	for _, m := range p.result.Missing {
		visible := m.Kind == instrument.MissingQuestion && m.Reason != instrument.ReasonUndetermined && m.Reason != instrument.ReasonDoNotKnow
		if visible && m.Reason != instrument.ReasonNull {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// after is the visible question that follows in the pack; empty after the last one.
func (p paper) after(id string) string {
	passed := false
	for _, q := range p.pack.Questions {
		if passed && slices.Contains(p.result.Visible, q.ID) {
			return q.ID
		}
		passed = passed || q.ID == id
	}
	return ""
}

// resume is where to go on: the first question that lacks an answer; empty when none does.
func (p paper) resume() string {
	if lacking := p.lacking(); len(lacking) > 0 {
		return lacking[0]
	}
	return ""
}

// firstOf is where a section is entered: its first question that lacks an answer, else its first.
func (p paper) firstOf(section string) string {
	ids := p.inSection(section)
	lacking := p.lacking()
	for _, id := range ids {
		if slices.Contains(lacking, id) {
			return id
		}
	}
	if len(ids) > 0 {
		return ids[0]
	}
	return ""
}

func (p paper) sectionTitle(id string) string {
	for _, s := range p.pack.Sections {
		if s.ID == id {
			return p.r.words(s.Title)
		}
	}
	return ""
}

// counted is how many findings there are of each severity.
func (p paper) counted() map[instrument.Severity]int {
	counts := map[instrument.Severity]int{}
	for _, finding := range p.result.Findings {
		counts[finding.Severity]++
	}
	return counts
}

// severities are all severities, most severe first.
func severities() []instrument.Severity {
	return []instrument.Severity{instrument.SeverityCritical, instrument.SeverityHigh, instrument.SeverityModerate, instrument.SeverityLow}
}

// severityCounts says how many findings there are of each severity: "2 kritiska", "3 allvarliga".
func severityCounts(r *Request, counts map[instrument.Severity]int) []string {
	var words []string
	for _, severity := range severities() {
		if n := counts[severity]; n > 0 {
			words = append(words, r.Printer.N("web_assess.count."+string(severity), n, nil))
		}
	}
	return words
}
