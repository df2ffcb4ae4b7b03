package web

import (
	"strings"

	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// checkView is what templates/assess/check.html shows: all answers, each with the way to change it.
type checkView struct {
	Page
	Frame    assessFrame
	Sections []components.SummaryList
	Waiting  waitingShown
	Kept     []components.SummaryRow
	KeptList components.SummaryList
	Problems []string
	Ways     []components.Component
}

// waitingShown is a question of which it is not known whether it is asked, and what it waits for.
type waitingShown struct {
	Count  int // questions
	Groups []waitingGroup
}

// waitingGroup are the questions that wait for the same answers.
type waitingGroup struct {
	Needs  []components.Component
	Labels []string
}

// checkPage shows all answers.
func (p paper) checkPage() checkView {
	view := checkView{Page: p.r.Page(p.r.T("web_assess.check.title"))}
	view.NoIndex = true
	view.Sections = p.answerLists(p.mayEdit)
	view.Waiting = p.waiting()
	view.KeptList = components.SummaryList{Rows: p.kept()}
	view.Problems = p.problemLines()
	view.Ways = []components.Component{
		p.trail.way(p.r.T("web_assess.to_result"), "", "result"), p.trail.way(p.r.T("web_assess.to_tasks"), "", "tasks"),
	}
	return view
}

// answerLists gives the visible questions with their answers, by section.
func (p paper) answerLists(change bool) []components.SummaryList {
	var lists []components.SummaryList
	for _, section := range p.pack.Sections {
		list := components.SummaryList{Heading: p.r.words(section.Title), ID: "s-" + section.ID}
		for _, id := range p.inSection(section.ID) {
			q := p.question(id)
			if !q.Answerable() {
				continue
			}
			row := answerRow(p.r, q, p.answers.Items[id])
			if change {
				row.Way = p.trail.way(p.r.T("web_assess.change"), row.Key, toQuestion(id))
			}
			list.Rows = append(list.Rows, row)
		}
		if len(list.Rows) > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}

func (p paper) waiting() waitingShown {
	var waiting waitingShown
	group := map[string]int{} // by the questions waited for
	for _, m := range p.result.Missing {
		if m.Kind != instrument.MissingQuestion || m.Reason != instrument.ReasonUndetermined {
			continue
		}
		needs := strings.Join(m.Needs, " ")
		at, known := group[needs]
		if !known {
			at = len(waiting.Groups)
			group[needs] = at
			waiting.Groups = append(waiting.Groups, waitingGroup{Needs: p.waysTo(m.Needs)})
		}
		waiting.Count++
		waiting.Groups[at].Labels = append(waiting.Groups[at].Labels, p.label(m.ID))
	}
	return waiting
}

// kept are answers to questions that are not asked now: they stay, and do not count.
func (p paper) kept() []components.SummaryRow {
	var rows []components.SummaryRow
	for _, status := range p.result.Questions {
		if status.Kept {
			rows = append(rows, answerRow(p.r, p.question(status.ID), p.answers.Items[status.ID]))
		}
	}
	return rows
}

// problemLines says which answers do not count, and why.
func (p paper) problemLines() []string {
	var lines []string
	for _, problem := range p.result.Problems.Errors() {
		lines = append(lines, problemText(p.r, problem))
	}
	for _, id := range p.result.Ignored {
		lines = append(lines, p.r.T("web_assess.ignored", map[string]any{"question": id}))
	}
	return lines
}

// problemText is a problem of kit/instrument in the reader's language, with what to do about it.
func problemText(r *Request, problem instrument.Problem) string {
	text := r.words(problem.What)
	if do := r.words(problem.Do); do != "" {
		text += " " + do
	}
	return text
}
