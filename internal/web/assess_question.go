package web

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// assessFrame is what every page of a set of answers shows around its own content.
type assessFrame struct {
	Notice  string // the instrument's own
	More    string // what of it is folded on screen
	Subject string // what is assessed; empty without an account
	About   string // which instrument
	Carried *carriedForm
}

// carriedForm is the form that carries the answers from page to page where they are kept nowhere.
type carriedForm struct {
	Instrument string
	Version    string
	Answers    string // JSON
	Action     string
	Other      components.Link // the same page in the other language
	At         string          // question of the page
	To         string          // what the language button comes back to
}

// questionView is what templates/assess/question.html shows: one question.
type questionView struct {
	Page
	Frame      assessFrame
	Step       components.Step
	Fields     []components.Component
	Text       string // of information, which takes no answer
	Why        string
	Law        []components.Component
	LawNames   string
	Comment    components.Field
	HasComment bool
	Standing   components.Component // why the question does not count now, or must be looked over
	Rests      []components.Component
	Action     string
	Seen       string // mark of the answer that the page shows, for conflicts
	Answered   bool   // there is an answer to take away
	ReadOnly   []components.Component
	Ways       []components.Component
}

// questionPage shows a question with what the form holds.
func (p paper) questionPage(q instrument.Question, form *Form) questionView {
	r := p.r
	title := r.words(q.Label)
	view := questionView{Page: r.Page(title).With(form), Step: p.step(q), Why: r.words(q.Why)}
	view.NoIndex = true
	view.Law = p.law.provisions(r, q.Provisions)
	view.LawNames = strings.Join(p.law.names(r, q.Provisions), ", ")
	view.Standing, view.Rests = p.standing(q)
	_, view.Answered = p.answers.Items[q.ID]
	if !q.Answerable() {
		view.Text = r.words(q.Help)
	}
	if !p.mayEdit {
		list := components.SummaryList{Rows: []components.SummaryRow{answerRow(r, q, p.answers.Items[q.ID])}}
		view.ReadOnly = []components.Component{list}
		return view
	}
	view.Fields = asker{r: r, form: form}.question(valueField, q, true)
	view.Comment = components.Field{
		Name: "comment", Label: r.T("web_assess.comment"), Kind: components.LongText, Rows: 3, Optional: true, Help: r.T("web_assess.comment_help"),
	}.Fill(form)
	view.HasComment = view.Comment.Value != "" || view.Comment.Error != ""
	return view
}

// answerForm is a form that holds the answer there is.
func (p paper) answerForm(q instrument.Question) *Form {
	form := p.r.NewForm()
	answer := p.answers.Items[q.ID]
	fill(form, valueField, q, answer)
	form.Set("comment", answer.Comment)
	return form
}

// step is where the question stands among those of its section that are asked.
func (p paper) step(q instrument.Question) components.Step {
	ids := p.inSection(q.Section)
	at := slices.Index(ids, q.ID)
	if at < 0 {
		return components.Step{}
	}
	return components.Step{Number: at + 1, Total: len(ids), Section: p.sectionTitle(q.Section)}
}

// standing says when the question does not count, waits for others, or must be looked over.
func (p paper) standing(q instrument.Question) (components.Component, []components.Component) {
	at := slices.IndexFunc(p.result.Questions, func(s instrument.QuestionStatus) bool { return s.ID == q.ID })
	if at < 0 {
		return nil, nil
	}
	status := p.result.Questions[at]
	switch {
	case status.State == instrument.Hidden && status.Kept:
		return components.Notice{Text: p.r.T("web_assess.standing.hidden_kept")}, p.waysTo(status.Because)
	case status.State == instrument.Hidden:
		return components.Notice{Text: p.r.T("web_assess.standing.hidden")}, p.waysTo(status.Because)
	case status.State == instrument.Undetermined:
		return components.Notice{Text: p.r.T("web_assess.standing.undetermined")}, p.waysTo(status.Needs)
	case p.answers.Items[q.ID].Recheck:
		return components.Notice{Kind: components.Warning, Text: p.r.T("web_assess.standing.recheck")}, nil
	}
	return nil, nil
}

// frame is what stands around every page of these answers.
func (p paper) frame(subject string) assessFrame {
	about := p.r.T("web_assess.about", fault.Args{"instrument": p.r.words(p.pack.Title), "version": p.pack.Version})
	return assessFrame{Notice: p.r.words(p.pack.Notice), Subject: subject, About: about}
}

// folded shows only the first sentence of the notice until more is wanted, for pages where one works for long.
func (f assessFrame) folded() assessFrame {
	first, rest, more := strings.Cut(f.Notice, ". ")
	if more {
		f.Notice, f.More = first+".", rest
	}
	return f
}
